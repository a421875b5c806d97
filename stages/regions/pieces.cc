#include "stages/regions/pieces.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace tachado::regions {
namespace {

constexpr double kLeastPiece = 0.2;  // pieces that tile one bar may be this thin
constexpr double kAligned = 0.8;
// Rows of tiles thinner than a line of print are one bar. Points, and share of the page's lines.
constexpr double kThinRow = 6;
constexpr double kThinShare = 0.65;
constexpr double kLeastPainted = 0.80;    // of its box: rounded corners and slanted ends included
constexpr double kShakyLine = 1.2;        // a stroke's height, in line widths
constexpr double kShakyInk = 1.8;         // the same, drawn by hand with a marker
constexpr double kBroadPen = 8;           // points; lines of charts and drawings are finer
constexpr int kSameColor = 6;             // a channel
constexpr double kRightAngle = 0.3;       // an edge that strays no farther is upright or level
constexpr std::size_t kMostCorners = 64;  // more are a drawing, no selection of lines
// Hatching: slanted lines side by side.
constexpr double kSlant = 1;         // points that a slanted line rises and runs at least
constexpr double kHatchPitch = 8;    // points between neighbours
constexpr double kHatchHeight = 60;  // points; higher is a drawing
constexpr int kFewestHatches = 6;
constexpr double kParallel = 0.05;  // between their slopes, radians
// A pen's passes over a bar: how many, and each of how much of its length.
constexpr std::size_t kFewestPasses = 4;
constexpr double kWholePass = 0.6;
constexpr double kFullHeight = 0.8;  // of the area's height: lines cut off at its corners are lower
// A page with more pieces than this is a map or a chart; the first ones are looked at.
constexpr std::size_t kMostPieces = 20000;

// A pen that goes over a bar again and again without lifting, level or upright.
bool drawn_to_and_fro(const Shape& shape) {
  if (shape.subpaths != 1 || shape.outline.size() <= kFewestPasses ||
      shape.painted_share < kLeastPainted || shape.box.height() > kHatchHeight)
    return false;
  std::size_t level = 0;
  std::size_t upright = 0;
  for (std::size_t i = 0; i + 1 < shape.outline.size(); ++i) {
    const Point& a = shape.outline[i];
    const Point& b = shape.outline[i + 1];
    if (std::abs(a.x - b.x) >= kWholePass * shape.box.width()) ++level;
    if (std::abs(a.y - b.y) >= kWholePass * shape.box.height()) ++upright;
  }
  return std::max(level, upright) >= kFewestPasses;
}

// A thick line paints a bar; so does a frame whose sides leave nothing free between them.
bool thick_line(const Shape& shape) {
  if (shape.kind != ShapeKind::stroke) return false;
  if (!shape.rectangle && shape.outline.empty() && shape.subpaths == 1 &&
      shape.line_width > kThinLine && shape.painted_share >= kLeastPainted)
    return true;
  if (drawn_to_and_fro(shape)) return true;
  const bool pen = shape.drawn_by == DrawnBy::annotation || shape.line_width >= kBroadPen;
  const double shaky = pen ? kShakyInk : kShakyLine;
  return shape.line_width >= kLeastHeight &&
         std::min(shape.box.width(), shape.box.height()) <= shape.line_width * shaky;
}

bool right_angled(const std::vector<Point>& outline) {
  if (outline.size() < 6 || outline.size() > kMostCorners) return false;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Point& a = outline[i];
    const Point& b = outline[(i + 1) % outline.size()];
    if (std::abs(a.x - b.x) > kRightAngle && std::abs(a.y - b.y) > kRightAngle) return false;
  }
  return true;
}

// Where the outline's upright edges cross the level y, from the left.
std::vector<double> crossings(const std::vector<Point>& outline, double y) {
  std::vector<double> at;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Point& a = outline[i];
    const Point& b = outline[(i + 1) % outline.size()];
    if ((a.y <= y) != (b.y <= y)) at.push_back((a.x + b.x) / 2);
  }
  std::sort(at.begin(), at.end());
  return at;
}

