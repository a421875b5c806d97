// Text as the rules see it: one ASCII character for every code point, so that a position in folded
// text is an offset in code points of the page's text.
//
// Letters are upper case without accents (Ñ is N); every kind of blank but the line feed is ' ';
// dashes are '-', typographic quotes are '"' or '\''. Lower case stands for signs: 'o' an ordinal
// sign (º ° ª), 'e' the euro, 'l' the pound, 't' a tabulator between cells of a row is '\t'.
// '~' is a redacted character (█). What has no place in ASCII is '?'.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tachado::fields {

inline constexpr char kRedacted = '~';

// Linear in the text. Invalid UTF-8 gives one '?' a byte that cannot start a sequence.
[[nodiscard]] std::string fold(std::string_view utf8);

// Folded text as a key for comparing names: letters and digits, single blanks, "&" as "Y".
[[nodiscard]] std::string name_key(std::string_view folded);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_word(char c) { return is_digit(c) || is_letter(c); }
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

}  // namespace tachado::fields
