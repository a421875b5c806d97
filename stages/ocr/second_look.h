// Lines that were read with little confidence and hold what may be a field (digits: amounts,
// numbers, dates, identifiers) are read again, larger. Clean print costs nothing.
#pragma once

#include "stages/model/recognizer.h"
#include "stages/ocr/prepare.h"

namespace tachado::ocr {

// Changes the words of lines whose second reading is surer than the first, and returns how many
// those are. `first` is in the pixels of `prepared.image`. Stops at the engine's first failure:
// what was read stays.
int look_again(Recognized& first, const Prepared& prepared, Recognizer& recognizer,
               const RecognizeRequest& request);

}  // namespace tachado::ocr
