// Any bytes as a PNG, JPEG or TIFF: opened or refused; its first pages read and looked at for
// redactions.
#include <algorithm>

#include "stages/extract/extract.h"
#include "stages/regions/regions.h"
#include "tests/fuzz/memory_file.h"

namespace {

constexpr int kPages = 3;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const tachado::fuzz::MemoryFile file(data, size);
  tachado::extract::ImageLimits limits;
  limits.pixels = 1'000'000;
  limits.pages = 10;
  const auto source = tachado::extract::open_image(file.path(), limits);
  if (!source) return 0;
  for (int number = 1; number <= std::min((*source)->page_count(), kPages); ++number) {
    tachado::Page page = tachado::extract::extract_page(**source, number);
    tachado::regions::find_regions(page, source->get());
  }
  return 0;
}
