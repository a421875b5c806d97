// Numbers and dates as contracts spell them, in Spanish and English. Written apart from the reader
// that is measured with them.
#pragma once

#include <cstdint>
#include <string>

namespace tachado::bench {

// 1234567 as "un millón doscientos treinta y cuatro mil quinientos sesenta y siete"; before a noun
// ("pesos") the end is cut: "veintiún". Up to 10^12.
std::string spanish_words(std::int64_t number, bool before_noun);
std::string english_words(std::int64_t number);

// 1234567 with `separator` between groups of three.
std::string grouped(std::int64_t number, const std::string& separator);

std::string upper(const std::string& utf8);
std::string without_accents(const std::string& utf8);
// The first letter of the text in upper case.
std::string capitalised(const std::string& utf8);

struct Day {
  int year = 2020;
  int month = 1;
  int day = 1;
};
std::string iso(const Day& day);
std::string spanish_month(int month);
std::string english_month(int month);

}  // namespace tachado::bench
