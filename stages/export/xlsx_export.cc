#include "stages/export/xlsx_export.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <utility>

#include "stages/export/document_visitor.h"
#include "stages/export/tables.h"
#include "stages/export/utf8.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

constexpr std::array kSheets{TableName::documents, TableName::fields, TableName::redactions};
constexpr lxw_row_t kMostRows = LXW_ROW_MAX;
constexpr std::size_t kMostCharacters = 32767;  // of a cell, as Excel has it
constexpr double kColumnWidth = 16;
// The library would write today's: the same batch is to give the same bytes. 1 January 2000, UTC.
constexpr time_t kCreated = 946684800;

// As much of `text` as a cell holds: what counts are code points, and one of four bytes as two.
std::string fitted(const std::string& text) {
  std::string clean = clean_utf8(text);
  if (clean.size() <= kMostCharacters) return clean;
  std::size_t units = 0;
  for (std::size_t i = 0; i < clean.size();) {
    const std::size_t length = std::max<std::size_t>(1, sequence_length(clean, i));
    units += length == 4 ? 2 : 1;
    if (units >= kMostCharacters) return clean.substr(0, i) + "…";
    i += length;
  }
  return clean;
}

class Workbook {
 public:
  explicit Workbook(const std::string& path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) return;
    lxw_doc_properties properties{};
    properties.created = kCreated;
    workbook_set_properties(book_, &properties);
    header_ = workbook_add_format(book_);
    format_set_bold(header_);
    money_ = workbook_add_format(book_);
    format_set_num_format(money_, "#,##0.00");
    share_ = workbook_add_format(book_);
    format_set_num_format(share_, "0.0###");
  }
  ~Workbook() {
    if (book_ != nullptr) workbook_close(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  [[nodiscard]] bool good() const { return book_ != nullptr && good_; }
  void add_row(const Table& table, const std::string& path, const std::vector<Cell>& cells) {
    Sheet& sheet = sheet_of(table);
    if (sheet.worksheet == nullptr) return;
    lxw_col_t column = 0;
    if (table.id != TableName::documents) put(sheet, column++, path);
    for (const Cell& cell : cells) put(sheet, column++, cell);
    ++sheet.row;
  }
  // Makes the sheets that got no row, then the file.
  [[nodiscard]] bool finish() {
    for (const TableName name : kSheets) sheet_of(table(name));
    lxw_workbook* book = std::exchange(book_, nullptr);
    return book != nullptr && workbook_close(book) == LXW_NO_ERROR && good_;
  }

 private:
  struct Sheet {
    lxw_worksheet* worksheet = nullptr;
    lxw_row_t row = 0;
    int number = 0;
  };

  Sheet& sheet_of(const Table& table) {
    Sheet& sheet = sheets_[static_cast<std::size_t>(table.id)];
    if (sheet.worksheet != nullptr && sheet.row < kMostRows) return sheet;
    ++sheet.number;
    const std::string name = sheet.number == 1 ? std::string(table.name)
                                               : fmt::format("{} {}", table.name, sheet.number);
    sheet.worksheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet.worksheet == nullptr) {
      good_ = false;
      return sheet;
    }
    worksheet_set_column(sheet.worksheet, 0, static_cast<lxw_col_t>(table.columns.size()),
                         kColumnWidth, nullptr);
    worksheet_freeze_panes(sheet.worksheet, 1, 1);
    lxw_col_t column = 0;
    if (table.id != TableName::documents) head(sheet, column++, "path");
    for (const Column& each : table.columns) head(sheet, column++, each.name);
    sheet.row = 1;
    return sheet;
  }
  void head(const Sheet& sheet, lxw_col_t column, std::string_view name) {
    check(worksheet_write_string(sheet.worksheet, 0, column, std::string(name).c_str(), header_));
  }
  void put(const Sheet& sheet, lxw_col_t column, const Cell& cell) {
    lxw_worksheet* to = sheet.worksheet;
    if (const auto* text = std::get_if<std::string>(&cell)) {
      if (!text->empty()) {
        check(worksheet_write_string(to, sheet.row, column, fitted(*text).c_str(), nullptr));
      }
    } else if (const auto* truth = std::get_if<bool>(&cell)) {
      check(worksheet_write_boolean(to, sheet.row, column, *truth ? 1 : 0, nullptr));
    } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
      check(worksheet_write_number(to, sheet.row, column, static_cast<double>(*whole), nullptr));
    } else if (const auto* real = std::get_if<double>(&cell)) {
      check(worksheet_write_number(to, sheet.row, column, *real, share_));
    } else if (const auto* money = std::get_if<Money>(&cell)) {
      check(worksheet_write_number(to, sheet.row, column,
                                   static_cast<double>(money->minor_units) / 100, money_));
    }
  }
  void check(lxw_error error) { good_ = good_ && error == LXW_NO_ERROR; }

  lxw_workbook* book_ = nullptr;
  lxw_format* header_ = nullptr;
  lxw_format* money_ = nullptr;
  lxw_format* share_ = nullptr;
  std::array<Sheet, kTables> sheets_;
  bool good_ = true;
};

class Rows : public DocumentVisitor {
 public:
  explicit Rows(Workbook& book) : book_(book) {}

  void begin_document(const json& head) override {
    head_ = json{{"redactions", member(head, "redactions")}};
    source_ = text_of(member(head, "source"), "path");
    document_rows(head, [&](const Table& of, const std::vector<Cell>& row) { write(of, row); });
  }
  void page(const json& page) override {
    page_rows(head_, page, [&](const Table& of, const std::vector<Cell>& row) { write(of, row); });
  }

 private:
  void write(const Table& of, const std::vector<Cell>& row) {
    if (std::find(kSheets.begin(), kSheets.end(), of.id) != kSheets.end()) {
      book_.add_row(of, source_, row);
    }
  }

  Workbook& book_;
  json head_;
  std::string source_;
};

class XlsxExport : public BatchExport {
 public:
  XlsxExport(const std::string& path, Privacy privacy)
      : path_(path), privacy_(privacy), book_(path) {}

  [[nodiscard]] Result<void> add(std::istream& document) override {
    if (!book_.good()) return fail(problem());
    return visit_document(document, privacy_, rows_);
  }
  [[nodiscard]] Result<void> finish() override {
    if (!book_.good() || !book_.finish()) return fail(problem());
    return {};
  }

 private:
  [[nodiscard]] Problem problem() const {
    return {"export", std::nullopt, ProblemKind::io, path_ + " cannot be written"};
  }

  std::string path_;
  Privacy privacy_;
  Workbook book_;
  Rows rows_{book_};
};

}  // namespace

std::unique_ptr<BatchExport> xlsx_export(const std::string& path, Privacy privacy) {
  return std::make_unique<XlsxExport>(path, privacy);
}

}  // namespace tachado::exporting
