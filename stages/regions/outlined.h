// Ways to find white boxes with a thin outline. Private to the stage.
#pragma once

#include <vector>

#include "stages/regions/look.h"

namespace tachado::regions {

// Boxes put together of four straight strokes that meet at their ends, outlines included; the ink
// is handed over in both forms. Cost: two passes over the page, and the product of its level and
// its upright strokes. Pure.
std::vector<PixelBox> assembled_boxes(const Mask& ink, const Bits& packed_ink,
                                      const TextScale& scale);

}  // namespace tachado::regions
