#include "stages/redactions/under.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>

#include "stages/model/polygon.h"
#include "stages/redactions/fold.h"

namespace tachado::redactions {
namespace {

// Share of a glyph's ink that must lie under a bar for its text to count as hidden by it: half a
// digit covered is meant to be hidden, and the text tells all of it. A bar that merely brushes the
// line above or below covers less.
constexpr double kCoveredShare = 0.4;
// Share of a glyph's ink that must lie within the region.
constexpr double kInsideShare = 0.4;
// From here on nothing shines through; some writers give a black box 0.985.
constexpr double kOpaque = 0.9;
// From here on a see-through ground gives text a contrast.
constexpr double kTint = 0.1;
// Text whose colour differs from its ground by less in every channel (of 255) cannot be read.
constexpr int kSameColor = 20;
constexpr double kSolid = 0.92;        // a figure that paints this share of its box is the box
constexpr double kScanShare = 0.5;     // of the page: a picture that large is its scan
constexpr double kPictureShare = 0.5;  // of the region that the picture lies under
constexpr double kAnyPictureShare = 0.05;
// A cover belongs to the region when it lies within it, give or take this many points.
constexpr double kBorder = 4;
constexpr double kNoBlank = 0.15;  // em: a wider gap between glyphs is a blank
// Lines of one text: the same size, give or take this share of it; the pitch at most this many
// sizes.
constexpr double kSameSize = 0.15;
constexpr double kPitch = 2.2;
constexpr double kWordGap = 3;                 // sizes between words of one line
constexpr double kAligned = 3;                 // points between the left ends of lines of one text
constexpr std::size_t kMaxPairs = 20'000'000;  // glyphs times paints looked at for it
constexpr int kColumns = 3;                    // points of a glyph that are looked at
constexpr int kRows = 5;

bool alike(Color a, Color b) {
  return std::abs(a.r - b.r) < kSameColor && std::abs(a.g - b.g) < kSameColor &&
         std::abs(a.b - b.b) < kSameColor;
}

bool sideways(const Glyph& glyph) {
  const double angle = std::fmod(std::abs(static_cast<double>(glyph.angle)), 180.0);
  return angle > 45 && angle < 135;
}

// The part of a glyph's box that holds ink in most letters.
Rect ink_box(const Glyph& glyph) {
  const double thin = 0.1;
  const double high = 0.25;
  return sideways(glyph)
             ? inflate(glyph.box, -glyph.box.width() * high, -glyph.box.height() * thin)
             : inflate(glyph.box, -glyph.box.width() * thin, -glyph.box.height() * high);
}

bool is_text(const Glyph& glyph) { return glyph.count > 0 && !glyph.space_code; }

}  // namespace

Under::Under(const RawPage& page) : page_(page) {
  const Rect whole{0, 0, page.width, page.height};
  for (const Shape& shape : page.shapes) {
    if (shape.layer_off || shape.box.empty()) continue;
    Paint paint;
    paint.order = shape.order;
    paint.box = shape.box;
    paint.opacity = shape.opacity;
    paint.color = shape.color;
    paint.color_known = shape.kind != ShapeKind::pattern;
    paint.shape = &shape;
    paints_.push_back(paint);
  }
  for (const ImagePlacement& image : page.images) {
    if (image.layer_off || image.box.empty()) continue;
    Paint paint;
    paint.order = image.order;
    paint.box = image.box;
    paint.opacity = image.soft_mask || (image.stencil && !image.one_colour) ? 0.5 : image.opacity;
    paint.color = image.color;
    paint.color_known = image.one_colour;
    paint.scan = !image.one_colour && share_inside(whole, image.box) >= kScanShare;
    paint.image = &image;
    paints_.push_back(paint);
  }
  std::stable_sort(paints_.begin(), paints_.end(),
                   [](const Paint& a, const Paint& b) { return a.order < b.order; });
}

std::vector<const Under::Paint*> Under::near(const Rect& box) const {
  std::vector<const Paint*> result;
  for (const Paint& paint : paints_) {
    if (!intersect(paint.box, box).empty()) result.push_back(&paint);
  }
  return result;
}

bool Under::covers(const Paint& paint, Point at) {
  if (!paint.box.contains(at)) return false;
  if (paint.shape == nullptr) return true;
  const Shape& shape = *paint.shape;
  if (shape.rectangle || shape.painted_share >= kSolid) return true;
  if (shape.kind == ShapeKind::stroke) {
    const double half = shape.line_width / 2;
    if (shape.outline.empty()) {
      const Rect inner = inflate(shape.box, -shape.line_width, -shape.line_width);
      return inner.empty() || !inner.contains(at);
    }
    for (std::size_t i = 0; i < shape.outline.size(); ++i) {
      const Point& next = shape.outline[(i + 1) % shape.outline.size()];
      if (distance(at, shape.outline[i], next) <= half) return true;
    }
    return false;
  }
  // Of several pieces only the largest is known; a pattern's gaps are not.
  if (shape.subpaths > 1) return shape.kind == ShapeKind::pattern;
  return shape.outline.size() < 3 || within(shape.outline, at);
}

const char* Under::kind_of(const Paint& paint) {
  if (paint.image != nullptr) {
    return paint.image->drawn_by == DrawnBy::annotation ? "annotation_over_text"
                                                        : "image_over_text";
  }
  if (paint.shape->drawn_by == DrawnBy::annotation) return "annotation_over_text";
  if (paint.shape->kind == ShapeKind::pattern) return "pattern_over_text";
  const bool box = paint.shape->rectangle && !paint.shape->polygon;
  return box ? "box_over_text" : "polygon_over_text";
}

// Why the glyph cannot be seen; null where it can.
const char* Under::hidden_by(const Glyph& glyph, const Rect& region,
                             const std::vector<const Paint*>& paints, double region_opacity) const {
  if (glyph.paint == GlyphPaint::invisible || glyph.opacity == 0) return "invisible_text";
  const Rect ink = ink_box(glyph);
  const Rect around = inflate(region, kBorder, kBorder);
  int covered = 0;
  int looked = 0;
  std::map<const Paint*, int> by_paint;
  const Paint* ground = nullptr;
  const double least = std::min(kOpaque, region_opacity);
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      const Point at{ink.x0 + ink.width() * (column + 0.5) / kColumns,
                     ink.y0 + ink.height() * (row + 0.5) / kRows};
      ++looked;
      bool hidden = false;
      for (const Paint* paint : paints) {
        const bool own = share_inside(paint->box, around) > 0.5;
        if (paint->opacity < (own ? least : kOpaque) || !covers(*paint, at)) continue;
        if (paint->order > glyph.order) {
          hidden = true;
          by_paint[paint] += own ? 100 : 1;
        } else if (row == kRows / 2 && column == kColumns / 2) {
          ground = paint;  // in drawing order: the last is what the glyph stands on
        }
      }
      covered += hidden;
    }
  }
  if (covered >= kCoveredShare * looked) {
    // The cover that is the region's own, else the one that hides most of it; the first drawn of
    // equals, so that the answer does not depend on where things lie in memory.
    const Paint* best = nullptr;
    int most = 0;
    for (const Paint* paint : paints) {
      const auto found = by_paint.find(paint);
      if (found != by_paint.end() && found->second > most) {
        most = found->second;
        best = paint;
      }
    }
    // Text drawn before the page's scan is its OCR layer.
    if (best == nullptr || best->scan) return "invisible_text";
    return best->opacity < kOpaque ? "see_through" : kind_of(*best);
  }
  const bool same = ground != nullptr && ground->color_known && ground->opacity >= kOpaque &&
                    alike(ground->color, glyph.color);
  return same ? "same_colour_text" : nullptr;
}

