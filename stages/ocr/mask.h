// Blanks parts of a picture with the ground around them, so that recognition sees no edge there.
#pragma once

#include "stages/model/bitmap.h"

namespace tachado::ocr {

// `box` in pixels; parts outside the picture are ignored. Cost: linear in the box.
void blank(Bitmap& bitmap, const Rect& box);

}  // namespace tachado::ocr
