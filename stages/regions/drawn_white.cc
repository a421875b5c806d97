// White-out in drawing instructions: paper painted over words. Nothing of it is to be seen; what
// tells it is that it was drawn after the words that it stands between, that nothing was written on
// it afterwards, and that the page has text that is covered.
#include <algorithm>
#include <cmath>

#include "stages/regions/around.h"
#include "stages/regions/drawn.h"

namespace tachado::regions {
namespace {

constexpr std::size_t kMostWhites = 300;  // more are the ground of a form
constexpr double kOpaque = 0.99;
// Heights of white-out over a line, in heights of its words: less leaves letters to read, more
// covers other lines too or is a field.
constexpr double kLowest = 0.7;
constexpr double kHighest = 2.2;
constexpr double kWholeLines = 0.3;  // share of the sheet; more is a ground
constexpr double kClose = 4;         // points to the words that go on beside it: a blank
constexpr int kFewestCovered = 3;    // glyphs that are covered, on the page

// Confidences. Set on what writers draw in white for other reasons: fields, cells, grounds of runs.
constexpr double kBetweenAndCovered = 0.9;
constexpr double kBesideAndCovered = 0.75;
constexpr double kBetweenWords = 0.6;
constexpr double kOverLines = 0.55;

struct White {
  Rect box;
  RegionSource source = RegionSource::vector;
  std::int32_t order = 0;
};

std::vector<White> whites_of(const Page& page) {
  std::vector<White> whites;
  for (const Shape& shape : page.shapes)
    if (shape.rectangle && shape.kind != ShapeKind::pattern && !shape.layer_off &&
        shape.opacity >= kOpaque && luma(shape.color) > kPaperLuma)
      whites.push_back({shape.box, source_of(shape.drawn_by), shape.order});
  for (const ImagePlacement& image : page.images)
    if (image.one_colour && !image.layer_off && image.upright && image.opacity >= kOpaque &&
        luma(image.color) > kPaperLuma)
      whites.push_back({image.box, source_of(image.drawn_by), image.order});
  return whites;
}

// Words that go on in its line close to either side, and whether all of them were there before it.
struct Neighbours {
  bool left = false;
  bool right = false;
  bool before = true;
  double height = 0;
};

Neighbours neighbours_of(const Page& page, const White& white) {
  Neighbours out;
  for (const Word& word : page.words) {
    const double shared = std::min(word.box.y1, white.box.y1) - std::max(word.box.y0, white.box.y0);
    if (shared < word.box.height() / 2) continue;
    const double before = white.box.x0 - word.box.x1;
    const double after = word.box.x0 - white.box.x1;
    const bool left = std::abs(before) <= kClose;
    const bool right = std::abs(after) <= kClose;
    if (!left && !right) continue;
    // A caption's field follows its colon.
    if (left && !word.text.empty() && word.text.back() == ':') continue;
    out.left = out.left || left;
    out.right = out.right || right;
    out.before = out.before && word.order != 0 && word.order < white.order;
    out.height = std::max(out.height, word.box.height());
  }
  return out;
}

bool on_coloured_ground(const Page& page, const White& white) {
  return std::any_of(page.shapes.begin(), page.shapes.end(), [&](const Shape& shape) {
    return shape.order < white.order && !shape.layer_off && shape.kind != ShapeKind::stroke &&
           shape.opacity >= kLeastOpacity && luma(shape.color) <= kPaperLuma &&
           !intersect(shape.box, white.box).empty();
  });
}

bool framed(const Page& page, const Rect& box) {
  return std::any_of(page.shapes.begin(), page.shapes.end(), [&](const Shape& shape) {
    return shape.kind == ShapeKind::stroke && !shape.layer_off &&
           !intersect(inflate(box, kThinLine, kThinLine), shape.box).empty();
  });
}

double confidence_of(const Page& page, const White& white, bool other_bars) {
  const Rect& box = white.box;
  const Neighbours beside = neighbours_of(page, white);
  const bool covers = page.facts.covered >= kFewestCovered;
  if (beside.left || beside.right) {
    if (!beside.before || box.height() < kLowest * beside.height ||
        box.height() > kHighest * beside.height || box.width() < beside.height)
      return 0;
    const bool between = beside.left && beside.right;
    if (covers) return between ? kBetweenAndCovered : kBesideAndCovered;
    return between ? kBetweenWords : 0;
  }
  // Whole lines: what the page covers must lie here, since nothing else on it hides anything.
  const double height = line_height(page);
  return covers && !other_bars && box.height() >= kLowest * height && box.width() >= 2 * height &&
                 box.area() < kWholeLines * page.width * page.height && beside_text(page, box)
             ? kOverLines
             : 0;
}

}  // namespace

void add_white(const Page& page, std::vector<Region>& regions) {
  const std::vector<White> whites = whites_of(page);
  if (whites.empty() || whites.size() > kMostWhites) return;
  const bool other_bars = std::any_of(regions.begin(), regions.end(), [](const Region& region) {
    return region.confidence >= kBetweenWords;
  });
  std::vector<Region> found;
  for (const White& white : whites) {
    if (white.box.height() < kLeastHeight || white.box.width() < 2 * kLeastWidth) continue;
    if (is_field(page, white.box) || reading_on(page, white.box).characters > 0) continue;
    const double confidence = confidence_of(page, white, other_bars);
    if (confidence == 0 || on_coloured_ground(page, white) || framed(page, white.box)) continue;
    Region region;
    region.box = white.box;
    region.kind =
        white.source == RegionSource::annotation ? RegionKind::annotation : RegionKind::whiteout;
    region.source = white.source;
    region.color = {255, 255, 255};
    region.confidence = confidence;
    region.order = white.order;
    region.solid_share = 1;
    region.edge_straightness = 1;
    found.push_back(region);
  }
  regions.insert(regions.end(), found.begin(), found.end());
}

}  // namespace tachado::regions
