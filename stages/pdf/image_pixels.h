// One stored image to pixels, reduced while it is decoded and turned as displayed.
#pragma once

#include "stages/model/bitmap.h"
#include "stages/model/problem.h"
#include "stages/pdf/recorder.h"

namespace tachado::pdf {

// `reduction`: stored pixels per pixel of the result, at least 1. Fails with limit, unsupported
// (turned by no quarter, unreadable) or memory. Cost: one decoding; memory: twice the result.
[[nodiscard]] Result<Bitmap> image_pixels(const ImageInput& image, int reduction, bool color,
                                          std::int64_t max_pixels);

// The part of a bitmap within a box, to whole pixels; `area` follows.
Bitmap crop(const Bitmap& bitmap, const Rect& box);

}  // namespace tachado::pdf
