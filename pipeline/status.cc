#include "pipeline/status.h"

#include <unistd.h>

#include <cstdio>

#include "pipeline/messages.h"
#include "pipeline/progress.h"
#include "pipeline/state.h"

namespace tachado::pipeline {

ExitCode show_status(const StatusOptions& options) {
  BatchCounts counts;
  for (const std::string& folder : options.folders) {
    const std::string path = folder + "/.tachado/state.sqlite";
    if (::access(path.c_str(), R_OK) != 0) {
      say_error(folder, "holds no results; name the folder that was given to run with -o");
      return ExitCode::could_not_run;
    }
    const auto state = State::open(path);
    if (!state) {
      say_error(folder, state.error().message);
      return ExitCode::could_not_run;
    }
    state->each([&](const std::string&, const StateEntry& entry) {
      if (!entry.row.container) counts.add(entry.row);
    });
  }
  std::fputs(counts_table(counts).c_str(), stdout);
  return counts.ok == counts.documents ? ExitCode::ok : ExitCode::some_failed;
}

}  // namespace tachado::pipeline
