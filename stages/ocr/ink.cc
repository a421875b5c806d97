#include "stages/ocr/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "stages/ocr/grey.h"

namespace tachado::ocr {
namespace {

// The ground is estimated in tiles a few letters wide (at the resolution of the first look).
constexpr int kTilePixels = 32;
// Level that this share of a tile's pixels stay below: ink covers less than the rest.
constexpr double kGroundShare = 0.85;
// Dark tiles that are surrounded by lighter ones within this distance are pictures and bars, not
// shadow.
constexpr int kClosingTiles = 3;
// No paper is darker: what is, is beside the sheet, or a picture.
constexpr int kDarkestGround = 60;
// A picture this share of which is darker than any paper is light on dark, if anything on it is
// this much lighter. Text covers less than a fifth of a page; beside a photographed sheet less than
// half is dark.
constexpr double kDarkGroundShare = 0.75;
constexpr int kMinContrast = 80;
// Tiles that differ less than this show no shadow.
constexpr int kEvenRange = 14;
// The ink's level, see ink_of.
constexpr double kDarkestShare = 0.004;
constexpr int kPalestInk = 200;
constexpr int kDarkestThreshold = 128;
// Grey edges of dark print, pixels on both sides together.
constexpr int kPrintEdge = 5;
// Of a stamp over print, what is pale; of dark figures hardly anything is.
constexpr double kMinPaleShare = 0.15;

struct Tiles {
  int across = 0;
  int down = 0;
  std::vector<int> levels;

  int& at(int x, int y) {
    return levels[static_cast<std::size_t>(y) * static_cast<std::size_t>(across) +
                  static_cast<std::size_t>(x)];
  }
  [[nodiscard]] int at(int x, int y) const {
    return levels[static_cast<std::size_t>(y) * static_cast<std::size_t>(across) +
                  static_cast<std::size_t>(x)];
  }
};

int level_below_which(const std::array<int, 256>& histogram, double share) {
  int total = 0;
  for (const int count : histogram) total += count;
  auto left = static_cast<int>(share * total);
  for (std::size_t level = 0; level < histogram.size(); ++level) {
    left -= histogram[level];
    if (left < 0) return static_cast<int>(level);
  }
  return 255;
}

Tiles ground_of(const Bitmap& grey) {
  Tiles tiles;
  tiles.across = (grey.width + kTilePixels - 1) / kTilePixels;
  tiles.down = (grey.height + kTilePixels - 1) / kTilePixels;
  tiles.levels.resize(static_cast<std::size_t>(tiles.across) *
                      static_cast<std::size_t>(tiles.down));
  for (int ty = 0; ty < tiles.down; ++ty) {
    for (int tx = 0; tx < tiles.across; ++tx) {
      std::array<int, 256> histogram{};
      const int x1 = std::min((tx + 1) * kTilePixels, grey.width);
      const int y1 = std::min((ty + 1) * kTilePixels, grey.height);
      for (int y = ty * kTilePixels; y < y1; y += 2) {
        const std::uint8_t* row = grey.row(y);
        for (int x = tx * kTilePixels; x < x1; ++x) ++histogram[row[x]];
      }
      tiles.at(tx, ty) = level_below_which(histogram, kGroundShare);
    }
  }
  return tiles;
}

// One pass of a running maximum or minimum along x or y.
template <typename Pick>
void filter(Tiles& tiles, bool along_x, Pick pick) {
  const Tiles before = tiles;
  for (int y = 0; y < tiles.down; ++y) {
    for (int x = 0; x < tiles.across; ++x) {
      int level = before.at(x, y);
      for (int step = -kClosingTiles; step <= kClosingTiles; ++step) {
        const int at = (along_x ? x : y) + step;
        if (at < 0 || at >= (along_x ? tiles.across : tiles.down)) continue;
        level = pick(level, along_x ? before.at(at, y) : before.at(x, at));
      }
      tiles.at(x, y) = level;
    }
  }
}

// Closing: a maximum, then a minimum. Fills what is dark and small; keeps slopes.
void close(Tiles& tiles) {
  const auto most = [](int a, int b) { return std::max(a, b); };
  const auto least = [](int a, int b) { return std::min(a, b); };
  filter(tiles, true, most);
  filter(tiles, false, most);
  filter(tiles, true, least);
  filter(tiles, false, least);
  for (int& level : tiles.levels) level = std::max(level, kDarkestGround);
}

void stretch(Bitmap& grey, int ground) {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t level = 0; level < table.size(); ++level) {
    table[level] = static_cast<std::uint8_t>(std::min(static_cast<int>(level) * 255 / ground, 255));
  }
  for (std::uint8_t& level : grey.data) level = table[level];
}

// Divides by the tiles' levels, interpolated between their centres.
void divide(Bitmap& grey, const Tiles& tiles) {
  std::vector<int> line(static_cast<std::size_t>(tiles.across));
  for (int y = 0; y < grey.height; ++y) {
    const double ty = std::clamp((y + 0.5) / kTilePixels - 0.5, 0.0, tiles.down - 1.0);
    const int y0 = static_cast<int>(ty);
    const int y1 = std::min(y0 + 1, tiles.down - 1);
    const double part_y = ty - y0;
    for (int x = 0; x < tiles.across; ++x) {
      line[static_cast<std::size_t>(x)] =
          static_cast<int>(tiles.at(x, y0) * (1 - part_y) + tiles.at(x, y1) * part_y + 0.5);
    }
    std::uint8_t* row =
        grey.data.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(grey.width);
    for (int x = 0; x < grey.width; ++x) {
      // Position between tile centres in 64ths of a pixel's tile.
      const int shifted = std::max(2 * x + 1 - kTilePixels, 0);
      const int x0 = std::min(shifted / (2 * kTilePixels), tiles.across - 1);
      const int x1 = std::min(x0 + 1, tiles.across - 1);
      const int part = shifted % (2 * kTilePixels);
      const int ground = (line[static_cast<std::size_t>(x0)] * (2 * kTilePixels - part) +
                          line[static_cast<std::size_t>(x1)] * part) /
                         (2 * kTilePixels);
      row[x] = static_cast<std::uint8_t>(std::min(row[x] * 255 / std::max(ground, 1), 255));
    }
  }
}

}  // namespace

