// Turns by 90, 180 and 270 degrees.
#pragma once

#include "stages/model/bitmap.h"
#include "stages/ocr/affine.h"

namespace tachado::ocr {

// Clockwise; any other number of degrees than 90, 180 and 270 gives a copy. `area` is not set.
[[nodiscard]] Bitmap quarter_turned(const Bitmap& bitmap, int degrees);

// From pixels of the turned picture to those of `bitmap`.
[[nodiscard]] Affine back_from_quarter_turn(const Bitmap& bitmap, int degrees);

}  // namespace tachado::ocr
