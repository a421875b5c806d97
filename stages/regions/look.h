// A figure found in pixels with what can be measured of its look. Private to the stage.
#pragma once

#include <vector>

#include "stages/model/page.h"
#include "stages/regions/components.h"
#include "stages/regions/edges.h"
#include "stages/regions/raster.h"

namespace tachado::regions {

// What the page's own letters say about sizes. Every other size is given as a multiple of these.
struct TextScale {
  double letter = 10;  // height of a small letter (x-height to capital: the median), pixels
  double stroke = 2;   // width of its strokes
  int letters = 0;     // how many were measured
  std::vector<PixelBox> print;  // figures as high as letters: letters, and words run together
};

// Print around a figure.
struct Around {
  double before = 0;  // print of its own line, next to it on the left, in letters
  double after = 0;   // on the right
  double above = 0;   // of the line above it, share of its width
  double below = 0;
  int words = 0;  // pieces of print of its own line, next to it, that end where it does
  int level = 0;  // pieces of print of its own line, next to it, that begin and end where it does
};

// The letters inside a figure, against the page's.
struct InkInside {
  double letter = 0;  // median height of its pieces, in letter heights
  int baseline = 0;   // median of their lower ends, pixels
  PixelBox hull;      // of all of them
};

struct Look {
  PixelBox box;
  RegionKind kind = RegionKind::filled;
  Color color;
  Outline outline;
  double ink_inside = 0;  // share of the inside that is not the fill
  int ink_pieces = 0;     // letter-like pieces inside
  int ink_lines = 0;      // lines that these form
  double ink_width = 0;   // width of all ink inside / width of the inside
  int lines_beyond = 0;   // outlined: how many of its 8 edge ends run on (grids: 2 and more)
  int neighbours = 0;     // outlined: zones that share a whole edge; white-out: others
  double contrast = 0;    // of the edge against what lies outside, 0 to 1
  double on_paper = 1;    // filled: share of what lies just outside that is paper or print on it
  bool at_page_edge = false;  // reaches the sheet's edge
  double noise = 0;           // filled: mean deviation of the colour inside, 0 to 255
  Frame frame;                // outlined
  Around around;
  double ground_step = 0;   // outlined: how far its ground is from that around it, 0 to 1
  bool mark_after = false;  // ink, if only a comma's, follows it at once
  InkInside letters;
  bool on_line = false;  // letters inside stand on the line of the print beside, as high as it
  int on_axis = 0;       // others of its colour and width that end on one drawn line with it
  int alike = 0;         // figures of the same kind and size on the page
  int aligned = 0;       // figures of the same kind above or below that begin in the same column
  bool pale = false;     // seen only where what is hardly darker than paper counts as no paper
  double confidence = 0;
};

TextScale text_scale(const Raster& raster, const Mask& ink);
Around around_of(const PixelBox& box, const TextScale& scale);
// Whether the letters inside go on with the print of its line: as high, and on one line with it.
bool letters_on_line(const Look& look, const TextScale& scale);
// What is darker than paper by a margin.
Mask ink_of(const Raster& raster);

// Solid bars, dark or coloured, plain or textured.
std::vector<Look> filled_looks(const Raster& raster, const Mask& ink, const TextScale& scale);
// White boxes with a thin outline.
std::vector<Look> outlined_looks(const Raster& raster, const Mask& ink, const TextScale& scale);

// White-out that shows by faint specks on a clean sheet.
std::vector<Look> faint_looks(const Raster& raster, const TextScale& scale);
double faint_confidence(const Look& look, const TextScale& scale);

// Lines struck out with a pen.
std::vector<Look> scrawled_looks(const Raster& raster, const Mask& ink, const TextScale& scale);
double scrawled_confidence();

// All figures worth judging, some of them found more than once, with their confidence.
std::vector<Look> all_looks(const Raster& raster);

// What a figure has to do with others of the page: figures that touch side by side are looked at as
// one where lines run on from their edges or their surroundings are no paper; columns of a chart
// stand on its axis.
void look_among_others(const Raster& raster, const Mask& ink, const TextScale& scale,
                       std::vector<Look>& looks);

// Share of the ring around a filled figure, `from` to `to` pixels away from it, that is paper.
double paper_around(const Raster& raster, const Look& look, int from, int to);
// Lines are looked for up to so many pixels from a figure's edges.
int beyond_reach(const TextScale& scale);

// Within a hundredth of the sheet's edge.
bool at_page_edge(const Raster& raster, const PixelBox& box);

// 0 to 1.
double look_confidence(const Look& look, const TextScale& scale, const PixelBox& sheet);

}  // namespace tachado::regions
