#include "stages/export/batch_export.h"

#include <utility>

#include "stages/export/csv_row.h"
#include "stages/export/document_visitor.h"
#include "stages/export/follow_the_money.h"
#include "stages/export/ocds.h"
#include "stages/export/tables.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

std::string dumped(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// ---- JSON lines ----

class JsonLines : public DocumentVisitor {
 public:
  explicit JsonLines(TextSink sink) : sink_(std::move(sink)) {}

  void begin_document(const json& head) override {
    std::string text = dumped(head);
    text.back() = ',';
    sink_(text + "\"pages\":[");
    first_ = true;
  }
  void page(const json& page) override {
    sink_((first_ ? "" : ",") + dumped(page));
    first_ = false;
  }
  void end_document() override { sink_("]}\n"); }

 private:
  TextSink sink_;
  bool first_ = true;
};

// ---- CSV ----

void add_cell(CsvRow& row, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return row.text(*text);
  if (const auto* truth = std::get_if<bool>(&cell)) return row.cell(*truth ? "true" : "false");
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return row.number(*whole);
  if (const auto* real = std::get_if<double>(&cell)) return row.number(Ratio{*real});
  if (const auto* money = std::get_if<Money>(&cell)) return row.number(*money);
  row.cell("");
}

class Csv : public DocumentVisitor {
 public:
  Csv(TableName name, TextSink sink) : name_(name), sink_(std::move(sink)) {
    CsvRow header;
    if (name_ != TableName::documents) header.cell("path");
    for (const Column& column : table(name_).columns) header.cell(column.name);
    sink_(header.finish());
  }

  void begin_document(const json& head) override {
    // The grounds of its redactions are asked for, page by page.
    head_ = json{{"redactions", member(head, "redactions")}};
    path_ = text_of(member(head, "source"), "path");
    document_rows(head, [&](const Table& of, const std::vector<Cell>& row) { write(of, row); });
  }
  void page(const json& page) override {
    if (name_ != TableName::redactions) return;
    page_rows(head_, page, [&](const Table& of, const std::vector<Cell>& row) { write(of, row); });
  }

 private:
  void write(const Table& of, const std::vector<Cell>& cells) {
    if (of.id != name_) return;
    CsvRow row;
    if (name_ != TableName::documents) row.text(path_);
    for (const Cell& cell : cells) add_cell(row, cell);
    sink_(row.finish());
  }

  TableName name_;
  TextSink sink_;
  json head_;
  std::string path_;
};

std::unique_ptr<DocumentVisitor> visitor_for(StreamFormat format, TextSink sink,
                                             const Publication& publication) {
  switch (format) {
    case StreamFormat::jsonl:
      return std::make_unique<JsonLines>(std::move(sink));
    case StreamFormat::csv_documents:
      return std::make_unique<Csv>(TableName::documents, std::move(sink));
    case StreamFormat::csv_fields:
      return std::make_unique<Csv>(TableName::fields, std::move(sink));
    case StreamFormat::csv_redactions:
      return std::make_unique<Csv>(TableName::redactions, std::move(sink));
    case StreamFormat::ocds:
      return make_ocds(publication, std::move(sink));
    case StreamFormat::ftm:
      return make_follow_the_money(std::move(sink));
  }
  return nullptr;
}

}  // namespace

std::unique_ptr<BatchExport> stream_export(StreamFormat format, Privacy privacy, TextSink sink,
                                           const Publication& publication) {
  return export_by(visitor_for(format, std::move(sink), publication), privacy);
}

}  // namespace tachado::exporting
