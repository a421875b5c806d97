// What CLI11 cannot know of a command line: files that it names, languages that are installed,
// options that exclude each other.
#pragma once

#include <optional>
#include <string>

#include "pipeline/command_options.h"

namespace tachado::pipeline {

// A value that was understood but cannot be used.
struct Refusal {
  std::string subject;
  std::string what;
};

// Turns what was typed into settings. Reads password and key files.
[[nodiscard]] std::optional<Refusal> complete(Typed& typed, const std::string& command);

}  // namespace tachado::pipeline
