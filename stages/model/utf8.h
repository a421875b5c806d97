// UTF-8 and its code points. Thread-safe; linear in the text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tachado {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};

// The code point at `text[at]` (at < size); none where the bytes are no UTF-8: overlong forms,
// surrogates and what is above U+10FFFF included.
[[nodiscard]] std::optional<CodePoint> decode_utf8(std::string_view text, std::size_t at);

// Reads the code point at `text[at]` and moves `at` past it; U+FFFD for one byte that is no UTF-8.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

// `c` up to U+10FFFF.
void append_utf8(std::string& out, char32_t c);

[[nodiscard]] std::u32string to_utf32(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view text);

}  // namespace tachado
