// The command line: what may be typed, what it means, and what is said when it means nothing.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pipeline/compare.h"
#include "pipeline/exit_code.h"
#include "pipeline/export.h"
#include "pipeline/merge.h"
#include "pipeline/plan.h"
#include "pipeline/report.h"
#include "pipeline/run.h"
#include "pipeline/search.h"
#include "pipeline/stage_tools.h"
#include "pipeline/status.h"

namespace tachado::pipeline {

// Nothing is left to do: help or the version was asked for, or the command line was wrong.
struct Answered {
  ExitCode code = ExitCode::ok;
  std::string out;  // for standard output
  std::string err;  // for standard error
};

using Command =
    std::variant<Answered, RunOptions, ToolOptions, StatusOptions, MergeOptions, PlanOptions,
                 ExportOptions, SearchOptions, CompareOptions, MakeReportOptions>;

// Reads password and key files; checks every value, installed languages included. Never prints and
// never exits.
[[nodiscard]] Command parse_command_line(const std::vector<std::string>& arguments);

}  // namespace tachado::pipeline
