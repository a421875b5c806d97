// Candidates from drawing instructions. No pixels: the record says exactly what was painted, in
// which colour and over what. Text that lies on a fill and can be read makes it a heading's or a
// table's background; hidden text is not in the record, so that a bar over text looks empty.
#include <algorithm>
#include <utility>

#include "stages/regions/drawn.h"
#include "stages/regions/regions.h"

namespace tachado::regions {
namespace {

constexpr double kDeclared = 0.99;  // a redact annotation says itself what it is
// Two drawings of one box (an annotation and its appearance, a fill and its frame) are one.
constexpr double kSameFigure = 0.8;

Rect hull(const Quad& quad) {
  Rect box{quad[0].x, quad[0].y, quad[0].x, quad[0].y};
  for (const Point& p : quad)
    box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x),
           std::max(box.y1, p.y)};
  return box;
}

// Annotations that ask for redaction and were never applied.
void add_redact_annotations(const Page& page, std::vector<Region>& regions) {
  for (const Annotation& annotation : page.annotations) {
    if (annotation.subtype != "Redact" || annotation.hidden) continue;
    std::vector<Rect> boxes;
    for (const Quad& quad : annotation.quads) {
      const Rect box = hull(quad);
      if (!box.empty()) boxes.push_back(box);
    }
    if (boxes.empty() && !annotation.box.empty()) boxes.push_back(annotation.box);
    for (const Rect& box : boxes) {
      Region region;
      region.box = box;
      region.kind = RegionKind::annotation;
      region.source = RegionSource::annotation;
      region.color = annotation.color.value_or(Color{});
      region.confidence = kDeclared;
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
    const Rules rules = rules_of(page);
    std::vector<Frame> frames;
    add_fills(page, pieces_of(page), rules, frames, found);
    add_outlined(page, rules, std::move(frames), found);
    add_white(page, found);
  }
  std::vector<Region> regions;
  std::stable_sort(found.begin(), found.end(),
                   [](const Region& a, const Region& b) { return a.confidence > b.confidence; });
  for (const Region& region : found) {
    const bool known = std::any_of(regions.begin(), regions.end(), [&](const Region& other) {
      return share_inside(region.box, other.box) > kSameFigure;
    });
    if (!known) regions.push_back(region);
  }
  return regions;
}

}  // namespace tachado::regions
