#include "stages/export/csv_row.h"

#include <algorithm>
#include <array>

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

// Line ends and tabulators may stand in a cell that is quoted.
bool is_bare_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
}

bool wants_quotes(char c) {
  return c == ',' || c == ';' || c == '"' || c == '\r' || c == '\n' || c == '\t';
}

}  // namespace

std::string defused(std::string_view text) {
  std::string clean = clean_utf8(text);
  std::replace_if(clean.begin(), clean.end(), is_bare_control, ' ');
  if (starts_formula(text)) clean.insert(0, 1, '\'');
  return clean;
}

void CsvRow::texts(const std::vector<std::string>& list) {
  std::string joined;
  for (const std::string& each : list) {
    if (!joined.empty()) joined += "; ";
    joined += defused(each);
  }
  text(joined);
}

void CsvRow::cell(std::string_view content) {
  if (!first_) row_ += ',';
  first_ = false;
  if (std::none_of(content.begin(), content.end(), wants_quotes)) {
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

}  // namespace tachado::exporting
