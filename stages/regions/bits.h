// Masks at one bit a pixel, for work on a whole page: 64 pixels at a time, and a page fits into the
// processor's cache. Private to the stage. All functions are pure but for the mask they are handed.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "stages/regions/raster.h"

namespace tachado::regions {

// Rows from the top, each of whole words; the least bit of a word is its leftmost pixel, and bits
// beyond `width` are 0. What lies outside the mask counts as 0.
struct Bits {
  int width = 0;
  int height = 0;
  std::size_t stride = 0;  // words of a row
  std::vector<std::uint64_t> words;

  Bits() = default;
  Bits(int w, int h)
      : width(w),
        height(h),
        stride((static_cast<std::size_t>(w) + 63) / 64),
        words(stride * static_cast<std::size_t>(h)) {}
  [[nodiscard]] const std::uint64_t* row(int y) const {
    return words.data() + static_cast<std::size_t>(y) * stride;
  }
  [[nodiscard]] std::uint64_t* row(int y) {
    return words.data() + static_cast<std::size_t>(y) * stride;
  }
};

// The first place from `from` on of a row that holds `value`, or `width`.
inline int next_of(const std::uint64_t* row, int from, int width, std::uint8_t value) {
  if (from >= width) return width;
  const std::uint64_t other = value != 0 ? 0 : ~std::uint64_t{0};
  const auto last = static_cast<std::size_t>((width - 1) / 64);
  auto i = static_cast<std::size_t>(from / 64);
  std::uint64_t word = (row[i] ^ other) & ~std::uint64_t{0} << static_cast<unsigned>(from % 64);
  while (word == 0) {
    if (i == last) return width;
    word = row[++i] ^ other;
  }
  return std::min(width, static_cast<int>(i) * 64 + std::countr_zero(word));
}

// `fill` writes the `width` pixels of row `y`, each 0 or 1. What its loop reads from outside should
// be in local variables: what is captured might, for all that a compiler knows, be written by it.
using FillRow = std::function<void(int y, std::uint8_t* row)>;
Bits packed(int width, int height, const FillRow& fill);
Bits packed(const Mask& mask);
// Set where a level, row by row, is less than `threshold`, 0 to 255.
Bits below(const std::vector<std::uint8_t>& levels, int width, int height, int threshold);

std::int64_t count(const Bits& mask);
// Sets columns [x0, x1) of a row.
void set(Bits& mask, int y, int x0, int x1);
// Clears what lies outside of a box.
void keep_within(Bits& mask, const PixelBox& box);
void subtract(Bits& mask, const Bits& other);
void add(Bits& mask, const Bits& other);

// Morphology with upright bricks.
Bits opened(const Bits& mask, int width, int height);
// Fills gaps of at most `gap` pixels between two set pixels of a row or column.
void close_rows(Bits& mask, int gap);
void close_columns(Bits& mask, int gap);
// Keeps only runs of at least `length` pixels.
void keep_long_rows(Bits& mask, int length);
void keep_long_columns(Bits& mask, int length);
// Grown by `by` pixels to all sides, and what stays set where all pixels as near as `by` are set.
Bits grown(const Bits& mask, int by);
Bits shrunk(const Bits& mask, int by);
// Set where the square of the pixels as near as `reach` holds at least three set ones.
Bits three_within(const Bits& mask, int reach);
// The set pixels of whose eight neighbours at most four are set.
Bits lone(const Bits& mask);

}  // namespace tachado::regions
