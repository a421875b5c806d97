// Sums of money in digits, in every form that contracts print.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "stages/fields/pattern.h"

namespace tachado::fields {

struct Digits {
  std::int64_t minor_units = 0;  // hundredths
  Span span;                     // the digits with their separators and cents
  int groups = 1;                // groups of digits before the decimals
  bool cents = false;            // decimals are printed (also as "oo")
  bool repaired = false;         // a letter was read as the digit that it must be
  bool clean = true;             // groups of three throughout; false: "12.922.0000", "27..200.000"
};

// Reads a sum that begins at `at` (a digit). The last separator is decimal when two digits follow
// it, else it parts thousands. Fails on what cannot be one number, and above 10^15.
[[nodiscard]] std::optional<Digits> read_digits(std::string_view folded, std::size_t at);

}  // namespace tachado::fields
