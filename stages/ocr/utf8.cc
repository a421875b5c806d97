#include "stages/ocr/utf8.h"

namespace tachado::ocr {

std::u32string decode(std::string_view utf8) {
  std::u32string text;
  text.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80U   ? 1
                               : lead < 0xC2U ? 0
                               : lead < 0xE0U ? 2
                               : lead < 0xF0U ? 3
                               : lead < 0xF5U ? 4
                                              : 0;
    if (length == 1) {
      text += static_cast<char32_t>(lead);
      ++i;
      continue;
    }
    char32_t code = length == 2 ? lead & 0x1FU : length == 3 ? lead & 0x0FU : lead & 0x07U;
    bool whole = length > 0 && i + length <= utf8.size();
    for (std::size_t k = 1; whole && k < length; ++k) {
      const auto next = static_cast<unsigned char>(utf8[i + k]);
      whole = (next & 0xC0U) == 0x80U;
      code = code << 6U | (next & 0x3FU);
    }
    text += whole ? code : U'\uFFFD';
    i += whole ? length : 1;
  }
  return text;
}

void append(std::string& utf8, char32_t c) {
  const auto byte = [&](char32_t value) { utf8 += static_cast<char>(value); };
  if (c < 0x80U) {
    byte(c);
  } else if (c < 0x800U) {
    byte(0xC0U | c >> 6U);
    byte(0x80U | (c & 0x3FU));
  } else if (c < 0x10000U) {
    byte(0xE0U | c >> 12U);
    byte(0x80U | (c >> 6U & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  } else {
    byte(0xF0U | (c >> 18U & 0x07U));
    byte(0x80U | (c >> 12U & 0x3FU));
    byte(0x80U | (c >> 6U & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  }
}

std::string encode(std::u32string_view text) {
  std::string utf8;
  utf8.reserve(text.size());
  for (const char32_t c : text) append(utf8, c);
  return utf8;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_upper(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= 0xC0U && c <= 0xDEU && c != 0xD7U);
}

bool is_letter(char32_t c) {
  return is_upper(c) || (c >= U'a' && c <= U'z') || (c >= 0xDFU && c <= 0xFFU && c != 0xF7U) ||
         (c >= 0x100U && c <= 0x17FU);
}

char32_t lower(char32_t c) { return is_upper(c) ? c + 0x20U : c; }

}  // namespace tachado::ocr
