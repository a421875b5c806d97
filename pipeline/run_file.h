// run.json: how a batch was made, for those who want to make it again.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/inputs.h"
#include "pipeline/progress.h"
#include "pipeline/settings.h"

namespace tachado::pipeline {

class RunFile {
 public:
  // The run begins now. `engines`: as engines_version() gives them.
  RunFile(std::vector<std::string> command, OptionValues options, std::string options_hash,
          std::string engines);

  // Which part of the inputs it reads, and the id of the plan that divided them; empty: none did.
  void set_shard(const Shard& shard, std::string plan) {
    shard_ = shard;
    plan_ = std::move(plan);
  }
  [[nodiscard]] const std::string& engines() const { return engines_; }

  // The run ends now. `complete`: it was not interrupted.
  [[nodiscard]] std::string json(const BatchCounts& counts, bool complete) const;

 private:
  std::vector<std::string> command_;
  OptionValues options_;
  std::string options_hash_;
  std::string engines_;
  Shard shard_;
  std::string plan_;
  std::chrono::system_clock::time_point begun_ = std::chrono::system_clock::now();
};

// The run file of what was joined of several runs: as the first of them says it (`sources`: the
// texts of theirs), from the earliest begin to the latest end.
[[nodiscard]] std::string merged_run_file(const std::vector<std::string>& sources,
                                          const std::vector<std::string>& command,
                                          const BatchCounts& counts, bool complete);

}  // namespace tachado::pipeline
