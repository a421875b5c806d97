// Bytes from outside as text: what is UTF-8, and how the rest is shown.
#pragma once

#include <string>
#include <string_view>

#include "stages/model/utf8.h"

namespace tachado::pipeline {

[[nodiscard]] bool is_utf8(std::string_view bytes);

// U+FFFD in place of every byte that is no UTF-8.
[[nodiscard]] std::string replace_invalid_utf8(std::string_view bytes);

// `%` and every byte that is no printable UTF-8 as %XX. percent_decode undoes it exactly.
[[nodiscard]] std::string percent_escape(std::string_view bytes);
[[nodiscard]] std::string percent_decode(std::string_view text);

// For a terminal: control characters, invalid bytes and characters that turn the writing direction
// are shown as \xNN or \u{NNNN}.
[[nodiscard]] std::string printable(std::string_view bytes);

}  // namespace tachado::pipeline
