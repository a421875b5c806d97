#include "stages/fields/csv.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tachado::fields {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// Characters in which the separator is looked for: some lines.
constexpr std::size_t kHead = 4'000;

// U+0080 to U+009F in Windows-1252; 0: not assigned.
constexpr std::array<std::uint16_t, 32> kWindows1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t more = lead < 0x80   ? 0
                             : lead < 0xC2 ? 9
                             : lead < 0xE0 ? 1
                             : lead < 0xF0 ? 2
                                           : 3;
    if (more == 9 || lead > 0xF4) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      if (!is_continuation(text, i + k)) return false;
    }
    i += more + 1;
  }
  return true;
}

void append(std::string& utf8, std::uint32_t code) {
  if (code < 0x80) {
    utf8 += static_cast<char>(code);
  } else if (code < 0x800) {
    utf8 += static_cast<char>(0xC0U | (code >> 6U));
    utf8 += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    utf8 += static_cast<char>(0xE0U | (code >> 12U));
    utf8 += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    utf8 += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

char separator_of(std::string_view text) {
  const std::string_view head = text.substr(0, kHead);
  const auto count = [&](char c) { return std::count(head.begin(), head.end(), c); };
  const auto commas = count(',');
  if (count('\t') > commas) return '\t';
  return count(';') > commas ? ';' : ',';
}

}  // namespace

std::string as_utf8(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (is_utf8(text)) return std::string(text);
  std::string utf8;
  utf8.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool assigned = byte < 0x80 || byte >= 0xA0;
    const std::uint32_t code = assigned ? byte : kWindows1252[byte - 0x80U];
    append(utf8, code == 0 && byte != 0 ? '?' : code);
  }
  return utf8;
}

std::vector<CsvRecord> read_csv(std::string_view text) {
  const char separator = separator_of(text);
  std::vector<CsvRecord> records;
  CsvRecord record;
  std::string cell;
  bool quoted = false;
  int line = 1;
  const auto end_cell = [&] {
    record.cells.push_back(std::move(cell));
    cell.clear();
  };
  const auto end_record = [&] {
    end_cell();
    const bool any = std::any_of(record.cells.begin(), record.cells.end(),
                                 [](const std::string& c) { return !c.empty(); });
    if (any) records.push_back(std::move(record));
    record = {};
    record.line = line;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"') {
        cell += c == '\n' || c == '\r' ? ' ' : c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += '"';
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == separator) {
      end_cell();
    } else if (c == '\n') {
      end_record();
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!cell.empty() || !record.cells.empty()) end_record();
  return records;
}

}  // namespace tachado::fields
