// What may be typed after `tachado`: every command and option, with its help.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/command_line.h"

namespace CLI {
class App;
}

namespace tachado::pipeline {

// What CLI11 fills; turned into RunOptions or ToolOptions after everything was checked.
struct Typed {
  RunOptions run;
  ToolOptions tool;
  StatusOptions status;
  MergeOptions merge;
  PlanOptions plan;
  ExportOptions exported;
  SearchOptions search;
  CompareOptions compared;
  MakeReportOptions report;
  std::string report_language = "es";
  std::string shell;
  Settings settings;
  std::string ocr = "auto";
  std::string languages = "spa,eng";
  std::vector<std::string> password_files;
  std::string digest_key_file;
  std::vector<std::string> fail_on;
  std::string shard;
  std::string progress = "auto";
  bool quiet = false;
  std::int64_t archive_mb = ArchiveLimits().bytes >> 20U;
};

// Adds all commands; parsing `app` fills `typed`, which must outlive it.
void add_commands(CLI::App& app, Typed& typed);

}  // namespace tachado::pipeline
