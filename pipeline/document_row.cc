#include "pipeline/document_row.h"

#include <charconv>
#include <string_view>

#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

std::optional<int> number_from(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

DocumentRow make_row(const DocumentInfo& info) {
  DocumentRow row;
  row.status = info.status;
  if (!info.problems.empty()) row.problem = to_string(info.problems.front().kind);
  row.level = info.redactions.level.value_or("");
  row.failed_redactions = info.redactions.failed.value_or(0);
  row.leaks = static_cast<int>(info.redactions.leaks.size());
  row.pages = info.metadata.pages;
  row.pages_examined = info.pages_examined;
  row.sha256 = info.source.sha256;
  row.summary_csv = exporting::summary_csv_row(info);
  row.failures_csv = exporting::failures_csv_rows(info);
  return row;
}

std::string join_members(const std::vector<std::string>& members) {
  std::string joined;
  for (const std::string& member : members) joined.append(member.c_str(), member.size() + 1);
  return joined;
}

std::vector<std::string> split_members(std::string_view joined) {
  std::vector<std::string> members;
  for (std::size_t end = joined.find('\0'); end != std::string_view::npos;
       end = joined.find('\0')) {
    members.emplace_back(joined.substr(0, end));
    joined.remove_prefix(end + 1);
  }
  return members;
}

std::vector<std::string> encode(const DocumentRow& row) {
  return {std::string(to_string(row.status)),
          row.problem,
          row.level,
          std::to_string(row.failed_redactions),
          std::to_string(row.leaks),
          std::to_string(row.pages),
          std::to_string(row.pages_examined),
          row.sha256,
          join_members(row.members),
          row.container ? "1" : "0",
          row.summary_csv,
          row.failures_csv};
}

std::optional<DocumentRow> decode_row(std::span<const std::string_view> fields) {
  if (fields.size() != 12) return std::nullopt;
  const auto status = status_from(fields[0]);
  const auto failed = number_from(fields[3]);
  const auto leaks = number_from(fields[4]);
  const auto pages = number_from(fields[5]);
  const auto examined = number_from(fields[6]);
  if (!status || !failed || !leaks || !pages || !examined) return std::nullopt;
  DocumentRow row;
  row.status = *status;
  row.problem = fields[1];
  row.level = fields[2];
  row.failed_redactions = *failed;
  row.leaks = *leaks;
  row.pages = *pages;
  row.pages_examined = *examined;
  row.sha256 = fields[7];
  row.members = split_members(fields[8]);
  row.container = fields[9] == "1";
  row.summary_csv = fields[10];
  row.failures_csv = fields[11];
  return row;
}

std::optional<Status> status_from(std::string_view name) {
  for (const Status status : {Status::ok, Status::partial, Status::failed}) {
    if (to_string(status) == name) return status;
  }
  return std::nullopt;
}

}  // namespace tachado::pipeline
