// The SQLite file over an output folder, made or brought up to date.
#pragma once

#include <memory>
#include <string>

#include "pipeline/batch_reader.h"
#include "stages/export/sqlite_export.h"

namespace tachado::pipeline {

// A new file appears under its name when it is whole; one that is there is changed in one
// transaction. Afterwards it holds exactly the documents of `batch`.
[[nodiscard]] Result<void> update_database(const BatchReader& batch, const std::string& path,
                                           exporting::Privacy privacy);

// All documents of `batch` into `database`, without those that are there as they are.
[[nodiscard]] Result<void> fill_database(const BatchReader& batch,
                                         exporting::SqliteExport& database);

// Where `export --to sqlite` and `search` keep it.
[[nodiscard]] std::string default_database(const std::string& folder);

}  // namespace tachado::pipeline
