// Packed masks against the plainest definition of each operation, pixel by pixel, over widths on
// either side of a word's.
#include "stages/regions/bits.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>

#include "stages/regions/components.h"

namespace tachado::regions {
namespace {

constexpr int kWidths[] = {1, 2, 63, 64, 65, 127, 128, 130, 200};
constexpr int kHeight = 37;
// Shares of set pixels: gaps and runs of all lengths.
constexpr double kShares[] = {0.0, 0.02, 0.3, 0.7, 0.97, 1.0};

bool at(const Mask& mask, int x, int y) {
  return x >= 0 && y >= 0 && x < mask.width && y < mask.height && mask.row(y)[x] != 0;
}

std::size_t place_of(int x, int y, int width) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
         static_cast<std::size_t>(x);
}

using Pixel = std::function<bool(int x, int y)>;

Mask drawn(int width, int height, const Pixel& pixel) {
  Mask mask(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) mask.row(y)[x] = pixel(x, y) ? 1 : 0;
  return mask;
}

Mask unpacked(const Bits& bits) {
  return drawn(bits.width, bits.height, [&](int x, int y) {
    return (bits.row(y)[x / 64] >> static_cast<unsigned>(x % 64) & 1U) != 0;
  });
}

// Pixels of boxes, and single ones that break them.
Mask random_mask(int width, double share, std::mt19937& dice) {
  std::bernoulli_distribution set(share);
  Mask mask = drawn(width, kHeight, [&](int, int) { return set(dice); });
  for (int i = 0; i < 4; ++i) {
    const auto begin = [&](int side) {
      return static_cast<int>(dice() % static_cast<unsigned>(side));
    };
    const int x0 = begin(width);
    const int y0 = begin(kHeight);
    for (int y = y0; y < std::min(kHeight, y0 + 12); ++y)
      for (int x = x0; x < std::min(width, x0 + 40); ++x) mask.row(y)[x] = i % 2 == 0 ? 1 : 0;
  }
  return mask;
}

// Nothing may be set beyond the width: words are counted as they are.
void expect_same(const Bits& bits, const Mask& expected) {
  ASSERT_EQ(bits.width, expected.width);
  ASSERT_EQ(bits.height, expected.height);
  ASSERT_EQ(unpacked(bits).bits, expected.bits);
  ASSERT_EQ(count(bits), std::count(expected.bits.begin(), expected.bits.end(), 1));
}

void for_each_mask(const std::function<void(const Mask&)>& check) {
  std::mt19937 dice(11);
  for (const int width : kWidths)
    for (const double share : kShares) {
      SCOPED_TRACE("width " + std::to_string(width) + ", share " + std::to_string(share));
      check(random_mask(width, share, dice));
      if (testing::Test::HasFatalFailure()) return;
    }
}

// Set where every pixel of the box from (x0, y0) to (x1, y1), from the pixel, is set; or any.
Mask with_all(const Mask& mask, const PixelBox& box) {
  return drawn(mask.width, mask.height, [&](int x, int y) {
    for (int dy = box.y0; dy < box.y1; ++dy)
      for (int dx = box.x0; dx < box.x1; ++dx)
        if (!at(mask, x + dx, y + dy)) return false;
    return true;
  });
}

Mask with_any(const Mask& mask, const PixelBox& box) {
  return drawn(mask.width, mask.height, [&](int x, int y) {
    for (int dy = box.y0; dy < box.y1; ++dy)
      for (int dx = box.x0; dx < box.x1; ++dx)
        if (at(mask, x + dx, y + dy)) return true;
    return false;
  });
}

Mask plainly_opened(const Mask& mask, int width, int height) {
  return with_any(with_all(mask, {0, 0, width, height}), {1 - width, 1 - height, 1, 1});
}

// Gaps of at most `gap` clear pixels between two set ones, along one axis.
Mask plainly_closed(const Mask& mask, int gap, bool rows) {
  return drawn(mask.width, mask.height, [&](int x, int y) {
    const auto along = [&](int by) { return rows ? at(mask, x + by, y) : at(mask, x, y + by); };
    if (at(mask, x, y)) return true;
    for (int before = 1; before <= gap; ++before)
      if (along(-before))
        for (int behind = 1; before + behind - 1 <= gap; ++behind)
          if (along(behind)) return true;
    return false;
  });
}

TEST(Bits, PackedIsTheSame) {
  for_each_mask([](const Mask& mask) { expect_same(packed(mask), mask); });
}

TEST(Bits, BelowAThreshold) {
  std::mt19937 dice(3);
  for (const int width : kWidths)
    for (const int threshold : {0, 1, 128, 255}) {
      std::vector<std::uint8_t> levels(static_cast<std::size_t>(width * kHeight));
      for (std::uint8_t& level : levels) level = static_cast<std::uint8_t>(dice() % 256);
      expect_same(below(levels, width, kHeight, threshold),
                  drawn(width, kHeight,
                        [&](int x, int y) { return levels[place_of(x, y, width)] < threshold; }));
    }
}

TEST(Bits, RunsAreSetAndWhatLiesOutsideCleared) {
  for (const int width : kWidths)
    for (const int x0 : {0, 1, 62, 63, 64, 65, 120})
      for (const int x1 : {0, 1, 63, 64, 65, 128, 130, 199})
        if (x1 <= width) {
          Bits bits(width, 3);
          set(bits, 1, x0, x1);
          expect_same(bits,
                      drawn(width, 3, [&](int x, int y) { return y == 1 && x >= x0 && x < x1; }));
        }
  for_each_mask([](const Mask& mask) {
    for (const PixelBox& box : {PixelBox{2, 2, mask.width - 2, mask.height - 2},
                                PixelBox{-5, 3, 70, 100}, PixelBox{9, 9, 9, 12}}) {
      Bits bits = packed(mask);
      keep_within(bits, box);
      expect_same(bits, drawn(mask.width, mask.height, [&](int x, int y) {
                    return at(mask, x, y) && x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;
                  }));
    }
  });
}

TEST(Bits, OpenedByABrick) {
  for_each_mask([](const Mask& mask) {
    for (const auto& [width, height] :
         {std::pair{1, 1}, {4, 4}, {1, 5}, {7, 1}, {13, 3}, {70, 2}, {2, 50}})
      expect_same(opened(packed(mask), width, height), plainly_opened(mask, width, height));
  });
}

TEST(Bits, OnlyLongRunsStay) {
  for_each_mask([](const Mask& mask) {
    for (const int length : {0, 1, 2, 3, 17, 64, 129}) {
      const int least = std::max(1, length);
      Bits rows = packed(mask);
      keep_long_rows(rows, length);
      expect_same(rows, plainly_opened(mask, least, 1));
      Bits columns = packed(mask);
      keep_long_columns(columns, length);
      expect_same(columns, plainly_opened(mask, 1, least));
    }
  });
}

TEST(Bits, GapsAreClosed) {
  for_each_mask([](const Mask& mask) {
    for (const int gap : {0, 1, 2, 5, 63, 64, 131}) {
      Bits rows = packed(mask);
      close_rows(rows, gap);
      expect_same(rows, plainly_closed(mask, gap, true));
      Bits columns = packed(mask);
      close_columns(columns, gap);
      expect_same(columns, plainly_closed(mask, gap, false));
    }
  });
}

TEST(Bits, GrownAndShrunk) {
  for_each_mask([](const Mask& mask) {
    for (const int by : {0, 1, 2, 7}) {
      const PixelBox square{-by, -by, by + 1, by + 1};
      expect_same(grown(packed(mask), by), with_any(mask, square));
      expect_same(shrunk(packed(mask), by), with_all(mask, square));
    }
  });
}

int set_near(const Mask& mask, int x, int y, int reach) {
  int n = 0;
  for (int dy = -reach; dy <= reach; ++dy)
    for (int dx = -reach; dx <= reach; ++dx) n += at(mask, x + dx, y + dy) ? 1 : 0;
  return n;
}

TEST(Bits, ThreeWithinReach) {
  for_each_mask([](const Mask& mask) {
    for (const int reach : {0, 1, 3, 8, 33})
      expect_same(three_within(packed(mask), reach),
                  drawn(mask.width, mask.height,
                        [&](int x, int y) { return set_near(mask, x, y, reach) >= 3; }));
  });
}

TEST(Bits, LonePixels) {
  for_each_mask([](const Mask& mask) {
    expect_same(lone(packed(mask)), drawn(mask.width, mask.height, [&](int x, int y) {
                  return at(mask, x, y) && set_near(mask, x, y, 1) <= 5;
                }));
  });
}

TEST(Bits, SubtractedAndAdded) {
  std::mt19937 dice(5);
  for_each_mask([&](const Mask& mask) {
    const Mask other = random_mask(mask.width, 0.4, dice);
    Bits less = packed(mask);
    subtract(less, packed(other));
    expect_same(less, drawn(mask.width, mask.height,
                            [&](int x, int y) { return at(mask, x, y) && !at(other, x, y); }));
    Bits more = packed(mask);
    add(more, packed(other));
    expect_same(more, drawn(mask.width, mask.height,
                            [&](int x, int y) { return at(mask, x, y) || at(other, x, y); }));
  });
}

// Every pixel of the value is in one run of one figure, and neighbours are in the same one.
TEST(Bits, FiguresAreConnected) {
  for_each_mask([](const Mask& mask) {
    for (const std::uint8_t value : {std::uint8_t{0}, std::uint8_t{1}})
      for (const bool corners : {false, true}) {
        const Components all = components(packed(mask), value, corners, {1, 1});
        std::vector<int> figure(mask.bits.size(), -1);
        const auto place = [&](int x, int y) -> int& { return figure[place_of(x, y, mask.width)]; };
        for (std::size_t c = 0; c < all.list.size(); ++c)
          for (std::size_t i = all.list[c].first; i < all.list[c].last; ++i)
            for (int x = all.runs[i].x0; x < all.runs[i].x1; ++x) {
              ASSERT_EQ(place(x, all.runs[i].y), -1);
              place(x, all.runs[i].y) = static_cast<int>(c);
            }
        for (int y = 0; y < mask.height; ++y)
          for (int x = 0; x < mask.width; ++x) {
            ASSERT_EQ(place(x, y) >= 0, mask.row(y)[x] == value) << x << " " << y;
            if (place(x, y) < 0) continue;
            const auto same = [&](int dx, int dy) {
              const int other_x = x + dx;
              const int other_y = y + dy;
              return other_x < 0 || other_x >= mask.width || other_y >= mask.height ||
                     mask.row(other_y)[other_x] != value || place(other_x, other_y) == place(x, y);
            };
            ASSERT_TRUE(same(1, 0) && same(0, 1)) << x << " " << y;
            ASSERT_TRUE(!corners || (same(1, 1) && same(-1, 1))) << x << " " << y;
          }
      }
  });
}

}  // namespace
}  // namespace tachado::regions
