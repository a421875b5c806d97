// A plane map between two pixel grids: x' = a x + b y + c, y' = d x + e y + f.
#pragma once

#include "stages/model/geometry.h"

namespace tachado::ocr {

struct Affine {
  double a = 1;
  double b = 0;
  double c = 0;
  double d = 0;
  double e = 1;
  double f = 0;

  [[nodiscard]] Point operator()(Point p) const {
    return {a * p.x + b * p.y + c, d * p.x + e * p.y + f};
  }
};

// First `inner`, then `outer`.
inline Affine after(const Affine& outer, const Affine& inner) {
  return {outer.a * inner.a + outer.b * inner.d,
          outer.a * inner.b + outer.b * inner.e,
          outer.a * inner.c + outer.b * inner.f + outer.c,
          outer.d * inner.a + outer.e * inner.d,
          outer.d * inner.b + outer.e * inner.e,
          outer.d * inner.c + outer.e * inner.f + outer.f};
}

inline Affine scaling(double sx, double sy) { return {sx, 0, 0, 0, sy, 0}; }
inline Affine shift(double dx, double dy) { return {1, 0, dx, 0, 1, dy}; }

// The upright hull of the mapped box.
inline Rect hull(const Affine& map, const Rect& box) {
  const Point corners[] = {map({box.x0, box.y0}), map({box.x1, box.y0}), map({box.x1, box.y1}),
                           map({box.x0, box.y1})};
  Rect result{corners[0].x, corners[0].y, corners[0].x, corners[0].y};
  for (const Point& p : corners) {
    result = {std::min(result.x0, p.x), std::min(result.y0, p.y), std::max(result.x1, p.x),
              std::max(result.y1, p.y)};
  }
  return result;
}

}  // namespace tachado::ocr
