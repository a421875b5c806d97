#include "stages/pdf/pdf_strings.h"

#include <PDFDocEncoding.h>

#include <cstdint>

#include "stages/model/utf8.h"

namespace tachado::pdf {
namespace {

void append_printable(std::string& out, char32_t c) {
  if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) return;
  append_utf8(out, c);
}

std::string from_utf16(std::string_view bytes, bool little_endian) {
  std::string out;
  char32_t high = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    const auto unit = static_cast<char32_t>(little_endian ? b << 8 | a : a << 8 | b);
    if (unit >= 0xD800 && unit < 0xDC00) {
      high = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      if (high != 0) append_printable(out, 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00));
      high = 0;
    } else {
      append_printable(out, unit);
    }
  }
  return out;
}

// What is no UTF-8 is dropped.
std::string from_utf8(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = decode_utf8(bytes, at);
    if (point) append_printable(out, point->value);
    at += point ? point->bytes : 1;
  }
  return out;
}

}  // namespace

std::string text_of(const std::string& bytes) {
  const std::string_view view = bytes;
  if (view.substr(0, 2) == "\xFE\xFF") return from_utf16(view.substr(2), false);
  if (view.substr(0, 2) == "\xFF\xFE") return from_utf16(view.substr(2), true);
  if (view.substr(0, 3) == "\xEF\xBB\xBF") return from_utf8(view.substr(3));
  std::string out;
  for (const char c : view) append_printable(out, pdfDocEncoding[static_cast<unsigned char>(c)]);
  return out;
}

std::optional<std::string> iso_date(std::string_view date) {
  if (date.substr(0, 2) == "D:") date.remove_prefix(2);
  std::size_t at = 0;
  const auto digits = [&](std::size_t count, int low, int high) -> std::optional<std::string> {
    if (at + count > date.size()) return {};
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
      if (date[i] < '0' || date[i] > '9') return {};
      value = value * 10 + (date[i] - '0');
    }
    if (value < low || value > high) return {};
    std::string text(date.substr(at, count));
    at += count;
    return text;
  };
  const auto year = digits(4, 1, 9999);
  if (!year) return {};
  std::string iso = *year;
  const auto month = digits(2, 1, 12);
  if (!month) return iso;
  iso.append("-").append(*month);
  const auto day = digits(2, 1, 31);
  if (!day) return iso;
  iso.append("-").append(*day);
  const auto hour = digits(2, 0, 23);
  const auto minute = hour ? digits(2, 0, 59) : std::nullopt;
  if (!minute) return iso;
  const auto second = digits(2, 0, 59);
  iso.append("T").append(*hour).append(":").append(*minute);
  iso.append(":").append(second.value_or("00"));
  if (at < date.size() && (date[at] == 'Z' || date[at] == 'z')) return iso.append("Z");
  if (at >= date.size() || (date[at] != '+' && date[at] != '-')) return iso;
  const char sign = date[at++];
  const auto zone_hour = digits(2, 0, 23);
  if (!zone_hour) return iso;
  if (at < date.size() && (date[at] == '\'' || date[at] == ':')) ++at;
  iso.append(1, sign).append(*zone_hour).append(":");
  return iso.append(digits(2, 0, 59).value_or("00"));
}

}  // namespace tachado::pdf
