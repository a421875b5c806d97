#include "stages/ocr/line_noise.h"

#include <cmath>
#include <cstddef>
#include <limits>

namespace tachado::ocr {
namespace {

constexpr int kZero = 128;
constexpr double kMost = 127;
// The engine's own, made from the number that the model brings.
constexpr std::int64_t kSeedFactor = 0x10000001;
constexpr int kColumnBytes = 4;

std::uint8_t byte(std::int8_t pixel) { return static_cast<std::uint8_t>(pixel + kZero); }

}  // namespace

LineNoise::LineNoise(std::int32_t seed) : numbers_(static_cast<std::uint64_t>(seed * kSeedFactor)) {
  numbers_();
}

std::int8_t LineNoise::next() {
  const auto number = static_cast<double>(numbers_());
  const double value = kMost * 2 * number / std::numeric_limits<std::int32_t>::max() - kMost;
  return static_cast<std::int8_t>(std::lround(value));
}

void gather_windows(std::span<const std::int8_t> pixels, int width, int height, int y,
                    LineNoise& noise, std::uint8_t* windows) {
  for (int x = 0; x < width; ++x) {
    for (int dx = -1; dx <= 1; ++dx) {
      for (int dy = -1; dy <= 1; ++dy) {
        const bool within = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
        const std::ptrdiff_t at = std::ptrdiff_t{y + dy} * width + x + dx;
        windows[dy + 1] = byte(within ? pixels[static_cast<std::size_t>(at)] : noise.next());
      }
      windows[kColumnBytes - 1] = kZero;
      windows += kColumnBytes;
    }
  }
}

}  // namespace tachado::ocr