std::string Under::read(std::vector<const Glyph*> glyphs) const {
  const bool turned =
      std::count_if(glyphs.begin(), glyphs.end(), [](const Glyph* g) { return sideways(*g); }) * 2 >
      static_cast<std::ptrdiff_t>(glyphs.size());
  const auto along = [&](const Glyph* g) { return turned ? g->box.y0 : g->box.x0; };
  const auto end = [&](const Glyph* g) { return turned ? g->box.y1 : g->box.x1; };
  const auto across = [&](const Glyph* g) { return turned ? g->origin.x : g->origin.y; };
  const auto size = [](const Glyph* g) { return std::max(1.0, static_cast<double>(g->font_size)); };
  // Lines by their base lines, then glyphs along each.
  std::stable_sort(glyphs.begin(), glyphs.end(),
                   [&](const Glyph* a, const Glyph* b) { return across(a) < across(b); });
  std::string text;
  for (std::size_t i = 0; i < glyphs.size();) {
    std::size_t last = i + 1;
    while (last < glyphs.size() && across(glyphs[last]) - across(glyphs[i]) < size(glyphs[i]) / 2) {
      ++last;
    }
    std::stable_sort(glyphs.begin() + static_cast<std::ptrdiff_t>(i),
                     glyphs.begin() + static_cast<std::ptrdiff_t>(last),
                     [&](const Glyph* a, const Glyph* b) { return along(a) < along(b); });
    for (std::size_t k = i; k < last; ++k) {
      const Glyph& glyph = *glyphs[k];
      const bool gap = k == i || along(&glyph) - end(glyphs[k - 1]) > kNoBlank * size(&glyph);
      if (!text.empty() && gap) text += ' ';
      for (std::uint32_t c = 0; c < glyph.count; ++c) {
        if (glyph.first + c < page_.unicode.size()) {
          append_utf8(text, page_.unicode[glyph.first + c]);
        }
      }
    }
    i = last;
  }
  return text;
}

