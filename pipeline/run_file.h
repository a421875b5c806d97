// run.json: how a batch was made, for those who want to make it again.
#pragma once

#include <chrono>
#include <string>
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

  // Which part of the inputs it reads.
  void set_shard(const Shard& shard) { shard_ = shard; }
  [[nodiscard]] const std::string& engines() const { return engines_; }

  // The run ends now. `complete`: it was not interrupted.
  [[nodiscard]] std::string json(const BatchCounts& counts, bool complete) const;

 private:
  std::vector<std::string> command_;
  OptionValues options_;
  std::string options_hash_;
  std::string engines_;
  Shard shard_;
  std::chrono::system_clock::time_point begun_ = std::chrono::system_clock::now();
};

}  // namespace tachado::pipeline
