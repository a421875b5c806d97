// Telling touching bars of one colour apart. Private to the stage.
#pragma once

#include <vector>

#include "stages/regions/inside.h"

namespace tachado::regions {

// A bar and its labels, as masks of its box: where the bar is (labels included), where its labels
// are.
struct BarMasks {
  PixelBox box;
  Mask bar;
  Mask labels;
};

// Bars that touch each bear a label of their own; a figure of several lines with at most one label
// is one bar, as the person drew it. Returns at least one part.
std::vector<BarMasks> split_by_labels(const BarMasks& whole, const TextScale& scale);

}  // namespace tachado::regions
