// tachado merge: the outputs of several runs, most often of shards, in one folder.
#pragma once

#include <string>
#include <vector>

#include "pipeline/exit_code.h"

namespace tachado::pipeline {

struct MergeOptions {
  std::vector<std::string> folders;
  std::string output;
};

// Folders that were read by another version, build or other options than the first are refused
// before anything is written, and so are shards of different divisions. A shard that is missing, or
// was not read to its end, is named in a warning, and the exit code is some_failed.
// Documents are copied with what is remembered of them; the sources stay as they are. Doing it
// again changes nothing. Where two folders answer for the same path and the answers differ, the
// first one is kept, the other is named in a warning, and the exit code is some_failed.
[[nodiscard]] ExitCode merge(const MergeOptions& options);

}  // namespace tachado::pipeline
