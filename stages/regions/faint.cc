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
// Three specks are within this of each pixel of a patch.
constexpr double kReach = 0.7;  // letter heights
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

int print_threshold(const Raster& raster) {
  return static_cast<int>(std::ceil(raster.paper_luma * kPrintShare));
}

Mask print_of(const Raster& raster) {
  Mask print(raster.width, raster.height);
  const int threshold = print_threshold(raster);
  for (std::size_t i = 0; i < print.bits.size(); ++i) print.bits[i] = raster.mean[i] < threshold;
  return print;
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

// Pixels darker than paper that are no part of print: the strokes of faint letters are wider.
Bits specks_of(const Raster& raster) {
  Bits faint = below(raster.darkest, raster.width, raster.height, raster.paper_luma - kSpeck + 1);
  subtract(faint, grown(below(raster.mean, raster.width, raster.height, print_threshold(raster)),
                        kFromInk));
  // At the sheet's edge it is not known what is near.
  keep_within(faint, {kFromInk, kFromInk, raster.width - kFromInk, raster.height - kFromInk});
  return lone(faint);
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
  const int reach = std::max(3, static_cast<int>(std::lround(kReach * scale.letter)));
  const Bits specks = specks_of(raster);
  const std::int64_t found = count(specks);
  const double noisy = kNoisySheet * static_cast<double>(raster.mean.size());
  if (found < kFewestSpecks || static_cast<double>(found) > noisy) return looks;
  // Ink within counts as dense where it has specks on both sides.
  Bits patch = three_within(specks, reach);
  if (static_cast<double>(count(patch)) > noisy) return looks;
  close_rows(patch, 3 * reach);
  // The reach makes a patch larger on all sides.
  patch = shrunk(patch, reach - 1);
  const int least_height = static_cast<int>(std::lround(kLeastHeight * scale.letter));
  const int least_width = static_cast<int>(std::lround(kLeastWidth * scale.letter));
  patch = opened(patch, least_height / 2, least_height / 2);
  const Components all = components(patch, 1, false, {least_width, least_height});
  if (all.list.empty()) return looks;
  const Mask print = print_of(raster);
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
