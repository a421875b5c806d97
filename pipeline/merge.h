// tachado merge: the outputs of several runs, most often of shards, in one folder.
#pragma once

#include <string>
#include <vector>

#include "pipeline/exit_code.h"

namespace tachado::pipeline {

struct MergeOptions {
  std::vector<std::string> folders;
  std::string output;
  std::string plan;                  // a file: what the shards were divided by; empty: none
  std::vector<std::string> command;  // as typed: for run.json
};

// Refused, before anything is written: folders that were read by another version, build or other
// options than the first, shards of different divisions or plans, and an output with answers of
// another version or options that none of the folders answers anew. A shard that is missing or was
// not read to its end is named in a warning, and so are documents of the plan without an answer;
// the exit code is then some_failed, and what is there is joined.
//
// Documents are taken over with what is remembered of them (as links to the same bytes on one file
// system); the sources stay as they are. Doing it again changes nothing, and takes over what was
// read anew meanwhile. Where two folders answer for the same path and the answers differ, the first
// one is kept, the other is named in a warning, and the exit code is some_failed.
//
// The tables have the order of the plan; without one, that of the bytes of the paths.
[[nodiscard]] ExitCode merge(const MergeOptions& options);

}  // namespace tachado::pipeline
