// The tables and views of the SQLite export; docs/tables.md describes them.
#pragma once

#include <string>
#include <string_view>

namespace tachado::exporting {

// A change of the tables or views is a new number: a file with another one is made anew.
inline constexpr int kSqliteSchema = 3;

enum class FullText { no, yes };

// Statements that make all of it, in an empty database.
[[nodiscard]] std::string sqlite_schema(FullText full_text);

}  // namespace tachado::exporting
