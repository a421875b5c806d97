// What is loaded once per process and serves all its documents: the rules and the recogniser.
#pragma once

#include <memory>
#include <optional>

#include "pipeline/settings.h"
#include "stages/fields/fields.h"
#include "stages/model/recognizer.h"

namespace tachado::pipeline {

// Not thread-safe.
class Engines {
 public:
  // `rules` may be null where those that come with tachado serve: see load_rules().
  Engines(const Settings& settings, std::shared_ptr<const fields::Rules> rules)
      : settings_(settings), rules_(std::move(rules)) {}

  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const std::shared_ptr<const fields::Rules>& rules() const { return rules_; }

  // Where there are none yet: before the first document.
  [[nodiscard]] Result<void> load_rules();

  // Loaded when first asked for; null, with the reason in `problem`, where it cannot be.
  [[nodiscard]] Recognizer* recognizer(Problem& problem);

 private:
  const Settings& settings_;
  std::shared_ptr<const fields::Rules> rules_;
  std::unique_ptr<Recognizer> recognizer_;
  std::optional<Problem> recognizer_problem_;
};

}  // namespace tachado::pipeline
