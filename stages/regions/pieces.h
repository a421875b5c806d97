// Figures painted by a page's drawing instructions, joined to bars. Private to the stage. Lengths
// are in points. All functions are pure.
#pragma once

#include <vector>

#include "stages/model/page.h"

namespace tachado::regions {

inline constexpr double kLeastWidth = 4;      // a narrow letter
inline constexpr double kLeastHeight = 4.5;   // a line of 5-point print; thinner fills are rules
inline constexpr double kThinLine = 2.5;      // thicker than a rule or a frame ever is
inline constexpr double kTouching = 0.8;      // pieces of one bar leave no visible gap
inline constexpr double kWholePage = 0.8;     // share of the page: a background
inline constexpr double kLeastOpacity = 0.3;  // fainter fills hide nothing
inline constexpr double kPaperLuma = 245;     // lighter is white

struct Piece {
  Rect box;
  Color color;
  RegionKind kind = RegionKind::filled;
  RegionSource source = RegionSource::vector;
  double opacity = 1;
  double painted = 1;      // share of the box
  std::int32_t order = 0;  // of the last that was joined to it
};

bool same_color(Color a, Color b);

RegionSource source_of(DrawnBy by);

// What could be a bar or a part of one: fills, patterns, thick lines, images of one colour. A
// polygon of right angles (a selection over several lines) comes as its rows. At most 20,000; cost:
// linear in the shapes.
std::vector<Piece> pieces_of(const Page& page);

// Pieces side by side become one row; rows that are thinner than a line of print become one bar.
// Rows as high as a line stay apart: stacked bars are one region a line. `line_height` is the
// page's, 0 where it has no words. n log n.
std::vector<Piece> merged(std::vector<Piece> pieces, double line_height);

}  // namespace tachado::regions
