// tachado export: the documents of an output folder as other tools read them.
#pragma once

#include <string>

#include "pipeline/exit_code.h"
#include "pipeline/settings.h"
#include "stages/export/batch_export.h"

namespace tachado::pipeline {

struct ExportOptions {
  std::string folder;
  std::string format;  // one of export_formats() (export_formats.h)
  std::string output;  // a file, or a folder for formats with a file a document; empty: in
                       // OUT/export under the format's own name; `-`: standard output
  exporting::Privacy privacy;
  Settings settings;                   // passwords and limits, where originals are opened
  exporting::Publication publication;  // for ocds; what is empty is taken from the batch
};

// Says on standard error what went wrong. A file under its final name is whole: what fails leaves
// the earlier one.
[[nodiscard]] ExitCode export_batch(const ExportOptions& options);

}  // namespace tachado::pipeline