void even_ground(Bitmap& grey) {
  const auto pixels = static_cast<std::size_t>(std::max(grey.width, 0)) *
                      static_cast<std::size_t>(std::max(grey.height, 0));
  if (pixels == 0 || grey.channels != 1 || grey.data.size() < pixels) return;
  Tiles tiles = ground_of(grey);
  close(tiles);
  const auto [least, most] = std::minmax_element(tiles.levels.begin(), tiles.levels.end());
  if (*most - *least < kEvenRange) {
    stretch(grey, *least);
  } else {
    divide(grey, tiles);
  }
}

void turn_light_on_dark(Bitmap& grey) {
  const auto pixels = static_cast<std::size_t>(std::max(grey.width, 0)) *
                      static_cast<std::size_t>(std::max(grey.height, 0));
  if (pixels == 0 || grey.channels != 1 || grey.data.size() < pixels) return;
  std::array<int, 256> histogram{};
  for (int y = 0; y < grey.height; y += 4) {
    const std::uint8_t* row = grey.row(y);
    for (int x = 0; x < grey.width; ++x) ++histogram[row[x]];
  }
  const int ground = level_below_which(histogram, kDarkGroundShare);
  const int lightest = level_below_which(histogram, 1 - kDarkestShare);
  if (ground > kDarkestGround || lightest < ground + kMinContrast) return;
  for (std::uint8_t& level : grey.data) level = static_cast<std::uint8_t>(255 - level);
}

handles::Pix ink_of(const Bitmap& even) {
  const handles::Pix pix = to_pix(even);
  if (!pix) return nullptr;  // its pixels are fewer than it says, too
  std::array<int, 256> histogram{};
  for (int y = 0; y < even.height; y += 2) {
    const std::uint8_t* row = even.row(y);
    for (int x = 0; x < even.width; ++x) ++histogram[row[x]];
  }
  const int darkest = level_below_which(histogram, kDarkestShare);
  const int threshold = std::clamp((255 + darkest) / 2, kDarkestThreshold, kPalestInk);
  return handles::Pix(pixThresholdToBinary(pix.get(), threshold));
}

std::vector<Piece> pieces_of_ink(PIX* ink) {
  std::vector<Piece> pieces;
  const handles::Boxa boxes(pixConnCompBB(ink, 8));
  const int count = boxes ? boxaGetCount(boxes.get()) : 0;
  pieces.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    l_int32 x = 0;
    l_int32 y = 0;
    l_int32 width = 0;
    l_int32 height = 0;
    boxaGetBoxGeometry(boxes.get(), i, &x, &y, &width, &height);
    pieces.push_back({x, y, x + width, y + height});
  }
  return pieces;
}

void lift_stamps(Bitmap& even, PIX* dark, int size) {
  const handles::Pix grey = to_pix(even);
  const handles::Pix pale(grey ? pixThresholdToBinary(grey.get(), kPalestInk) : nullptr);
  if (!pale) return;
  const handles::Pix stamps(
      pixSelectBySize(pale.get(), size, size, 8, L_SELECT_IF_BOTH, L_SELECT_IF_GTE, nullptr));
  const handles::Pix print(pixDilateBrick(nullptr, dark, kPrintEdge, kPrintEdge));
  if (!stamps || !print) return;
  l_int32 before = 0;
  l_int32 after = 0;
  pixCountPixels(stamps.get(), &before, nullptr);
  pixSubtract(stamps.get(), stamps.get(), print.get());
  pixCountPixels(stamps.get(), &after, nullptr);
  // Frames, rules and pictures are dark; their edges are not worth a change.
  if (after < kMinPaleShare * before) return;
  for (int y = 0; y < even.height; ++y) {
    std::uint8_t* row =
        even.data.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(even.width);
    const l_uint32* bits =
        pixGetData(stamps.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(stamps.get());
    for (int x = 0; x < even.width; ++x) {
      if (GET_DATA_BIT(bits, x) != 0) row[x] = 255;
    }
  }
}

}  // namespace tachado::ocr
