// What lies along the edges of a box. Private to the stage.
#pragma once

#include "stages/regions/raster.h"

namespace tachado::regions {

// Share of a box's pixels that are ink, 0 to 1.
double ink_share(const Mask& ink, const PixelBox& box);
// Share of a strip's columns (`horizontal`) or rows that hold ink: an edge seen along its length.
double edge_share(const Mask& ink, const PixelBox& strip, bool horizontal);
// Moves the edges of an inside out over its outline, which is at most `thickest` pixels thick.
PixelBox with_outline(const Mask& ink, PixelBox box, int thickest);
// How many of the eight ends of its four edges run on past the corner for at least `far` pixels: a
// box of its own has none, a table's cell two or more.
int edges_beyond(const Mask& ink, const PixelBox& outer, int far);

}  // namespace tachado::regions
