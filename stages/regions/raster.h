// The working pixels of a page: reduced to about 200 dpi, with what is paper and what is ink.
// Private to the stage. All functions are pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "stages/model/bitmap.h"

namespace tachado::regions {

// Pixels, half-open: columns [x0, x1), rows [y0, y1).
struct PixelBox {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;

  [[nodiscard]] int width() const { return x1 - x0; }
  [[nodiscard]] int height() const { return y1 - y0; }
  [[nodiscard]] bool empty() const { return x1 <= x0 || y1 <= y0; }
  [[nodiscard]] std::int64_t area() const {
    return empty() ? 0 : std::int64_t{width()} * std::int64_t{height()};
  }
  bool operator==(const PixelBox&) const = default;
};

PixelBox intersect(const PixelBox& a, const PixelBox& b);
PixelBox unite(const PixelBox& a, const PixelBox& b);
// Share of `inner` that lies within `outer`.
double share_inside(const PixelBox& inner, const PixelBox& outer);
double overlap(const PixelBox& a, const PixelBox& b);

// Levels within `around` of one: a single comparison of bytes tells, of many at a time.
class Near {
 public:
  Near(std::uint8_t level, int around)
      : lowest_(static_cast<std::uint8_t>(std::max(0, level - around))),
        span_(static_cast<std::uint8_t>(std::min(255, level + around) - lowest_)) {}
  [[nodiscard]] bool holds(std::uint8_t value) const {
    return static_cast<std::uint8_t>(value - lowest_) <= span_;
  }

 private:
  std::uint8_t lowest_;
  std::uint8_t span_;
};

// One byte a pixel, 0 or 1.
struct Mask {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bits;

  Mask() = default;
  Mask(int w, int h)
      : width(w), height(h), bits(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
  [[nodiscard]] const std::uint8_t* row(int y) const {
    return bits.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
  [[nodiscard]] std::uint8_t* row(int y) {
    return bits.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
};

// The first place from `from` on of a mask's row that holds `value`, or `width`.
inline int next_of(const std::uint8_t* row, int from, int width, std::uint8_t value) {
  return from >= width ? width : static_cast<int>(std::find(row + from, row + width, value) - row);
}

struct Raster {
  int width = 0;
  int height = 0;
  int reduction = 1;                           // bitmap pixels for one of these, on each axis
  bool color = false;                          // red, green, blue are filled
  std::vector<std::uint8_t> red, green, blue;  // mean of the reduced pixels; red is grey otherwise
  std::vector<std::uint8_t> mean;              // luma of the mean
  std::vector<std::uint8_t> darkest;           // least luma of the reduced pixels: keeps thin lines
  Color paper;                                 // commonest light colour
  int paper_luma = 255;

  [[nodiscard]] std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
  }
  [[nodiscard]] Color at(std::size_t i) const {
    return color ? Color{red[i], green[i], blue[i]} : Color{mean[i], mean[i], mean[i]};
  }
  [[nodiscard]] PixelBox bounds() const { return {0, 0, width, height}; }
};

// False where the bitmap's sizes contradict its data or exceed the limit on pixels.
bool usable(const Bitmap& pixels);
Raster reduce(const Bitmap& pixels);

}  // namespace tachado::regions
