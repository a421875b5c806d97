// tachado status: what an output folder holds.
#pragma once

#include <string>
#include <vector>

#include "pipeline/exit_code.h"

namespace tachado::pipeline {

// Where the shards of a batch lie in its output folder OUT (cluster/submit-slurm): the plan in
// OUT/plan.json, the I-th shard's own output in OUT/shards/I.
[[nodiscard]] std::string plan_in(const std::string& folder);
[[nodiscard]] std::string shard_in(const std::string& folder, int number);

struct StatusOptions {
  std::vector<std::string> folders;  // several are counted together
  bool missing = false;              // only the numbers of the shards that are not done
};

// To standard output, also while runs are writing there. A folder with a plan is told shard by
// shard. some_failed where the run's own exit code would be, and where a run or a shard did not
// come to its end.
[[nodiscard]] ExitCode show_status(const StatusOptions& options);

}  // namespace tachado::pipeline
