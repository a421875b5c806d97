// White boxes with a thin outline. Most are fields of forms and cells of tables: a box counts when
// it was painted white, bears a label, or interrupts a line of text.
#include <algorithm>
#include <cmath>
#include <utility>

#include "stages/regions/around.h"
#include "stages/regions/drawn.h"

namespace tachado::regions {
namespace {

constexpr std::size_t kMostFrames = 300;  // more are a form or a drawing
constexpr double kSameBox = 0.8;          // overlap of a frame and its white fill
constexpr double kSharedEdge = 1.5;       // points

// Factors.
constexpr double kOutlined = 0.9;
constexpr double kNotPainted = 0.6;  // the paper shows through
constexpr double kEmpty = 0.5;       // an empty field of a form looks the same
constexpr double kEmptyInLine = 0.7;
constexpr double kFilledIn = 0.7;  // with words that are no code: a form's answer, or a heading
constexpr double kField = 0.3;
constexpr double kGrid = 0.4;
constexpr double kAway = 0.7;
constexpr double kCheckBox = 0.4;

bool has_white_fill(const Page& page, const Shape& frame) {
  return std::any_of(page.shapes.begin(), page.shapes.end(), [&](const Shape& fill) {
    return fill.kind == ShapeKind::fill && luma(fill.color) > kPaperLuma &&
           overlap(fill.box, frame.box) > kSameBox && fill.order <= frame.order + 1;
  });
}

bool large_enough(const Page& page, const Rect& box) {
  return box.width() >= 2 * kLeastWidth && box.height() >= kLeastHeight &&
         box.area() < kWholePage * page.width * page.height;
}

bool share_an_edge(const Rect& a, const Rect& b) {
  const auto close = [](double p, double q) { return std::abs(p - q) < kSharedEdge; };
  return (close(a.y0, b.y0) && close(a.y1, b.y1) && (close(a.x1, b.x0) || close(b.x1, a.x0))) ||
         (close(a.x0, b.x0) && close(a.x1, b.x1) && (close(a.y1, b.y0) || close(b.y1, a.y0)));
}

bool in_grid(const std::vector<Frame>& frames, const Frame& frame) {
  return std::any_of(frames.begin(), frames.end(), [&](const Frame& other) {
    return &other != &frame && share_an_edge(other.box, frame.box);
  });
}

double confidence_of(const Page& page, const Rules& rules, const std::vector<Frame>& frames,
                     const Frame& frame, const Reading& reading) {
  double c = kOutlined;
  if (!frame.white) c *= kNotPainted;
  if (reading.characters == 0) {
    const Row row = row_around(page, frame.box);
    c *= row.left && row.right && !row.closed && frame.white ? kEmptyInLine : kEmpty;
  }
  if (plain_words(reading)) c *= kFilledIn;
  if (is_field(page, frame.box)) c *= kField;
  if (in_grid(frames, frame) || sides_on_rules(rules, frame.box) >= 2) c *= kGrid;
  if (!beside_text(page, frame.box)) c *= kAway;
  // A check box, ticked or not.
  if (frame.box.width() < 1.3 * frame.box.height() && reading.characters <= 1) c *= kCheckBox;
  return c;
}

// The strokes around rectangles, and rectangles made of four lines.
void add_frames(const Page& page, const Rules& rules, std::vector<Frame>& frames) {
  for (const Shape& shape : page.shapes)
    if (!shape.layer_off && upright_frame(shape) && large_enough(page, shape.box))
      frames.push_back({shape.box, shape.color, source_of(shape.drawn_by), shape.order,
                        has_white_fill(page, shape)});
  for (const Rect& box : boxes_of_rules(rules)) {
    if (!large_enough(page, box)) continue;
    Shape drawn;
    drawn.box = box;
    const auto side = std::find_if(rules.level.begin(), rules.level.end(), [&](const Rule& rule) {
      return std::abs(rule.at - box.y0) < kSharedEdge && std::abs(rule.from - box.x0) < kThinLine;
    });
    if (side == rules.level.end() || luma(side->color) > kPaperLuma) continue;
    drawn.order = side->order;
    frames.push_back(
        {box, side->color, RegionSource::vector, side->order, has_white_fill(page, drawn)});
  }
}

}  // namespace

void add_outlined(const Page& page, const Rules& rules, std::vector<Frame> frames,
                  std::vector<Region>& regions) {
  add_frames(page, rules, frames);
  if (frames.size() > kMostFrames) return;
  for (const Frame& frame : frames) {
    const Reading reading = reading_on(page, frame.box);
    if (longer_than_label(reading)) continue;
    Region region;
    region.box = frame.box;
    region.source = frame.source;
    region.kind =
        frame.source == RegionSource::annotation ? RegionKind::annotation : RegionKind::outlined;
    region.color = frame.color;
    region.confidence = confidence_of(page, rules, frames, frame, reading);
    region.order = frame.order;
    if (!reading.text.empty()) region.label = reading.text;
    regions.push_back(region);
  }
}

}  // namespace tachado::regions
