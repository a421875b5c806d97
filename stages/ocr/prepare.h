// From a page's pixels to the picture that recognition reads best at the least cost: even ground,
// upright lines, dark letters on light, letters of the height that is needed and no higher.
#pragma once

#include <vector>

#include "stages/model/bitmap.h"
#include "stages/ocr/affine.h"

namespace tachado::ocr {

// What the ink of a picture looks like.
struct Letters {
  int count = 0;             // pieces of ink of a letter's size and shape
  double height_pixels = 0;  // their median height: about that of a lower-case x
};

struct Prepared {
  Bitmap image;              // grey; empty when there is nothing to read
  Affine back;               // from its pixels to those of the bitmap it was made of
  Letters letters;           // as they were in the bitmap
  double letter_pixels = 0;  // their height in the image
  double skew_degrees = 0;   // that was taken out
  int turned = 0;            // quarter turns clockwise that were taken out, in degrees
};

// Boxes (pixels of `source`) are filled with the ground around them before anything is measured.
// The source is not changed. `turn`: 0, 90, 180 or 270 degrees clockwise, for pages that were
// scanned sideways or upside down.
[[nodiscard]] Prepared prepare(const Bitmap& source, const std::vector<Rect>& masked, int turn = 0);

// Where a word of the prepared picture lies on the page.
[[nodiscard]] Rect to_page(const Prepared& prepared, const Bitmap& source, const Rect& pixels);

}  // namespace tachado::ocr
