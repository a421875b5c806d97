// Ways to find white boxes with a thin outline. Private to the stage.
#pragma once

#include <vector>

#include "stages/regions/look.h"

namespace tachado::regions {

// Boxes put together of four straight strokes that meet at their ends, outlines included. Cost:
// two passes over the page, and the product of its level and its upright strokes. Pure.
std::vector<PixelBox> assembled_boxes(const Mask& ink, const TextScale& scale);

}  // namespace tachado::regions
