// Several phrases looked for in one pass over a text.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace tachado::fields {

// Phrases of folded text (fold.h), each of two characters or more. Immutable; thread-safe. They are
// views: what they are made of must live as long.
class Phrases {
 public:
  Phrases(std::initializer_list<std::string_view> phrases);

  // Calls `found(position, phrase)` for every place where one stands, in order; several phrases at
  // one place in the order in which they were given. Linear in the text: two characters decide at
  // most places.
  template <typename Found>
  void each(std::string_view text, Found found) const {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      const std::uint8_t row = rows_[bits(text[at])];
      if (row == 0 || (seconds_[row] & (1U << (bits(text[at + 1]) % 32))) == 0) continue;
      for (const std::string_view phrase : by_row_[row]) {
        if (text.substr(at).starts_with(phrase)) found(at, phrase);
      }
    }
  }

  // Whether any of them stands in the text.
  [[nodiscard]] bool in(std::string_view text) const;

 private:
  static std::size_t bits(char c) { return static_cast<unsigned char>(c) % 128; }

  std::array<std::uint8_t, 128> rows_{};   // by the first character; 0: none
  std::vector<std::uint32_t> seconds_{0};  // by row: which second characters occur
  std::vector<std::vector<std::string_view>> by_row_{{}};
};

}  // namespace tachado::fields
