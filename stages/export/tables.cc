#include "stages/export/tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "stages/export/document_reader.h"
#include "stages/export/keys.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;
using enum ColumnKind;

constexpr std::array kDocumentColumns{
    Column{"path", text},
    Column{"document_kind", text},
    Column{"subject", text},
    Column{"contract_number", text},
    Column{"tender_number", text},
    Column{"amount", money},
    Column{"currency", text},
    Column{"amount_minimum", money},
    Column{"amount_maximum", money},
    Column{"supplier_name", text},
    Column{"supplier_tax_id", text},
    Column{"buyer_name", text},
    Column{"date_signed", text},
    Column{"pages", integer},
    Column{"pages_examined", integer},
    Column{"redactions", integer},
    Column{"redacted_share", real},
    Column{"redaction_level", text},
    Column{"failed_redactions", integer},
    Column{"leaks", integer},
    Column{"redacted_fields", text},
    Column{"watchlist_matches", text},
    Column{"watchlist_leads", text},
    Column{"needs_review", text},
    Column{"status", text},
    Column{"language", text},
    Column{"title", text},
    Column{"media_type", text},
    Column{"bytes", integer},
    Column{"sha256", text},
    Column{"number_key", text},
    Column{"supplier_key", text},
    Column{"buyer_key", text},
};
constexpr std::array kPageColumns{
    Column{"number", integer},    Column{"label", text},          Column{"width", real},
    Column{"height", real},       Column{"examined", truth},      Column{"text_source", text},
    Column{"text_quality", real}, Column{"ocr_confidence", real}, Column{"text", text},
};
constexpr std::array kFieldColumns{
    Column{"kind", text},    Column{"role", text},     Column{"value", text},
    Column{"amount", money}, Column{"currency", text}, Column{"valid", truth},
    Column{"detail", text},  Column{"page", integer},  Column{"x0", real},
    Column{"y0", real},      Column{"x1", real},       Column{"y1", real},
    Column{"printed", text}, Column{"source", text},   Column{"confidence", real},
    Column{"rule", text},    Column{"key", text},
};
constexpr std::array kPartyColumns{
    Column{"name", text},          Column{"role", text},    Column{"legal_form", text},
    Column{"tax_scheme", text},    Column{"tax_id", text},  Column{"tax_id_valid", truth},
    Column{"name_matches", truth}, Column{"page", integer}, Column{"printed", text},
    Column{"confidence", real},    Column{"key", text},
};
constexpr std::array kRedactionColumns{
    Column{"region", text},
    Column{"page", integer},
    Column{"x0", real},
    Column{"y0", real},
    Column{"x1", real},
    Column{"y1", real},
    Column{"kind", text},
    Column{"color", text},
    Column{"source", text},
    Column{"confidence", real},
    Column{"label", text},
    Column{"characters_estimated", integer},
    Column{"hides", text},
    Column{"hides_evidence", text},
    Column{"hides_confidence", real},
    Column{"grounds", text},
    Column{"soundness", text},
    Column{"findings", integer},
};
constexpr std::array kFindingColumns{
    Column{"region", text}, Column{"page", integer},       Column{"kind", text},
    Column{"place", text},  Column{"characters", integer}, Column{"readability", real},
    Column{"digest", text}, Column{"text", text},
};
constexpr std::array kProblemColumns{Column{"stage", text}, Column{"page", integer},
                                     Column{"kind", text}, Column{"message", text}};
constexpr std::array kReviewColumns{Column{"code", text}, Column{"field", text},
                                    Column{"text", text}};

constexpr std::array<Table, kTables> kAll{{
    {TableName::documents, "documents", kDocumentColumns},
    {TableName::pages, "pages", kPageColumns},
    {TableName::fields, "fields", kFieldColumns},
    {TableName::parties, "parties", kPartyColumns},
    {TableName::redactions, "redactions", kRedactionColumns},
    {TableName::findings, "findings", kFindingColumns},
    {TableName::problems, "problems", kProblemColumns},
    {TableName::reviews, "reviews", kReviewColumns},
}};

Cell text_cell(const json& value) {
  return value.is_string() ? Cell(value.get<std::string>()) : Cell();
}
Cell integer_cell(const json& value) {
  return value.is_number_integer() ? Cell(value.get<std::int64_t>()) : Cell();
}
Cell real_cell(const json& value) { return value.is_number() ? Cell(value.get<double>()) : Cell(); }
Cell truth_cell(const json& value) { return value.is_boolean() ? Cell(value.get<bool>()) : Cell(); }
// Beyond 9e15 a double holds no cents, nor would the integer hold them.
Cell money_cell(const json& value) {
  constexpr double kMost = 9e15;
  if (!value.is_number() || std::abs(value.get<double>()) > kMost) return {};
  return Money{std::llround(value.get<double>() * 100)};
}

