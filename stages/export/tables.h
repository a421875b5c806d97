// A document as rows of tables: one definition for CSV, XLSX and SQLite. Included by .cc files only
// (third-party types).
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "stages/export/json_writer.h"

namespace tachado::exporting {

// monostate: not known.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, Money, std::string>;

enum class ColumnKind { text, integer, real, money, truth };
struct Column {
  std::string_view name;
  ColumnKind kind;
};

enum class TableName { documents, pages, fields, parties, redactions, findings, problems, reviews };
inline constexpr std::size_t kTables = 8;

struct Table {
  TableName id;
  std::string_view name;
  std::span<const Column> columns;  // without the document that a row belongs to
};
[[nodiscard]] const Table& table(TableName name);
[[nodiscard]] std::span<const Table> all_tables();

// Takes a row: as many cells as the table has columns.
using RowSink = std::function<void(const Table& table, const std::vector<Cell>& row)>;

// The row of `documents`, then those of fields, parties, findings (of no region), problems and
// reviews, in the document's order.
void document_rows(const nlohmann::json& head, const RowSink& sink);
// The row of `pages`, then those of redactions and findings. `head`: of its document, for the
// grounds.
void page_rows(const nlohmann::json& head, const nlohmann::json& page, const RowSink& sink);

}  // namespace tachado::exporting