std::vector<HiddenText> Under::text(const Redaction& region) const {
  const std::vector<const Paint*> paints = near(region.box);
  constexpr double kFaint = 0.05;
  double opacity = 1;
  for (const Paint* paint : paints) {
    if (overlap(paint->box, region.box) > 0.5 && paint->opacity > kFaint) {
      opacity = std::min(opacity, paint->opacity);
    }
  }
  std::vector<std::pair<std::string, std::vector<const Glyph*>>> by_kind;
  for (const Glyph& glyph : page_.glyphs) {
    if (!is_text(glyph) || glyph.layer_off || glyph.clipped || glyph.from_annotation) continue;
    if (share_inside(ink_box(glyph), region.box) < kInsideShare) continue;
    const char* kind = hidden_by(glyph, region.box, paints, opacity);
    if (kind == nullptr) continue;
    auto found = std::find_if(by_kind.begin(), by_kind.end(),
                              [&](const auto& entry) { return entry.first == kind; });
    if (found == by_kind.end()) found = by_kind.insert(by_kind.end(), {kind, {}});
    found->second.push_back(&glyph);
  }
  std::vector<HiddenText> result;
  for (auto& [kind, glyphs] : by_kind) result.push_back({kind, read(std::move(glyphs))});
  return result;
}

bool Under::picture(const Redaction& region) const {
  // The bar is drawn over the picture: among the paints after it one covers the region.
  for (const Paint& below : paints_) {
    if (below.image == nullptr || below.color_known ||
        share_inside(region.box, below.box) < kPictureShare) {
      continue;
    }
    for (const Paint& above : paints_) {
      if (above.order > below.order && !above.scan &&
          share_inside(region.box, above.box) >= kPictureShare &&
          share_inside(above.box, inflate(region.box, kBorder, kBorder)) > 0.5) {
        return true;
      }
    }
  }
  return false;
}

std::string Under::all_text(const Rect& box) const {
  std::vector<const Glyph*> all;
  for (const Glyph& glyph : page_.glyphs) {
    if (is_text(glyph) && !glyph.layer_off && !glyph.clipped && !glyph.from_annotation) {
      all.push_back(&glyph);
    }
  }
  std::vector<bool> taken(all.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) taken[i] = box.contains(all[i]->box.center());
  // A mark is set by hand, a letter short: the word it begins or ends in is meant. Glyphs follow
  // each other in drawing order.
  const auto joins = [&](std::size_t a, std::size_t b) {
    const double size = std::max(1.0, static_cast<double>(all[a]->font_size));
    return std::abs(all[a]->origin.y - all[b]->origin.y) < size / 4 &&
           std::abs(all[b]->box.x0 - all[a]->box.x1) < kNoBlank * size;
  };
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!taken[i] && taken[i - 1] && joins(i - 1, i)) taken[i] = true;
  }
  for (std::size_t i = all.size(); i-- > 1;) {
    if (!taken[i - 1] && taken[i] && joins(i - 1, i)) taken[i - 1] = true;
  }
  std::vector<const Glyph*> glyphs;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (taken[i]) glyphs.push_back(all[i]);
  }
  return read(std::move(glyphs));
}

bool Under::any_picture(const Rect& box) const {
  return std::any_of(paints_.begin(), paints_.end(), [&](const Paint& paint) {
    return paint.image != nullptr && paint.image->drawn_by != DrawnBy::annotation &&
           !paint.color_known && share_inside(box, paint.box) >= kAnyPictureShare;
  });
}

std::string Under::layers_off() const {
  std::vector<const Glyph*> glyphs;
  for (const Glyph& glyph : page_.glyphs) {
    if (is_text(glyph) && glyph.layer_off) glyphs.push_back(&glyph);
  }
  return read(std::move(glyphs));
}

