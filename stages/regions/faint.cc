// White-out on clean paper: a patch over print that was scanned or compressed again leaves a faint
// speckle, where the sheet around it has none. The label on it is as dark as print.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "stages/regions/inside.h"
#include "stages/regions/look.h"
#include "stages/regions/split.h"

namespace tachado::regions {
namespace {

constexpr int kSpeck = 14;           // luma below paper; halos of compressed letters are fainter
constexpr double kPrintShare = 0.5;  // of paper's luma: darker is print
constexpr int kFromInk = 2;          // pixels: nearer to print a speck is a letter's edge
constexpr int kLargestSpeck = 5;     // of nine pixels: the strokes of faint letters are wider
constexpr double kReach = 0.7;       // letter heights: specks of one patch are no farther apart
constexpr int kFewest = 3;           // specks within reach of a pixel of the patch
// A sheet with more of its paper under specks is noisy all over; fewer specks are dust.
constexpr double kNoisySheet = 0.08;
constexpr int kFewestSpecks = 60;
// Of the patch, in letter heights.
constexpr double kLeastWidth = 3;
constexpr double kLeastHeight = 1.95;
constexpr double kMostHeight = 8;
constexpr double kMostShade = 60;  // luma of the patch without its print, below paper
// Share of its box that the patch fills.
constexpr double kLeastFilled = 0.75;
// By look alone a patch may be dirt, a stamp's rest, or what compression leaves round a word:
// several on a sheet with the same label seldom are. A label that can be read says more.
constexpr int kSeveral = 2;      // others like it
constexpr double kStray = 0.15;  // of a label's width and height
constexpr double kSure = 0.62;
// Print that crosses its edge by so many letter heights is cut by it: it is under the specks, not
// on a patch.
constexpr double kCut = 0.25;
constexpr double kWithLabel = 0.45;
constexpr double kWithout = 0.2;

// Sums over all pixels above and to the left.
class Sums {
 public:
  explicit Sums(const Mask& mask)
      : width_(mask.width + 1),
        sums_(static_cast<std::size_t>(mask.width + 1) *
              static_cast<std::size_t>(mask.height + 1)) {
    for (int y = 0; y < mask.height; ++y) {
      std::int32_t row = 0;
      for (int x = 0; x < mask.width; ++x) {
        row += mask.row(y)[x];
        at(x + 1, y + 1) = at(x + 1, y) + row;
      }
    }
  }
  [[nodiscard]] int in(const PixelBox& box) const {
    return get(box.x1, box.y1) - get(box.x0, box.y1) - get(box.x1, box.y0) + get(box.x0, box.y0);
  }

 private:
  std::int32_t& at(int x, int y) {
    return sums_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                 static_cast<std::size_t>(x)];
  }
  [[nodiscard]] std::int32_t get(int x, int y) const {
    return sums_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                 static_cast<std::size_t>(x)];
  }
  int width_;
  std::vector<std::int32_t> sums_;
};

Mask print_of(const Raster& raster) {
  Mask print(raster.width, raster.height);
  const int threshold = static_cast<int>(std::ceil(raster.paper_luma * kPrintShare));
  for (std::size_t i = 0; i < print.bits.size(); ++i) print.bits[i] = raster.mean[i] < threshold;
  return print;
}

// Grown by `by` pixels to all sides.
Mask grown(const Mask& mask, int by) {
  Mask across(mask.width, mask.height);
  for (int y = 0; y < mask.height; ++y) {
    const std::uint8_t* row = mask.row(y);
    for (int x = next_of(row, 0, mask.width, 1); x < mask.width;) {
      const int end = next_of(row, x, mask.width, 0);
      std::fill(across.row(y) + std::max(0, x - by), across.row(y) + std::min(mask.width, end + by),
                std::uint8_t{1});
      x = next_of(row, end, mask.width, 1);
    }
  }
  Mask out = across;
  const auto width = static_cast<std::size_t>(mask.width);
  for (int y = 0; y < mask.height; ++y)
    for (int near = std::max(0, y - by); near <= std::min(mask.height - 1, y + by); ++near) {
      if (near == y) continue;
      std::uint8_t* to = out.row(y);
      const std::uint8_t* from = across.row(near);
      for (std::size_t x = 0; x < width; ++x) to[x] = static_cast<std::uint8_t>(to[x] | from[x]);
    }
  return out;
}