std::vector<Rect> rows_of(const std::vector<Point>& outline) {
  std::vector<double> levels;
  for (const Point& corner : outline) levels.push_back(corner.y);
  std::sort(levels.begin(), levels.end());
  std::vector<Rect> rows;
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    if (levels[i + 1] - levels[i] <= kRightAngle) continue;
    const std::vector<double> at = crossings(outline, (levels[i] + levels[i + 1]) / 2);
    for (std::size_t j = 0; j + 1 < at.size(); j += 2)
      rows.push_back({at[j], levels[i], at[j + 1], levels[i + 1]});
  }
  return rows;
}

void add_shape(const Page& page, const Shape& shape, std::vector<Piece>& pieces) {
  if (shape.layer_off || shape.opacity < kLeastOpacity || luma(shape.color) > kPaperLuma) return;
  const bool line = thick_line(shape);
  if (shape.kind == ShapeKind::stroke && !line) return;
  const bool steps = shape.kind == ShapeKind::fill && !shape.rectangle && shape.subpaths == 1 &&
                     right_angled(shape.outline);
  if (!line && !steps && !shape.rectangle && shape.painted_share < kLeastPainted &&
      shape.kind != ShapeKind::pattern)
    return;
  const Rect sheet{0, 0, page.width, page.height};
  Piece piece;
  piece.box = intersect(shape.box, sheet);
  if (piece.box.width() < kLeastPiece || piece.box.height() < kLeastPiece) return;
  if (piece.box.area() > kWholePage * sheet.area()) return;
  piece.color = shape.color;
  piece.kind = shape.kind == ShapeKind::pattern ? RegionKind::pattern : RegionKind::filled;
  piece.source = source_of(shape.drawn_by);
  piece.opacity = shape.opacity;
  piece.painted = shape.painted_share;
  piece.order = shape.order;
  if (!steps) {
    pieces.push_back(piece);
    return;
  }
  piece.painted = 1;
  for (const Rect& row : rows_of(shape.outline)) {
    piece.box = intersect(row, shape.box);
    if (!piece.box.empty()) pieces.push_back(piece);
  }
}

void add_image(const Page& page, const ImagePlacement& image, std::vector<Piece>& pieces) {
  if (image.layer_off || !image.one_colour || image.opacity < kLeastOpacity) return;
  const Rect sheet{0, 0, page.width, page.height};
  const Rect box = intersect(image.box, sheet);
  if (box.empty() || box.area() > kWholePage * sheet.area() || luma(image.color) > kPaperLuma)
    return;
  pieces.push_back({box, image.color, RegionKind::image, source_of(image.drawn_by), image.opacity,
                    1, image.order});
}

bool slanted(const Shape& shape) {
  return shape.kind == ShapeKind::stroke && !shape.layer_off && shape.line_width <= kThinLine &&
         shape.opacity >= kLeastOpacity && luma(shape.color) <= kPaperLuma &&
         shape.outline.size() == 2 && std::abs(shape.outline[0].x - shape.outline[1].x) > kSlant &&
         std::abs(shape.outline[0].y - shape.outline[1].y) > kSlant;
}

double slope(const Shape& line) {
  const double dx = line.outline[1].x - line.outline[0].x;
  const double dy = line.outline[1].y - line.outline[0].y;
  return std::atan(dy / dx);
}

