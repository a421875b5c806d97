// Blanks parts of a picture with the ground around them, so that recognition sees no edge there.
#pragma once

#include <vector>

#include "stages/model/bitmap.h"

namespace tachado::ocr {

// `box` in pixels; parts outside the picture are ignored. Cost: linear in the box.
void blank(Bitmap& bitmap, const Rect& box);

// Upright boxes, at most kMaxStrips, that cover a turned figure and little beside it: the hull of a
// long bar on a skewed page takes in the lines above and below. Convex figures only.
inline constexpr int kMaxStrips = 64;
[[nodiscard]] std::vector<Rect> strips(const Quad& figure);

}  // namespace tachado::ocr
