// Where the lines of text stand in a picture that is ready to be read, and which of them anybody
// would see. Included by .cc files only.
#pragma once

#include <cstddef>
#include <vector>

#include "stages/model/bitmap.h"
#include "stages/ocr/ink_lines.h"

namespace tachado::ocr {

struct TextLine {
  Piece hull;                 // of its letters, with their accents and points
  Piece box;                  // what to read: ascenders and descenders have room in it
  std::vector<Piece> blanks;  // between words, from left to right
  std::size_t letters = 0;
  int body = 0;        // pixels: height of a lower-case x, of capitals where there is nothing else
  int baseline = 0;    // y
  bool plain = false;  // straight, and of whole words
  bool sure = false;   // plain, clean, and with nothing beside it
};

struct TextLines {
  std::vector<TextLine> lines;  // from the top, by base line
  std::vector<Piece> others;  // what is too large for letters, rules and frames around lines apart
  std::size_t letters = 0;    // of the picture
};

// Grey, upright pictures on even ground; `letter_pixels`: height of a lower-case x. Cost: three
// passes over the pixels, a thirtieth of layout analysis.
[[nodiscard]] TextLines find_text_lines(const Bitmap& image, double letter_pixels);

}  // namespace tachado::ocr
