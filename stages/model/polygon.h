// Areas that are no upright boxes, and lines.
#pragma once

#include <vector>

#include "stages/model/geometry.h"

namespace tachado {

// Even-odd; the polygon closes itself and has a corner at least. Linear in its corners,
// thread-safe.
[[nodiscard]] bool within(const std::vector<Point>& polygon, Point p);

// From a point to the nearest one of a straight line's. Thread-safe.
[[nodiscard]] double distance(Point p, Point from, Point to);

}  // namespace tachado
