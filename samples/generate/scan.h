// Turns clean sheets into what a scanner delivers, and packs them.
#pragma once

#include <string>
#include <vector>

#include "samples/generate/handles.h"
#include "stages/model/geometry.h"

namespace tachado::samples {

struct Wear {
  double skew_degrees = 0;  // clockwise
  double noise = 0;         // standard deviation in grey levels
  int specks = 0;           // dust, a page
  unsigned seed = 1;
};

// The same input gives the same pixels.
Pix wear(const Pix& sheet, const Wear& wear);

// Where a box (points) lies after the sheet was turned about its middle: the upright hull.
Rect skewed(const Rect& box, double skew_degrees);

// One page an image, stored as JPEG at its resolution.
std::string pack_as_pdf(const std::vector<Pix>& sheets, const std::string& title,
                        const std::string& date);

// Black and white, CCITT group 4, all pages in one file.
void pack_as_tiff(const std::vector<Pix>& sheets, const std::string& path);

}  // namespace tachado::samples
