// Two sets of lines of one page, put together in reading order.
#pragma once

#include "stages/model/page.h"
#include "stages/ocr/merge.h"

namespace tachado::ocr {

// `added` goes into the page's lines: words that stand beside a line's own words join it, from left
// to right; other lines keep together by block, below what stands over them in their column. The
// side that has more words keeps its order. Sets lines, words, text and offsets. Cost: product of
// the numbers of lines.
void merge_in_order(Page& page, Reading added);

}  // namespace tachado::ocr
