#include "stages/regions/edges.h"

#include <algorithm>
#include <array>
#include <utility>

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

int edges_beyond(const Mask& ink, const PixelBox& outer, int far) {
  const int t = 3;
  const std::array<std::pair<PixelBox, bool>, 8> ends{{
      {{outer.x0 - far, outer.y0 - 1, outer.x0 - 1, outer.y0 + t - 1}, true},
      {{outer.x1 + 1, outer.y0 - 1, outer.x1 + far, outer.y0 + t - 1}, true},
      {{outer.x0 - far, outer.y1 - t + 1, outer.x0 - 1, outer.y1 + 1}, true},
      {{outer.x1 + 1, outer.y1 - t + 1, outer.x1 + far, outer.y1 + 1}, true},
      {{outer.x0 - 1, outer.y0 - far, outer.x0 + t - 1, outer.y0 - 1}, false},
      {{outer.x0 - 1, outer.y1 + 1, outer.x0 + t - 1, outer.y1 + far}, false},
      {{outer.x1 - t + 1, outer.y0 - far, outer.x1 + 1, outer.y0 - 1}, false},
      {{outer.x1 - t + 1, outer.y1 + 1, outer.x1 + 1, outer.y1 + far}, false},
  }};
  int count = 0;
  for (const auto& [strip, horizontal] : ends)
    if (edge_share(ink, strip, horizontal) > 0.9) ++count;
  return count;
}

}  // namespace tachado::regions
