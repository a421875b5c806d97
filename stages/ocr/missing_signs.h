// Signs that the network of a language cannot read because it was never shown them: Debian's data
// for Spanish knows no @, #, & and °, and gives O, + or € for them with confidence.
#pragma once

#include <string>

#include "stages/model/recognizer.h"
#include "stages/ocr/prepare.h"

namespace tachado::ocr {

// Of the signs above, those that `read` cannot be read with, and `other` can, by their data.
// Read once for each pair (10 ms); thread-safe.
[[nodiscard]] std::u32string signs_missing(const std::string& read, const std::string& other);

// Words that look as if one of `signs` were meant are looked at again in the language `other`. What
// that reading has in the sign's place is taken, and nothing else of it. Returns how many words
// were changed. `first` is in the pixels of `prepared.image`. Pages without such words cost
// nothing; each line with one as much as a line does.
int look_for_signs(Recognized& first, const Prepared& prepared, Recognizer& recognizer,
                   const RecognizeRequest& request, const std::string& other,
                   const std::u32string& signs);

}  // namespace tachado::ocr
