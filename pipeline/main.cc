#include <cstdio>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

#include "pipeline/command_line.h"
#include "pipeline/companion.h"

int main(int count, char** values) {
  using namespace tachado::pipeline;
  const Command command =
      parse_command_line(std::vector<std::string>(values + (count > 0 ? 1 : 0), values + count));
  if (const auto* answered = std::get_if<Answered>(&command)) {
    std::fputs(answered->out.c_str(), stdout);
    std::fputs(answered->err.c_str(), stderr);
    return static_cast<int>(answered->code);
  }
  ExitCode code = ExitCode::ok;
  if (const auto* batch = std::get_if<RunOptions>(&command)) code = run(*batch);
  if (const auto* tool = std::get_if<ToolOptions>(&command)) code = run_stage_tool(*tool);
  if (const auto* status = std::get_if<StatusOptions>(&command)) code = show_status(*status);
  if (const auto* planned = std::get_if<PlanOptions>(&command)) code = make_plan(*planned);
  if (const auto* joined = std::get_if<MergeOptions>(&command)) code = merge(*joined);
  if (std::holds_alternative<ExportOptions>(command)) {
    become_exporter(values);
    code = ExitCode::could_not_run;
  }
  if (const auto* words = std::get_if<SearchOptions>(&command)) code = search(*words);
  if (const auto* versions = std::get_if<CompareOptions>(&command)) code = compare(*versions);
  if (const auto* page = std::get_if<MakeReportOptions>(&command)) code = make_report(*page);
  // The process's memory goes as a whole: giving it back piece by piece takes longer than many a
  // file.
  std::fflush(nullptr);
  std::_Exit(static_cast<int>(code));
}