// How much darker than paper a box is where it has no print.
double shade_of(const Raster& raster, const Mask& print, const PixelBox& box) {
  std::int64_t sum = 0;
  std::int64_t n = 0;
  for (int y = box.y0; y < box.y1; ++y)
    for (int x = box.x0; x < box.x1; ++x) {
      if (print.row(y)[x] != 0) continue;
      sum += raster.paper_luma - raster.mean[raster.index(x, y)];
      ++n;
    }
  return n > 0 ? static_cast<double>(sum) / static_cast<double>(n) : 0;
}

// Lone pixels darker than paper that are no part of print.
Mask specks_of(const Raster& raster, const Mask& print) {
  const Mask near_print = grown(print, kFromInk);
  Mask faint(raster.width, raster.height);
  const int threshold = raster.paper_luma - kSpeck;
  for (int y = kFromInk; y + kFromInk < raster.height; ++y) {
    std::uint8_t* row = faint.row(y);
    const std::uint8_t* inked = near_print.row(y);
    const std::uint8_t* darkest = raster.darkest.data() + raster.index(0, y);
    for (int x = kFromInk; x + kFromInk < raster.width; ++x)
      row[x] = static_cast<std::uint8_t>((darkest[x] <= threshold ? 1U : 0U) & (inked[x] ^ 1U));
  }
  Mask specks(raster.width, raster.height);
  std::vector<std::uint8_t> three(static_cast<std::size_t>(raster.width));
  for (int y = 1; y + 1 < raster.height; ++y) {
    const std::uint8_t* above = faint.row(y - 1);
    const std::uint8_t* row = faint.row(y);
    const std::uint8_t* below = faint.row(y + 1);
    for (std::size_t x = 0; x < three.size(); ++x)
      three[x] = static_cast<std::uint8_t>(above[x] + row[x] + below[x]);
    std::uint8_t* out = specks.row(y);
    for (std::size_t x = 1; x + 1 < three.size(); ++x)
      out[x] = static_cast<std::uint8_t>(
          row[x] & (three[x - 1] + three[x] + three[x + 1] <= kLargestSpeck ? 1U : 0U));
  }
  return specks;
}

// Where specks are dense. Ink within counts as dense where it has specks on both sides.
Mask dense(const Mask& specks, int reach) {
  Mask out(specks.width, specks.height);
  const Sums sums(specks);
  for (int y = 0; y < specks.height; ++y)
    for (int x = 0; x < specks.width; ++x) {
      const PixelBox window{std::max(0, x - reach), std::max(0, y - reach),
                            std::min(specks.width, x + reach + 1),
                            std::min(specks.height, y + reach + 1)};
      out.row(y)[x] = sums.in(window) >= kFewest;
    }
  return out;
}

// A window's reach makes a patch larger on all sides.
Mask shrunk(const Mask& mask, int by) {
  Mask out(mask.width, mask.height);
  const Sums sums(mask);
  const int whole = (2 * by + 1) * (2 * by + 1);
  for (int y = by; y + by < mask.height; ++y)
    for (int x = by; x + by < mask.width; ++x)
      out.row(y)[x] = sums.in({x - by, y - by, x + by + 1, y + by + 1}) == whole;
  return out;
}

bool cuts_print(const PixelBox& box, const TextScale& scale) {
  const double cut = kCut * scale.letter;
  return std::any_of(scale.print.begin(), scale.print.end(), [&](const PixelBox& print) {
    if (intersect(print, box).empty()) return false;
    const auto crosses = [&](int edge, int from, int to) {
      return edge - from > cut && to - edge > cut;
    };
    return crosses(box.x0, print.x0, print.x1) || crosses(box.x1, print.x0, print.x1);
  });
}

