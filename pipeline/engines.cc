#include "pipeline/engines.h"

#include <utility>

namespace tachado::pipeline {

Result<void> Engines::load_rules() {
  if (rules_ != nullptr) return {};
  auto loaded = fields::Rules::load({}, {});
  if (!loaded) return fail(std::move(loaded).error());
  rules_ = std::move(*loaded);
  return {};
}

Recognizer* Engines::recognizer(Problem& problem) {
  if (recognizer_ == nullptr && !recognizer_problem_) {
    auto made = ocr::make_tesseract(settings_.ocr);
    if (made) {
      recognizer_ = std::move(*made);
    } else {
      recognizer_problem_ = std::move(made).error();
    }
  }
  if (recognizer_problem_) problem = *recognizer_problem_;
  return recognizer_.get();
}

}  // namespace tachado::pipeline
