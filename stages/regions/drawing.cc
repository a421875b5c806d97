// Candidates from drawing instructions. No pixels: the record says exactly what was painted, in
// which colour and over what. Text that lies on a fill and can be read makes it a heading's or a
// table's background; hidden text is not in the record, so that a bar over text looks empty.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <tuple>
#include <utility>

#include "stages/regions/regions.h"

namespace tachado::regions {
namespace {

// Lengths in points.
constexpr double kLeastWidth = 4;     // a narrow letter
constexpr double kLeastHeight = 4.5;  // a line of 5-point print; thinner fills are rules
constexpr double kLeastPiece = 0.2;   // pieces that tile one bar may be this thin
constexpr double kTouching = 0.8;     // pieces of one bar leave no visible gap
constexpr double kAligned = 0.8;
constexpr double kThinRow = 6;        // rows of tiles thinner than a line of print are one bar
constexpr double kThinOutline = 2.5;  // of an outlined box
// Shares and colours.
constexpr double kLeastPainted = 0.80;  // of its box: rounded corners and slanted ends included
constexpr double kLeastOpacity = 0.3;   // fainter fills hide nothing
constexpr double kPaperLuma = 245;      // lighter is white
constexpr double kLightLuma = 218;      // lighter is a table's shading
constexpr double kDarkLuma = 60;        // darker is a bar, in a table's cell too
constexpr double kWholePage = 0.8;      // of the page: a background
constexpr int kSameColor = 6;           // a channel
// A page with more pieces than this is a map or a chart; the first ones are looked at.
constexpr std::size_t kMostPieces = 20000;
// A label: code points, and words.
constexpr std::int64_t kLabelLength = 30;
constexpr int kLabelWords = 4;

struct Piece {
  Rect box;
  Color color;
  RegionKind kind = RegionKind::filled;
  RegionSource source = RegionSource::vector;
  double opacity = 1;
  double painted = 1;
  std::int32_t order = 0;
};

bool same_color(Color a, Color b) {
  return std::abs(a.r - b.r) <= kSameColor && std::abs(a.g - b.g) <= kSameColor &&
         std::abs(a.b - b.b) <= kSameColor;
}

double saturation(Color c) { return std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b}); }

bool pale(Color c) { return luma(c) > kLightLuma && saturation(c) < 40; }

RegionSource source_of(DrawnBy by) {
  return by == DrawnBy::annotation ? RegionSource::annotation : RegionSource::vector;
}

// A thick upright line paints a bar; so does a frame whose sides leave nothing free between them.
bool thick_line(const Shape& shape) {
  if (shape.kind != ShapeKind::stroke) return false;
  if (!shape.rectangle && shape.outline.empty() && shape.subpaths == 1 &&
      shape.line_width > kThinOutline && shape.painted_share >= kLeastPainted)
    return true;
  return shape.line_width >= kLeastHeight &&
         std::min(shape.box.width(), shape.box.height()) <= shape.line_width * 1.2;
}

std::vector<Piece> pieces_of(const Page& page) {
  std::vector<Piece> pieces;
  const Rect sheet{0, 0, page.width, page.height};
  for (const Shape& shape : page.shapes) {
    if (pieces.size() >= kMostPieces) break;
    if (shape.layer_off || shape.opacity < kLeastOpacity) continue;
    const bool line = thick_line(shape);
    if (shape.kind == ShapeKind::stroke && !line) continue;
    if (!line && !shape.rectangle && shape.painted_share < kLeastPainted &&
        shape.kind != ShapeKind::pattern)
      continue;
    const Rect box = intersect(shape.box, sheet);
    if (box.width() < kLeastPiece || box.height() < kLeastPiece) continue;
    if (box.area() > kWholePage * sheet.area() || luma(shape.color) > kPaperLuma) continue;
    pieces.push_back({box, shape.color,
                      shape.kind == ShapeKind::pattern ? RegionKind::pattern : RegionKind::filled,
                      source_of(shape.drawn_by), shape.opacity, shape.painted_share, shape.order});
  }
  for (const ImagePlacement& image : page.images) {
    if (image.layer_off || !image.one_colour || image.opacity < kLeastOpacity) continue;
    const Rect box = intersect(image.box, sheet);
    if (box.empty() || box.area() > kWholePage * sheet.area() || luma(image.color) > kPaperLuma)
      continue;
    pieces.push_back({box, image.color, RegionKind::image, source_of(image.drawn_by), image.opacity,
                      1, image.order});
  }
  return pieces;
}

