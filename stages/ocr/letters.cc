#include "stages/ocr/letters.h"

namespace tachado::ocr {

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
