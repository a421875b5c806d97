// The batch as a spreadsheet: a sheet each for documents, fields and redactions.
#pragma once

#include <memory>
#include <string>

#include "stages/export/batch_export.h"

namespace tachado::exporting {

// Writes `path` (not atomically: the caller renames). Text stays text: nothing in a cell is run as
// a formula. A table with more rows than a sheet holds goes on in another sheet; a text longer than
// a cell holds ends with "…". The same batch gives the same bytes. Memory: a row; the rest waits in
// temporary files. Fails with io.
[[nodiscard]] std::unique_ptr<BatchExport> xlsx_export(const std::string& path, Privacy privacy);

}  // namespace tachado::exporting
