// Areas that are no upright boxes.
#pragma once

#include <vector>

#include "stages/model/geometry.h"

namespace tachado {

// Even-odd; the polygon closes itself and has a corner at least. Linear in its corners,
// thread-safe.
[[nodiscard]] bool within(const std::vector<Point>& polygon, Point p);

}  // namespace tachado
