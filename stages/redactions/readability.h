// How much like language a recovered text is: what tells a leak from OCR junk.
#pragma once

#include <string_view>

namespace tachado::redactions {

// 0 (noise) to 1 (words, numbers). Spanish, English and their neighbours in Latin script.
double readability(std::string_view utf8);

// Letters and digits in it, but none where it is a mask itself (XXXXX, █████): what a person could
// make use of.
int meaningful_characters(std::string_view utf8);

}  // namespace tachado::redactions
