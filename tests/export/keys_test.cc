#include "stages/export/keys.h"

#include <gtest/gtest.h>

namespace tachado::exporting {
namespace {

TEST(Keys, FoldedKeepsLettersAndDigits) {
  const struct {
    const char* text;
    const char* key;
  } kCases[] = {
      {"Coedra, S.A. de C.V.", "coedra s a de c v"},
      {"  ÑANDÚ  Peña\n", "nandu pena"},
      {"e\xCC\x81xito", "exito"},  // a combining accent
      {"Łódź", "lodz"},
      {"日本 1", "1"},
      {"", ""},
      {"\xFF\xFE", ""},
  };
  for (const auto& [text, key] : kCases) EXPECT_EQ(folded(text), key) << text;
}

TEST(Keys, NumbersKeepTheirParts) {
  EXPECT_EQ(number_key("DCA/SSPM/161/2022"), "dca-sspm-161-2022");
  EXPECT_EQ(number_key("DCA-SSPM 161-2022"), "dca-sspm-161-2022");
  EXPECT_NE(number_key("1/12"), number_key("11/2"));
}

TEST(Keys, NamesLoseTheirLegalForm) {
  for (const char* name : {"Coedra, S.A. de C.V.", "COEDRA SA DE CV", "Coedra S. A. DE C. V.",
                           "coedra", "Coedra S.A.S.", "Coedra Ltda."}) {
    EXPECT_EQ(name_key(name), "coedra") << name;
  }
  // A name that is nothing but a form stays.
  EXPECT_EQ(name_key("S.A."), "s a");
  EXPECT_EQ(name_key("Casa"), "casa");
}

}  // namespace
}  // namespace tachado::exporting
