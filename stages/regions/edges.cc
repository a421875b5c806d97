#include "stages/regions/edges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace tachado::regions {

double ink_share(const Mask& ink, const PixelBox& box) {
  const PixelBox b = intersect(box, {0, 0, ink.width, ink.height});
  if (b.empty()) return 0;
  std::int64_t n = 0;
  for (int y = b.y0; y < b.y1; ++y)
    for (int x = b.x0; x < b.x1; ++x) n += ink.row(y)[x];
  return static_cast<double>(n) / static_cast<double>(b.area());
}

double edge_share(const Mask& ink, const PixelBox& strip, bool horizontal) {
  const PixelBox b = intersect(strip, {0, 0, ink.width, ink.height});
  if (b.empty()) return 0;
  int hit = 0;
  if (horizontal) {
    for (int x = b.x0; x < b.x1; ++x) {
      bool any = false;
      for (int y = b.y0; y < b.y1 && !any; ++y) any = ink.row(y)[x] != 0;
      hit += any ? 1 : 0;
    }
    return static_cast<double>(hit) / b.width();
  }
  for (int y = b.y0; y < b.y1; ++y) {
    bool any = false;
    for (int x = b.x0; x < b.x1 && !any; ++x) any = ink.row(y)[x] != 0;
    hit += any ? 1 : 0;
  }
  return static_cast<double>(hit) / b.height();
}

PixelBox with_outline(const Mask& ink, PixelBox box, int thickest) {
  constexpr double kEdge = 0.5;
  for (int i = 0; i < thickest && box.y0 > 0; ++i) {
    if (ink_share(ink, {box.x0, box.y0 - 1, box.x1, box.y0}) < kEdge) break;
    --box.y0;
  }
  for (int i = 0; i < thickest && box.y1 < ink.height; ++i) {
    if (ink_share(ink, {box.x0, box.y1, box.x1, box.y1 + 1}) < kEdge) break;
    ++box.y1;
  }
  for (int i = 0; i < thickest && box.x0 > 0; ++i) {
    if (ink_share(ink, {box.x0 - 1, box.y0, box.x0, box.y1}) < kEdge) break;
    --box.x0;
  }
  for (int i = 0; i < thickest && box.x1 < ink.width; ++i) {
    if (ink_share(ink, {box.x1, box.y0, box.x1 + 1, box.y1}) < kEdge) break;
    ++box.x1;
  }
  return box;
}

// A scanned sheet lies askew by up to one pixel in so many; farther is another line.
constexpr int kAskew = 100;
constexpr int kMostAskew = 5;

int edges_beyond(const Mask& ink, const PixelBox& outer, int far) {
  const int t = 3;
  // The upright box of a figure askew begins before one end of each edge.
  const int down = std::min(outer.width() / kAskew, kMostAskew);
  const int over = std::min(outer.height() / kAskew, kMostAskew);
  const std::array<std::pair<PixelBox, bool>, 8> ends{{
      {{outer.x0 - far, outer.y0 - 1, outer.x0 - 1, outer.y0 + t - 1 + down}, true},
      {{outer.x1 + 1, outer.y0 - 1, outer.x1 + far, outer.y0 + t - 1 + down}, true},
      {{outer.x0 - far, outer.y1 - t + 1 - down, outer.x0 - 1, outer.y1 + 1}, true},
      {{outer.x1 + 1, outer.y1 - t + 1 - down, outer.x1 + far, outer.y1 + 1}, true},
      {{outer.x0 - 1, outer.y0 - far, outer.x0 + t - 1 + over, outer.y0 - 1}, false},
      {{outer.x0 - 1, outer.y1 + 1, outer.x0 + t - 1 + over, outer.y1 + far}, false},
      {{outer.x1 - t + 1 - over, outer.y0 - far, outer.x1 + 1, outer.y0 - 1}, false},
      {{outer.x1 - t + 1 - over, outer.y1 + 1, outer.x1 + 1, outer.y1 + far}, false},
  }};
  int count = 0;
  for (const auto& [strip, horizontal] : ends)
    if (edge_share(ink, strip, horizontal) > 0.9) ++count;
  return count;
}

namespace {

// One side of a box: pixels by their place along it and their depth from outside inward.
struct Side {
  const Mask& ink;
  PixelBox outer;
  int side;  // top, bottom, left, right

  [[nodiscard]] int length() const { return side < 2 ? outer.width() : outer.height(); }
  [[nodiscard]] bool at(int along, int depth) const {
    int x = outer.x0 + along;
    int y = outer.y0 + along;
    if (side == 0) y = outer.y0 + depth;
    if (side == 1) y = outer.y1 - 1 - depth;
    if (side == 2) x = outer.x0 + depth;
    if (side == 3) x = outer.x1 - 1 - depth;
    return x >= 0 && y >= 0 && x < ink.width && y < ink.height && ink.row(y)[x] != 0;
  }
};

// Pixels outside of the edge, beyond its slack, that are looked at.
constexpr int kOutside = 3;
// A line is followed inward up to so many pixels.
constexpr int kDeepest = 40;

}  // namespace

Frame frame_of(const Mask& ink, const PixelBox& outer, int slack) {
  Frame frame;
  std::vector<int> thickness;
  std::int64_t drawn_in_all = 0;
  std::int64_t length = 0;
  std::int64_t free = 0;
  std::int64_t looked = 0;
  for (int i = 0; i < 4; ++i) {
    const Side side{ink, outer, i};
    int drawn = 0;
    for (int along = 0; along < side.length(); ++along) {
      int depth = -slack;
      while (depth <= slack && !side.at(along, depth)) ++depth;
      if (depth <= slack) {
        ++drawn;
        const int from = depth;
        while (depth < from + kDeepest && side.at(along, depth)) ++depth;
        thickness.push_back(depth - from);
      }
      for (int out = 1; out <= kOutside; ++out) free += side.at(along, -slack - out) ? 0 : 1;
      looked += kOutside;
    }
    drawn_in_all += drawn;
    length += side.length();
  }
  if (length <= 0 || thickness.empty()) return {};
  frame.covered = static_cast<double>(drawn_in_all) / static_cast<double>(length);
  frame.outside = static_cast<double>(free) / static_cast<double>(looked);
  const auto middle = thickness.begin() + static_cast<std::ptrdiff_t>(thickness.size() / 2);
  std::nth_element(thickness.begin(), middle, thickness.end());
  frame.thickness = *middle;
  const auto even = std::count_if(thickness.begin(), thickness.end(), [&](int t) {
    return std::abs(t - frame.thickness) <= 1 + frame.thickness / 4;
  });
  frame.even = static_cast<double>(even) / static_cast<double>(thickness.size());
  for (const int x : {outer.x0, outer.x1 - 1})
    for (const int y : {outer.y0, outer.y1 - 1})
      if (ink_share(ink, {x - slack, y - slack, x + slack + 1, y + slack + 1}) > 0.2)
        frame.corners += 0.25;
  return frame;
}

}  // namespace tachado::regions
