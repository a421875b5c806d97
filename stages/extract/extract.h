// From a page's drawing record to words and lines in reading order, and what is known of its shapes
// and images.
//
// What cannot be seen is not text: glyphs that are covered by something drawn later, of the colour
// of what lies beneath, invisible (render mode 3), in a hidden layer, clipped away or outside the
// crop box are left out of text and words.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "stages/model/page_source.h"

namespace tachado::extract {

struct Options {
  // Takes invisible text (render mode 3) as if it could be seen: an earlier OCR layer, for the ocr
  // stage to judge.
  bool invisible_as_text = false;
};

// Pure: no file is touched. Cost: n log n in glyphs and shapes.
[[nodiscard]] Page extract_page(const RawPage& raw, const Options& options = {});

// interpret() and extract_page(). A page that cannot be read comes back with examined = false and
// its problem.
[[nodiscard]] Page extract_page(PageSource& source, int number, const Options& options = {});

struct ImageLimits {
  std::int64_t pixels = 120'000'000;  // of one page, checked in the file's header before decoding
  int pages = 5000;
};

// The media type of an image file that open_image reads ("image/png", "image/jpeg", "image/tiff"),
// by its first bytes; empty for anything else.
std::string_view image_media_type(std::string_view head);

// PNG, JPEG and TIFF (each of its images a page) as a PageSource. A page's size is what the
// resolution gives: 300 dpi where the file says none or less than 50. Fails with damaged,
// unsupported, empty, limit or io.
[[nodiscard]] Result<std::unique_ptr<PageSource>> open_image(const std::string& path,
                                                             const ImageLimits& limits = {});

}  // namespace tachado::extract