Piece joined(const Piece& a, const Piece& b) {
  Piece out = a;
  out.box = unite(a.box, b.box);
  out.order = std::max(a.order, b.order);
  out.opacity = std::max(a.opacity, b.opacity);
  out.painted = std::min(a.painted, b.painted);
  return out;
}

// Joins neighbours in the given order of `pieces` while `fits` says so.
template <typename Less, typename Fits>
void join_sorted(std::vector<Piece>& pieces, Less less, Fits fits) {
  std::stable_sort(pieces.begin(), pieces.end(), less);
  std::vector<Piece> out;
  for (const Piece& piece : pieces) {
    if (!out.empty() && same_color(out.back().color, piece.color) &&
        out.back().kind == piece.kind && out.back().source == piece.source &&
        fits(out.back().box, piece.box))
      out.back() = joined(out.back(), piece);
    else
      out.push_back(piece);
  }
  pieces = std::move(out);
}

int color_key(Color c) { return (c.r >> 3) << 10 | (c.g >> 3) << 5 | (c.b >> 3); }
double snapped(double value) { return std::round(value / kAligned); }

// Pieces side by side become one row; rows that are thinner than a line of print become one bar.
// Rows as high as a line stay apart: stacked bars are one region a line.
std::vector<Piece> merged(std::vector<Piece> pieces) {
  join_sorted(
      pieces,
      [](const Piece& a, const Piece& b) {
        return std::tuple(color_key(a.color), snapped(a.box.y0), snapped(a.box.y1), a.box.x0) <
               std::tuple(color_key(b.color), snapped(b.box.y0), snapped(b.box.y1), b.box.x0);
      },
      [](const Rect& a, const Rect& b) {
        return std::abs(a.y0 - b.y0) <= kAligned && std::abs(a.y1 - b.y1) <= kAligned &&
               b.x0 <= a.x1 + kTouching;
      });
  join_sorted(
      pieces,
      [](const Piece& a, const Piece& b) {
        return std::tuple(color_key(a.color), snapped(a.box.x0), snapped(a.box.x1), a.box.y0) <
               std::tuple(color_key(b.color), snapped(b.box.x0), snapped(b.box.x1), b.box.y0);
      },
      [](const Rect& a, const Rect& b) {
        if (std::abs(a.x0 - b.x0) > kAligned || std::abs(a.x1 - b.x1) > kAligned) return false;
        if (b.y0 > a.y1 + kTouching) return false;
        const bool overlapping = b.y0 < a.y1 - std::min(a.height(), b.height()) / 2;
        return overlapping || std::min(a.height(), b.height()) < kThinRow;
      });
  return pieces;
}

struct Reading {
  std::int64_t characters = 0;
  int words = 0;
  std::string text;
};

// What can be read on a box.
Reading reading_on(const Page& page, const Rect& box) {
  Reading out;
  for (const Word& word : page.words) {
    if (share_inside(word.box, box) < 0.6) continue;
    ++out.words;
    out.characters += code_points(word.text);
    if (!out.text.empty()) out.text += ' ';
    out.text += word.text;
  }
  return out;
}

bool beside_text(const Page& page, const Rect& box) {
  // Within three line heights to either side on the same line, or a line above or below.
  const Rect around = inflate(box, 36, 16);
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    return !intersect(word.box, around).empty() && share_inside(word.box, box) < 0.6;
  });
}

// Bars of a chart stand on one line and rise to different heights, or lie in stacks of colours.
int colours_touching(const std::vector<Piece>& pieces, const Piece& piece) {
  int count = 0;
  const Rect around = inflate(piece.box, kTouching, kTouching);
  for (const Piece& other : pieces)
    if (!same_color(other.color, piece.color) && other.box.height() >= kLeastHeight &&
        other.box.width() >= kLeastWidth && !intersect(other.box, around).empty())
      ++count;
  return count;
}

bool thin(const Rect& box) { return std::min(box.width(), box.height()) <= kThinOutline; }

