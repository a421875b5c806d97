// The batch as an SQLite database: a table for each kind of thing, full text over the pages, views
// for the usual questions (sqlite_schema.h). Brought up to date, not made anew: only documents that
// are new or have changed are read.
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "stages/export/privacy.h"
#include "stages/export/sqlite_schema.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

class DocumentVisitor;

// All changes are one transaction: a reader sees the state before finish() or after it, and what is
// not finished never happened. Not thread-safe. Memory: a page, and SQLite's own few megabytes.
class SqliteExport {
 public:
  // Opens `path` or makes it; empty: a temporary one. Fails with io, with damaged where the file is
  // no database, with unsupported where it is one of another make.
  [[nodiscard]] static Result<std::unique_ptr<SqliteExport>> open(const std::string& path,
                                                                  Privacy privacy,
                                                                  FullText full_text);
  ~SqliteExport();
  SqliteExport(const SqliteExport&) = delete;
  SqliteExport& operator=(const SqliteExport&) = delete;

  // Whether the document from `source` (the bytes of its path) is there as `stamp` says it is now;
  // if so it is kept, and put() need not be called.
  [[nodiscard]] bool keep(const std::string& source, const std::string& stamp);
  // In place of what was there from `source`.
  [[nodiscard]] Result<void> put(const std::string& source, const std::string& stamp,
                                 std::istream& document);
  // The same for a caller that reads the document itself and shows it to others too; what goes
  // wrong is kept for finish().
  [[nodiscard]] std::unique_ptr<DocumentVisitor> inserter(const std::string& source,
                                                          const std::string& stamp);
  // Removes documents that were neither kept nor put, and commits.
  [[nodiscard]] Result<void> finish();

  // Rows of one query, as texts; the empty text stands for NULL. For finished databases.
  using Row = std::vector<std::string>;
  [[nodiscard]] Result<void> query(const std::string& sql, const std::vector<std::string>& bound,
                                   const std::function<void(const Row&)>& visit) const;

 private:
  struct Data;
  explicit SqliteExport(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

}  // namespace tachado::exporting
