// Fragments to words and lines in reading order.
#pragma once

#include "stages/extract/fragments.h"
#include "stages/model/page.h"

namespace tachado::extract {

// Fills `page.words` and `page.lines`; `shapes` are the page's, for the lines between cells. Cost:
// n log n in fragments.
void make_lines(const Fragments& fragments, const std::vector<Shape>& shapes, Page& page);

}  // namespace tachado::extract