// Thin fills and straight lines, and the sides of frames.
std::vector<Rect> rules_of(const Page& page) {
  std::vector<Rect> rules;
  for (const Shape& shape : page.shapes) {
    if (rules.size() >= kMostPieces) break;
    if (shape.layer_off || luma(shape.color) > kPaperLuma) continue;
    const Rect& box = shape.box;
    if (thin(box)) {
      rules.push_back(box);
    } else if (shape.kind == ShapeKind::stroke && shape.line_width <= kThinOutline &&
               shape.outline.size() <= 6 && shape.subpaths == 1) {
      const double w = std::max(shape.line_width, kLeastPiece);
      rules.push_back({box.x0, box.y0, box.x1, box.y0 + w});
      rules.push_back({box.x0, box.y1 - w, box.x1, box.y1});
      rules.push_back({box.x0, box.y0, box.x0 + w, box.y1});
      rules.push_back({box.x1 - w, box.y0, box.x1, box.y1});
    }
  }
  return rules;
}

// How many of the eight ends of its four sides run on as rules past the corner: a box of its own
// has none, the cell of a ruled form or table several.
int rules_beyond(const std::vector<Rect>& rules, const Rect& box) {
  constexpr double kBeyond = 4;  // points past the corner
  constexpr double kOff = 1.5;   // points beside the edge
  const std::array<Rect, 8> places{{
      {box.x0 - kBeyond, box.y0 - kOff, box.x0 - kBeyond, box.y0 + kOff},
      {box.x1 + kBeyond, box.y0 - kOff, box.x1 + kBeyond, box.y0 + kOff},
      {box.x0 - kBeyond, box.y1 - kOff, box.x0 - kBeyond, box.y1 + kOff},
      {box.x1 + kBeyond, box.y1 - kOff, box.x1 + kBeyond, box.y1 + kOff},
      {box.x0 - kOff, box.y0 - kBeyond, box.x0 + kOff, box.y0 - kBeyond},
      {box.x0 - kOff, box.y1 + kBeyond, box.x0 + kOff, box.y1 + kBeyond},
      {box.x1 - kOff, box.y0 - kBeyond, box.x1 + kOff, box.y0 - kBeyond},
      {box.x1 - kOff, box.y1 + kBeyond, box.x1 + kOff, box.y1 + kBeyond},
  }};
  int count = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Rect& at = places[i];
    const bool across = i < 4;  // rules that lie; else upright ones
    const bool met = std::any_of(rules.begin(), rules.end(), [&](const Rect& rule) {
      if ((rule.width() >= rule.height()) != across) return false;
      return rule.x0 <= at.x1 && rule.x1 >= at.x0 && rule.y0 <= at.y1 && rule.y1 >= at.y0;
    });
    count += met ? 1 : 0;
  }
  return count;
}

// Bars of a pyramid stand on top of each other, each shorter than the next at both ends.
bool in_pyramid(const std::vector<Piece>& pieces, const Piece& piece) {
  constexpr int kFewestRows = 3;
  const auto step = [&](const Rect& from, int direction) {
    for (const Piece& other : pieces) {
      const Rect& b = other.box;
      const double gap = direction > 0 ? b.y0 - from.y1 : from.y0 - b.y1;
      if (same_color(other.color, piece.color) &&
          std::abs(b.height() - from.height()) <= kAligned && gap > -kAligned &&
          gap < from.height() && std::abs(b.x0 - from.x0) > kAligned &&
          std::abs(b.x1 - from.x1) > kAligned && std::min(b.x1, from.x1) > std::max(b.x0, from.x0))
        return std::optional<Rect>(b);
    }
    return std::optional<Rect>();
  };
  int rows = 0;
  for (const int direction : {-1, 1}) {
    std::optional<Rect> at = step(piece.box, direction);
    for (int i = 0; at && i < kFewestRows; ++i, at = step(*at, direction)) ++rows;
  }
  return rows >= kFewestRows;
}

// Words go on in its own line, within three line heights.
bool in_a_line(const Page& page, const Rect& box) {
  const Rect around = inflate(box, 36, 0);
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    const double rows = std::min(word.box.y1, box.y1) - std::max(word.box.y0, box.y0);
    return rows > word.box.height() / 2 && !intersect(word.box, around).empty() &&
           share_inside(word.box, box) < 0.6;
  });
}

