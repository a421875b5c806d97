// Parts of pictures.
#pragma once

#include "stages/model/bitmap.h"

namespace tachado::ocr {

// The pixels from column `x0` to before `x1` and from row `y0` to before `y1`, as far as `pixels`
// has them; empty where it has none.
[[nodiscard]] Bitmap cut(const Bitmap& pixels, int x0, int y0, int x1, int y1);

// The part of `pixels` that covers `area` (points), at least one pixel; empty where they do not
// meet.
[[nodiscard]] Bitmap crop(const Bitmap& pixels, const Rect& area);

}  // namespace tachado::ocr
