// Numbers in words, Spanish and English, as contracts and recognition spell them: without accents,
// ungrammatical ("UN MILLON DE DOSCIENTOS CINCUENTA MIL", "UN MIL UN"), run together, with a letter
// wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "stages/fields/pattern.h"

namespace tachado::fields {

struct NumberWords {
  std::int64_t value = 0;
  Span span;
  int words = 0;
  int guessed = 0;  // words that were read with a letter wrong or run together
};

// Reads the longest number in words that begins at `at` in folded text.
[[nodiscard]] std::optional<NumberWords> read_number_words(std::string_view folded, std::size_t at);

// Reads a number in words that ends before `end`, going back as far as its words reach.
[[nodiscard]] std::optional<NumberWords> read_number_words_before(std::string_view folded,
                                                                  std::size_t end);

// The value of one word below a hundred ("DIECISEIS", "VEINTIDOS", "PRIMERO"), for dates.
[[nodiscard]] std::optional<int> small_number_word(std::string_view word);

}  // namespace tachado::fields
