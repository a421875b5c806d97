// Figures that lie a little askew: a sheet that was fed in turned, a bar drawn by hand. Private to
// the stage. Pure.
#pragma once

#include <optional>
#include <vector>

#include "stages/model/geometry.h"

namespace tachado::regions {

// A figure's outermost pixels by row and by column, from the top left of its box; ends are
// half-open.
struct Edges {
  std::vector<int> left;
  std::vector<int> right;
  std::vector<int> top;
  std::vector<int> bottom;
};

struct Turned {
  Quad corners;       // pixels from the top left of the box
  double filled = 0;  // share of the quadrilateral between the figure's top and bottom
};

// None for a figure whose long sides are level (or upright), or no straight parallels; steeper ones
// than 15 degrees are none either.
std::optional<Turned> turned(const Edges& edges);

}  // namespace tachado::regions
