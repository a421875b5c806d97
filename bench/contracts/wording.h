// How a generated contract says its facts: styles of headings, sums and dates, as pieces of text.
#pragma once

#include <string>

#include "bench/contracts/dice.h"
#include "bench/contracts/facts.h"

namespace tachado::bench {

inline constexpr int kHeadingStyles = 16;
inline constexpr int kAmountStyles = 13;

// Where and how the number stands.
struct Heading {
  std::string corner;  // flush right at the top; may be empty
  std::string title;   // bold and centred, before the parties; holds the number or the kind alone
  std::string label;   // for a table: the cell before the number
};
Heading heading_of(const Facts& facts, int style);

// "$61,310,877.00 (SESENTA Y UN MILLONES … PESOS 00/100 M.N.)", redacted where it is hidden.
std::string money(const Facts& facts, std::int64_t hundredths, int style, Dice& dice);
// The whole clause of the price, without its heading.
std::string price_clause(const Facts& facts, int style, Dice& dice);
std::string date_words(const Facts& facts, const Day& day, Dice& dice);
std::string hidden(const std::string& what, const std::string& text, bool is_hidden);

}  // namespace tachado::bench
