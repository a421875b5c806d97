// What stands inside a figure: letter-like pieces, gathered into words. Private to the stage.
#pragma once

#include <vector>

#include "stages/regions/look.h"

namespace tachado::regions {

struct Inside {
  int pieces = 0;               // letter-sized
  int lines = 0;                // lines of letters
  std::vector<PixelBox> words;  // two or more letters next to each other, by line from the top
  PixelBox hull;                // of all letters
  int height = 0;               // of a letter, median; pixels
  int baseline = 0;             // where they end, median
};

// `marks` is 1 where the inside has another colour than its fill; `origin` is its corner on the
// page; boxes of the result are on the page.
Inside inside_of(const Mask& marks, int origin_x, int origin_y, const TextScale& scale);

// Cuts the marks of ink out of a box.
Mask crop(const Mask& mask, const PixelBox& box);

}  // namespace tachado::regions
