// The first page of the report: the batch at a glance, and the table of its documents.
#pragma once

#include <string>
#include <vector>

#include "stages/export/report.h"
#include "stages/export/sqlite_export.h"

namespace tachado::exporting {

// Members of the script's object beside the rows: the table's columns in the rows' order, the
// words for what stands in them, and which pieces of the search index there are.
[[nodiscard]] std::string table_script(const ReportOptions& options,
                                       const std::vector<std::string>& shards);

// The page itself; its sums are asked of the database's views.
[[nodiscard]] Result<std::string> index_page(const ReportOptions& options,
                                             const SqliteExport& database);

}  // namespace tachado::exporting
