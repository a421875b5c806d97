// What reading a batch will cost, file by file: for dividing it evenly among machines, and for
// knowing how long it takes. tachado plan makes one; tachado run --plan reads a part of it, and
// tachado merge --plan and tachado status tell by it what is missing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/exit_code.h"
#include "pipeline/inputs.h"
#include "pipeline/settings.h"

namespace tachado::pipeline {

struct PlanEntry {
  Input input;
  int pages = 0;
  double scanned = 0;  // share of the pages that will be recognised
  double seconds = 0;  // of processor time, estimated
  int shard = 0;       // from 1; 0: not divided yet
};

struct Plan {
  // Tells one division from another. Empty where it is not divided.
  std::string id;
  int shards = 0;                    // 0: not divided
  std::vector<std::string> roots;    // see collect_inputs
  std::vector<PlanEntry> documents;  // in the order in which the tables show them

  [[nodiscard]] double seconds() const;
  // The seconds of the part that takes longest, of a divided plan.
  [[nodiscard]] double longest_part() const;
  // Gives each document without one its shard: the dearest first, each to the part that has the
  // least. The same for the same plan, in whatever order its documents stand.
  void divide(int parts);
};

// Schema tachado/plan/1; one line a document.
[[nodiscard]] std::string write_plan(const Plan& plan);
// Fails with damaged.
[[nodiscard]] Result<Plan> read_plan(std::string_view json);
// Fails with io or limit too.
[[nodiscard]] Result<Plan> load_plan(const std::string& path);

// The inputs of one part. Fails with unsupported where the plan is divided into another number.
[[nodiscard]] Result<std::vector<Input>> planned_shard(Plan plan, const Shard& shard);
// Keeps those of `inputs` that belong to one part: by the plan, and by the hash of its path what is
// not in it. Fails as planned_shard does.
[[nodiscard]] Result<void> keep_planned_shard(std::vector<Input>& inputs, const Shard& shard,
                                              Plan plan);

struct PlanOptions {
  Settings settings;
  std::vector<std::string> inputs;
  std::string manifest;    // a file with more inputs; empty: none
  std::string output;      // a file; `-`: standard output
  int shards = 0;          // 0: not divided, or by shard_hours
  double shard_hours = 0;  // as many shards as take so long; 0: not divided, or by shards
};

// Looks into each file in a process of its own kind of sandbox; one that kills it is counted by its
// size. Says on standard error how many hours it will take. Where `output` holds a plan of as many
// shards already, what that says of documents that are still there is kept: what was read of them
// stays in its shard, and only new ones are looked into.
[[nodiscard]] ExitCode make_plan(const PlanOptions& options);

}  // namespace tachado::pipeline
