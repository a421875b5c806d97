// Connected figures in a mask or of one colour, kept as runs of pixels. Private to the stage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "stages/model/geometry.h"
#include "stages/regions/bits.h"
#include "stages/regions/raster.h"

namespace tachado::regions {

struct Run {
  int y = 0;
  int x0 = 0;
  int x1 = 0;  // half-open
};

struct Component {
  PixelBox box;
  std::int64_t area = 0;
  Color color;            // mean; colour zones only
  std::size_t first = 0;  // its runs in Components::runs, rows from the top
  std::size_t last = 0;
};

struct Components {
  std::vector<Component> list;
  std::vector<Run> runs;
};

// Smaller figures are left out; limits in pixels.
struct LeastSize {
  int width = 1;
  int height = 1;
};

// Figures of set pixels (`value` 1) or of clear ones (0), joined along edges, or corners too.
Components components(const Bits& mask, std::uint8_t value, bool corners, LeastSize least);
Components components(const Mask& mask, std::uint8_t value, bool corners, LeastSize least);

// Zones of one colour: neighbours whose colour differs by at most `tolerance` a channel from the
// zone's mean.
Components colour_zones(const Raster& raster, int tolerance, LeastSize least);

// How a figure lies in its box. Rows and columns are looked at from outside, so that a label inside
// does not count against it.
struct Outline {
  double rows_filled = 0;  // mean over rows of (last - first pixel) / width of the box
  double columns_filled = 0;
  double straightness = 0;      // share of the outline that runs straight along an axis
  double solid = 0;             // own pixels / pixels within its rows' ends
  std::optional<Quad> corners;  // pixels, where it lies askew; what it fills is said of these then
};
Outline outline_of(const Component& component, const Components& all);

}  // namespace tachado::regions
