#include "stages/regions/regions.h"

#include <algorithm>
#include <utility>

namespace tachado::regions {
namespace {

// An image smaller than this on either side hides at most a letter; points.
constexpr double kLeastImage = 18;
// Two figures of which this much of either is shared are one: from the drawing instructions it is
// exact.
constexpr double kSameShare = 0.5;
// Share of a region that must lie in an image to have come from it.
constexpr double kInImage = 0.8;
// An image of a smaller share of the page is a picture on it, no scan of it.
constexpr double kScanShare = 0.3;
constexpr double kInPicture = 0.6;
// Regions whose heights overlap by half stand in one line.
constexpr double kSameLine = 0.5;

bool worth_looking(const Page& page) {
  return std::any_of(page.images.begin(), page.images.end(), [](const ImagePlacement& image) {
    return !image.layer_off && !image.one_colour && image.box.width() >= kLeastImage &&
           image.box.height() >= kLeastImage;
  });
}

bool same_figure(const Rect& a, const Rect& b) {
  return share_inside(a, b) > kSameShare || share_inside(b, a) > kSameShare;
}

// Drawings are read from their instructions: of what is seen, only what lies in an image counts. In
// an image that is no scan (a logo, a photograph, a screen shot) fills are seldom redactions.
void keep_within_images(const Page& page, std::vector<Region>& seen) {
  std::erase_if(seen, [&](Region& region) {
    double largest = 0;
    for (const ImagePlacement& image : page.images)
      if (!image.layer_off && share_inside(region.box, image.box) >= kInImage)
        largest = std::max(largest, image.box.area());
    if (largest < kScanShare * page.width * page.height) region.confidence *= kInPicture;
    return largest == 0;
  });
}

void add_from_pixels(std::vector<Region>& regions, std::vector<Region> seen) {
  for (Region& region : seen) {
    const bool known = std::any_of(regions.begin(), regions.end(), [&](const Region& other) {
      return same_figure(region.box, other.box);
    });
    if (!known) regions.push_back(std::move(region));
  }
}

// Lines from the top, each from the left.
void put_in_reading_order(std::vector<Region>& regions) {
  std::sort(regions.begin(), regions.end(), [](const Region& a, const Region& b) {
    return std::pair(a.box.y0, a.box.x0) < std::pair(b.box.y0, b.box.x0);
  });
  auto from = regions.begin();
  while (from != regions.end()) {
    const Rect line = from->box;
    auto to = from + 1;
    while (to != regions.end() && std::min(line.y1, to->box.y1) - to->box.y0 >
                                      kSameLine * std::min(line.height(), to->box.height()))
      ++to;
    std::stable_sort(from, to,
                     [](const Region& a, const Region& b) { return a.box.x0 < b.box.x0; });
    from = to;
  }
}

// The hull of everything that was put on the page.
double content_area_of(const Page& page) {
  const Rect sheet{0, 0, page.width, page.height};
  Rect hull;
  for (const Line& line : page.lines) hull = unite(hull, intersect(line.box, sheet));
  for (const ImagePlacement& image : page.images) hull = unite(hull, intersect(image.box, sheet));
  for (const Region& region : page.candidates) hull = unite(hull, intersect(region.box, sheet));
  return hull.area();
}

}  // namespace

void find_regions(Page& page, PageSource* source, const Options& options) {
  page.candidates = regions_from_drawing(page);
  if (options.pixels && source != nullptr && worth_looking(page)) {
    PixelRequest request;
    request.dpi = options.pixel_dpi;
    request.color = true;
    if (Result<Bitmap> pixels = source->pixels(page.number, request)) {
      std::vector<Region> seen = regions_from_pixels(*pixels);
      keep_within_images(page, seen);
      add_from_pixels(page.candidates, std::move(seen));
    } else {
      page.problems.push_back(pixels.error());
    }
  }
  put_in_reading_order(page.candidates);
  page.content_area = content_area_of(page);
}

}  // namespace tachado::regions
