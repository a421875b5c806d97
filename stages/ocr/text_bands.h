// A page in bands from its top to its bottom: lines that can be read one after the other, and what
// needs layout analysis. Included by .cc files only.
#pragma once

#include <vector>

#include "stages/ocr/text_lines.h"

namespace tachado::ocr {

// Lines of a paragraph are no further apart, as a share of the usual distance.
inline constexpr double kMaxLineDistance = 1.35;

struct BandLine {
  Piece box;               // pixels: what to read
  bool paragraph = false;  // begins one
};

struct TextBand {
  bool plain = false;  // its lines can be read as they are; else it needs layout analysis
  Piece box;           // pixels: what stands in it, with some ground around
  // From the top. Of a band that is not plain, those that layout analysis should find.
  std::vector<BandLine> lines;
  // Of a plain band, pixels: from line to line, and where lines end, usually.
  int distance = 0;
  int right = 0;
};

// Lines that stand one below the other in one column, and what is between them. Empty where such
// lines hold less than half of the letters, or where the page has few: then the whole picture needs
// layout analysis. `width`, `height`: pixels of the picture.
[[nodiscard]] std::vector<TextBand> text_bands(const TextLines& lines, int width, int height);

}  // namespace tachado::ocr
