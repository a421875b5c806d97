// One stage as a tool: `tachado extract FILE | tachado regions | …`. Between them flows
// tachado/work/1 (stages/export/work_format.h); the last one writes the document, byte for byte the
// one that `tachado run` writes with the same options.
#pragma once

#include <string>

#include "pipeline/exit_code.h"
#include "pipeline/settings.h"

namespace tachado::pipeline {

enum class Stage { extract, regions, ocr, redactions, fields };

struct ToolOptions {
  Settings settings;
  Stage stage = Stage::extract;
  std::string input = "-";      // extract: the document; the others: a work stream, `-` from stdin
  std::string overlay;          // redactions: a folder for pictures of the pages; empty: none
  bool explain = false;         // fields: how its answers were reached, not the document
  bool final_document = false;  // write the document as it is known now; fields always does
};

// Results to standard output. A tool that needs pixels or hidden content opens the document again
// and refuses one that has changed meanwhile.
[[nodiscard]] ExitCode run_stage_tool(const ToolOptions& options);

}  // namespace tachado::pipeline
