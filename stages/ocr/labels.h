// The text inside candidates: numbers and article references printed on a bar or in a box.
#pragma once

#include <functional>

#include "stages/model/page.h"
#include "stages/model/page_source.h"
#include "stages/model/recognizer.h"

namespace tachado::ocr {

// Sets label and label_confidence of the candidates that ask for it and have none. `recognizer` is
// called when there is something to read; null ends the work. Problems go to page.problems.
void read_labels(Page& page, PageSource& source, const std::function<Recognizer*()>& recognizer,
                 const std::vector<std::string>& languages, double seconds);

}  // namespace tachado::ocr
