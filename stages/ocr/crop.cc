#include "stages/ocr/crop.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tachado::ocr {

Bitmap cut(const Bitmap& pixels, int x0, int y0, int x1, int y1) {
  x0 = std::max(x0, 0);
  y0 = std::max(y0, 0);
  x1 = std::min(x1, pixels.width);
  y1 = std::min(y1, pixels.height);
  Bitmap part;
  if (x0 >= x1 || y0 >= y1) return part;
  part.width = x1 - x0;
  part.height = y1 - y0;
  part.channels = pixels.channels;
  if (!pixels.area.empty()) part.area = pixels.to_points(x0, y0, x1, y1);
  const auto channels = static_cast<std::size_t>(pixels.channels);
  const std::size_t row_bytes = static_cast<std::size_t>(part.width) * channels;
  part.data.resize(row_bytes * static_cast<std::size_t>(part.height));
  for (int y = 0; y < part.height; ++y) {
    std::memcpy(part.data.data() + static_cast<std::size_t>(y) * row_bytes,
                pixels.row(y0 + y) + static_cast<std::size_t>(x0) * channels, row_bytes);
  }
  return part;
}

Bitmap crop(const Bitmap& pixels, const Rect& area) {
  const Rect box = pixels.to_pixels(intersect(area, pixels.area));
  if (box.empty()) return {};
  const auto whole = [](double value, int most) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
  };
  const int x0 = whole(std::floor(box.x0), pixels.width - 1);
  const int y0 = whole(std::floor(box.y0), pixels.height - 1);
  return cut(pixels, x0, y0, std::max(whole(std::ceil(box.x1), pixels.width), x0 + 1),
             std::max(whole(std::ceil(box.y1), pixels.height), y0 + 1));
}

}  // namespace tachado::ocr
