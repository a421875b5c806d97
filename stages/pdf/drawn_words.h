// A page's words as drawn, in drawing order, whether they can be seen or not.
#pragma once

#include <string>
#include <vector>

#include "stages/model/raw_page.h"

namespace tachado::pdf {

// A word that was covered is still there, and is the matter of other checks. Without annotations:
// these come and go with comments and form filling. UTF-8.
std::vector<std::string> drawn_words(const RawPage& page);

}  // namespace tachado::pdf
