#include "stages/extract/visibility.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "stages/model/polygon.h"

namespace tachado::extract {
namespace {

// Text whose colour differs from its ground by less than this in every channel (of 255) cannot be
// told from it on any screen or print. Faint watermarks start at about 20.
constexpr int kLeastContrast = 12;
// Share of a glyph's ink that must lie beneath for it to be unreadable.
constexpr double kCoveredShare = 0.7;
// From this opacity on what lies beneath is gone.
constexpr double kOpaque = 0.99;
// Below this it is as good as not there.
constexpr double kTransparent = 0.02;
// Lines thinner than this (points) neither hide a glyph nor are its ground.
constexpr double kThin = 0.4;
// A line that is no straight one hides letters from this width on: a marker's stroke.
constexpr double kBroad = 4;
// An image over this share of the page is its scan: text beneath it is an OCR layer.
constexpr double kScanShare = 0.5;
// A figure that paints this share of its box is taken for the box.
constexpr double kSolid = 0.92;
constexpr double kCell = 36;    // points; the side of the search grid's cells
constexpr int kMaxCells = 256;  // a side

struct Paint {
  std::int32_t order = 0;
  Rect box;
  double opacity = 1;
  Color color;
  bool known_color = true;
  bool scan = false;
  const std::vector<Point>* outline = nullptr;  // where the box is not what is painted
  double reach = 0;  // of a line to either side of its outline; 0: the outline is filled
};

// Everything painted that may hide a glyph or be its ground, in drawing order.
std::vector<Paint> paints_of(const RawPage& page) {
  const Rect whole{0, 0, page.width, page.height};
  std::vector<Paint> paints;
  for (const Shape& shape : page.shapes) {
    if (shape.layer_off || shape.opacity < kTransparent) continue;
    if (shape.box.width() < kThin || shape.box.height() < kThin) continue;
    Paint paint;
    if (!shape.rectangle && shape.painted_share < kSolid) {
      if (shape.subpaths != 1 || shape.outline.size() < 2) continue;
      if (shape.kind == ShapeKind::stroke) {
        if (shape.line_width < kBroad) continue;
        paint.reach = shape.line_width / 2;
      } else if (shape.outline.size() < 3) {
        continue;
      }
      paint.outline = &shape.outline;
    }
    paint.order = shape.order;
    paint.box = shape.box;
    paint.opacity = shape.opacity;
    paint.color = shape.color;
    paint.known_color = shape.kind != ShapeKind::pattern;
    // A tiling may leave gaps and a shading may fade: they are a ground, not a cover.
    if (shape.kind == ShapeKind::pattern) paint.opacity = std::min(paint.opacity, 0.5);
    paints.push_back(paint);
  }
  for (const ImagePlacement& image : page.images) {
    if (image.layer_off || image.opacity < kTransparent || !image.upright) continue;
    if (image.box.width() < kThin || image.box.height() < kThin) continue;
    Paint paint;
    paint.order = image.order;
    paint.box = image.box;
    paint.opacity = image.opacity;
    paint.color = image.color;
    paint.known_color = image.one_colour && !image.soft_mask;
    paint.scan = share_inside(whole, image.box) >= kScanShare && !image.one_colour;
    const bool see_through = image.soft_mask || (image.stencil && !image.one_colour);
    if (see_through) paint.opacity = std::min(paint.opacity, 0.5);
    paints.push_back(paint);
  }
  std::sort(paints.begin(), paints.end(),
            [](const Paint& a, const Paint& b) { return a.order < b.order; });
  return paints;
}

// The part of a glyph's box that holds ink in most letters.
Rect ink_box(const Glyph& glyph) {
  const double dx = glyph.box.width() * 0.1;
  const double dy = glyph.box.height() * 0.25;
  const bool sideways = glyph.angle == 90 || glyph.angle == 270;
  return sideways ? inflate(glyph.box, -glyph.box.width() * 0.25, -glyph.box.height() * 0.1)
                  : inflate(glyph.box, -dx, -dy);
}

struct View {
  Color ink;
  Color ground{255, 255, 255};
  bool known_ground = true;
  float covered = 0;  // share, summed over opaque pieces
  bool scan_over = false;
};

std::uint8_t blend(std::uint8_t under, std::uint8_t over, double opacity) {
  return static_cast<std::uint8_t>(under + (over - under) * opacity + 0.5);
}

Color blend(Color under, Color over, double opacity) {
  return {blend(under.r, over.r, opacity), blend(under.g, over.g, opacity),
          blend(under.b, over.b, opacity)};
}

bool alike(Color a, Color b) {
  return std::abs(a.r - b.r) < kLeastContrast && std::abs(a.g - b.g) < kLeastContrast &&
         std::abs(a.b - b.b) < kLeastContrast;
}

// The outline of a line is the way of the pen.
bool paints(const Paint& paint, Point at) {
  const std::vector<Point>& outline = *paint.outline;
  if (paint.reach == 0) return within(outline, at);
  for (std::size_t i = 0; i + 1 < outline.size(); ++i)
    if (distance(at, outline[i], outline[i + 1]) <= paint.reach) return true;
  return false;
}

void meet(const Paint& paint, const Glyph& glyph, const Rect& ink, View& view) {
  if (paint.outline != nullptr && !paints(paint, ink.center())) return;
  if (paint.order > glyph.order) {
    const double share = share_inside(ink, paint.box);
    if (paint.opacity >= kOpaque) {
      if (paint.scan) {
        view.scan_over = view.scan_over || share >= kCoveredShare;
      } else {
        view.covered += static_cast<float>(share);
      }
    } else if (paint.known_color && share >= kCoveredShare) {
      view.ink = blend(view.ink, paint.color, paint.opacity);
      view.ground = blend(view.ground, paint.color, paint.opacity);
    }
  } else if (paint.box.contains(ink.center())) {
    if (paint.opacity >= kOpaque) {
      view.known_ground = paint.known_color;
      view.ground = paint.color;
    } else if (paint.known_color) {
      view.ground = blend(view.ground, paint.color, paint.opacity);
    } else {
      view.known_ground = false;
    }
  }
}

// Buckets of glyph numbers, so that a paint meets only those near it.
class Grid {
 public:
  explicit Grid(const RawPage& page)
      : columns_(cells(page.width)),
        rows_(cells(page.height)),
        cell_width_(page.width / columns_),
        cell_height_(page.height / rows_),
        buckets_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {
    for (std::size_t i = 0; i < page.glyphs.size(); ++i) {
      const Point center = page.glyphs[i].box.center();
      buckets_[bucket(column(center.x), row(center.y))].push_back(static_cast<std::uint32_t>(i));
    }
  }

