// Fragments to words and lines in reading order.
#pragma once

#include "stages/extract/fragments.h"
#include "stages/model/page.h"

namespace tachado::extract {

// Fills `page.words` and `page.lines`. Cost: n log n in fragments.
void make_lines(const Fragments& fragments, Page& page);

}  // namespace tachado::extract
