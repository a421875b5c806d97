// The paths of a page: fills, strokes and patterns, each as the figures that it paints.
#include <GfxFont.h>
#include <GfxState.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "stages/pdf/recorder.h"

namespace tachado::pdf {
namespace {

// A line thinner than this is painted as thin as the screen allows: it still covers something.
constexpr double kThinnestLine = 0.2;  // points
// Rectangles or lines of one path that become shapes of their own: redaction tools write all bars
// of a page as one path. Above this it is a drawing.
constexpr std::size_t kMaxSplit = 2000;
// A thinner piece is no bar by itself but may be a slice of one. Points.
constexpr double kSlice = 2.5;
constexpr double kSliceLength = 2;  // times its thickness; shorter ones are corners of rules
constexpr double kSliceGap = 0.2;   // less than a pixel at 300 dpi
constexpr double kAskew = 0.05;     // points, of one side of a glyph's bar
// More dashes on one line are a texture.
constexpr double kMaxDashes = 500;

}  // namespace

bool Recorder::room_for_shape() {
  if (page_.shapes.size() < static_cast<std::size_t>(limits_.shapes)) return true;
  reach_limit("paths");
  return false;
}

void Recorder::fill(GfxState* state) { record_fill(state, false); }
void Recorder::eoFill(GfxState* state) { record_fill(state, true); }

bool Recorder::boxes_side_by_side(bool even_odd) const {
  const auto& subpaths = path_.subpaths();
  if (subpaths.size() < 2 || subpaths.size() > kMaxSplit ||
      !std::all_of(subpaths.begin(), subpaths.end(), [](const Subpath& s) { return s.rectangle; }))
    return false;
  // Checked pairwise for the few that share a column, which is what tells bars from a frame with a
  // hole.
  std::vector<const Subpath*> by_left;
  by_left.reserve(subpaths.size());
  for (const Subpath& s : subpaths) by_left.push_back(&s);
  std::sort(by_left.begin(), by_left.end(),
            [](const Subpath* a, const Subpath* b) { return a->box.x0 < b->box.x0; });
  for (std::size_t i = 0; i < by_left.size(); ++i) {
    for (std::size_t j = i + 1; j < by_left.size(); ++j) {
      if (by_left[j]->box.x0 >= by_left[i]->box.x1) break;
      const bool holes = even_odd || (by_left[i]->area < 0) != (by_left[j]->area < 0);
      if (holes && !intersect(by_left[i]->box, by_left[j]->box).empty()) return false;
    }
  }
  return true;
}

void Recorder::record_fill(GfxState* state, bool even_odd) {
  if (!recording() || pattern_text_ > 0) return;
  path_.read(*state);
  const auto& subpaths = path_.subpaths();
  if (subpaths.empty()) return;
  if (subpaths.size() == 1)
    add_fill(state, subpaths.front().rectangle ? &subpaths.front() : nullptr, even_odd);
  else if (boxes_side_by_side(even_odd))
    for (const Subpath& s : subpaths) add_fill(state, &s, even_odd);
  else
    add_fill(state, nullptr, even_odd);
}

void Recorder::add_fill(GfxState* state, const Subpath* rectangle, bool even_odd) {
  if (!room_for_shape()) return;
  const Rect whole = rectangle != nullptr ? rectangle->box : path_.hull();
  Rect drawn = whole;
  // A path without height is painted as a hairline.
  if (drawn.width() < kThinnestLine) drawn = inflate(drawn, (kThinnestLine - drawn.width()) / 2, 0);
  if (drawn.height() < kThinnestLine)
    drawn = inflate(drawn, 0, (kThinnestLine - drawn.height()) / 2);
  Shape shape;
  shape.box = intersect(drawn, clip_box(state));
  if (shape.box.empty()) return;
  shape.drawn_by = drawn_by();
  shape.color = fill_color(state);
  shape.opacity = opacity(state, state->getFillOpacity(), shape.color);
  if (rectangle != nullptr) {
    shape.rectangle = extra_.clip_is_box;
    shape.polygon = rectangle->corner_by_corner;
    if (extra_.clip_outline) {
      shape.outline = clip_polygon(*extra_.clip_outline, shape.box);
      shape.box = intersect(hull_of(shape.outline), shape.box);
      if (shape.box.empty()) return;
      shape.painted_share = std::min(1.0, std::abs(signed_area(shape.outline)) / shape.box.area());
    } else if (extra_.clip_boxes) {
      add_clipped(std::move(shape));
      return;
    } else if (!extra_.clip_is_box) {
      shape.painted_share = 0.5;  // a clip of many pieces: somewhere between all and nothing
    }
  } else {
    const auto& subpaths = path_.subpaths();
    shape.subpaths = static_cast<int>(subpaths.size());
    const Subpath& largest = subpaths[path_.largest()];
    if (!largest.rectangle) shape.outline = path_.outline(largest);
    const double whole_area = std::max(whole.area(), 1e-9);
    shape.painted_share = std::clamp(path_.painted_area(even_odd) / whole_area, 0.0, 1.0);
  }
  add_shape(std::move(shape));
}

void Recorder::add_glyph_bar(GfxState* state, CharCode code, const Point& pen, std::uint16_t font) {
  const std::shared_ptr<GfxFont>& shared = state->getFont();
  if (shared == nullptr) return;
  const std::uint64_t key = (std::uint64_t{font} << 32U) | std::uint64_t{code & 0xffffffffU};
  const auto [known, is_new] = glyph_bars_.try_emplace(key);
  if (is_new) known->second = bar_of_glyph(*shared, static_cast<unsigned>(code));
  if (!known->second || !room_for_shape()) return;
  const Rect& bar = known->second->box;
  const double* matrix = numbers(shared->getFontMatrix());
  const double size = state->getFontSize();
  const auto placed = [&](double x, double y) {
    Point user;
    Point at;
    state->textTransformDelta(
        (matrix[0] * x + matrix[2] * y + matrix[4]) * size * state->getHorizScaling(),
        (matrix[1] * x + matrix[3] * y + matrix[5]) * size, &user.x, &user.y);
    state->transformDelta(user.x, user.y, &at.x, &at.y);
    return Point{pen.x + at.x, pen.y + at.y};
  };
  const Point from = placed(bar.x0, bar.y0);
  const Point along = placed(bar.x1, bar.y0);
  const Point to = placed(bar.x1, bar.y1);
  const bool upright = std::abs(along.x - from.x) < kAskew || std::abs(along.y - from.y) < kAskew;
  if (!upright || !std::isfinite(from.x + from.y + to.x + to.y)) return;
  Shape shape;
  shape.box = intersect(Rect{std::min(from.x, to.x), std::min(from.y, to.y), std::max(from.x, to.x),
                             std::max(from.y, to.y)},
                        clip_box(state));
  if (shape.box.empty()) return;
  shape.rectangle = true;
  shape.drawn_by = drawn_by();
  shape.color = known->second->color.value_or(fill_color(state));
  shape.opacity = opacity(state, state->getFillOpacity(), shape.color);
  add_shape(std::move(shape));
}

void Recorder::add_clipped(Shape shape) {
  const Rect whole = shape.box;
  shape.rectangle = true;
  for (const Rect& box : *extra_.clip_boxes) {
    shape.box = intersect(whole, box);
    if (shape.box.empty()) continue;
    if (!room_for_shape()) return;
    add_shape(shape);
  }
}

// Pieces in which a bar is painted slice by slice, one right after the other, are one figure:
// alone, each is too thin to hide anything.
void Recorder::add_shape(Shape shape) {
  shape.order = ++order_;
  if (shape.rectangle && shape.kind != ShapeKind::pattern && !page_.shapes.empty()) {
    Shape& last = page_.shapes.back();
    const Rect& a = last.box;
    const Rect& b = shape.box;
    const auto close = [](double p, double q) { return std::abs(p - q) <= kSliceGap; };
    const bool goes_on = last.rectangle && last.kind != ShapeKind::pattern &&
                         last.order + 1 == shape.order && last.color == shape.color &&
                         last.opacity == shape.opacity && last.drawn_by == shape.drawn_by &&
                         last.layer_off == shape.layer_off;
    const bool upright = close(a.y0, b.y0) && close(a.y1, b.y1) && b.width() <= kSlice &&
                         b.height() > kSliceLength * b.width() && b.x0 <= a.x1 + kSliceGap &&
                         a.x0 <= b.x1 + kSliceGap;
    const bool level = close(a.x0, b.x0) && close(a.x1, b.x1) && b.height() <= kSlice &&
                       b.width() > kSliceLength * b.height() && b.y0 <= a.y1 + kSliceGap &&
                       a.y0 <= b.y1 + kSliceGap;
    if (goes_on && (upright || level)) {
      last.box = unite(a, b);
      last.order = shape.order;
      last.kind = ShapeKind::fill;
      last.line_width = 0;
      return;
    }
  }
  page_.shapes.push_back(std::move(shape));
}

void Recorder::stroke(GfxState* state) {
  if (!recording() || pattern_text_ > 0) return;
  path_.read(*state);
  const auto& subpaths = path_.subpaths();
  if (subpaths.empty()) return;
  const bool lines = subpaths.size() <= kMaxSplit &&
                     std::all_of(subpaths.begin(), subpaths.end(),
                                 [](const Subpath& s) { return s.end - s.begin == 2; });
  if (!lines) {
    add_stroke(state, nullptr);
    return;
  }
  for (const Subpath& s : subpaths) add_stroke(state, &s);
}

// One straight line, or the whole path.
void Recorder::add_stroke(GfxState* state, const Subpath* line) {
  if (!room_for_shape()) return;
  const double width = std::max(state->getTransformedLineWidth(), kThinnestLine);
  const double half = width / 2;
  const auto& subpaths = path_.subpaths();
  const Subpath& largest = line != nullptr ? *line : subpaths[path_.largest()];
  Shape shape;
  const Rect hull = line != nullptr ? line->box : path_.hull();
  shape.kind = is_simple_color_space(state, true) ? ShapeKind::stroke : ShapeKind::pattern;
  shape.line_width = width;
  shape.subpaths = line != nullptr ? 1 : static_cast<int>(subpaths.size());
  shape.drawn_by = drawn_by();
  shape.color = stroke_color(state);
  shape.opacity = opacity(state, state->getStrokeOpacity(), shape.color);
  const bool straight =
      line != nullptr && (hull.width() < kThinnestLine || hull.height() < kThinnestLine);
  double dx = half;
  double dy = half;
  // Butt ends do not reach beyond the line; where it is as good as straight, no corner does either.
  const bool flat = (subpaths.size() == 1 || line != nullptr) && !largest.closed &&
                    std::min(hull.width(), hull.height()) < std::max(half / 2, kThinnestLine);
  if (flat && state->getLineCap() == 0) (hull.width() > hull.height() ? dx : dy) = 0;
  const Rect painted = inflate(hull, dx, dy);
  shape.box = intersect(painted, clip_box(state));
  if (shape.box.empty()) return;
  shape.rectangle = straight && extra_.clip_is_box;
  if (straight && width > kSlice) {
    double start = 0;
    if (!state->getLineDash(&start).empty()) {
      add_dashes(state, *line, std::move(shape));
      return;
    }
  }
  if (straight && extra_.clip_boxes) {
    add_clipped(std::move(shape));
    return;
  }
  if (!straight) {
    double length = 0;
    for (const Subpath& s : subpaths) {
      if (line != nullptr && &s != line) continue;
      for (std::size_t i = s.begin; i + 1 < s.end; ++i) {
        const Point& a = path_.points()[i];
        const Point& b = path_.points()[i + 1];
        length += std::hypot(b.x - a.x, b.y - a.y);
      }
      if (s.closed && s.end > s.begin + 2) {
        const Point& a = path_.points()[s.begin];
        const Point& b = path_.points()[s.end - 1];
        length += std::hypot(b.x - a.x, b.y - a.y);
      }
    }
    shape.painted_share = std::min(1.0, length * width / painted.area());
    if (!largest.rectangle) shape.outline = path_.outline(largest);
  }
  add_shape(std::move(shape));
}

// A thick line's dashes are bars, and what lies between them is free. `dash` is the whole line.
void Recorder::add_dashes(GfxState* state, const Subpath& line, Shape dash) {
  double start = 0;
  const std::vector<double>& lengths = state->getLineDash(&start);
  const double scale = state->transformWidth(1.0);
  const Point from = path_.points()[line.begin];
  const Point to = path_.points()[line.begin + 1];
  const double whole = std::hypot(to.x - from.x, to.y - from.y);
  double period = 0;
  for (const double length : lengths) period += length * scale;
  // An odd number of lengths means each twice, as dash and as gap (ISO 32000-1, 8.4.3.6).
  if (lengths.size() % 2 != 0) period *= 2;
  const bool sensible =
      std::isfinite(period) && period > 0 && std::isfinite(start) &&
      std::all_of(lengths.begin(), lengths.end(), [](double v) { return v >= 0; }) &&
      whole / period * static_cast<double>(lengths.size()) <= kMaxDashes;
  if (!sensible) {
    add_shape(std::move(dash));
    return;
  }
  const double beyond = state->getLineCap() == 0 ? 0 : dash.line_width / 2;
  const bool level = line.box.width() > line.box.height();
  const Rect box = dash.box;
  double at = -std::fmod(start * scale, period);
  for (std::size_t i = 0; at < whole; ++i) {
    const double length = lengths[i % lengths.size()] * scale;
    const double a = std::max(at, 0.0) - beyond;
    const double b = std::min(at + length, whole) + beyond;
    at += length;
    if (i % 2 != 0 || b <= a || at <= 0) continue;
    const Point p{from.x + (to.x - from.x) * a / whole, from.y + (to.y - from.y) * a / whole};
    const Point q{from.x + (to.x - from.x) * b / whole, from.y + (to.y - from.y) * b / whole};
    dash.box = level ? Rect{std::min(p.x, q.x), box.y0, std::max(p.x, q.x), box.y1}
                     : Rect{box.x0, std::min(p.y, q.y), box.x1, std::max(p.y, q.y)};
    dash.box = intersect(dash.box, box);
    if (dash.box.empty()) continue;
    if (!room_for_shape()) return;
    add_shape(dash);
  }
}

// Patterns and shadings come with the figure as the clip in force.
void Recorder::record_pattern(GfxState* state) {
  if (!recording() || pattern_text_ > 0 || !room_for_shape()) return;
  Shape shape;
  shape.box = clip_box(state);
  if (shape.box.empty()) return;
  shape.kind = ShapeKind::pattern;
  shape.drawn_by = drawn_by();
  shape.rectangle = extra_.clip_is_box;
  if (extra_.clip_outline) {
    shape.outline = *extra_.clip_outline;
    shape.painted_share = std::min(1.0, std::abs(signed_area(shape.outline)) / shape.box.area());
  }
  shape.color = {128, 128, 128};
  shape.opacity = opacity(state, state->getFillOpacity(), shape.color);
  if (extra_.clip_boxes)
    add_clipped(std::move(shape));
  else
    add_shape(std::move(shape));
}

bool Recorder::tilingPatternFill(GfxState* state, Gfx* /*gfx*/, Catalog* /*catalog*/,
                                 GfxTilingPattern* /*pattern*/, PatternMatrix /*matrix*/,
                                 int /*x0*/, int /*y0*/, int /*x1*/, int /*y1*/, double /*x_step*/,
                                 double /*y_step*/) {
  record_pattern(state);
  return true;
}

bool Recorder::functionShadedFill(GfxState* state, GfxFunctionShading* /*shading*/) {
  record_pattern(state);
  return true;
}

bool Recorder::axialShadedFill(GfxState* state, GfxAxialShading* /*shading*/, double /*t0*/,
                               double /*t1*/) {
  record_pattern(state);
  return true;
}

bool Recorder::radialShadedFill(GfxState* state, GfxRadialShading* /*shading*/, double /*s0*/,
                                double /*s1*/) {
  record_pattern(state);
  return true;
}

bool Recorder::gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading* /*shading*/) {
  record_pattern(state);
  return true;
}

bool Recorder::patchMeshShadedFill(GfxState* state, GfxPatchMeshShading* /*shading*/) {
  record_pattern(state);
  return true;
}

}  // namespace tachado::pdf
