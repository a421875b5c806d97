// `tachado compare`: what one public version of a document shows and another hides.
#pragma once

#include <string>
#include <vector>

#include "pipeline/exit_code.h"
#include "pipeline/settings.h"

namespace tachado::pipeline {

struct CompareOptions {
  // Documents (PDF, PNG, JPEG, TIFF), which are read as `run` reads them, and document JSON that
  // `run` wrote. Two or more.
  std::vector<std::string> inputs;
  Settings settings;
};

inline constexpr const char* kComparisonSchema = "tachado/comparison/1";

// Writes the comparison (JSON) to standard output. Text that was recovered from beneath a redaction
// is neither read nor written. Where two of the inputs are no versions of one text, says so and
// writes nothing: could_not_run. Memory: the documents' words.
[[nodiscard]] ExitCode compare(const CompareOptions& options);

}  // namespace tachado::pipeline
