#include "pipeline/utf8.h"

#include <fmt/format.h>

#include <cstdint>

namespace tachado::pipeline {
namespace {

std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// Characters that move the cursor, hide text or turn its direction on a terminal (C0, DEL, C1,
// bidirectional controls, line and paragraph separators, zero-width and byte-order marks).
bool harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = decode_utf8(bytes, at);
    if (!point) return false;
    at += point->bytes;
  }
  return true;
}

std::string replace_invalid_utf8(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = decode_utf8(bytes, at);
    out += point ? bytes.substr(at, point->bytes) : std::string_view("\xEF\xBF\xBD");
    at += point ? point->bytes : 1;
  }
  return out;
}

std::string percent_escape(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = decode_utf8(bytes, at);
    if (point && !harmful(point->value) && bytes[at] != '%') {
      out += bytes.substr(at, point->bytes);
      at += point->bytes;
    } else {
      out += fmt::format("%{:02X}", byte_at(bytes, at));
      ++at;
    }
  }
  return out;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool room = at + 2 < text.size();
    const int high = room && text[at] == '%' ? hexadecimal(text[at + 1]) : -1;
    const int low = high >= 0 ? hexadecimal(text[at + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string printable(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = decode_utf8(bytes, at);
    if (!point) {
      out += fmt::format("\\x{:02X}", byte_at(bytes, at));
    } else if (!harmful(point->value)) {
      out += bytes.substr(at, point->bytes);
    } else if (point->value < 0x80) {
      out += fmt::format("\\x{:02X}", static_cast<std::uint32_t>(point->value));
    } else {
      out += fmt::format("\\u{{{:X}}}", static_cast<std::uint32_t>(point->value));
    }
    at += point ? point->bytes : 1;
  }
  return out;
}

}  // namespace tachado::pipeline
