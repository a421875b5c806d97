// Any bytes as a PDF: opened or refused; its first pages interpreted, read, drawn small, and their
// images decoded. Limits are far below the ordinary ones, so that a run looks at many inputs.
#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "stages/extract/extract.h"
#include "stages/pdf/pdf.h"
#include "stages/regions/regions.h"

namespace {

constexpr int kPages = 3;
constexpr int kImages = 3;

tachado::pdf::Options small_limits() {
  tachado::pdf::Options options;
  options.passwords = {"user"};
  options.limits.pages = 50;
  options.limits.operators = 100'000;
  options.limits.shapes = 20'000;
  options.limits.glyphs = 50'000;
  options.limits.pixels = 4'000'000;
  return options;
}

// What every stage relies on.
void check(const tachado::Page& page) {
  for (const tachado::Word& word : page.words) {
    if (word.line < 0 || static_cast<std::size_t>(word.line) >= page.lines.size()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto source = tachado::pdf::open_bytes(bytes, small_limits());
  if (!source) return 0;
  for (int number = 1; number <= std::min((*source)->page_count(), kPages); ++number) {
    tachado::Page page = tachado::extract::extract_page(**source, number);
    check(page);
    tachado::regions::Options options;
    options.pixel_dpi = 30;
    tachado::regions::find_regions(page, source->get(), options);
    check(page);
    tachado::PixelRequest request;
    request.dpi = 20;
    (void)(*source)->pixels(number, request);
    const int images = std::min(static_cast<int>(page.images.size()), kImages);
    for (int index = 0; index < images; ++index) {
      (void)(*source)->image(number, index, 100, false);
    }
  }
  return 0;
}
