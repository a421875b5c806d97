// tachado report: a batch as a folder of static HTML.
#pragma once

#include <string>
#include <vector>

#include "pipeline/exit_code.h"
#include "pipeline/settings.h"
#include "stages/export/report.h"

namespace tachado::pipeline {

struct MakeReportOptions {
  std::string folder;  // of the results
  std::string output;  // of the report; empty: OUT/report
  exporting::ReportOptions report;
  Settings settings;  // passwords, for pictures of encrypted documents
  int jobs = 0;       // 0: one per core that this process may use
  bool sandbox = true;
};

// The report appears under its name when it is whole, in place of an earlier one, whose pictures it
// keeps. Says on standard error what went wrong, and where the first page lies.
[[nodiscard]] ExitCode make_report(const MakeReportOptions& options);

}  // namespace tachado::pipeline
