// What reading a batch will cost, file by file: for dividing it evenly among machines, and for
// knowing how long it takes. tachado plan makes one, tachado run --plan divides by it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/exit_code.h"
#include "pipeline/inputs.h"
#include "pipeline/settings.h"

namespace tachado::pipeline {

struct PlanEntry {
  std::string path;  // bytes
  int pages = 0;
  double scanned = 0;  // share of the pages that look like scans
  double seconds = 0;  // of processor time, estimated
};

struct Plan {
  std::vector<PlanEntry> documents;

  [[nodiscard]] double seconds() const;
  // Which of `shards` parts (from 0) each path falls to: the dearest first, each to the part that
  // has the least. The same for the same plan, in whatever order its documents stand.
  [[nodiscard]] std::map<std::string, int> divide(int shards) const;
};

// Schema tachado/plan/1; one line a document.
[[nodiscard]] std::string write_plan(const Plan& plan);
// Fails with damaged.
[[nodiscard]] Result<Plan> read_plan(std::string_view json);

// Keeps the inputs of one part: by the plan, and by the hash of its path what is not in it.
void keep_planned_shard(std::vector<Input>& inputs, const Shard& shard, const Plan& plan);

struct PlanOptions {
  Settings settings;
  std::vector<std::string> inputs;
  std::string output;  // a file; `-`: standard output
};

// Looks into each file in a process of its own kind of sandbox; one that kills it is counted by its
// size. Says on standard error how many hours it will take.
[[nodiscard]] ExitCode make_plan(const PlanOptions& options);

}  // namespace tachado::pipeline
