// Text as rules compare it: lower case, without accents, plain quotes and dashes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "stages/model/utf8.h"

namespace tachado::redactions {

// Every code point gives exactly one, so that code point offsets stay as they were. Bytes that are
// no UTF-8 give U+FFFD each.
std::string fold(std::string_view utf8);

inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c);

// The words of folded text: letters and digits that stand together, signs of redactions apart.
template <typename Visit>
void each_word(std::string_view folded, Visit&& visit) {
  std::size_t begin = 0;
  std::size_t end = 0;
  const auto flush = [&] {
    if (end > begin) visit(folded.substr(begin, end - begin));
  };
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(folded, at);
    if ((is_letter(c) || is_digit(c)) && c != 0x2588 && c != 0x25A0) {
      if (end <= begin) begin = start;
      end = at;
    } else {
      flush();
      begin = end = at;
    }
  }
  flush();
}

}  // namespace tachado::redactions
