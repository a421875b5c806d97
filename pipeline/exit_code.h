// What the process says when it ends; documented in --help. Over a batch the worse one wins.
#pragma once

#include <algorithm>
#include <array>

namespace tachado::pipeline {

enum class ExitCode : int {
  ok = 0,
  usage = 2,          // the command line was not understood
  some_failed = 3,    // some documents failed or are partial
  could_not_run = 4,  // nothing could be done, or the results could not be written
  condition_met = 5,  // a --fail-on condition was met
  interrupted = 130,  // Ctrl-C
};

// From the mildest to the worst.
inline constexpr std::array kExitCodesByWeight{
    ExitCode::ok,    ExitCode::some_failed, ExitCode::condition_met, ExitCode::could_not_run,
    ExitCode::usage, ExitCode::interrupted};

constexpr ExitCode worse(ExitCode a, ExitCode b) {
  const auto weight = [](ExitCode code) {
    return std::find(kExitCodesByWeight.begin(), kExitCodesByWeight.end(), code);
  };
  return weight(a) < weight(b) ? b : a;
}

}  // namespace tachado::pipeline
