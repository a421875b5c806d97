#include "stages/fields/money.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace tachado::fields {
namespace {

struct Case {
  std::string text;
  std::int64_t minor_units;
  bool clean;
};

class Money : public testing::TestWithParam<Case> {};

TEST_P(Money, IsRead) {
  const Case& expected = GetParam();
  const auto money = read_digits(expected.text, 0);
  ASSERT_TRUE(money.has_value()) << expected.text;
  EXPECT_EQ(money->minor_units, expected.minor_units) << expected.text;
  EXPECT_EQ(money->clean, expected.clean) << expected.text;
}

INSTANTIATE_TEST_SUITE_P(
    PrintedForms, Money,
    testing::Values(
        Case{"61,310,877.00", 6131087700, true}, Case{"25,789,479.75 M.N.", 2578947975, true},
        Case{"3'436,646.48", 343664648, true}, Case{"3.582.723,97", 358272397, true},
        Case{"120.000.000", 12000000000, true}, Case{"120.000.000, 00)", 12000000000, true},
        Case{"100'000.000.OO M/CTE", 10000000000, true},
        Case{"108.000.000oo) M/CTE", 10800000000, true},
        Case{"184.990.000.OO).", 18499000000, true}, Case{"306.477.010.00)", 30647701000, true},
        Case{"107.131.501,OO)", 10713150100, true}, Case{"48372000", 4837200000, true},
        Case{"1,234.5", 123450, true}, Case{"27..200.000", 2720000000, false},
        Case{"12.922.0000", 1292200000000 / 100, false}, Case{"5.71S.000", 571500000, true}));

TEST(Money, RefusesWhatIsTooLong) {
  EXPECT_FALSE(read_digits("12345678901234567890", 0).has_value());
}

TEST(Money, RefusesTaxpayersNumbers) {
  for (const char* number : {"800.125.697.2", "830.066.6", "13.847.611.3"})
    EXPECT_FALSE(read_digits(number, 0).has_value()) << number;
  EXPECT_TRUE(read_digits("1.250,5", 0).has_value());
  EXPECT_TRUE(read_digits("12.5", 0).has_value());
}

TEST(Money, EndsBeforeTheSentenceGoesOn) {
  const auto money = read_digits("27.150.000,00. TERCERA", 0);
  ASSERT_TRUE(money.has_value());
  EXPECT_EQ(money->span.end, 13U);
}

}  // namespace
}  // namespace tachado::fields
