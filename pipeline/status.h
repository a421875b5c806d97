// tachado status: what an output folder holds.
#pragma once

#include <string>
#include <vector>

#include "pipeline/exit_code.h"

namespace tachado::pipeline {

struct StatusOptions {
  std::vector<std::string> folders;  // of shards most often: counted together
};

// To standard output, also while a run is writing there. some_failed where the run's own exit code
// would be.
[[nodiscard]] ExitCode show_status(const StatusOptions& options);

}  // namespace tachado::pipeline
