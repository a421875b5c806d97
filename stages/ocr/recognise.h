// One reading of a page's pixels, from the request for pixels to words in page coordinates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stages/model/page_source.h"
#include "stages/model/recognizer.h"
#include "stages/ocr/merge.h"

namespace tachado::ocr {

// Resolution of the first look at a page: enough for letters of 8 points, and the one at which
// regions are looked for, so that the source has the pixels at hand.
inline constexpr double kLookDpi = 150;

// Pixels of a page or a part of it, at no more than about `dpi` and never more than fit.
[[nodiscard]] Result<Bitmap> pixels_of(PageSource& source, const Page& page, double dpi,
                                       std::optional<Rect> area);

// Fills boxes (points) with the ground around them.
void blank_areas(Bitmap& pixels, const std::vector<Rect>& areas);

struct ReadRequest {
  std::vector<Rect> masked;            // points: what is not to be read
  std::optional<Rect> area;            // points; none: the whole page
  std::vector<std::string> languages;  // the first is tried first; others where its words fail
  double seconds = 60;
};

// `look`: pixels of the area at kLookDpi. They are asked for again where letters turn out too
// small.
[[nodiscard]] Result<Reading> read_pixels(const Bitmap& look, PageSource& source, const Page& page,
                                          Recognizer& recognizer, const ReadRequest& request);

}  // namespace tachado::ocr
