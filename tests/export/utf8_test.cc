#include "stages/export/utf8.h"

#include <gtest/gtest.h>

#include "stages/model/page.h"

namespace tachado::exporting {
namespace {

struct Case {
  std::string dirty;
  std::string clean;
};

TEST(CleanUtf8, ReplacesWhatIsBroken) {
  using namespace std::string_literals;
  const Case cases[] = {
      {"", ""},
      {"año █ 𝔘", "año █ 𝔘"},
      {"\xC3\xA1", "á"},
      {"a\xF1o", "a\xEF\xBF\xBDo"},              // Latin-1
      {"a\x80z", "az"},                          // stray continuation: not counted
      {"\xC0\xAF", "\xEF\xBF\xBD"},              // overlong
      {"\xE0\x80\x80", "\xEF\xBF\xBD"},          // overlong
      {"\xED\xA0\x80", "\xEF\xBF\xBD"},          // surrogate
      {"\xF4\x90\x80\x80", "\xEF\xBF\xBD"},      // beyond U+10FFFF
      {"\xF5\xFF", "\xEF\xBF\xBD\xEF\xBF\xBD"},  // never a lead
      {"\xE2\x82", "\xEF\xBF\xBD"},              // cut off
      {"\xE2\x82x", "\xEF\xBF\xBDx"},            // cut off, then text
      {"\xEF\xBF\xBF\xF4\x8F\xBF\xBF", "\xEF\xBF\xBF\xF4\x8F\xBF\xBF"},  // non-characters stay
      {"a\0b"s, "a\0b"s},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(clean_utf8(each.dirty), each.clean);
    EXPECT_EQ(clean_utf8(each.clean), each.clean);
  }
}

// Offsets into the page's text were counted before it was cleaned.
TEST(CleanUtf8, KeepsTheNumberOfCodePoints) {
  std::uint32_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 24; ++i) {
      state = state * 1664525U + 1013904223U;
      const std::uint32_t draw = state >> 16U;
      // Mostly bytes of sequences, so that many are nearly right.
      bytes +=
          static_cast<char>((draw & 1U) != 0 ? 0x80U | (draw >> 1U & 0x7FU) : draw >> 1U & 0x7FU);
    }
    EXPECT_EQ(code_points(clean_utf8(bytes)), code_points(bytes));
  }
}

}  // namespace
}  // namespace tachado::exporting
