// Lines that were read with little confidence are read again, larger: worn and old print gains by
// it, clean print does not and costs nothing.
#pragma once

#include "stages/model/recognizer.h"
#include "stages/ocr/prepare.h"

namespace tachado::ocr {

// Changes the words of lines whose second reading is surer than the first. `first` is in the pixels
// of `prepared.image`. Stops at the engine's first failure: what was read stays.
void look_again(Recognized& first, const Prepared& prepared, Recognizer& recognizer,
                const RecognizeRequest& request);

}  // namespace tachado::ocr
