// What a batch remembers of a finished document: enough for the tables, the exit code and a rerun.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/document.h"

namespace tachado::pipeline {

struct DocumentRow {
  Status status = Status::failed;
  std::string problem;        // kind of the first one; empty: none
  std::string level;          // redaction level; empty: not known
  int failed_redactions = 0;  // that do not hide what they cover
  int leaks = 0;
  int pages = 0;
  int pages_examined = 0;
  std::string sha256;
  // Of an archive or a portfolio: the documents in it. One that is nothing but a container has no
  // document of its own.
  std::vector<std::string> members;
  bool container = false;
  std::string summary_csv;   // its row of summary.csv
  std::string failures_csv;  // its rows of failures.csv
};

[[nodiscard]] DocumentRow make_row(const DocumentInfo& info);

// Names as one string, and back.
[[nodiscard]] std::string join_members(const std::vector<std::string>& members);
[[nodiscard]] std::vector<std::string> split_members(std::string_view joined);

// As it travels from worker to supervisor. decode fails on anything that encode did not make.
[[nodiscard]] std::vector<std::string> encode(const DocumentRow& row);
[[nodiscard]] std::optional<DocumentRow> decode_row(std::span<const std::string_view> fields);

[[nodiscard]] std::optional<Status> status_from(std::string_view name);

}  // namespace tachado::pipeline
