#include "stages/export/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

#include "stages/export/utf8.h"

namespace tachado::exporting {
namespace {

constexpr int kPointDecimals = 2;  // hundredths of a point, as round_points gives them
constexpr int kRatioDecimals =
    6;  // a share of one character in a thousand pages can be told from 0

constexpr std::array<double, 7> kPowersOfTen{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

// Beyond this a scaled value has no digits behind its point left to round (2^53).
constexpr double kLargestScaled = 9007199254740992.0;

constexpr std::string_view kHexDigits = "0123456789abcdef";

bool needs_no_escape(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void append_control(std::string& out, char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += kHexDigits[byte >> 4U];
  out += kHexDigits[byte & 0xFU];
}

void append_integer(std::string& out, std::int64_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

void append_padded(std::string& out, std::uint64_t number, int width) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  const auto length = end.ptr - digits.data();
  if (length < width) out.append(static_cast<std::size_t>(width - length), '0');
  out.append(digits.data(), end.ptr);
}

}  // namespace

void JsonWriter::separate() {
  if (comma_) out_ += ',';
  if (line_break_) out_ += '\n';
  line_break_ = false;
  comma_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
}

void JsonWriter::close(char bracket) {
  comma_ = false;
  separate();
  out_ += bracket;
}

void JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
  comma_ = false;
}

void JsonWriter::outside_key(std::string_view name) {
  value(name);
  out_ += ':';
  comma_ = false;
}

void JsonWriter::null() {
  separate();
  out_ += "null";
}

void JsonWriter::value(std::string_view text) {
  separate();
  out_ += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && needs_no_escape(text[end])) ++end;
    out_.append(text, at, end - at);
    at = end;
    if (at == text.size()) break;
    const char c = text[at];
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
      ++at;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      append_control(out_, c);
      ++at;
    } else if (const std::size_t length = sequence_length(text, at); length > 0) {
      out_.append(text, at, length);
      at += length;
    } else {
      const Broken broken = broken_at(text, at);
      if (broken.counted) out_ += "\xEF\xBF\xBD";
      at += broken.length;
    }
  }
  out_ += '"';
}

void JsonWriter::value(bool truth) {
  separate();
  out_ += truth ? "true" : "false";
}

void JsonWriter::value(double number) {
  separate();
  if (!std::isfinite(number) || number == 0) {
    // No negative zero either: it reads back as equal, and nothing here means it.
    out_ += '0';
    return;
  }
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out_.append(digits.data(), end.ptr);
}

void JsonWriter::value(Points points) { decimal(points.value, kPointDecimals); }
void JsonWriter::value(Ratio ratio) { decimal(ratio.value, kRatioDecimals); }

void JsonWriter::value(Money money) {
  if (precision_ == Precision::exact) return integer(money.minor_units);
  separate();
  const bool negative = money.minor_units < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(money.minor_units)
                                      : static_cast<std::uint64_t>(money.minor_units);
  if (negative) out_ += '-';
  append_padded(out_, size / 100, 1);
  out_ += '.';
  append_padded(out_, size % 100, 2);
}

void JsonWriter::value(const Rect& box) {
  begin_array();
  for (const double each : {box.x0, box.y0, box.x1, box.y1}) value(Points{each});
  end_array();
}

void JsonWriter::value(const Point& point) {
  begin_array();
  for (const double each : {point.x, point.y}) value(Points{each});
  end_array();
}

void JsonWriter::value(Color color) {
  separate();
  out_ += "\"#";
  for (const std::uint8_t part : {color.r, color.g, color.b}) {
    out_ += kHexDigits[part >> 4U];
    out_ += kHexDigits[part & 0xFU];
  }
  out_ += '"';
}

void JsonWriter::integer(std::int64_t number) {
  separate();
  append_integer(out_, number);
}

void JsonWriter::decimal(double number, int decimals) {
  const double scaled = number * kPowersOfTen[static_cast<std::size_t>(decimals)];
  if (precision_ == Precision::exact || !(std::abs(scaled) < kLargestScaled)) return value(number);
  separate();
  const auto rounded = static_cast<std::int64_t>(std::llround(scaled));
  const auto unit = static_cast<std::int64_t>(kPowersOfTen[static_cast<std::size_t>(decimals)]);
  std::int64_t fraction = std::abs(rounded % unit);
  if (rounded < 0) out_ += '-';
  append_integer(out_, std::abs(rounded / unit));
  if (fraction == 0) return;
  int width = decimals;
  while (fraction % 10 == 0) {
    fraction /= 10;
    --width;
  }
  out_ += '.';
  append_padded(out_, static_cast<std::uint64_t>(fraction), width);
}

}  // namespace tachado::exporting
