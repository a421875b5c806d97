#include "bench/contracts/spelling.h"

#include <fmt/format.h>

#include <array>

namespace tachado::bench {
namespace {

constexpr std::array<const char*, 30> kSpanishSmall{
    "cero",         "uno",         "dos",        "tres",        "cuatro",     "cinco",
    "seis",         "siete",       "ocho",       "nueve",       "diez",       "once",
    "doce",         "trece",       "catorce",    "quince",      "dieciséis",  "diecisiete",
    "dieciocho",    "diecinueve",  "veinte",     "veintiuno",   "veintidós",  "veintitrés",
    "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"};
constexpr std::array<const char*, 10> kSpanishTens{
    "", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"};
constexpr std::array<const char*, 10> kSpanishHundreds{
    "",           "ciento",      "doscientos",  "trescientos", "cuatrocientos",
    "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos"};
constexpr std::array<const char*, 20> kEnglishSmall{
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<const char*, 10> kEnglishTens{"",      "",      "twenty",  "thirty", "forty",
                                                   "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<const char*, 12> kSpanishMonths{
    "enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
    "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr std::array<const char*, 12> kEnglishMonths{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string below_thousand(std::int64_t n, bool cut) {
  if (n == 100) return "cien";
  std::string text = n >= 100 ? kSpanishHundreds[static_cast<std::size_t>(n / 100)] : "";
  const std::int64_t rest = n % 100;
  if (rest == 0) return text;
  if (!text.empty()) text += ' ';
  if (rest == 21 && cut) return text + "veintiún";
  if (rest == 1 && cut) return text + "un";
  if (rest < 30) return text + kSpanishSmall[static_cast<std::size_t>(rest)];
  text += kSpanishTens[static_cast<std::size_t>(rest / 10)];
  if (rest % 10 == 0) return text;
  return text + " y " +
         (rest % 10 == 1 && cut ? "un" : kSpanishSmall[static_cast<std::size_t>(rest % 10)]);
}

std::string below_million(std::int64_t n, bool cut) {
  const std::int64_t thousands = n / 1000;
  std::string text = thousands == 0   ? ""
                     : thousands == 1 ? "mil"
                                      : below_thousand(thousands, true) + " mil";
  if (n % 1000 == 0) return text;
  return text + (text.empty() ? "" : " ") + below_thousand(n % 1000, cut);
}

std::string english_below_thousand(std::int64_t n) {
  std::string text;
  if (n >= 100) text = std::string(kEnglishSmall[static_cast<std::size_t>(n / 100)]) + " hundred";
  const std::int64_t rest = n % 100;
  if (rest == 0) return text;
  if (!text.empty()) text += ' ';
  if (rest < 20) return text + kEnglishSmall[static_cast<std::size_t>(rest)];
  text += kEnglishTens[static_cast<std::size_t>(rest / 10)];
  if (rest % 10 > 0) text += std::string("-") + kEnglishSmall[static_cast<std::size_t>(rest % 10)];
  return text;
}

}  // namespace

std::string spanish_words(std::int64_t number, bool before_noun) {
  if (number == 0) return kSpanishSmall[0];
  const std::int64_t millions = number / 1'000'000;
  std::string text = millions == 0   ? ""
                     : millions == 1 ? "un millón"
                                     : below_million(millions, true) + " millones";
  if (number % 1'000'000 == 0) return text;
  return text + (text.empty() ? "" : " ") + below_million(number % 1'000'000, before_noun);
}

std::string english_words(std::int64_t number) {
  static constexpr std::array<std::pair<std::int64_t, const char*>, 3> kScales{
      {{1'000'000'000, " billion"}, {1'000'000, " million"}, {1'000, " thousand"}}};
  std::string text;
  for (const auto& [scale, name] : kScales) {
    if (number < scale) continue;
    text += (text.empty() ? "" : " ") + english_below_thousand(number / scale) + name;
    number %= scale;
  }
  if (number > 0) text += (text.empty() ? "" : " ") + english_below_thousand(number);
  return text;
}

std::string grouped(std::int64_t number, const std::string& separator) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += separator;
    text += digits[i];
  }
  return text;
}

// Of Latin letters as UTF-8: ASCII and the second half of Latin-1.
std::string upper(const std::string& utf8) {
  std::string text = utf8;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 'a' && c <= 'z') text[i] = static_cast<char>(c - 32);
    if (c == 0xC3 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xA0) {
      text[i + 1] = static_cast<char>(static_cast<unsigned char>(text[i + 1]) - 32);
      ++i;
    }
  }
  return text;
}

std::string without_accents(const std::string& utf8) {
  static constexpr std::array<std::array<const char*, 2>, 14> kPlain{{{"á", "a"},
                                                                      {"é", "e"},
                                                                      {"í", "i"},
                                                                      {"ó", "o"},
                                                                      {"ú", "u"},
                                                                      {"ü", "u"},
                                                                      {"Á", "A"},
                                                                      {"É", "E"},
                                                                      {"Í", "I"},
                                                                      {"Ó", "O"},
                                                                      {"Ú", "U"},
                                                                      {"Ü", "U"},
                                                                      {"ñ", "ñ"},
                                                                      {"Ñ", "Ñ"}}};
  std::string text;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    bool replaced = false;
    for (const auto& [from, to] : kPlain) {
      if (utf8.compare(i, 2, from) != 0) continue;
      text += to;
      ++i;
      replaced = true;
      break;
    }
    if (!replaced) text += utf8[i];
  }
  return text;
}

std::string capitalised(const std::string& utf8) {
  if (utf8.empty()) return utf8;
  const std::size_t first = static_cast<unsigned char>(utf8[0]) >= 0xC0 ? 2 : 1;
  return upper(utf8.substr(0, first)) + utf8.substr(first);
}

std::string iso(const Day& day) {
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}
std::string spanish_month(int month) { return kSpanishMonths[static_cast<std::size_t>(month - 1)]; }
std::string english_month(int month) { return kEnglishMonths[static_cast<std::size_t>(month - 1)]; }

}  // namespace tachado::bench