// Parallel slanted lines that follow each other, as one piece.
class Hatching {
 public:
  void add(const Shape& shape, std::vector<Piece>& pieces) {
    const bool goes_on =
        lines_ > 0 && same_color(piece_.color, shape.color) &&
        piece_.source == source_of(shape.drawn_by) &&
        std::abs(slope(shape) - slope_) <= kParallel &&
        !intersect(inflate(piece_.box, kHatchPitch, kTouching), shape.box).empty() &&
        unite(piece_.box, shape.box).height() <= kHatchHeight;
    if (!goes_on) {
      flush(pieces);
      piece_ = {};
      piece_.kind = RegionKind::pattern;
      piece_.color = shape.color;
      piece_.source = source_of(shape.drawn_by);
      piece_.opacity = shape.opacity;
      slope_ = slope(shape);
    }
    piece_.box = unite(piece_.box, shape.box);
    piece_.order = shape.order;
    lines_ += shape.subpaths;
    heights_.push_back(shape.box.height());
  }

  void flush(std::vector<Piece>& pieces) {
    const double full = kFullHeight * piece_.box.height();
    const auto whole = static_cast<std::size_t>(std::count_if(
        heights_.begin(), heights_.end(), [&](double height) { return height >= full; }));
    if (lines_ >= kFewestHatches && 2 * whole >= heights_.size() &&
        piece_.box.width() <= kHatchPitch * lines_)
      pieces.push_back(piece_);
    lines_ = 0;
    heights_.clear();
  }

 private:
  Piece piece_;
  int lines_ = 0;
  double slope_ = 0;
  std::vector<double> heights_;
};

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

}  // namespace

bool same_color(Color a, Color b) {
  return std::abs(a.r - b.r) <= kSameColor && std::abs(a.g - b.g) <= kSameColor &&
         std::abs(a.b - b.b) <= kSameColor;
}

RegionSource source_of(DrawnBy by) {
  return by == DrawnBy::annotation ? RegionSource::annotation : RegionSource::vector;
}

std::vector<Piece> pieces_of(const Page& page) {
  std::vector<Piece> pieces;
  // One for each direction: a cross-hatch may be drawn in turns.
  Hatching rising;
  Hatching falling;
  for (const Shape& shape : page.shapes) {
    if (pieces.size() >= kMostPieces) break;
    add_shape(page, shape, pieces);
    if (!slanted(shape)) continue;
    (slope(shape) < 0 ? rising : falling).add(shape, pieces);
  }
  rising.flush(pieces);
  falling.flush(pieces);
  for (const ImagePlacement& image : page.images) add_image(page, image, pieces);
  return pieces;
}

std::vector<Piece> merged(std::vector<Piece> pieces, double line_height) {
  const double thin_row = std::max(kThinRow, kThinShare * line_height);
  join_sorted(
      pieces,
      [](const Piece& a, const Piece& b) {
        return std::tuple(color_key(a.color), snapped(a.box.y0), snapped(a.box.y1), a.box.x0) <
               std::tuple(color_key(b.color), snapped(b.box.y0), snapped(b.box.y1), b.box.x0);
      },
      // The next in order may begin a row of its own, before this one.
      [](const Rect& a, const Rect& b) {
        return std::abs(a.y0 - b.y0) <= kAligned && std::abs(a.y1 - b.y1) <= kAligned &&
               b.x0 <= a.x1 + kTouching && b.x1 >= a.x0 - kTouching;
      });
  join_sorted(
      pieces,
      [](const Piece& a, const Piece& b) {
        return std::tuple(color_key(a.color), snapped(a.box.x0), snapped(a.box.x1), a.box.y0) <
               std::tuple(color_key(b.color), snapped(b.box.x0), snapped(b.box.x1), b.box.y0);
      },
      [thin_row](const Rect& a, const Rect& b) {
        if (std::abs(a.x0 - b.x0) > kAligned || std::abs(a.x1 - b.x1) > kAligned) return false;
        if (b.y0 > a.y1 + kTouching || b.y1 < a.y0 - kTouching) return false;
        const bool overlapping = b.y0 < a.y1 - std::min(a.height(), b.height()) / 2;
        return overlapping || std::min(a.height(), b.height()) < thin_row;
      });
  return pieces;
}

}  // namespace tachado::regions
