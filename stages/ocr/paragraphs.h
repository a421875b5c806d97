// Paragraphs of recognised lines.
#pragma once

#include <vector>

#include "stages/ocr/merge.h"

namespace tachado::ocr {

// Puts lines of one block where the engine began a new paragraph in the middle of a sentence: the
// line follows the one before in its column, at a usual distance and of its size, and begins as
// words go on. `upright`: the lines' boxes in the recognised picture, where they run from left to
// right, whichever way they lie on the page. Never parts lines, and never changes their order.
// Cost: one pass.
void join_paragraphs(Reading& reading, const std::vector<Rect>& upright);

}  // namespace tachado::ocr
