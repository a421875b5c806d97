#include "stages/regions/regions.h"

#include <algorithm>
#include <cmath>
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
// A scan that leaves less free than the rest is taken with its margins.
constexpr double kFullSheet = 0.97;
// Regions whose heights overlap by half stand in one line.
constexpr double kSameLine = 0.5;

// A picture of a smaller share of the page is a logo, a seal or a signature: too small for a
// document that somebody would strike out parts of. Measured on public contracts: logos take up to
// 0.02.
constexpr double kLeastShare = 0.03;
// Images that are remembered of a document; its letterhead comes first.
constexpr std::size_t kMaxRemembered = 1024;

// A page's longer side is looked at in at least so many pixels: an image file that does not say its
// resolution, or says a wrong one, may be taken for a sheet of any size. 188 dpi on A4: thin
// outlines of a scan of 300 dpi come through as they are.
constexpr double kLeastLongerSide = 2200;
// An engineer's drawing, or a page of a few points: resolutions are not raised beyond this.
constexpr double kMostDpi = 600;

// What is left out: switched-off, letterhead, of one colour (that is for regions_from_drawing),
// tiny. Small pieces count where they tile a scan.
std::vector<int> images_worth_looking(const Page& page) {
  const double sheet = page.width * page.height;
  std::vector<int> worth;  // indices in page.images
  double pieces = 0;
  for (std::size_t i = 0; i < page.images.size(); ++i) {
    const ImagePlacement& image = page.images[i];
    if (image.layer_off || image.one_colour || image.letterhead) continue;
    if (image.box.width() < kLeastImage && image.box.height() < kLeastImage) continue;
    pieces += image.box.area();
    worth.push_back(static_cast<int>(i));
  }
  if (pieces < kScanShare * sheet) {
    std::erase_if(worth, [&](int index) {
      const ImagePlacement& image = page.images[static_cast<std::size_t>(index)];
      return image.box.area() < kLeastShare * sheet ||
             std::min(image.box.width(), image.box.height()) < kLeastImage;
    });
  }
  return worth;
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

const std::vector<Region>* ImageMemory::find(const ImagePlacement& image) const {
  const auto known = seen_.find(image.object);
  return image.object == 0 || known == seen_.end() ? nullptr : &known->second;
}

void ImageMemory::keep(const ImagePlacement& image, const std::vector<Region>& regions_of_page) {
  if (image.object == 0 || image.box.empty() || seen_.size() >= kMaxRemembered) return;
  std::vector<Region>& kept = seen_[image.object];
  for (Region region : regions_of_page) {
    if (share_inside(region.box, image.box) < kInImage) continue;
    region.box = {(region.box.x0 - image.box.x0) / image.box.width(),
                  (region.box.y0 - image.box.y0) / image.box.height(),
                  (region.box.x1 - image.box.x0) / image.box.width(),
                  (region.box.y1 - image.box.y0) / image.box.height()};
    region.quad.reset();
    kept.push_back(std::move(region));
  }
}

namespace {

std::vector<Region> placed(std::vector<Region> regions, const Rect& box) {
  for (Region& region : regions) {
    region.box = {box.x0 + region.box.x0 * box.width(), box.y0 + region.box.y0 * box.height(),
                  box.x0 + region.box.x1 * box.width(), box.y0 + region.box.y1 * box.height()};
  }
  return regions;
}

double resolution_for(const Page& page, const Options& options) {
  const double longer = std::max({page.width, page.height, 1.0});
  return std::max(options.pixel_dpi, std::min(kMostDpi, kLeastLongerSide * 72 / longer));
}

std::vector<Region> seen_in(Page& page, const Result<Bitmap>& pixels) {
  if (!pixels) {
    add_problem(page, pixels.error());
    return {};
  }
  std::vector<Region> seen = regions_from_pixels(*pixels);
  keep_within_images(page, seen);
  return seen;
}

// What a look at the page shows, as far as `scan` reaches: a margin that the scan leaves free is
// white, whatever colour its paper has.
std::vector<Region> look_at_page(Page& page, const Rect& scan, PageSource& source,
                                 const Options& options) {
  const Rect sheet{0, 0, page.width, page.height};
  PixelRequest request;
  request.dpi = resolution_for(page, options);
  request.color = true;
  if (scan.area() < kFullSheet * sheet.area()) request.area = intersect(scan, sheet);
  return seen_in(page, source.pixels(page.number, request));
}

// What one picture of the page shows by itself: neither the text round it nor the letterhead under
// it is drawn for that.
std::vector<Region> look_at_picture(Page& page, int index, PageSource& source,
                                    const Options& options) {
  const ImagePlacement& image = page.images[static_cast<std::size_t>(index)];
  if (!image.upright) {
    PixelRequest request;
    request.dpi = resolution_for(page, options);
    request.color = true;
    request.area = image.box;
    return seen_in(page, source.pixels(page.number, request));
  }
  const double side = std::max(image.box.width(), image.box.height()) / 72 * options.pixel_dpi;
  return seen_in(page, source.image(page.number, index, static_cast<int>(std::ceil(side)), true));
}

void add_from_images(Page& page, PageSource& source, const Options& options, ImageMemory& memory) {
  const auto image = [&](int index) -> const ImagePlacement& {
    return page.images[static_cast<std::size_t>(index)];
  };
  std::vector<int> unknown;
  double unknown_area = 0;
  Rect hull;
  for (const int index : images_worth_looking(page)) {
    if (const std::vector<Region>* known = memory.find(image(index))) {
      add_from_pixels(page.candidates, placed(*known, image(index).box));
    } else {
      unknown_area += image(index).box.area();
      hull = unite(hull, image(index).box);
      unknown.push_back(index);
    }
  }
  if (unknown.empty()) return;
  // A scan, in one piece or in many, is looked at as a whole: its text tells the size of letters.
  if (unknown_area >= kScanShare * page.width * page.height) {
    std::vector<Region> seen = look_at_page(page, hull, source, options);
    for (const int index : unknown) memory.keep(image(index), seen);
    add_from_pixels(page.candidates, std::move(seen));
    return;
  }
  for (const int index : unknown) {
    std::vector<Region> seen = look_at_picture(page, index, source, options);
    memory.keep(image(index), seen);
    add_from_pixels(page.candidates, std::move(seen));
  }
}

}  // namespace

void find_regions(Page& page, PageSource* source, const Options& options, ImageMemory* memory) {
  page.candidates = regions_from_drawing(page);
  ImageMemory own;
  if (options.pixels && source != nullptr) {
    add_from_images(page, *source, options, memory != nullptr ? *memory : own);
  }
  put_in_reading_order(page.candidates);
  page.content_area = content_area_of(page);
}

}  // namespace tachado::regions
