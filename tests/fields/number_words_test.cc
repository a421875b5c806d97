#include "stages/fields/number_words.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>

namespace tachado::fields {
namespace {

struct Case {
  std::string text;
  std::int64_t value;
};

class Words : public testing::TestWithParam<Case> {};

TEST_P(Words, AreRead) {
  const auto words = read_number_words(GetParam().text, 0);
  ASSERT_TRUE(words.has_value()) << GetParam().text;
  EXPECT_EQ(words->value, GetParam().value) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Spanish, Words,
    testing::Values(
        Case{"SESENTA Y UN MILLONES TRESCIENTOS DIEZ MIL OCHOCIENTOS SETENTA Y SIETE PESOS 00/100",
             61310877},
        Case{"UN MILLON DE DOSCIENTOS CINCUENTA MIL", 1250000}, Case{"VEINTIUN MIL", 21000},
        Case{"VEINTI UN MIL", 21000}, Case{"UN MIL UN", 1001},
        Case{"CIEN MILLONES DE PESOS", 100000000}, Case{"MIL MILLONES", 1000000000},
        Case{"UN BILLON", 1000000000000}, Case{"DOS MIL TRESCIENTOS MILLONES CUATRO", 2300000004},
        Case{"DOS MILLONES CUTROCIENTOS MIL PESOS", 2400000}, Case{"CINCUENTAYDOSMIL PESOS", 52000},
        Case{"SETE-\nCIENTOS MIL", 700000},
        Case{"TRESCIENTOS SEIS\nMILLONES  CUATROCIENTOS SETENTA Y SIETE MIL DIEZ PESOS", 306477010},
        Case{"CINCUENTA Y UN MILLON SETECIENTOS NOVENTA MIL PESOS", 51790000}, Case{"CERO", 0}));

INSTANTIATE_TEST_SUITE_P(
    English, Words,
    testing::Values(Case{"ONE HUNDRED TWENTY THOUSAND DOLLARS", 120000},
                    Case{"TWO MILLION THREE HUNDRED AND FIVE THOUSAND FORTY-TWO", 2305042},
                    Case{"NINE BILLION", 9000000000}));

TEST(Words, EndWhereNoPlaceIsFree) {
  const auto words = read_number_words("DOS TRES", 0);
  ASSERT_TRUE(words.has_value());
  EXPECT_EQ(words->value, 2);
}

// How a Spanish grammar prints a number, written independently of the reader.
std::string spelled(std::int64_t n) {
  static const std::array<std::string, 30> kSmall{
      "CERO",         "UN",          "DOS",        "TRES",        "CUATRO",     "CINCO",
      "SEIS",         "SIETE",       "OCHO",       "NUEVE",       "DIEZ",       "ONCE",
      "DOCE",         "TRECE",       "CATORCE",    "QUINCE",      "DIECISEIS",  "DIECISIETE",
      "DIECIOCHO",    "DIECINUEVE",  "VEINTE",     "VEINTIUN",    "VEINTIDOS",  "VEINTITRES",
      "VEINTICUATRO", "VEINTICINCO", "VEINTISEIS", "VEINTISIETE", "VEINTIOCHO", "VEINTINUEVE"};
  static const std::array<std::string, 10> kTens{
      "", "", "", "TREINTA", "CUARENTA", "CINCUENTA", "SESENTA", "SETENTA", "OCHENTA", "NOVENTA"};
  static const std::array<std::string, 10> kHundreds{
      "",           "CIENTO",      "DOSCIENTOS",  "TRESCIENTOS", "CUATROCIENTOS",
      "QUINIENTOS", "SEISCIENTOS", "SETECIENTOS", "OCHOCIENTOS", "NOVECIENTOS"};
  const auto at = [](const auto& table, std::int64_t i) {
    return table[static_cast<std::size_t>(i)];
  };
  const auto rest = [](std::int64_t r) {
    return r == 0 ? std::string() : std::string(1, ' ').append(spelled(r));
  };
  if (n < 30) return at(kSmall, n);
  if (n < 100) return at(kTens, n / 10) + (n % 10 == 0 ? "" : " Y " + at(kSmall, n % 10));
  if (n == 100) return "CIEN";
  if (n < 1000) return at(kHundreds, n / 100) + rest(n % 100);
  if (n < 1'000'000) return (n < 2000 ? "MIL" : spelled(n / 1000) + " MIL") + rest(n % 1000);
  const std::int64_t million = 1'000'000;
  if (n < million * million)
    return (n < 2 * million ? "UN MILLON" : spelled(n / million) + " MILLONES") + rest(n % million);
  return (n < 2 * million * million ? "UN BILLON"
                                    : spelled(n / (million * million)) + " BILLONES") +
         rest(n % (million * million));
}

TEST(Words, EveryNumberToTenThousandComesBack) {
  for (std::int64_t n = 1; n <= 10'000; ++n) {
    const std::string text = spelled(n) + " PESOS";
    const auto words = read_number_words(text, 0);
    ASSERT_TRUE(words.has_value()) << text;
    ASSERT_EQ(words->value, n) << text;
    const auto back = read_number_words_before(text, text.size() - 6);
    ASSERT_TRUE(back.has_value()) << text;
    ASSERT_EQ(back->value, n) << text;
  }
}

TEST(Words, LargeNumbersComeBack) {
  std::uint64_t state = 88172645463325252ULL;  // xorshift: the same numbers everywhere
  for (int i = 0; i < 20'000; ++i) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    const auto n = static_cast<std::int64_t>(state % 1'000'000'000'000ULL);
    const std::string text = spelled(n);
    const auto words = read_number_words(text, 0);
    ASSERT_TRUE(words.has_value()) << text;
    ASSERT_EQ(words->value, n) << text;
  }
}

}  // namespace
}  // namespace tachado::fields