  template <typename Visit>
  void visit(const Rect& box, Visit&& visit_one) const {
    for (int y = row(box.y0); y <= row(box.y1); ++y) {
      for (int x = column(box.x0); x <= column(box.x1); ++x) {
        for (const std::uint32_t index : buckets_[bucket(x, y)]) visit_one(index);
      }
    }
  }

 private:
  static int cells(double size) { return std::clamp(static_cast<int>(size / kCell), 1, kMaxCells); }
  static int cell(double at, double size, int count) {
    return static_cast<int>(std::clamp(at / size, 0.0, count - 1.0));
  }
  [[nodiscard]] int column(double x) const { return cell(x, cell_width_, columns_); }
  [[nodiscard]] int row(double y) const { return cell(y, cell_height_, rows_); }
  [[nodiscard]] std::size_t bucket(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(x);
  }

  int columns_;
  int rows_;
  double cell_width_;
  double cell_height_;
  std::vector<std::vector<std::uint32_t>> buckets_;
};

}  // namespace

std::vector<Sight> glyph_sights(const RawPage& page) {
  std::vector<Sight> sights(page.glyphs.size(), Sight::visible);
  if (page.glyphs.empty() || !(page.width > 0) || !(page.height > 0)) return sights;
  const std::vector<Paint> paints = paints_of(page);
  std::vector<View> views(page.glyphs.size());
  std::vector<Rect> inks(page.glyphs.size());
  for (std::size_t i = 0; i < views.size(); ++i) {
    views[i].ink = page.glyphs[i].color;
    inks[i] = ink_box(page.glyphs[i]);
  }
  if (!paints.empty()) {
    const Grid grid(page);
    for (const Paint& paint : paints) {
      // A glyph belongs to the cell of its middle, which may lie a little outside the paint.
      grid.visit(inflate(paint.box, 4, 4),
                 [&](std::uint32_t i) { meet(paint, page.glyphs[i], inks[i], views[i]); });
    }
  }
  const Rect whole{0, 0, page.width, page.height};
  for (std::size_t i = 0; i < sights.size(); ++i) {
    const Glyph& glyph = page.glyphs[i];
    View& view = views[i];
    const bool gone = glyph.layer_off || glyph.clipped || !whole.contains(inks[i].center()) ||
                      view.covered >= static_cast<float>(kCoveredShare);
    if (gone) {
      sights[i] = Sight::hidden;
      continue;
    }
    if (glyph.paint == GlyphPaint::invisible || view.scan_over) {
      sights[i] = Sight::invisible;
      continue;
    }
    view.ink = blend(view.ground, view.ink, glyph.opacity / 255.0);
    if (view.known_ground && alike(view.ink, view.ground)) sights[i] = Sight::hidden;
  }
  return sights;
}

}  // namespace tachado::extract