Cell cell_of(const json& object, const Column& column) {
  const json& value = member(object, std::string(column.name).c_str());
  switch (column.kind) {
    case text:
      return text_cell(value);
    case integer:
      return integer_cell(value);
    case real:
      return real_cell(value);
    case money:
      return money_cell(value);
    case truth:
      return truth_cell(value);
  }
  return {};
}

// "a; b": of texts, or of objects' member `name`. No list: not known.
Cell joined(const json& list, const char* name = nullptr) {
  if (!list.is_array()) return {};
  std::string result;
  for (const json& each : list) {
    const std::string part = name != nullptr    ? text_of(each, name)
                             : each.is_string() ? each.get<std::string>()
                                                : std::string();
    if (!result.empty()) result += "; ";
    result += part;
  }
  return result;
}

void add_box(std::vector<Cell>& row, const json& box) {
  for (std::size_t i = 0; i < 4; ++i) {
    row.push_back(box.is_array() && i < box.size() ? real_cell(box[i]) : Cell());
  }
}

Cell key_cell(const json& value, std::string (*key_of)(std::string_view)) {
  const std::string key = value.is_string() ? key_of(value.get_ref<const std::string&>()) : "";
  return key.empty() ? Cell() : Cell(key);
}

std::vector<Cell> document_row(const json& head) {
  const json& summary = member(head, "summary");
  const json& source = member(head, "source");
  std::vector<Cell> row;
  for (const Column& column : kDocumentColumns) {
    if (column.name == "redacted_fields" || column.name == "watchlist_matches" ||
        column.name == "watchlist_leads") {
      row.push_back(joined(member(summary, std::string(column.name).c_str())));
    } else if (column.name == "needs_review") {
      row.push_back(joined(member(summary, "needs_review"), "code"));
    } else if (column.name == "status" || column.name == "language") {
      row.push_back(cell_of(head, column));
    } else if (column.name == "title") {
      row.push_back(cell_of(member(head, "metadata"), column));
    } else if (column.name == "number_key") {
      row.push_back(key_cell(member(summary, "contract_number"), number_key));
    } else if (column.name == "supplier_key") {
      row.push_back(key_cell(member(summary, "supplier_name"), name_key));
    } else if (column.name == "buyer_key") {
      row.push_back(key_cell(member(summary, "buyer_name"), name_key));
    } else if (column.name == "path" || column.name == "media_type" || column.name == "bytes" ||
               column.name == "sha256") {
      row.push_back(cell_of(source, column));
    } else {
      row.push_back(cell_of(summary, column));
    }
  }
  return row;
}

// What makes one kind of field a row of `fields`.
struct FieldView {
  std::string_view kind;
  const char* list;
  const char* value;   // the member that is the value
  const char* amount;  // money, or none
  const char* detail;
};
constexpr std::array kFieldViews{
    FieldView{"number", "numbers", "value", "", "printed"},
    FieldView{"amount", "amounts", "words", "value", "tax"},
    FieldView{"party", "parties", "name", "", "legal_form"},
    FieldView{"date", "dates", "value", "", ""},
    FieldView{"identifier", "identifiers", "value", "", ""},
    FieldView{"item", "items", "description", "amount", "model"},
    FieldView{"watchlist", "watchlist", "entry", "", "list"},
};

std::vector<Cell> field_row(const FieldView& view, const json& found) {
  const json& evidence = member(found, "evidence");
  const json& first = evidence.is_array() && !evidence.empty() ? evidence.front() : json();
  const char* role = view.kind == "identifier"  ? "scheme"
                     : view.kind == "watchlist" ? "match"
                     : view.kind == "item"      ? "brand"
                                                : "role";
  const char* valid = view.kind == "amount" ? "words_agree"
                      : view.kind == "item" ? "sum_agrees"
                                            : "valid";
  std::vector<Cell> row{std::string(view.kind),
                        text_cell(member(found, role)),
                        text_cell(member(found, view.value)),
                        money_cell(member(found, view.amount)),
                        text_cell(member(found, "currency")),
                        truth_cell(member(found, valid)),
                        text_cell(member(found, view.detail)),
                        integer_cell(member(first, "page"))};
  add_box(row, member(first, "bbox"));
  row.push_back(text_cell(member(first, "text")));
  row.push_back(text_cell(member(first, "source")));
  row.push_back(real_cell(member(found, "confidence")));
  row.push_back(text_cell(member(found, "rule")));
  row.push_back(view.kind == "number"  ? key_cell(member(found, view.value), number_key)
                : view.kind == "party" ? key_cell(member(found, view.value), name_key)
                                       : Cell());
  return row;
}