double filled_confidence(const Page& page, const std::vector<Piece>& pieces,
                         const std::vector<Rect>& rules, const Piece& piece,
                         const Reading& reading) {
  double c = 0.97;
  if (reading.characters > kLabelLength || reading.words > kLabelWords) return 0.05;
  if (reading.characters > 0) c *= 0.75;  // a label or a short heading: the judge reads it
  if (pale(piece.color)) c *= 0.3;
  if (piece.opacity < 0.9) c *= 0.6;
  if (piece.box.width() > 0.92 * page.width) c *= 0.4;       // a band across the page
  if (piece.box.height() > 4 * piece.box.width()) c *= 0.4;  // upright: a rule or a chart
  if (!beside_text(page, piece.box)) c *= 0.7;
  if (colours_touching(pieces, piece) > 0) c *= 0.5;
  const bool dark = luma(piece.color) <= kDarkLuma;
  if (!dark && rules_beyond(rules, piece.box) >= 3) c *= 0.4;
  if (!dark && piece.box.height() > 2 * piece.box.width()) c *= 0.6;
  if (in_pyramid(pieces, piece)) c *= 0.3;
  if (piece.kind == RegionKind::pattern && !in_a_line(page, piece.box)) c *= 0.5;
  return c;
}

void add_fills(const Page& page, std::vector<Region>& regions) {
  std::vector<Piece> pieces = merged(pieces_of(page));
  std::erase_if(pieces, [](const Piece& p) {
    return p.box.width() < kLeastWidth || p.box.height() < kLeastHeight;
  });
  // What decorates comes in many colours and many pieces.
  constexpr std::size_t kMostBars = 400;
  if (pieces.size() > kMostBars) return;
  if (pieces.empty()) return;
  const std::vector<Rect> rules = rules_of(page);
  for (const Piece& piece : pieces) {
    const Reading reading = reading_on(page, piece.box);
    const double confidence = filled_confidence(page, pieces, rules, piece, reading);
    if (confidence < 0.1) continue;
    Region region;
    region.box = piece.box;
    region.kind = piece.source == RegionSource::annotation ? RegionKind::annotation : piece.kind;
    region.source = piece.source;
    region.color = piece.color;
    region.confidence = confidence;
    region.order = piece.order;
    region.opacity = piece.opacity;
    region.solid_share = piece.painted;
    region.edge_straightness = 1;
    if (!reading.text.empty()) region.label = reading.text;
    regions.push_back(region);
  }
}

// ---- outlined white boxes ----

// The frame of an upright rectangle: every corner lies on the box's own corners.
bool upright_frame(const Shape& shape) {
  if (shape.kind != ShapeKind::stroke || shape.line_width > kThinOutline) return false;
  // A single straight line paints its own box; the frame of a rectangle leaves its inside free.
  if (shape.rectangle) return false;
  if (shape.outline.empty()) return shape.subpaths == 1;
  const auto at_edge = [](double v, double a, double b, double slack) {
    return std::abs(v - a) <= slack || std::abs(v - b) <= slack;
  };
  const double slack = shape.line_width + 0.5;
  return shape.outline.size() >= 4 && shape.outline.size() <= 6 &&
         std::all_of(shape.outline.begin(), shape.outline.end(), [&](const Point& p) {
           return at_edge(p.x, shape.box.x0, shape.box.x1, slack) &&
                  at_edge(p.y, shape.box.y0, shape.box.y1, slack);
         });
}

bool has_white_fill(const Page& page, const Shape& frame) {
  return std::any_of(page.shapes.begin(), page.shapes.end(), [&](const Shape& fill) {
    return fill.kind == ShapeKind::fill && luma(fill.color) > kPaperLuma &&
           overlap(fill.box, frame.box) > 0.8 && fill.order <= frame.order + 1;
  });
}

