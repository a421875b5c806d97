// Words struck out by hand: a pen goes to and fro over a line until nothing of it can be read. Its
// strokes run into one figure as high as a line with its ascenders and descenders and as long as
// several letters; its edges are ragged, more of it is ink than of a word, and, other than the eyes
// of letters that run together, what the strokes leave free is small.
#include <algorithm>
#include <cstddef>

#include "stages/regions/look.h"

namespace tachado::regions {
namespace {

// Sizes in letter heights. Logos that are scrawled-like are higher, words that run together
// shorter.
constexpr double kLeastWidth = 10;
constexpr double kLeastHeight = 1.8;
constexpr double kMostHeight = 3.2;
// Measured on the figures of 48 documents: words that run together have less ink between their ends
// or more in their eyes; bars have more ink and straight edges.
constexpr double kLeastInk = 0.55;  // of what lies between its ends, row by row
constexpr double kMostInk = 0.8;
constexpr double kMostEyes = 0.055;  // enclosed, share of the ink
constexpr double kLeastRows = 0.7;   // of its box between its ends, row by row
constexpr double kLeastColumns = 0.5;
constexpr double kMostStraight = 0.92;
constexpr double kLeastRun = 1.6;  // strokes of print: lines of a pen, many of them side by side
constexpr double kMostRun = 5.5;
constexpr double kMostRuns = 1.1;  // in a row, for a letter height
constexpr int kLeastEye = 4;       // pixels
// A seal or an ornament looks like it now and then.
constexpr double kLikely = 0.65;

double eyes_of(const Component& figure, const Components& all) {
  Mask mask(figure.box.width(), figure.box.height());
  for (std::size_t i = figure.first; i < figure.last; ++i) {
    const Run& run = all.runs[i];
    std::uint8_t* row = mask.row(run.y - figure.box.y0);
    std::fill(row + (run.x0 - figure.box.x0), row + (run.x1 - figure.box.x0), std::uint8_t{1});
  }
  std::int64_t enclosed = 0;
  for (const Component& hole : components(mask, 0, false, {1, 1}).list) {
    const bool open = hole.box.x0 == 0 || hole.box.y0 == 0 || hole.box.x1 == mask.width ||
                      hole.box.y1 == mask.height;
    if (!open && hole.area >= kLeastEye) enclosed += hole.area;
  }
  return static_cast<double>(enclosed) / static_cast<double>(figure.area);
}

bool scrawl(const Component& figure, const Components& all, const TextScale& scale) {
  const double width = figure.box.width() / scale.letter;
  if (figure.box.height() > kMostHeight * scale.letter) return false;
  const Outline outline = outline_of(figure, all);
  if (outline.solid < kLeastInk || outline.solid > kMostInk || outline.rows_filled < kLeastRows ||
      outline.columns_filled < kLeastColumns || outline.straightness > kMostStraight)
    return false;
  const auto runs = static_cast<double>(figure.last - figure.first);
  const double run = static_cast<double>(figure.area) / runs / scale.stroke;
  if (run < kLeastRun || run > kMostRun || runs > kMostRuns * width * figure.box.height())
    return false;
  return eyes_of(figure, all) < kMostEyes;
}

}  // namespace

std::vector<Look> scrawled_looks(const Raster& raster, const Mask& ink, const TextScale& scale) {
  std::vector<Look> looks;
  const LeastSize least{static_cast<int>(kLeastWidth * scale.letter),
                        static_cast<int>(kLeastHeight * scale.letter)};
  const Components all = components(ink, 1, true, least);
  for (const Component& figure : all.list) {
    if (at_page_edge(raster, figure.box) || !scrawl(figure, all, scale)) continue;
    Look look;
    look.box = figure.box;
    look.kind = RegionKind::marker;
    look.outline = outline_of(figure, all);
    looks.push_back(look);
  }
  return looks;
}

double scrawled_confidence() { return kLikely; }

}  // namespace tachado::regions
