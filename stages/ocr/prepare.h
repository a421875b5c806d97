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
  Bitmap image;              // grey; empty when there is nothing to read, or too small
  Affine back;               // from its pixels to those of the bitmap it was made of
  Letters letters;           // as they were in the bitmap
  double letter_pixels = 0;  // their height in the image
  double skew_degrees = 0;   // that was taken out
  bool too_small = false;    // see Preparation
  int turned = 0;            // quarter turns clockwise that were taken out, in degrees
};

// The height of letters that recognition is given, pixels: it brings each line to 36 pixels, which
// letters of this height fill. Measured on ocr-accuracy, where the source has what is asked for:
// old print is misread in 0.017 of its letters with 18, 0.016 with 16, 0.023 with 15 and 14; clean
// print in less than 0.001 with all. With 16 a page costs a twentieth less, but of 20 contracts two
// names and two dates were lost that are read with 18. Lines made narrower than high cost a tenth
// less of the network's time for each tenth of the width; old print is misread in 0.025 at 0.9 of
// it.
inline constexpr double kTargetHeightPixels = 18;

struct Preparation {
  int turn = 0;  // 0, 90, 180 or 270 degrees clockwise: for pages scanned sideways or upside down
  // Letters lower than this are only measured, and the image stays empty: for pixels that are asked
  // for again if they turn out too coarse. Costs a third of the whole.
  double min_letter_pixels = 0;
};

// Boxes (pixels of `source`) are filled with the ground around them before anything is measured.
// The source is not changed.
[[nodiscard]] Prepared prepare(const Bitmap& source, const std::vector<Rect>& masked,
                               const Preparation& wanted = {});

// Where a word of the prepared picture lies on the page.
[[nodiscard]] Rect to_page(const Prepared& prepared, const Bitmap& source, const Rect& pixels);

}  // namespace tachado::ocr
