// Candidate redactions of a page by their look alone: from drawing instructions, from annotations,
// from pixels. No text recognition; what the words around them say is for the redactions stage.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "stages/model/page_source.h"

namespace tachado::regions {

struct Options {
  bool pixels = true;      // look at scans and images too
  double pixel_dpi = 150;  // at least; small sheets are looked at finer
};

// What was seen in the images of a document's earlier pages, by object number: a letterhead or a
// logo is looked at once. One for a document; bounded; not thread-safe.
class ImageMemory {
 public:
  // The regions of an image that was seen before, in shares of its box; none if it was not.
  [[nodiscard]] const std::vector<Region>* find(const ImagePlacement& image) const;
  void keep(const ImagePlacement& image, const std::vector<Region>& regions_of_page);

 private:
  std::map<std::int64_t, std::vector<Region>> seen_;
};

// Sets page.candidates (reading order) and page.content_area. Pixels are asked of `source` only for
// images worth looking at that `memory` does not know; without a source only the drawing
// instructions are read. Damage is added to page.problems. Cost: without such images a small part
// of extract's; else one rendering or decoding and about 0.2 s for a page of 200 dpi.
void find_regions(Page& page, PageSource* source, const Options& options = {},
                  ImageMemory* memory = nullptr);

// The two halves, for tests and measurements. Pure.
[[nodiscard]] std::vector<Region> regions_from_drawing(const Page& page);
[[nodiscard]] std::vector<Region> regions_from_pixels(const Bitmap& pixels);

}  // namespace tachado::regions
