// White-out that its label gives away: a scan whose words were painted over in the paper's own
// colour shows nothing there but the code of an exemption, set in other letters than the text or
// with a hole in the line behind it.
#pragma once

#include "stages/model/page.h"

namespace tachado::redactions {

// Adds a candidate of kind whiteout for each such code among recognised words that no candidate
// holds yet. A code that recognition ran together with the word before it becomes a word of its
// own. Text layers are left alone: a code in them is text put in place of text (replaced_text.h).
// Cost: linear in the words, and their square within a line.
void add_printed_labels(Page& page);

}  // namespace tachado::redactions
