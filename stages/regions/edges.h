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

// How well the outline of a box is drawn. All of it is measured on the ink as it is, so that gaps
// count.
struct Frame {
  double covered = 0;    // of all four sides together
  double thickness = 0;  // of the line, pixels: the median over all sides
  double even = 0;       // share of the outline that is about as thick as that
  double corners = 0;    // share of its four corners that are filled
  double outside = 0;    // share of what lies just outside of it that is free of ink
};
// `outer` includes the outline. `slack` is how far an edge may stray, in pixels.
Frame frame_of(const Mask& ink, const PixelBox& outer, int slack);

}  // namespace tachado::regions