int frames_sharing_an_edge(const std::vector<const Shape*>& frames, const Shape& frame) {
  const auto close = [](double a, double b) { return std::abs(a - b) < 1.5; };
  int count = 0;
  for (const Shape* other : frames) {
    if (other == &frame) continue;
    const Rect& a = frame.box;
    const Rect& b = other->box;
    const bool beside =
        close(a.y0, b.y0) && close(a.y1, b.y1) && (close(a.x1, b.x0) || close(b.x1, a.x0));
    const bool above =
        close(a.x0, b.x0) && close(a.x1, b.x1) && (close(a.y1, b.y0) || close(b.y1, a.y0));
    if (beside || above) ++count;
  }
  return count;
}

bool is_field(const Page& page, const Rect& box) {
  return std::any_of(page.annotations.begin(), page.annotations.end(), [&](const Annotation& a) {
    return a.subtype == "Widget" && overlap(a.box, box) > 0.5;
  });
}

void add_outlined(const Page& page, std::vector<Region>& regions) {
  constexpr std::size_t kMostFrames = 300;  // more are a form or a drawing
  std::vector<const Shape*> frames;
  for (const Shape& shape : page.shapes)
    if (!shape.layer_off && upright_frame(shape) && shape.box.width() >= 2 * kLeastWidth &&
        shape.box.height() >= kLeastHeight &&
        shape.box.area() < kWholePage * page.width * page.height)
      frames.push_back(&shape);
  if (frames.empty() || frames.size() > kMostFrames) return;
  const std::vector<Rect> rules = rules_of(page);
  for (const Shape* frame : frames) {
    const Reading reading = reading_on(page, frame->box);
    if (reading.characters > kLabelLength || reading.words > kLabelWords) continue;
    double c = 0.9;
    if (!has_white_fill(page, *frame)) c *= 0.6;
    if (reading.characters == 0) c *= 0.5;  // an empty field of a form looks the same
    if (is_field(page, frame->box)) c *= 0.3;
    if (frames_sharing_an_edge(frames, *frame) > 0 || rules_beyond(rules, frame->box) >= 2)
      c *= 0.4;
    if (!beside_text(page, frame->box)) c *= 0.7;
    // A check box, ticked or not.
    if (frame->box.width() < 1.3 * frame->box.height() && reading.characters <= 1) c *= 0.4;
    Region region;
    region.box = frame->box;
    region.source = source_of(frame->drawn_by);
    region.kind =
        region.source == RegionSource::annotation ? RegionKind::annotation : RegionKind::outlined;
    region.color = frame->color;
    region.confidence = c;
    region.order = frame->order;
    if (!reading.text.empty()) region.label = reading.text;
    regions.push_back(region);
  }
}

// ---- annotations that ask for redaction and were never applied ----

void add_redact_annotations(const Page& page, std::vector<Region>& regions) {
  for (const Annotation& annotation : page.annotations) {
    if (annotation.subtype != "Redact" || annotation.hidden) continue;
    std::vector<Rect> boxes;
    for (const Quad& quad : annotation.quads) {
      Rect box{quad[0].x, quad[0].y, quad[0].x, quad[0].y};
      for (const Point& p : quad)
        box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x),
               std::max(box.y1, p.y)};
      if (!box.empty()) boxes.push_back(box);
    }
    if (boxes.empty() && !annotation.box.empty()) boxes.push_back(annotation.box);
    for (const Rect& box : boxes) {
      Region region;
      region.box = box;
      region.kind = RegionKind::annotation;
      region.source = RegionSource::annotation;
      region.color = annotation.color.value_or(Color{});
      region.confidence = 0.99;
      if (!annotation.overlay_text.empty()) region.label = annotation.overlay_text;
      regions.push_back(region);
    }
  }
}

}  // namespace

std::vector<Region> regions_from_drawing(const Page& page) {
  std::vector<Region> found;
  add_redact_annotations(page, found);
  if (!page.shapes.empty() || !page.images.empty()) {
    add_fills(page, found);
    add_outlined(page, found);
  }
  // Two drawings of one box (an annotation and its appearance, a fill and its frame) are one.
  std::vector<Region> regions;
  std::stable_sort(found.begin(), found.end(),
                   [](const Region& a, const Region& b) { return a.confidence > b.confidence; });
  for (const Region& region : found) {
    const bool known = std::any_of(regions.begin(), regions.end(), [&](const Region& other) {
      return share_inside(region.box, other.box) > 0.8;
    });
    if (!known) regions.push_back(region);
  }
  return regions;
}

}  // namespace tachado::regions
