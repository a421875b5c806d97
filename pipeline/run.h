// tachado run: a batch of documents into an output folder, or to standard output as JSON lines.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/exit_code.h"
#include "pipeline/inputs.h"
#include "pipeline/progress.h"
#include "pipeline/settings.h"

namespace tachado::pipeline {

enum class FailOn { heavy, failed, leaks };

struct RunOptions {
  Settings settings;
  std::vector<std::string> inputs;
  std::string output;    // a folder; `-`: standard output
  std::string database;  // an SQLite file over the folder; empty: none
  Shard shard;
  std::string plan;  // a file that divides the shards; empty: by the paths' hashes
  int jobs = 0;      // 0: one per core that this process may use
  std::vector<FailOn> fail_on;
  bool retry_failed = false;
  bool verify = false;  // hash files again instead of trusting their time and size
  ProgressMode progress = ProgressMode::human;
  std::string manifest;  // a file; empty: none
  std::string log;       // a file for the lines of event_log.h; empty: none
  bool sandbox = true;
  std::function<void(const std::string& path, int page)> before_page;  // for tests: see PageHook
  ProgressClock progress_clock = std::chrono::steady_clock::now;       // for tests
  std::vector<std::string> command;  // as typed, passwords masked: for run.json
};

// Says on standard error what went wrong and, unless quiet, what came of it.
[[nodiscard]] ExitCode run(const RunOptions& options);

}  // namespace tachado::pipeline
