// Whether pixels hold ink, and letters in lines: a look that costs a hundredth of recognising them.
#pragma once

#include <vector>

#include "stages/model/bitmap.h"

namespace tachado::ocr {

struct PictureText {
  bool ink = false;         // anything but specks and an even ground
  int letters = 0;          // pieces of ink that stand in lines as letters do
  std::vector<Rect> lines;  // where, in points; from top to bottom
};

[[nodiscard]] PictureText look_for_text(const Bitmap& pixels);

}  // namespace tachado::ocr
