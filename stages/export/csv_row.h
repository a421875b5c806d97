// A row of a CSV table: RFC 4180, UTF-8, CR LF at its end; safe to open in a spreadsheet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/export/json_writer.h"

namespace tachado::exporting {

// `text` with control characters as blanks and, where a spreadsheet would run it as a formula, an
// apostrophe before it.
[[nodiscard]] std::string defused(std::string_view text);

// Text from outside goes through `text`; what we made ourselves, through the others.
class CsvRow {
 public:
  void text(std::string_view content) { cell(defused(content)); }
  void optional_text(const std::optional<std::string>& content) {
    content ? text(*content) : cell("");
  }
  // One cell, joined by "; "; each is defused on its own, because spreadsheets may split there.
  void texts(const std::vector<std::string>& list);
  // As it is; quoted where RFC 4180 wants it, and for a semicolon or tabulator too, since some
  // spreadsheets split at them.
  void cell(std::string_view content);
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
  [[nodiscard]] std::string finish() const { return row_ + "\r\n"; }

 private:
  std::string row_;
  bool first_ = true;
};

}  // namespace tachado::exporting
