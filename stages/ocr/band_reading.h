// Reading a prepared picture: line by line where the lines are plain to see, by the engine's layout
// analysis where they are not.
#pragma once

#include <vector>

#include "stages/model/recognizer.h"
#include "stages/ocr/prepare.h"
#include "stages/ocr/text_bands.h"

namespace tachado::ocr {

// Empty: the picture is one for layout analysis.
[[nodiscard]] std::vector<TextBand> bands_of(const Prepared& prepared);

// In the request's languages and within its seconds. Words are numbered by line and by block over
// the whole picture, from the top. Fails as the recogniser does; out of time after some bands,
// gives their words as incomplete.
[[nodiscard]] Result<Recognized> read_bands(const Prepared& prepared,
                                            const std::vector<TextBand>& bands,
                                            Recognizer& recognizer,
                                            const RecognizeRequest& request);

}  // namespace tachado::ocr
