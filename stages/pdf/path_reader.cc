#include "stages/pdf/path_reader.h"

#include <GfxState.h>

#include <cmath>
#include <functional>
#include <limits>

namespace tachado::pdf {
namespace {

// Corners that differ by less are one corner (points; a twentieth of the thinnest visible line).
constexpr double kSamePlace = 0.02;
// Sides that lean by less over their length are upright: writers round to a tenth of a point.
constexpr double kUpright = 0.06;
// Straight pieces per Bézier curve: the error is below a hundredth of the curve's size.
constexpr int kCurvePieces = 8;

bool same(Point a, Point b) {
  return std::abs(a.x - b.x) < kSamePlace && std::abs(a.y - b.y) < kSamePlace;
}

Rect everywhere_reversed() {
  constexpr double kFar = std::numeric_limits<double>::max();
  return {kFar, kFar, -kFar, -kFar};
}

void extend(Rect& box, Point p) {
  box.x0 = std::min(box.x0, p.x);
  box.y0 = std::min(box.y0, p.y);
  box.x1 = std::max(box.x1, p.x);
  box.y1 = std::max(box.y1, p.y);
}

bool upright_rectangle(const Point* p, std::size_t count) {
  if (count != 4) return false;
  const auto level = [&](int a, int b) { return std::abs(p[a].y - p[b].y) < kUpright; };
  const auto plumb = [&](int a, int b) { return std::abs(p[a].x - p[b].x) < kUpright; };
  return (level(0, 1) && plumb(1, 2) && level(2, 3) && plumb(3, 0)) ||
         (plumb(0, 1) && level(1, 2) && plumb(2, 3) && level(3, 0));
}

double area_of(const Point* p, std::size_t count) {
  double twice = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Point& a = p[i];
    const Point& b = p[(i + 1) % count];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

}  // namespace

void PathReader::read(const GfxState& state) {
  points_.clear();
  subpaths_.clear();
  hull_ = everywhere_reversed();
  const GfxPath* path = state.getPath();
  if (path == nullptr) return;
  const auto place = [&state](const GfxSubpath& subpath, int i) {
    Point p;
    state.transform(subpath.getX(i), subpath.getY(i), &p.x, &p.y);
    return p;
  };
  for (int s = 0; s < path->getNumSubpaths(); ++s) {
    const GfxSubpath& subpath = *path->getSubpath(s);
    const int count = subpath.getNumPoints();
    const std::size_t begin = points_.size();
    for (int i = 0; i < count; ++i) {
      if (i > 0 && i + 2 < count && subpath.getCurve(i)) {
        const Point p0 = points_.back();
        const Point p1 = place(subpath, i);
        const Point p2 = place(subpath, i + 1);
        const Point p3 = place(subpath, i + 2);
        for (int piece = 1; piece <= kCurvePieces; ++piece) {
          const double t = static_cast<double>(piece) / kCurvePieces;
          const double u = 1 - t;
          const double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
          points_.push_back({a * p0.x + b * p1.x + c * p2.x + d * p3.x,
                             a * p0.y + b * p1.y + c * p2.y + d * p3.y});
        }
        i += 2;
        continue;
      }
      const Point p = place(subpath, i);
      if (points_.size() > begin && same(points_.back(), p) && i + 1 < count) continue;
      points_.push_back(p);
    }
    // "x y w h re" is closed and goes along x first (ISO 32000-1, 8.5.2.1, table 59).
    const bool operator_like = subpath.isClosed() && count >= 4 && !subpath.getCurve(1) &&
                               subpath.getY(0) == subpath.getY(1);
    finish_subpath(begin, subpath.isClosed(), !operator_like);
  }
}

void PathReader::finish_subpath(std::size_t begin, bool closed, bool corner_by_corner) {
  while (points_.size() > begin + 2 && same(points_.back(), points_[begin])) points_.pop_back();
  Subpath subpath;
  subpath.begin = begin;
  subpath.end = points_.size();
  subpath.closed = closed;
  subpath.corner_by_corner = corner_by_corner;
  subpath.box = everywhere_reversed();
  for (std::size_t i = begin; i < points_.size(); ++i) {
    // A coordinate that is no number would spread into every box made of it.
    if (!std::isfinite(points_[i].x) || !std::isfinite(points_[i].y)) {
      points_.resize(begin);
      return;
    }
    extend(subpath.box, points_[i]);
  }
  if (subpath.begin == subpath.end) return;
  subpath.area = area_of(points_.data() + begin, subpath.end - begin);
  subpath.rectangle = upright_rectangle(points_.data() + begin, subpath.end - begin);
  extend(hull_, {subpath.box.x0, subpath.box.y0});
  extend(hull_, {subpath.box.x1, subpath.box.y1});
  subpaths_.push_back(subpath);
}

std::size_t PathReader::largest() const {
  std::size_t best = 0;
  for (std::size_t i = 1; i < subpaths_.size(); ++i) {
    if (subpaths_[i].box.area() > subpaths_[best].box.area()) best = i;
  }
  return best;
}

std::vector<Point> PathReader::outline(const Subpath& subpath) const {
  const std::size_t count = subpath.end - subpath.begin;
  const std::size_t step = (count + kMaxOutline - 1) / kMaxOutline;
  std::vector<Point> result;
  if (step == 0) return result;
  result.reserve(count / step + 1);
  for (std::size_t i = subpath.begin; i < subpath.end; i += step) result.push_back(points_[i]);
  return result;
}

double PathReader::painted_area(bool even_odd) const {
  if (subpaths_.empty()) return 0;
  // A hole runs the other way round (nonzero rule) or lies within the largest subpath (even-odd
  // rule); pieces side by side add up.
  const Subpath& outer = subpaths_[largest()];
  double area = std::abs(outer.area);
  for (const Subpath& subpath : subpaths_) {
    if (&subpath == &outer) continue;
    const bool inside = share_inside(subpath.box, outer.box) > 0.99;
    if (!inside) {
      area += std::abs(subpath.area);
    } else if (even_odd || (subpath.area < 0) != (outer.area < 0)) {
      area -= std::abs(subpath.area);
    }
  }
  return std::max(0.0, std::min(area, hull_.area()));
}

double signed_area(const std::vector<Point>& polygon) {
  return area_of(polygon.data(), polygon.size());
}

Rect hull_of(const std::vector<Point>& polygon) {
  Rect box = everywhere_reversed();
  for (const Point& p : polygon) extend(box, p);
  return polygon.empty() ? Rect{} : box;
}

std::vector<Point> clip_polygon(const std::vector<Point>& polygon, const Rect& box) {
  std::vector<Point> in = polygon;
  std::vector<Point> out;
  const auto cut = [&](auto inside, auto meet) {
    out.clear();
    for (std::size_t i = 0; i < in.size(); ++i) {
      const Point a = in[i];
      const Point b = in[(i + 1) % in.size()];
      if (inside(a)) out.push_back(a);
      if (inside(a) != inside(b)) out.push_back(meet(a, b));
    }
    in.swap(out);
  };
  const auto at_x = [](double x) {
    return [x](Point a, Point b) { return Point{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)}; };
  };
  const auto at_y = [](double y) {
    return [y](Point a, Point b) { return Point{a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y}; };
  };
  cut([&](Point p) { return p.x >= box.x0; }, at_x(box.x0));
  cut([&](Point p) { return p.x <= box.x1; }, at_x(box.x1));
  cut([&](Point p) { return p.y >= box.y0; }, at_y(box.y0));
  cut([&](Point p) { return p.y <= box.y1; }, at_y(box.y1));
  return in;
}

}  // namespace tachado::pdf
