// Completions for shells, written from the table of commands and options that the command line is
// parsed by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tachado::pipeline {

struct OptionEntry {
  std::vector<std::string> names;  // "-o", "--output"
  std::string description;
  bool takes_value = false;
  std::vector<std::string> choices;  // of the value; empty: a file, or anything
};

struct CommandEntry {
  std::string name;  // empty: the program itself, before any command
  std::string description;
  std::vector<OptionEntry> options;
};

enum class Shell { bash, zsh, fish };
[[nodiscard]] std::optional<Shell> shell_from(std::string_view name);

// The script that teaches the shell; the first entry is the program itself.
[[nodiscard]] std::string completion_script(Shell shell, const std::vector<CommandEntry>& commands);

}  // namespace tachado::pipeline
