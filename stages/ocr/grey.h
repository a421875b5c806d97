// Between the model's bitmaps and Leptonica's images. Included by .cc files only.
#pragma once

#include "stages/handles/leptonica.h"
#include "stages/model/bitmap.h"

namespace tachado::ocr {

// Its messages name no document, and only the caller writes to stderr. to_pix does it too.
void silence_leptonica();

// 8 bits, one channel; colours become their luma. Null when memory runs out or the bitmap is empty
// or inconsistent.
[[nodiscard]] handles::Pix to_pix(const Bitmap& bitmap);

// Of an 8-bit image; `area` is left empty.
[[nodiscard]] Bitmap to_bitmap(PIX* pix);

}  // namespace tachado::ocr
