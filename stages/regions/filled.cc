// Solid bars. Three ways to find them, since no one way finds all: what is dark and thicker than
// any stroke; what is of one colour; what is no paper and thicker than any stroke (textured fills).
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "stages/regions/edges.h"
#include "stages/regions/look.h"
#include "stages/regions/split.h"

namespace tachado::regions {
namespace {

constexpr double kDarkShare = 0.45;
constexpr int kZoneTolerance = 12;
constexpr int kPaperDistance = 20;
constexpr int kPaperNear = 40;
// A label differs from its fill by more than the fill's own noise does.
constexpr double kLabelOverNoise = 3.5;
constexpr int kLeastLabelContrast = 18;
constexpr int kMostLabelContrast = 56;
constexpr double kRule = 0.5;  // of what lies along a side
constexpr double kLeastStraight = 0.8;
// Share of its box that a figure fills, seen from outside: lines of very different length on one
// margin fill a quarter, the seam between two of them nothing.
constexpr double kLeastFilled = 0.15;

int distance(Color a, Color b) {
  return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

// Deviation of what is fill, and share of what is not.
void measure(const Raster& raster, const BarMasks& bar, Look& look) {
  constexpr int kOtherColor = 48;
  std::int64_t other = 0;
  std::int64_t sum = 0;
  std::int64_t n = 0;
  for (int y = 0; y < bar.bar.height; ++y)
    for (int x = 0; x < bar.bar.width; ++x) {
      if (bar.bar.row(y)[x] == 0) continue;
      const int d = distance(raster.at(raster.index(x + bar.box.x0, y + bar.box.y0)), look.color);
      if (d > kOtherColor) {
        ++other;
      } else {
        sum += d;
        ++n;
      }
    }
  look.ink_inside =
      static_cast<double>(other) / static_cast<double>(std::max<std::int64_t>(1, other + n));
  look.noise = n > 0 ? static_cast<double>(sum) / static_cast<double>(n) : 255;
}

Color mean_color(const Raster& raster, const Component& c, const Components& all) {
  std::int64_t r = 0;
  std::int64_t g = 0;
  std::int64_t b = 0;
  std::int64_t n = 0;
  for (std::size_t i = c.first; i < c.last; ++i)
    for (int x = all.runs[i].x0; x < all.runs[i].x1; ++x) {
      const Color p = raster.at(raster.index(x, all.runs[i].y));
      r += p.r;
      g += p.g;
      b += p.b;
      ++n;
    }
  if (n == 0) return {};
  return {static_cast<std::uint8_t>(r / n), static_cast<std::uint8_t>(g / n),
          static_cast<std::uint8_t>(b / n)};
}

// Light letters within a dark bar would break it where they come near its edge: closes what dark
// pixels enclose, up to letter size.
void fill_letters(Bits& dark, const TextScale& scale) {
  const double largest = 2.5 * scale.letter;
  const Components holes = components(dark, 0, false, {1, 1});
  for (const Component& hole : holes.list) {
    if (hole.box.width() > largest || hole.box.height() > largest) continue;
    for (std::size_t i = hole.first; i < hole.last; ++i)
      set(dark, holes.runs[i].y, holes.runs[i].x0, holes.runs[i].x1);
  }
}

// Distance from the fill from which on a pixel belongs to a label.
int label_contrast(const Raster& raster, const Component& c, const Components& all, Color fill) {
  std::int64_t sum = 0;
  std::int64_t n = 0;
  for (std::size_t i = c.first; i < c.last; ++i) {
    const Run& run = all.runs[i];
    for (int x = run.x0; x < run.x1; x += 2) {
      sum += std::min(kMostLabelContrast, distance(raster.at(raster.index(x, run.y)), fill));
      ++n;
    }
  }
  const double noise = n > 0 ? static_cast<double>(sum) / static_cast<double>(n) : 0;
  return std::clamp(static_cast<int>(std::lround(kLabelOverNoise * noise)), kLeastLabelContrast,
                    kMostLabelContrast);
}

// The figure with its labels: rows are filled from end to end, since a label's letters lie inside.
// What of this has another colour than the fill is label.
BarMasks masks_of(const Raster& raster, const Component& c, const Components& all, Color fill) {
  BarMasks out;
  out.box = c.box;
  out.bar = Mask(c.box.width(), c.box.height());
  out.labels = Mask(c.box.width(), c.box.height());
  for (std::size_t i = c.first; i < c.last; ++i) {
    const Run& run = all.runs[i];
    std::uint8_t* row = out.bar.row(run.y - c.box.y0);
    std::fill(row + (run.x0 - c.box.x0), row + (run.x1 - c.box.x0), std::uint8_t{1});
  }
  // Holes: what is enclosed, however large a letter is.
  Components holes = components(out.bar, 0, false, {1, 1});
  for (const Component& hole : holes.list) {
    if (hole.box.x0 == 0 || hole.box.y0 == 0 || hole.box.x1 == out.bar.width ||
        hole.box.y1 == out.bar.height)
      continue;
    for (std::size_t i = hole.first; i < hole.last; ++i) {
      const Run& run = holes.runs[i];
      std::fill(out.bar.row(run.y) + run.x0, out.bar.row(run.y) + run.x1, std::uint8_t{1});
    }
  }
  // Letters that stick out of the figure: between the ends of a row, what is ink throughout.
  for (int y = 0; y < out.bar.height; ++y) {
    std::uint8_t* row = out.bar.row(y);
    int from = next_of(row, 0, out.bar.width, 1);
    while (from < out.bar.width) {
      from = next_of(row, from, out.bar.width, 0);
      const int to = next_of(row, from, out.bar.width, 1);
      bool letter = to < out.bar.width && to - from <= out.bar.height;
      for (int x = from; letter && x < to; ++x)
        letter = distance(raster.at(raster.index(x + c.box.x0, y + c.box.y0)), raster.paper) >
                 kPaperNear;
      if (letter) std::fill(row + from, row + to, std::uint8_t{1});
      from = to;
    }
  }
  // The outermost pixels are half paper.
  const int contrast = label_contrast(raster, c, all, fill);
  for (int y = 1; y + 1 < out.bar.height; ++y)
    for (int x = 1; x + 1 < out.bar.width; ++x)
      if (out.bar.row(y)[x - 1] != 0 && out.bar.row(y)[x + 1] != 0 && out.bar.row(y - 1)[x] != 0 &&
          out.bar.row(y + 1)[x] != 0)
        out.labels.row(y)[x] =
            distance(raster.at(raster.index(x + c.box.x0, y + c.box.y0)), fill) > contrast;
  return out;
}

void take(const Raster& raster, const Mask& ink, const Components& all, bool own_color,
          RegionKind kind, const TextScale& scale, std::vector<Look>& out) {
  const int far = beyond_reach(scale);
  for (const Component& c : all.list) {
    const Outline outline = outline_of(c, all);
    if (outline.straightness < kLeastStraight) continue;
    const Color fill = own_color ? c.color : mean_color(raster, c, all);
    const BarMasks whole = masks_of(raster, c, all, fill);
    const std::vector<BarMasks> parts = split_by_labels(whole, scale);
    for (const BarMasks& bar : parts) {
      Look look;
      look.box = bar.box;
      look.kind = kind;
      look.color = fill;
      look.outline = outline;
      if (parts.size() > 1) {
        const Components own = components(bar.bar, 1, true, {1, 1});
        const auto largest = std::max_element(
            own.list.begin(), own.list.end(),
            [](const Component& a, const Component& b) { return a.area < b.area; });
        if (largest == own.list.end()) continue;
        look.outline = outline_of(*largest, own);
        look.outline.corners.reset();
        // A cut is straight whatever it goes through: a map, a photograph.
        look.outline.straightness = std::min(look.outline.straightness, outline.straightness);
      }
      if (std::min(look.outline.rows_filled, look.outline.columns_filled) < kLeastFilled) continue;
      const Inside inside = inside_of(bar.labels, bar.box.x0, bar.box.y0, scale);
      look.ink_pieces = inside.pieces;
      look.ink_lines = inside.lines;
      look.ink_width = static_cast<double>(inside.hull.width()) / std::max(1, bar.box.width());
      look.letters = {inside.height / scale.letter, inside.baseline, inside.hull};
      look.lines_beyond = edges_beyond(ink, look.box, far);
      look.contrast = distance(fill, raster.paper) / 255.0;
      look.on_paper = paper_around(raster, look, 2, std::max(4, far / 2));
      look.at_page_edge = at_page_edge(raster, look.box);
      measure(raster, bar, look);
      out.push_back(look);
    }
  }
}

// What differs from paper by more than `least`.
Bits no_paper(const Raster& raster, int least) {
  return packed(raster.width, raster.height, [&](int y, std::uint8_t* row) {
    const auto width = static_cast<std::size_t>(raster.width);
    const std::size_t first = raster.index(0, y);
    const Near red(raster.paper.r, least);
    if (!raster.color) {
      const std::uint8_t* mean = raster.mean.data() + first;
      for (std::size_t x = 0; x < width; ++x) row[x] = !red.holds(mean[x]);
      return;
    }
    const Near green(raster.paper.g, least);
    const Near blue(raster.paper.b, least);
    const std::uint8_t* r = raster.red.data() + first;
    const std::uint8_t* g = raster.green.data() + first;
    const std::uint8_t* b = raster.blue.data() + first;
    for (std::size_t x = 0; x < width; ++x)
      row[x] =
          static_cast<std::uint8_t>(1U ^ (unsigned{red.holds(r[x])} & unsigned{green.holds(g[x])} &
                                          unsigned{blue.holds(b[x])}));
  });
}

// White-out on paper that is no white: what is nearer to white than to the paper. Empty where the
// paper is as white as that.
Bits whiter_than_paper(const Raster& raster) {
  constexpr int kDarkestWhite = 249;  // luma; lighter paper leaves no room
  if (raster.paper_luma > kDarkestWhite) return {};
  const int threshold = (raster.paper_luma + 255) / 2;
  Bits white(raster.width, raster.height);
  for (int y = 0; y < white.height; ++y) set(white, y, 0, white.width);
  subtract(white, below(raster.mean, raster.width, raster.height, threshold + 1));
  return white;
}

// White-out on the texture of a scan: light pixels that are all equal, where paper's are not. Empty
// where paper is flat too, as compression or an earlier cleaning makes it.
Bits smoother_than_paper(const Raster& raster) {
  constexpr double kMostFlat = 0.25;  // of what is light
  // The last row and column have no neighbours to be equal to.
  Bits light(raster.width, raster.height);
  for (int y = 0; y + 1 < light.height; ++y) set(light, y, 0, light.width - 1);
  subtract(light, below(raster.mean, raster.width, raster.height, raster.paper_luma * 9 / 10));
  Bits uneven = packed(raster.width, raster.height, [&](int y, std::uint8_t* row) {
    const std::size_t width = static_cast<std::size_t>(raster.width) - 1;
    const std::uint8_t* level = raster.mean.data() + raster.index(0, y);
    const std::uint8_t* below = y + 1 < raster.height ? level + raster.width : level;
    for (std::size_t x = 0; x < width; ++x)
      row[x] = (level[x] != level[x + 1]) | (level[x] != below[x]);
  });
  Bits flat = light;
  subtract(flat, uneven);
  if (static_cast<double>(count(flat)) > kMostFlat * static_cast<double>(count(light))) return {};
  return flat;
}

}  // namespace

// Share of the ring around a box that is paper; text beside it leaves most of the ring free.
// Another bar of the same colour, in the next line or touching it, says nothing; nor does one side,
// on which a rule may run.
double paper_around(const Raster& raster, const Look& look, int from, int to) {
  const PixelBox& box = look.box;
  std::array<std::int64_t, 4> paper{};
  std::array<std::int64_t, 4> all{};
  std::array<std::int64_t, 4> dark{};
  const double ink = raster.paper_luma * kDarkShare;
  const auto look_at = [&](std::size_t side, int x, int y) {
    if (x < 0 || y < 0 || x >= raster.width || y >= raster.height) return;
    const Color c = raster.at(raster.index(x, y));
    const bool free = distance(c, raster.paper) < kPaperNear;
    if (!free && distance(c, look.color) < kZoneTolerance) return;
    ++all[side];
    if (free) ++paper[side];
    if (luma(c) < ink) ++dark[side];
  };
  for (int d = from; d < to; ++d) {
    for (int x = box.x0 - d; x < box.x1 + d; ++x) {
      look_at(0, x, box.y0 - 1 - d);
      look_at(1, x, box.y1 + d);
    }
    for (int y = box.y0 - d; y < box.y1 + d; ++y) {
      look_at(2, box.x0 - 1 - d, y);
      look_at(3, box.x1 + d, y);
    }
  }
  const auto share = [&](std::size_t skipped) {
    const auto rest = [&](const std::array<std::int64_t, 4>& sides) {
      const std::int64_t sum = std::accumulate(sides.begin(), sides.end(), std::int64_t{0});
      return static_cast<double>(skipped < sides.size() ? sum - sides[skipped] : sum);
    };
    return rest(all) > 0 ? rest(paper) / rest(all) : 1;
  };
  double best = share(all.size());
  for (std::size_t side = 0; side < all.size(); ++side)
    if (static_cast<double>(dark[side]) > kRule * static_cast<double>(all[side]))
      best = std::max(best, share(side));
  return best;
}

std::vector<Look> filled_looks(const Raster& raster, const Mask& ink, const TextScale& scale) {
  std::vector<Look> looks;
  const LeastSize least{static_cast<int>(std::lround(0.9 * scale.letter)),
                        static_cast<int>(std::lround(0.9 * scale.letter))};
  const int brick_w = std::max(4, static_cast<int>(std::lround(0.7 * scale.letter)));
  const int brick_h = std::max(4, static_cast<int>(std::lround(0.6 * scale.letter)));

  const int threshold = static_cast<int>(raster.paper_luma * kDarkShare);
  Bits dark = below(raster.mean, raster.width, raster.height, threshold);
  fill_letters(dark, scale);
  take(raster, ink, components(opened(dark, brick_w, brick_h), 1, true, least), false,
       RegionKind::filled, scale, looks);

  Components zones = colour_zones(raster, kZoneTolerance, least);
  std::erase_if(zones.list, [&](const Component& c) {
    const int luma_c = static_cast<int>(luma(c.color));
    return distance(c.color, raster.paper) < kPaperDistance || luma_c < threshold ||
           (luma_c > raster.paper_luma + 4 && luma_c > 240);
  });
  take(raster, ink, zones, true, RegionKind::filled, scale, looks);

  const auto textured = [&](int least_distance) {
    Bits covered = no_paper(raster, least_distance);
    close_rows(covered, 1);
    close_columns(covered, 1);
    take(raster, ink, components(opened(covered, brick_w, brick_h), 1, true, least), false,
         RegionKind::pattern, scale, looks);
  };
  textured(2 * kPaperDistance);
  const std::size_t before = looks.size();
  textured(kPaperDistance);
  for (std::size_t i = before; i < looks.size(); ++i) looks[i].pale = true;
  for (const Bits& holes : {whiter_than_paper(raster), smoother_than_paper(raster)})
    if (holes.width > 0)
      take(raster, ink, components(opened(holes, brick_w, brick_h), 1, true, least), false,
           RegionKind::whiteout, scale, looks);
  return looks;
}

}  // namespace tachado::regions