std::string Under::outside() const {
  const Rect whole{0, 0, page_.width, page_.height};
  std::vector<const Glyph*> glyphs;
  for (const Glyph& glyph : page_.glyphs) {
    // What was recognised in a scan that was then cropped is no text of somebody's.
    if (!is_text(glyph) || glyph.layer_off || glyph.from_annotation || glyph.opacity == 0 ||
        glyph.paint == GlyphPaint::invisible) {
      continue;
    }
    if (intersect(glyph.box, whole).empty()) glyphs.push_back(&glyph);
  }
  return read(std::move(glyphs));
}

bool Under::same_as_ground(const Glyph& glyph) const {
  const Point at = ink_box(glyph).center();
  Color ground{255, 255, 255};
  for (const Paint& paint : paints_) {
    if (!paint.box.contains(at) || !covers(paint, at)) continue;
    if (paint.order > glyph.order) {
      if (paint.opacity >= kOpaque) return false;  // covered: that is not this question
      continue;
    }
    const bool tints = paint.opacity > kTint && !alike(paint.color, glyph.color);
    if (!paint.color_known || (paint.opacity < kOpaque && tints)) return false;
    if (paint.opacity >= kOpaque) ground = paint.color;
  }
  return alike(ground, glyph.color);
}

std::vector<std::string> Under::blank_lines(const std::vector<Redaction>& regions) const {
  struct Line {
    double base = 0;
    double size = 0;
    Rect box;
    std::vector<const Glyph*> glyphs;
  };
  if (page_.glyphs.size() * std::max<std::size_t>(1, paints_.size()) > kMaxPairs) return {};
  const auto gather = [](std::vector<const Glyph*> glyphs) {
    std::stable_sort(glyphs.begin(), glyphs.end(), [](const Glyph* a, const Glyph* b) {
      return std::pair(a->origin.y, a->origin.x) < std::pair(b->origin.y, b->origin.x);
    });
    std::vector<Line> lines;
    for (const Glyph* glyph : glyphs) {
      const double size = std::max(1.0, static_cast<double>(glyph->font_size));
      Line* line = nullptr;
      for (auto last = lines.rbegin(); last != lines.rend() && line == nullptr; ++last) {
        if (glyph->origin.y - last->base > size / 4) break;
        if (std::abs(last->size - size) <= kSameSize * size &&
            glyph->box.x0 - last->box.x1 <= kWordGap * size) {
          line = &*last;
        }
      }
      if (line == nullptr) {
        lines.push_back({glyph->origin.y, size, glyph->box, {}});
        line = &lines.back();
      }
      line->box = unite(line->box, glyph->box);
      line->glyphs.push_back(glyph);
    }
    return lines;
  };
  std::vector<const Glyph*> seen;
  std::vector<const Glyph*> blank;
  const Rect whole{0, 0, page_.width, page_.height};
  for (const Glyph& glyph : page_.glyphs) {
    if (!is_text(glyph) || glyph.layer_off || glyph.clipped || glyph.from_annotation ||
        glyph.paint == GlyphPaint::invisible || glyph.opacity == 0 || sideways(glyph) ||
        !whole.contains(glyph.box.center())) {
      continue;
    }
    const bool in_region = std::any_of(
        regions.begin(), regions.end(),
        [&](const Redaction& region) { return region.box.contains(glyph.box.center()); });
    if (!in_region) (same_as_ground(glyph) ? blank : seen).push_back(&glyph);
  }
  if (blank.empty()) return {};
  const std::vector<Line> visible = gather(std::move(seen));
  std::vector<std::string> result;
  for (Line& line : gather(std::move(blank))) {
    const auto alike_set = [&](const Line& other) {
      return std::abs(other.size - line.size) <= kSameSize * line.size;
    };
    bool beside = false;
    bool above = false;
    bool below = false;
    for (const Line& other : visible) {
      if (!alike_set(other)) continue;
      const double down = other.base - line.base;
      const double gap = std::max(other.box.x0 - line.box.x1, line.box.x0 - other.box.x1);
      beside = beside || (std::abs(down) <= line.size / 4 && gap <= kWordGap * line.size);
      if (std::abs(other.box.x0 - line.box.x0) > kAligned) continue;
      above = above || (down < -line.size / 4 && down >= -kPitch * line.size);
      below = below || (down > line.size / 4 && down <= kPitch * line.size);
    }
    if (beside || (above && below)) result.push_back(read(std::move(line.glyphs)));
  }
  return result;
}

}  // namespace tachado::redactions
