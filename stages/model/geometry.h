// Points, boxes and colours that every stage speaks of.
//
// Unit: points (1/72 inch). Origin: the top left corner of the page as a viewer displays it (crop
// box applied, rotated, user unit applied); x grows to the right, y downwards. All functions are
// pure and thread-safe.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace tachado {

struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

// An upright box. Empty when it has no area.
struct Rect {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;

  [[nodiscard]] double width() const { return x1 - x0; }
  [[nodiscard]] double height() const { return y1 - y0; }
  [[nodiscard]] double area() const { return empty() ? 0 : width() * height(); }
  [[nodiscard]] bool empty() const { return x1 <= x0 || y1 <= y0; }
  [[nodiscard]] Point center() const { return {(x0 + x1) / 2, (y0 + y1) / 2}; }
  [[nodiscard]] bool contains(Point p) const {
    return p.x >= x0 && p.x <= x1 && p.y >= y0 && p.y <= y1;
  }
  bool operator==(const Rect&) const = default;
};

inline Rect intersect(const Rect& a, const Rect& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

// The smallest box around both; an empty box adds nothing.
inline Rect unite(const Rect& a, const Rect& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

inline Rect inflate(const Rect& r, double dx, double dy) {
  return {r.x0 - dx, r.y0 - dy, r.x1 + dx, r.y1 + dy};
}

// Share of `inner` that lies within `outer`, 0 to 1; 0 for an empty `inner`.
inline double share_inside(const Rect& inner, const Rect& outer) {
  const double whole = inner.area();
  return whole > 0 ? intersect(inner, outer).area() / whole : 0;
}

// Intersection over union, 0 to 1.
inline double overlap(const Rect& a, const Rect& b) {
  const double both = intersect(a, b).area();
  const double either = a.area() + b.area() - both;
  return either > 0 ? both / either : 0;
}

// Corners in the order top left, top right, bottom right, bottom left of the figure itself, before
// it was turned.
using Quad = std::array<Point, 4>;

struct Color {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  bool operator==(const Color&) const = default;
};

// Luma of ITU-R BT.601, 0 (black) to 255 (white).
inline double luma(Color c) { return 0.299 * c.r + 0.587 * c.g + 0.114 * c.b; }

// Rounds to hundredths of a point: the precision of every coordinate that leaves a stage.
double round_points(double value);
Rect round_points(const Rect& box);

}  // namespace tachado
