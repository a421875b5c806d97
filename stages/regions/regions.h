// Candidate redactions of a page by their look alone: from drawing instructions, from annotations,
// from pixels. No text recognition; what the words around them say is for the redactions stage.
#pragma once

#include "stages/model/page_source.h"

namespace tachado::regions {

struct Options {
  bool pixels = true;      // look at scans and images too
  double pixel_dpi = 150;  // resolution at which pixels are looked at
};

// Sets page.candidates (reading order) and page.content_area. Pixels are asked of `source` only for
// pages that have images worth looking at; without a source only the drawing instructions are read.
// Damage is added to page.problems.
void find_regions(Page& page, PageSource* source, const Options& options = {});

// The two halves, for tests and measurements. Pure.
[[nodiscard]] std::vector<Region> regions_from_drawing(const Page& page);
[[nodiscard]] std::vector<Region> regions_from_pixels(const Bitmap& pixels);

}  // namespace tachado::regions
