#include "stages/export/utf8.h"

#include <cstdint>

namespace tachado::exporting {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
}

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0U) == 0x80U; }

}  // namespace

// The Unicode Standard, table 3-7, well-formed UTF-8 byte sequences.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const std::uint8_t lead = byte_at(text, at);
  if (at >= text.size()) return 0;
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::uint8_t second = byte_at(text, at + 1);
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (second < low || second > high) return 0;
  if (lead < 0xE0) return 2;
  if (!is_continuation(byte_at(text, at + 2))) return 0;
  if (lead < 0xF0) return 3;
  return is_continuation(byte_at(text, at + 3)) ? 4 : 0;
}

Broken broken_at(std::string_view text, std::size_t at) {
  Broken broken;
  broken.counted = !is_continuation(byte_at(text, at));
  while (is_continuation(byte_at(text, at + broken.length))) ++broken.length;
  return broken;
}

std::string clean_utf8(std::string_view text) {
  std::string clean;
  std::size_t begin = 0;  // of what is not in `clean`
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t length = sequence_length(text, at); length > 0) {
      at += length;
      continue;
    }
    const Broken broken = broken_at(text, at);
    clean.append(text, begin, at - begin);
    if (broken.counted) clean += kReplacement;
    begin = at += broken.length;
  }
  return clean.append(text, begin, text.size() - begin);
}

}  // namespace tachado::exporting
