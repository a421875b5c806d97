#include "stages/pdf/thumbnail.h"

#include <Page.h>
#include <goo/gmem.h>

#include <memory>

namespace tachado::pdf {
namespace {

struct Free {
  void operator()(unsigned char* bytes) const { gfree(bytes); }
};

}  // namespace

std::optional<Bitmap> read_thumbnail(::Page& page) {
  const Object stored = page.getThumb();
  if (!stored.isStream() || page.getRotate() % 360 != 0) return std::nullopt;
  const Dict* dict = stored.streamGetDict();
  const auto side = [&](const char* name) {
    const Object value = dict->lookup(name);
    return value.isInt() ? value.getInt() : 0;
  };
  const int columns = side("Width");
  const int rows = side("Height");
  if (columns <= 0 || rows <= 0 || columns > kMaxThumbnail / rows) return std::nullopt;
  unsigned char* bytes = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;
  if (!page.loadThumb(&bytes, &width, &height, &stride)) return std::nullopt;
  const std::unique_ptr<unsigned char, Free> owned(bytes);
  if (width != columns || height != rows || stride < width * 3) return std::nullopt;
  Bitmap result;
  result.width = width;
  result.height = height;
  for (int y = 0; y < height; ++y) {
    const unsigned char* row = owned.get() + static_cast<std::ptrdiff_t>(y) * stride;
    for (int x = 0; x < width; ++x, row += 3) {
      result.data.push_back(
          static_cast<std::uint8_t>((row[0] * 299 + row[1] * 587 + row[2] * 114) / 1000));
    }
  }
  return result;
}

}  // namespace tachado::pdf