bool same_size(const PixelBox& a, const PixelBox& b) {
  const auto alike = [](int m, int n) { return std::abs(m - n) <= kStray * std::max(m, n); };
  return alike(a.width(), b.width()) && alike(a.height(), b.height());
}

}  // namespace

std::vector<Look> faint_looks(const Raster& raster, const TextScale& scale) {
  std::vector<Look> looks;
  std::vector<PixelBox> labels;  // of each
  const Mask print = print_of(raster);
  const int reach = std::max(3, static_cast<int>(std::lround(kReach * scale.letter)));
  const Mask specks = specks_of(raster, print);
  const auto count = std::count(specks.bits.begin(), specks.bits.end(), std::uint8_t{1});
  const double noisy = kNoisySheet * static_cast<double>(specks.bits.size());
  if (count < kFewestSpecks || static_cast<double>(count) > noisy) return looks;
  Mask patch = dense(specks, reach);
  const auto covered = std::count(patch.bits.begin(), patch.bits.end(), std::uint8_t{1});
  if (static_cast<double>(covered) > kNoisySheet * static_cast<double>(patch.bits.size()))
    return looks;
  close_rows(patch, 3 * reach);
  patch = shrunk(patch, reach - 1);
  const int least_height = static_cast<int>(std::lround(kLeastHeight * scale.letter));
  const int least_width = static_cast<int>(std::lround(kLeastWidth * scale.letter));
  patch = opened(patch, least_height / 2, least_height / 2);
  const Components all = components(patch, 1, false, {least_width, least_height});
  for (const Component& c : all.list) {
    BarMasks whole;
    whole.box = c.box;
    whole.bar = Mask(c.box.width(), c.box.height());
    for (std::size_t i = c.first; i < c.last; ++i) {
      const Run& run = all.runs[i];
      std::uint8_t* row = whole.bar.row(run.y - c.box.y0);
      std::fill(row + (run.x0 - c.box.x0), row + (run.x1 - c.box.x0), std::uint8_t{1});
    }
    whole.labels = crop(print, c.box);
    if (shade_of(raster, print, c.box) > kMostShade) continue;
    for (const BarMasks& bar : split_by_labels(whole, scale)) {
      Look look;
      look.box = bar.box;
      look.kind = RegionKind::whiteout;
      look.color = raster.paper;
      const auto filled = std::count(bar.bar.bits.begin(), bar.bar.bits.end(), std::uint8_t{1});
      look.outline.rows_filled = static_cast<double>(filled) /
                                 static_cast<double>(std::max<std::int64_t>(1, bar.box.area()));
      look.outline.columns_filled = look.outline.rows_filled;
      look.outline.straightness = 1;
      const Inside inside = inside_of(bar.labels, bar.box.x0, bar.box.y0, scale);
      look.ink_pieces = inside.pieces;
      look.ink_lines = inside.lines;
      look.ink_inside = ink_share(print, bar.box);
      look.at_page_edge = at_page_edge(raster, look.box);
      if (cuts_print(look.box, scale)) continue;
      looks.push_back(look);
      labels.push_back(inside.hull);
    }
  }
  for (std::size_t i = 0; i < looks.size(); ++i)
    for (std::size_t j = 0; j < looks.size(); ++j)
      if (i != j && same_size(labels[i], labels[j]) && faint_confidence(looks[j], scale) > kWithout)
        ++looks[i].neighbours;
  return looks;
}

double faint_confidence(const Look& look, const TextScale& scale) {
  const double height = look.box.height() / scale.letter;
  const double width = look.box.width() / scale.letter;
  if (look.at_page_edge || height < kLeastHeight || height > kMostHeight || width < kLeastWidth ||
      width < height || look.outline.rows_filled < kLeastFilled)
    return 0;
  if (look.ink_pieces == 0) return kWithout;
  if (look.ink_lines != 1 || look.ink_pieces < 2 || look.ink_pieces > 12) return 0;
  return look.neighbours >= kSeveral ? kSure : kWithLabel;
}

}  // namespace tachado::regions
