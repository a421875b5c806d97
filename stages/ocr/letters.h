// Kinds of letters.
#pragma once

namespace tachado::ocr {

// Of Latin script with the accents of western Europe.
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] char32_t lower(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);

}  // namespace tachado::ocr
