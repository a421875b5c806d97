#include <array>

#include "stages/export/document_json.h"
#include "stages/export/json_writer.h"
#include "stages/export/rename.h"
#include "stages/export/summary.h"
#include "stages/export/utf8.h"

namespace tachado::exporting {
namespace {

// What makes Excel, LibreOffice or Google Sheets run a cell's text, the full-width forms included.
constexpr std::array<std::string_view, 8> kFormulaStarts{"=",  "+",  "-",  "@",
                                                         "＝", "＋", "－", "＠"};

bool starts_formula(std::string_view text) {
  if (text.empty()) return false;
  if (text.front() == '\t' || text.front() == '\r' || text.front() == '\n') return true;
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return false;
  for (const std::string_view start : kFormulaStarts) {
    if (text.substr(first).starts_with(start)) return true;
  }
  return false;
}

std::string defused(std::string_view text) {
  std::string clean = starts_formula(text) ? "'" : "";
  for (const char c : clean_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool control = byte < 0x20 && c != '\n' && c != '\t' && c != '\r';
    clean += control ? ' ' : c;
  }
  return clean;
}

// One row. Text from outside goes through `text`; what we made ourselves, through `plain`.
class Row {
 public:
  void text(std::string_view content) { cell(defused(content)); }
  void optional_text(const std::optional<std::string>& content) {
    content ? text(*content) : cell("");
  }
  void texts(const std::vector<std::string>& list) {
    std::string joined;
    for (const std::string& each : list) {
      if (!joined.empty()) joined += "; ";
      joined += defused(each);
    }
    text(joined);
  }
  template <typename T>
  void number(const std::optional<T>& maybe) {
    std::string digits;
    if (maybe) {
      JsonWriter writer(digits, Precision::published);
      writer.value(*maybe);
    }
    cell(digits);
  }
  template <typename T>
  void number(T number_value) {
    number(std::optional<T>(number_value));
  }
  [[nodiscard]] std::string finish() { return row_ + "\r\n"; }

 private:
  // RFC 4180; a semicolon and a tabulator are quoted too, since some spreadsheets split at them.
  void cell(std::string_view content) {
    if (!first_) row_ += ',';
    first_ = false;
    if (content.find_first_of(",;\"\r\n\t") == std::string_view::npos) {
      row_ += content;
      return;
    }
    row_ += '"';
    for (const char c : content) {
      row_ += c;
      if (c == '"') row_ += c;
    }
    row_ += '"';
  }

  std::string row_;
  bool first_ = true;
};

std::optional<Money> money(std::optional<std::int64_t> minor_units) {
  if (!minor_units) return std::nullopt;
  return Money{*minor_units};
}

std::vector<std::string> codes(const std::vector<NeedsReview>& reviews) {
  std::vector<std::string> list;
  for (const NeedsReview& review : reviews) list.push_back(review.code);
  return list;
}

}  // namespace

std::string summary_csv_header() {
  return "document_kind,subject,contract_number,tender_number,amount,currency,amount_minimum,"
         "amount_maximum,supplier_name,supplier_tax_id,buyer_name,date_signed,pages,pages_examined,"
         "redactions,redacted_share,redaction_level,failed_redactions,leaks,redacted_fields,"
         "watchlist_matches,watchlist_leads,needs_review,status,path,sha256\r\n";
}

std::string summary_csv_row(const DocumentInfo& info) {
  const FieldsSummary& summary = info.fields.summary;
  const DocumentRedactions& redactions = info.redactions;
  const Extent extent = extent_of(info);
  Row row;
  row.optional_text(summary.document_kind);
  row.optional_text(summary.subject);
  row.optional_text(summary.contract_number);
  row.optional_text(summary.tender_number);
  row.number(money(summary.amount_minor));
  row.optional_text(summary.currency);
  row.number(money(summary.amount_minimum_minor));
  row.number(money(summary.amount_maximum_minor));
  row.optional_text(summary.supplier_name);
  row.optional_text(summary.supplier_tax_id);
  row.optional_text(summary.buyer_name);
  row.optional_text(summary.date_signed);
  row.number(extent.pages);
  row.number(info.pages_examined);
  row.number(redactions.count);
  row.number(redactions.content_share ? std::optional<Ratio>(Ratio{*redactions.content_share})
                                      : std::nullopt);
  row.optional_text(redactions.level);
  row.number(redactions.failed);
  row.number(extent.leaks);
  row.texts(redactions.hidden_fields);
  row.texts(summary.watchlist_matches);
  row.texts(summary.watchlist_leads);
  row.texts(codes(summary.needs_review));
  row.text(to_string(info.status));
  row.text(info.source.path);
  row.text(info.source.sha256);
  return row.finish();
}

std::string failures_csv_header() { return "path,status,stage,page,kind,message,sha256\r\n"; }

std::string failures_csv_rows(const DocumentInfo& info) {
  if (info.status == Status::ok) return "";
  std::string rows;
  for (const Problem& problem : info.problems) {
    Row row;
    row.text(info.source.path);
    row.text(to_string(info.status));
    row.text(problem.stage);
    row.number(problem.page);
    row.text(to_string(problem.kind));
    row.text(problem.message);
    row.text(info.source.sha256);
    rows += row.finish();
  }
  return rows;
}

namespace {

std::string text_cell(std::string_view content) {
  Row row;
  row.text(content);
  std::string cell = row.finish();
  cell.resize(cell.size() - 2);  // the line's end
  return cell;
}

}  // namespace

// The path is the last cell but one, and a digest has no comma.
std::string renamed_summary_row(std::string_view row, const SourceInfo& from,
                                const SourceInfo& to) {
  const std::size_t digest = row.rfind(',');
  const std::string old = text_cell(from.path);
  if (digest == std::string_view::npos || !row.substr(0, digest).ends_with(old)) {
    return std::string(row);
  }
  std::string renamed(row.substr(0, digest - old.size()));
  renamed += text_cell(to.path);
  renamed += row.substr(digest);
  return renamed;
}

// The path is the first cell of each row, and the status the second.
std::string renamed_failures_rows(std::string_view rows, const SourceInfo& from,
                                  const SourceInfo& to) {
  std::string renamed;
  const std::string cell = text_cell(to.path);
  for (const Status status : {Status::partial, Status::failed}) {
    const std::string after = "," + std::string(to_string(status)) + ",";
    const std::string begin = text_cell(from.path) + after;
    if (!rows.starts_with(begin)) continue;
    const std::string next = "\r\n" + begin;
    std::size_t at = 0;
    for (;;) {
      renamed += cell;
      renamed += after;
      at += begin.size();
      const std::size_t end = rows.find(next, at);
      if (end == std::string_view::npos) return renamed += rows.substr(at);
      renamed += rows.substr(at, end + 2 - at);
      at = end + 2;
    }
  }
  return std::string(rows);
}

}  // namespace tachado::exporting
