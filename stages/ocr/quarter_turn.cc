#include "stages/ocr/quarter_turn.h"

#include <utility>

namespace tachado::ocr {

Bitmap quarter_turned(const Bitmap& bitmap, int degrees) {
  Bitmap turned;
  turned.channels = bitmap.channels;
  const bool sideways = degrees == 90 || degrees == 270;
  turned.width = sideways ? bitmap.height : bitmap.width;
  turned.height = sideways ? bitmap.width : bitmap.height;
  turned.data.resize(bitmap.data.size());
  const auto channels = static_cast<std::size_t>(bitmap.channels);
  std::uint8_t* out = turned.data.data();
  for (int y = 0; y < turned.height; ++y) {
    for (int x = 0; x < turned.width; ++x, out += channels) {
      std::pair<int, int> from{x, y};
      if (degrees == 90) from = {y, bitmap.height - 1 - x};
      if (degrees == 180) from = {bitmap.width - 1 - x, bitmap.height - 1 - y};
      if (degrees == 270) from = {bitmap.width - 1 - y, x};
      const std::uint8_t* in =
          bitmap.row(from.second) + static_cast<std::size_t>(from.first) * channels;
      for (std::size_t c = 0; c < channels; ++c) out[c] = in[c];
    }
  }
  return turned;
}

Affine back_from_quarter_turn(const Bitmap& bitmap, int degrees) {
  const double width = bitmap.width;
  const double height = bitmap.height;
  if (degrees == 90) return {0, 1, 0, -1, 0, height};
  if (degrees == 180) return {-1, 0, width, 0, -1, height};
  if (degrees == 270) return {0, -1, width, 1, 0, 0};
  return {};
}

}  // namespace tachado::ocr
