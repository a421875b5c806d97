// A page painted by Poppler's Splash.
#pragma once

#include "stages/model/bitmap.h"
#include "stages/model/page_source.h"
#include "stages/pdf/pdf.h"

class PDFDoc;

namespace tachado::pdf {

struct RenderPage {
  int number = 1;
  double width = 0;  // points, displayed
  double height = 0;
  double user_unit = 1;
  bool annotations = true;
};

// Fails with limit or memory. Cost: one rendering; memory: twice the result.
[[nodiscard]] Result<Bitmap> render(PDFDoc& document, const RenderPage& page,
                                    const PixelRequest& request, const Limits& limits);

}  // namespace tachado::pdf
