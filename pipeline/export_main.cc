// tachado-export: what `tachado export` starts, with the same arguments.
#include <cstdio>
#include <string>
#include <variant>
#include <vector>

#include "pipeline/command_line.h"
#include "pipeline/messages.h"

int main(int count, char** values) {
  using namespace tachado::pipeline;
  const Command command =
      parse_command_line(std::vector<std::string>(values + (count > 0 ? 1 : 0), values + count));
  if (const auto* wanted = std::get_if<ExportOptions>(&command)) {
    return static_cast<int>(export_batch(*wanted));
  }
  say_error("", "this is a part of tachado; use `tachado export`");
  return static_cast<int>(ExitCode::usage);
}
