// White boxes with a thin outline: zones of paper that ink encloses on four straight sides.
//
// A scanned outline has gaps. Closing them also glues labels to the outline, so that it is tried
// only for what the untouched ink leaves open: gaps of none, a few, and many pixels in turn, and a
// later try adds only what no earlier one has found.
#include "stages/regions/outlined.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "stages/regions/edges.h"
#include "stages/regions/inside.h"
#include "stages/regions/look.h"

namespace tachado::regions {
namespace {

// Sizes in letter heights.
constexpr double kLeastWidth = 1.3;
constexpr double kLeastHeight = 0.65;
constexpr double kLongestGap = 0.45;  // in a worn outline
constexpr double kThickest = 0.6;     // of an outline
constexpr double kCutHeight = 4.0;    // of a box that its label cuts in two

// Share of its box that a zone fills, looked at from outside, to be tried at all. Figures with
// steps (a paragraph's outline) fill less; letters have bent outlines.
constexpr double kLeastFilled = 0.45;
constexpr double kLeastStraight = 0.80;
// A figure that fills less than this of its box, with sides as straight as this, has steps.
constexpr double kStepped = 0.93;
constexpr double kStraightSteps = 0.95;

Bits walls_with_gaps_closed(const Bits& ink, int gap, const TextScale& scale) {
  Bits walls = ink;
  if (gap == 0) return walls;
  const int thick = std::max(3, static_cast<int>(std::lround(kThickest * scale.letter)));
  Bits across = ink;
  close_rows(across, gap);
  keep_long_rows(across, static_cast<int>(std::lround(2.5 * scale.letter)));
  subtract(across, opened(across, 1, thick));
  keep_long_rows(across, static_cast<int>(std::lround(2.0 * scale.letter)));
  Bits down = ink;
  close_columns(down, gap);
  keep_long_columns(down, static_cast<int>(std::lround(1.3 * scale.letter)));
  subtract(down, opened(down, thick, 1));
  keep_long_columns(down, static_cast<int>(std::lround(1.3 * scale.letter)));
  add(walls, across);
  add(walls, down);
  return walls;
}

// A label that reaches from edge to edge cuts the inside in two: parts with the same rows are one
// box again when no wall stands between them.
void join_cut_by_label(std::vector<Look>& looks, const Mask& ink, const TextScale& scale) {
  std::sort(looks.begin(), looks.end(), [](const Look& a, const Look& b) {
    return a.box.x0 != b.box.x0 ? a.box.x0 < b.box.x0 : a.box.y0 < b.box.y0;
  });
  const int near_rows = std::max(2, static_cast<int>(std::lround(0.2 * scale.letter)));
  const int widest = static_cast<int>(std::lround(4 * scale.letter));
  for (std::size_t i = 0; i < looks.size(); ++i) {
    if (looks[i].box.empty()) continue;
    for (std::size_t j = i + 1; j < looks.size(); ++j) {
      PixelBox& a = looks[i].box;
      const PixelBox& b = looks[j].box;
      if (b.empty() || std::abs(a.y0 - b.y0) > near_rows || std::abs(a.y1 - b.y1) > near_rows)
        continue;
      // A label that cuts a box from edge to edge is as high as the box.
      if (a.height() > kCutHeight * scale.letter) continue;
      // A round letter lets both parts reach past each other.
      const int from = std::min(a.x1, b.x0);
      const int to = std::max(a.x1, b.x0);
      if (to - from < 1 || to - from > widest || b.x1 <= a.x1) continue;
      // The edges go on over the gap, and no column of it is a wall.
      const int top = std::max(a.y0, b.y0);
      const int bottom = std::min(a.y1, b.y1);
      if (edge_share(ink, {from, top - 3, to, top + 1}, true) < 0.9 ||
          edge_share(ink, {from, bottom - 1, to, bottom + 3}, true) < 0.9)
        continue;
      double wall = 0;
      for (int x = from; x < to; ++x)
        wall = std::max(wall, ink_share(ink, {x, top, x + 1, bottom}));
      if (wall > 0.92) continue;
      // The label's letters take the rest of the inside.
      looks[i].outline.rows_filled = looks[i].outline.columns_filled = 1;
      a = unite(a, b);
      looks[j].box = {};
    }
  }
  std::erase_if(looks, [](const Look& look) { return look.box.empty(); });
}

// A label that hides the top edge leaves only the part beneath it: the sides still run on up to
// where the edge was. The same for the bottom.
void extend_along_sides(PixelBox& box, const Mask& ink) {
  const int farthest = box.height() * 3 / 2;
  const auto walled = [&](int y) {
    double best = 0;
    for (int d = -1; d <= 1; ++d)
      best = std::max(best, ink_share(ink, {box.x0, y + d, box.x1, y + d + 1}));
    return best > 0.93;
  };
  const auto sides_at = [&](int y) {
    const auto near = [&](int x) {
      for (int d = -2; d <= 1; ++d)
        if (x + d >= 0 && x + d < ink.width && ink.row(y)[x + d] != 0) return true;
      return false;
    };
    return near(box.x0) && near(box.x1 + 1);
  };
  int y = box.y0 - 3;
  const bool top_open = !walled(box.y0 - 1);
  const bool bottom_open = !walled(box.y1);
  while (top_open && y >= 0 && box.y0 - y < farthest && sides_at(y)) --y;
  const int up = box.y0 - (y + 1);
  if (top_open && up * 4 > box.height() && up < farthest - 1 &&
      edge_share(ink, {box.x0, y, box.x1, y + 4}, true) > 0.75)
    box.y0 = y + 3;
  y = box.y1 + 2;
  while (bottom_open && y < ink.height && y - box.y1 < farthest && sides_at(y)) ++y;
  const int down = y - box.y1;
  if (bottom_open && down * 4 > box.height() && down < farthest - 1 &&
      edge_share(ink, {box.x0, y - 4, box.x1, y}, true) > 0.75)
    box.y1 = y - 3;
}

void count_neighbours(std::vector<Look>& looks, int apart) {
  const auto close = [&](int a, int b) { return std::abs(a - b) <= 3; };
  for (Look& a : looks)
    for (const Look& b : looks) {
      if (&a == &b) continue;
      const bool beside =
          close(a.box.y0, b.box.y0) && close(a.box.y1, b.box.y1) &&
          (std::abs(a.box.x1 - b.box.x0) <= apart || std::abs(b.box.x1 - a.box.x0) <= apart);
      const bool above =
          close(a.box.x0, b.box.x0) && close(a.box.x1, b.box.x1) &&
          (std::abs(a.box.y1 - b.box.y0) <= apart || std::abs(b.box.y1 - a.box.y0) <= apart);
      if (beside || above) ++a.neighbours;
    }
}

// How far the zone's own colour is from paper: a shaded heading is no white box.
double tint(const Raster& raster, const Component& zone, const Components& all) {
  std::int64_t sum = 0;
  std::int64_t n = 0;
  for (std::size_t i = zone.first; i < zone.last; ++i) {
    const Run& run = all.runs[i];
    const Color c = raster.at(raster.index((run.x0 + run.x1) / 2, run.y));
    sum += std::max({std::abs(c.r - raster.paper.r), std::abs(c.g - raster.paper.g),
                     std::abs(c.b - raster.paper.b)});
    ++n;
  }
  return n > 0 ? static_cast<double>(sum) / static_cast<double>(n) / 255 : 0;
}

// The outline of a figure with steps, followed along its own rows and columns instead of its box.
Frame stepped_frame(const Mask& ink, const Component& zone, const Components& all) {
  constexpr int kStray = 2;
  constexpr int kDeepest = 40;
  const PixelBox& box = zone.box;
  std::vector<int> left(static_cast<std::size_t>(box.height()), box.x1);
  std::vector<int> right(static_cast<std::size_t>(box.height()), box.x0);
  std::vector<int> top(static_cast<std::size_t>(box.width()), box.y1);
  std::vector<int> bottom(static_cast<std::size_t>(box.width()), box.y0);
  for (std::size_t i = zone.first; i < zone.last; ++i) {
    const Run& run = all.runs[i];
    const auto row = static_cast<std::size_t>(run.y - box.y0);
    left[row] = std::min(left[row], run.x0);
    right[row] = std::max(right[row], run.x1);
    for (int x = run.x0; x < run.x1; ++x) {
      const auto column = static_cast<std::size_t>(x - box.x0);
      top[column] = std::min(top[column], run.y);
      bottom[column] = std::max(bottom[column], run.y + 1);
    }
  }
  std::vector<int> thickness;
  std::size_t length = 0;
  Frame frame;
  const auto follow = [&](const std::vector<int>& edge, int from, bool rows, int direction) {
    std::size_t drawn = 0;
    for (std::size_t i = 0; i < edge.size(); ++i) {
      const auto set = [&](int depth) {
        const int across = edge[i] + (direction > 0 ? depth : -1 - depth);
        const int x = rows ? across : from + static_cast<int>(i);
        const int y = rows ? from + static_cast<int>(i) : across;
        return x >= 0 && y >= 0 && x < ink.width && y < ink.height && ink.row(y)[x] != 0;
      };
      int depth = 0;
      while (depth <= kStray && !set(depth)) ++depth;
      if (depth > kStray) continue;
      ++drawn;
      const int begin = depth;
      while (depth < begin + kDeepest && set(depth)) ++depth;
      thickness.push_back(depth - begin);
    }
    length += edge.size();
    frame.covered += static_cast<double>(drawn);
  };
  follow(left, box.y0, true, -1);
  follow(right, box.y0, true, 1);
  follow(top, box.x0, false, -1);
  follow(bottom, box.x0, false, 1);
  if (thickness.empty()) return {};
  frame.covered /= static_cast<double>(length);
  const auto middle = thickness.begin() + static_cast<std::ptrdiff_t>(thickness.size() / 2);
  std::nth_element(thickness.begin(), middle, thickness.end());
  frame.thickness = *middle;
  const auto even = std::count_if(thickness.begin(), thickness.end(), [&](int t) {
    return std::abs(t - frame.thickness) <= 1 + frame.thickness / 4;
  });
  frame.even = static_cast<double>(even) / static_cast<double>(thickness.size());
  frame.corners = 1;
  frame.outside = 1;
  return frame;
}

void measure(Look& look, const Mask& ink, const TextScale& scale) {
  const PixelBox inner{look.box.x0 + 1, look.box.y0 + 1, look.box.x1 - 1, look.box.y1 - 1};
  const Inside inside = inside_of(crop(ink, inner), inner.x0, inner.y0, scale);
  look.ink_pieces = inside.pieces;
  look.ink_lines = inside.lines;
  look.letters = {inside.height / scale.letter, inside.baseline, inside.hull};
  look.ink_width =
      inner.empty() ? 0 : static_cast<double>(inside.hull.width()) / std::max(1, inner.width());
  look.ink_inside = ink_share(ink, inner);
  const int thickest = std::max(3, static_cast<int>(std::lround(kThickest * scale.letter)));
  look.box = with_outline(ink, look.box, thickest);
  look.lines_beyond = edges_beyond(ink, look.box, beyond_reach(scale));
}

// Boxes by their sides, where no zone has the same box.
void add_assembled(std::vector<Look>& looks, const Raster& raster, const Mask& ink,
                   const Bits& packed_ink, const TextScale& scale) {
  constexpr double kSameBox = 0.75;  // overlap
  // Of a frame. Stems and bars of letters that happen to meet draw less of it, or run on.
  constexpr double kLeastDrawn = 0.85;
  constexpr double kLeastEven = 0.6;
  constexpr double kLeastFree = 0.7;
  constexpr int kStray = 1;
  const std::size_t zones = looks.size();
  for (const PixelBox& box : assembled_boxes(ink, packed_ink, scale)) {
    const Frame frame = frame_of(ink, box, kStray);
    if (frame.covered < kLeastDrawn || frame.even < kLeastEven || frame.outside < kLeastFree)
      continue;
    if (std::any_of(looks.begin(), looks.end(),
                    [&](const Look& other) { return overlap(other.box, box) > kSameBox; }))
      continue;
    Look look;
    look.box = box;
    look.kind = RegionKind::outlined;
    look.outline.rows_filled = look.outline.columns_filled = 1;
    look.outline.straightness = look.outline.solid = 1;
    looks.push_back(look);
  }
  for (std::size_t i = zones; i < looks.size(); ++i) {
    measure(looks[i], ink, scale);
    looks[i].at_page_edge = at_page_edge(raster, looks[i].box);
    looks[i].color = raster.paper;
  }
}

}  // namespace

std::vector<Look> outlined_looks(const Raster& raster, const Mask& ink, const TextScale& scale) {
  std::vector<Look> looks;
  const LeastSize least{static_cast<int>(std::lround(kLeastWidth * scale.letter)),
                        static_cast<int>(std::lround(kLeastHeight * scale.letter))};
  const std::array<int, 3> gaps{0, 3, std::max(4, static_cast<int>(kLongestGap * scale.letter))};
  const Bits packed_ink = packed(ink);
  for (const int gap : gaps) {
    const Components zones =
        components(walls_with_gaps_closed(packed_ink, gap, scale), 0, false, least);
    std::vector<Look> found;
    for (const Component& c : zones.list) {
      if (c.box.x0 == 0 || c.box.y0 == 0 || c.box.x1 == raster.width || c.box.y1 == raster.height)
        continue;
      Look look;
      look.box = c.box;
      look.kind = RegionKind::outlined;
      look.outline = outline_of(c, zones);
      look.contrast = tint(raster, c, zones);
      const double filled = std::min(look.outline.rows_filled, look.outline.columns_filled);
      if (filled < kLeastFilled || look.outline.straightness < kLeastStraight) continue;
      if ((filled < kStepped && look.outline.straightness > kStraightSteps) || look.outline.corners)
        look.frame = stepped_frame(ink, c, zones);
      found.push_back(look);
    }
    join_cut_by_label(found, ink, scale);
    for (Look& look : found) {
      const bool known = std::any_of(looks.begin(), looks.end(), [&](const Look& other) {
        return share_inside(look.box, other.box) > 0.3 || share_inside(other.box, look.box) > 0.8;
      });
      if (!known) looks.push_back(look);
    }
  }
  for (Look& look : looks) {
    extend_along_sides(look.box, ink);
    measure(look, ink, scale);
    look.at_page_edge = at_page_edge(raster, look.box);
    look.color = raster.paper;
  }
  add_assembled(looks, raster, ink, packed_ink, scale);
  count_neighbours(looks, std::max(3, static_cast<int>(std::lround(kThickest * scale.letter))));
  return looks;
}

}  // namespace tachado::regions
