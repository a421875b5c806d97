// Painted paths, flattened to polygons in displayed coordinates.
#pragma once

#include <vector>

#include "stages/model/geometry.h"

class GfxState;

namespace tachado::pdf {

struct Subpath {
  std::size_t begin = 0;  // points [begin, end) of PathReader::points
  std::size_t end = 0;
  Rect box;
  double area = 0;         // signed: positive when it runs clockwise on the page
  bool rectangle = false;  // four corners, upright
  bool closed = false;
  bool corner_by_corner = false;  // not as the rectangle operator draws: closed, along x first
};

// Holds its buffers from path to path: most pages draw thousands of small ones.
class PathReader {
 public:
  // Reads the current path of `state`. The result stands until the next call.
  void read(const GfxState& state);

  [[nodiscard]] const std::vector<Subpath>& subpaths() const { return subpaths_; }
  [[nodiscard]] const std::vector<Point>& points() const { return points_; }
  [[nodiscard]] Rect hull() const { return hull_; }
  [[nodiscard]] std::size_t largest() const;  // index of the subpath with the largest box
  // The corners of one subpath, thinned to at most kMaxOutline.
  [[nodiscard]] std::vector<Point> outline(const Subpath& subpath) const;
  // What a fill of the whole path paints: exact for simple paths, else an estimate.
  [[nodiscard]] double painted_area(bool even_odd) const;

 private:
  void finish_subpath(std::size_t begin, bool closed, bool corner_by_corner);

  std::vector<Point> points_;
  std::vector<Subpath> subpaths_;
  Rect hull_;
};

// More corners than this say nothing more about a region.
inline constexpr std::size_t kMaxOutline = 256;

double signed_area(const std::vector<Point>& polygon);
Rect hull_of(const std::vector<Point>& polygon);
// The part of a polygon within a box (Sutherland and Hodgman, 1974).
std::vector<Point> clip_polygon(const std::vector<Point>& polygon, const Rect& box);

}  // namespace tachado::pdf
