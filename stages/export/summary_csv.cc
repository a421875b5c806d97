#include "stages/export/csv_row.h"
#include "stages/export/document_json.h"
#include "stages/export/rename.h"
#include "stages/export/summary.h"

namespace tachado::exporting {
namespace {

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
  CsvRow row;
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
    CsvRow row;
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
  CsvRow row;
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