std::vector<Cell> party_row(const json& party) {
  const json& tax_id = member(party, "tax_id");
  const json& evidence = member(party, "evidence");
  const json& first = evidence.is_array() && !evidence.empty() ? evidence.front() : json();
  return {text_cell(member(party, "name")),           text_cell(member(party, "role")),
          text_cell(member(party, "legal_form")),     text_cell(member(tax_id, "scheme")),
          text_cell(member(tax_id, "value")),         truth_cell(member(tax_id, "valid")),
          truth_cell(member(tax_id, "name_matches")), integer_cell(member(first, "page")),
          text_cell(member(first, "text")),           real_cell(member(party, "confidence")),
          key_cell(member(party, "name"), name_key)};
}

std::vector<Cell> finding_row(const json& finding, Cell region, Cell page) {
  return {std::move(region),
          std::move(page),
          text_cell(member(finding, "kind")),
          text_cell(member(finding, "where")),
          integer_cell(member(finding, "characters")),
          real_cell(member(finding, "readability")),
          text_cell(member(finding, "digest")),
          text_cell(member(finding, "text"))};
}

std::string ground_text(const json& ground) {
  std::string result = text_of(ground, "law");
  const auto add = [&](const char* name) {
    const std::string part = text_of(ground, name);
    if (!part.empty()) result += (result.empty() ? "" : " ") + part;
  };
  add("article");
  add("fraction");
  add("paragraph");
  return result;
}

Cell grounds_cell(const json& head, const json& redaction) {
  const json& grounds = member(member(head, "redactions"), "grounds");
  std::string result;
  for (const json& index : member(redaction, "grounds")) {
    if (!index.is_number_unsigned() || !grounds.is_array()) continue;
    const auto at = index.get<std::size_t>();
    if (at >= grounds.size()) continue;
    if (!result.empty()) result += "; ";
    result += ground_text(grounds[at]);
  }
  return result.empty() ? Cell() : Cell(result);
}

std::vector<Cell> redaction_row(const json& head, const json& page, const json& redaction) {
  const json& hides = member(redaction, "hides");
  std::vector<Cell> row{text_cell(member(redaction, "id")), integer_cell(member(page, "number"))};
  add_box(row, member(redaction, "bbox"));
  for (const char* name : {"kind", "color", "source"})
    row.push_back(text_cell(member(redaction, name)));
  row.push_back(real_cell(member(redaction, "confidence")));
  row.push_back(text_cell(member(redaction, "label")));
  row.push_back(integer_cell(member(redaction, "characters_estimated")));
  row.push_back(text_cell(member(hides, "what")));
  row.push_back(text_cell(member(hides, "evidence")));
  row.push_back(real_cell(member(hides, "confidence")));
  row.push_back(grounds_cell(head, redaction));
  row.push_back(text_cell(member(redaction, "soundness")));
  row.push_back(static_cast<std::int64_t>(member(redaction, "findings").size()));
  return row;
}

}  // namespace

const Table& table(TableName name) { return kAll[static_cast<std::size_t>(name)]; }
std::span<const Table> all_tables() { return kAll; }

void document_rows(const json& head, const RowSink& sink) {
  sink(table(TableName::documents), document_row(head));
  const json& fields = member(head, "fields");
  for (const FieldView& view : kFieldViews) {
    for (const json& found : member(fields, view.list)) {
      sink(table(TableName::fields), field_row(view, found));
    }
  }
  for (const json& party : member(fields, "parties")) {
    sink(table(TableName::parties), party_row(party));
  }
  for (const json& leak : member(member(head, "redactions"), "leaks")) {
    sink(table(TableName::findings), finding_row(leak, {}, integer_cell(member(leak, "page"))));
  }
  const auto plain = [&](TableName name, std::span<const Column> columns, const json& list) {
    for (const json& each : list) {
      std::vector<Cell> row;
      for (const Column& column : columns) row.push_back(cell_of(each, column));
      sink(table(name), row);
    }
  };
  plain(TableName::problems, kProblemColumns, member(head, "problems"));
  plain(TableName::reviews, kReviewColumns, member(member(head, "summary"), "needs_review"));
}

void page_rows(const json& head, const json& page, const RowSink& sink) {
  std::vector<Cell> row;
  for (const Column& column : kPageColumns) row.push_back(cell_of(page, column));
  sink(table(TableName::pages), row);
  for (const json& redaction : member(page, "redactions")) {
    sink(table(TableName::redactions), redaction_row(head, page, redaction));
    for (const json& finding : member(redaction, "findings")) {
      sink(table(TableName::findings), finding_row(finding, text_cell(member(redaction, "id")),
                                                   integer_cell(member(page, "number"))));
    }
  }
}

}  // namespace tachado::exporting
