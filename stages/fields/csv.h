// Comma-separated values as offices publish them (RFC 4180): quoted cells with line breaks and
// doubled quotes, CRLF, a mark of byte order, a semicolon or tabulator for the comma.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tachado::fields {

struct CsvRecord {
  std::vector<std::string> cells;
  int line = 1;  // where it begins
};

// Linear. A quote that is never closed ends with the text. Records without any text are left out.
[[nodiscard]] std::vector<CsvRecord> read_csv(std::string_view text);

// The text as UTF-8: what is no UTF-8 is taken for Windows-1252.
[[nodiscard]] std::string as_utf8(std::string_view text);

}  // namespace tachado::fields
