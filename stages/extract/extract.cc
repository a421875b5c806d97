#include "stages/extract/extract.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "stages/extract/fragments.h"
#include "stages/extract/lines.h"
#include "stages/extract/unicode.h"
#include "stages/extract/visibility.h"

namespace tachado::extract {
namespace {

// Figures of a letter's size; text turned into outlines has one or two per letter (points).
constexpr double kSmallestOutline = 2;
constexpr double kLargestOutline = 40;
constexpr double kMargin = 0.1;  // of the page's height, at the top and at the bottom

bool has_text(const RawPage& raw, const Glyph& glyph) {
  if (glyph.count == 0) return true;
  const auto begin = raw.unicode.begin() + glyph.first;
  return !std::all_of(begin, begin + glyph.count, is_blank);
}

// Area covered by any of the boxes: a sweep over x, with the boxes' y ranges merged in each strip.
double union_area(const std::vector<Rect>& boxes) {
  std::vector<double> edges;
  edges.reserve(boxes.size() * 2);
  for (const Rect& box : boxes) {
    edges.push_back(box.x0);
    edges.push_back(box.x1);
  }
  std::sort(edges.begin(), edges.end());
  double area = 0;
  std::vector<std::pair<double, double>> ranges;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const double width = edges[i + 1] - edges[i];
    if (width <= 0) continue;
    ranges.clear();
    for (const Rect& box : boxes) {
      if (box.x0 <= edges[i] && box.x1 >= edges[i + 1]) ranges.emplace_back(box.y0, box.y1);
    }
    std::sort(ranges.begin(), ranges.end());
    double covered = 0;
    double end = -1e300;
    for (const auto& [y0, y1] : ranges) {
      covered += std::max(0.0, y1 - std::max(y0, end));
      end = std::max(end, y1);
    }
    area += covered * width;
  }
  return area;
}

double longer_side(const Rect& box) { return std::max(box.width(), box.height()); }

// How many outlined letters the figure may be: one path may draw a letter, a line or a whole page,
// filled or, by plotters, stroked. Its largest piece tells which.
int letters_in(const Shape& shape) {
  if (shape.kind == ShapeKind::pattern || shape.rectangle || shape.outline.empty()) return 0;
  const auto letter_size = [](double side) {
    return side >= kSmallestOutline && side <= kLargestOutline;
  };
  if (letter_size(longer_side(shape.box))) return 1;
  Point low = shape.outline.front();
  Point high = low;
  for (const Point& corner : shape.outline) {
    low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
    high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
  }
  return letter_size(longer_side({low.x, low.y, high.x, high.y})) ? shape.subpaths : 0;
}

void set_text_facts(const RawPage& raw, const std::vector<Sight>& sights, Page& page) {
  TextFacts& facts = page.facts;
  int outside_margins = 0;
  for (std::size_t i = 0; i < raw.glyphs.size(); ++i) {
    const Glyph& glyph = raw.glyphs[i];
    if (!has_text(raw, glyph)) continue;
    if (sights[i] == Sight::hidden) {
      ++facts.covered;
    } else if (sights[i] == Sight::invisible) {
      ++facts.invisible;
    } else {
      ++facts.glyphs;
      facts.unmapped += glyph.unmapped;
      facts.type3 += raw.fonts.empty() ? 0 : raw.fonts[glyph.font].type3;
      const double y = glyph.box.center().y / std::max(1.0, raw.height);
      outside_margins += y >= kMargin && y <= 1 - kMargin;
    }
  }
  if (facts.glyphs > 0) {
    facts.text_share_outside_margins = static_cast<double>(outside_margins) / facts.glyphs;
  }
  for (const Shape& shape : page.shapes) {
    facts.small_outlines += letters_in(shape);
  }
}

void set_image_facts(Page& page) {
  const Rect whole{0, 0, page.width, page.height};
  if (whole.empty()) return;
  // More images than this (strips, tiles) are merged by rows first elsewhere; the largest say
  // enough about the share.
  constexpr std::size_t kMaxBoxes = 500;
  std::vector<Rect> boxes;
  for (std::size_t i = 0; i < page.images.size(); ++i) {
    const Rect box = intersect(page.images[i].box, whole);
    if (box.empty()) continue;
    boxes.push_back(box);
    const double share = box.area() / whole.area();
    if (share > page.facts.largest_image_share) {
      page.facts.largest_image_share = share;
      page.facts.largest_image = static_cast<int>(i);
    }
  }
  if (boxes.size() > kMaxBoxes) {
    std::nth_element(boxes.begin(), boxes.begin() + kMaxBoxes, boxes.end(),
                     [](const Rect& a, const Rect& b) { return a.area() > b.area(); });
    boxes.resize(kMaxBoxes);
  }
  page.facts.image_share = std::min(1.0, union_area(boxes) / whole.area());
}

}  // namespace

Page extract_page(const RawPage& raw, const Options& options) {
  Page page;
  page.number = raw.number;
  page.label = raw.label;
  page.width = round_points(raw.width);
  page.height = round_points(raw.height);
  page.rotation = raw.rotation;
  page.annotations = raw.annotations;
  page.problems = raw.problems;
  const std::vector<Sight> sights = glyph_sights(raw);
  make_lines(make_fragments(raw, sights, options.invisible_as_text), raw.shapes, page);
  assemble_text(page);
  page.text_source = page.words.empty() ? TextSource::none : TextSource::text;
  constexpr double kUnseen = 0.01;  // opacity
  for (const Shape& shape : raw.shapes) {
    if (!shape.layer_off && shape.opacity > kUnseen) page.shapes.push_back(shape);
  }
  for (const ImagePlacement& image : raw.images) {
    if (!image.layer_off && image.opacity > kUnseen) page.images.push_back(image);
  }
  set_text_facts(raw, sights, page);
  set_image_facts(page);
  return page;
}

Page extract_page(PageSource& source, int number, const Options& options) {
  const auto raw = source.interpret(number);
  if (raw) return extract_page(*raw, options);
  Page page;
  page.number = number;
  page.examined = false;
  add_problem(page, raw.error());
  return page;
}

}  // namespace tachado::extract
