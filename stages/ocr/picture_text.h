// Whether pixels hold ink, and letters in lines: a look that costs a hundredth of recognising them.
#pragma once

#include <vector>

#include "stages/model/bitmap.h"

namespace tachado::ocr {

struct PictureLine {
  Rect box;  // points
  int letters = 0;
};

struct PictureText {
  bool ink = false;                // anything but specks and an even ground
  std::vector<PictureLine> lines;  // pieces of ink that stand in lines as letters do; from the top
};

[[nodiscard]] PictureText look_for_text(const Bitmap& pixels);

}  // namespace tachado::ocr
