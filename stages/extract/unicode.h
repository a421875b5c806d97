// Text of glyphs to text as people write it: ligatures taken apart, accents joined to their
// letters (NFC for Latin), UTF-8.
#pragma once

#include <string>

namespace tachado::extract {

// A blank of any width, or a control character.
bool is_blank(char32_t c);
// Accents that stand on the letter before (U+0300 to U+036F).
bool is_combining(char32_t c);
// Characters without a width of their own that carry no text (soft hyphen, zero-width blanks, byte
// order marks, directional marks).
bool is_ignorable(char32_t c);
// Private use, replacement character, or nothing.
bool is_meaningless(char32_t c);
// The hyphens that stand at a line's end.
bool is_hyphen(char32_t c);

// The letter with the accent as one character; 0 where there is none.
char32_t compose(char32_t letter, char32_t accent);
// The combining accent for an accent that stands alone (´ ` ^ ¨ ~ ¸); 0 for anything else.
char32_t combining_for(char32_t spacing_accent);

// Microsoft's Symbol and Wingdings fonts map their bullets into the private use area: the bullet as
// everybody writes it; any other character as it is.
char32_t known_symbol(char32_t c);

// "fi" for ﬁ; nullptr for anything that is no Latin ligature.
const char* ligature(char32_t c);

}  // namespace tachado::extract
