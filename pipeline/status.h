// tachado status: what an output folder holds.
#pragma once

#include <string>

#include "pipeline/exit_code.h"

namespace tachado::pipeline {

struct StatusOptions {
  std::string folder;
};

// To standard output, also while a run is writing there. some_failed where the run's own exit code
// would be.
[[nodiscard]] ExitCode show_status(const StatusOptions& options);

}  // namespace tachado::pipeline
