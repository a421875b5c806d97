// Code points of text from outside: broken UTF-8 becomes U+FFFD, one for each odd byte.
#pragma once

#include <string>
#include <string_view>

namespace tachado::ocr {

[[nodiscard]] std::u32string decode(std::string_view utf8);
void append(std::string& utf8, char32_t code_point);
[[nodiscard]] std::string encode(std::u32string_view text);

// Of Latin script with the accents of western Europe.
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] char32_t lower(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);

}  // namespace tachado::ocr
