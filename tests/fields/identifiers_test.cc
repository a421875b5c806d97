#include "stages/fields/identifiers.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace tachado::fields {
namespace {

TEST(Rfc, CheckDigit) {
  for (const char* valid : {"GODE561231GR8", "MAB9307148T4", "SAT970701NN3", "COSC8001137NA",
                            "A&A050908GT0", "AÑÑ801231JK0", "XEXX010101000"}) {
    EXPECT_EQ(rfc_valid(valid), true) << valid;
  }
  for (const char* wrong : {"VACE460910SX6", "SIN9311169P8", "XAXX010101000"})
    EXPECT_EQ(rfc_valid(wrong), false) << wrong;
  for (const char* none : {"ABC991332AB1", "AB9307148T4", "MAB930714", "MAB9307148TX"})
    EXPECT_EQ(rfc_valid(none), std::nullopt) << none;
}

TEST(Rfc, NameCode) {
  // Worked example of the tax authority's own instructions.
  EXPECT_EQ(rfc_name_code("GOMEZ DIAZ EMMA"), "GR");
}

TEST(Rfc, BelongsToANameInEitherOrder) {
  for (const char* name : {"GOMEZ DIAZ EMMA", "EMMA GOMEZ DIAZ", "Emma Gómez Díaz"})
    EXPECT_EQ(rfc_matches_name("GODE561231GR8", name, name), true) << name;
  EXPECT_EQ(rfc_matches_name("GODE561231GR8", "EMA GOMEZ DIAZ", "EMA GOMEZ DIAZ"), false);
  EXPECT_EQ(rfc_matches_name("GODE5612", "EMMA GOMEZ DIAZ", "EMMA GOMEZ DIAZ"), std::nullopt);
}

// With the check digit that makes it valid.
std::string rfc_for(const std::string& start, const std::string& name) {
  const std::string rfc = start + rfc_name_code(name);
  for (const char digit : std::string("0123456789A")) {
    if (rfc_valid(rfc + digit) == true) return rfc + digit;
  }
  return {};
}

TEST(Repair, OneLetterOfTheNameThatItsRfcProves) {
  struct Case {
    const char* printed;
    const char* read;
  };
  for (const Case& c :
       {Case{"CONSTRUCTORA BOLIVAR", "CONSTRUCTORA B0LIVAR"},
        Case{"SERVICIOS DEL SUR", "5ERVICIOS DEL SUR"}, Case{"GRUPO IXTAPA", "GRUPO LXTAPA"}}) {
    const std::string rfc = rfc_for("ABC010203", c.printed);
    ASSERT_FALSE(rfc.empty());
    EXPECT_EQ(repair_name(rfc, c.read), c.printed);
  }
}

TEST(Repair, NothingWhereTwoLettersAreWrongOrNoneIsEasilyMisread) {
  const std::string rfc = rfc_for("ABC010203", "CONSTRUCTORA BOLIVAR");
  EXPECT_EQ(repair_name(rfc, "C0NSTRUCT0RA BOLIVAR"), std::nullopt);
  EXPECT_EQ(repair_name(rfc, "CONSTRUCTORA BOLEVAR"), std::nullopt);
}

TEST(Repair, OneCharacterOfTheRfcThatNameAndCheckDigitProve) {
  const std::string name = "CONSTRUCTORA BOLIVAR";
  const std::string rfc = rfc_for("CBO010203", name);
  for (const auto& [right, wrong] :
       {std::pair{'O', '0'}, std::pair{'0', 'O'}, std::pair{'1', 'I'}, std::pair{'2', 'Z'}}) {
    std::string read = rfc;
    const std::size_t at = read.find(right);
    ASSERT_NE(at, std::string::npos) << right;
    read[at] = wrong;
    EXPECT_EQ(repair_rfc(read, name), rfc) << read;
  }
  EXPECT_EQ(repair_rfc(rfc, "ANOTHER NAME"), std::nullopt);
}

TEST(Curp, CheckDigit) {
  EXPECT_EQ(curp_valid("BOXW310820HNERXN09"), true);
  EXPECT_EQ(curp_valid("HEGG560427MVZRRL04"), true);
  EXPECT_EQ(curp_valid("HEGG560427MVZRRL05"), false);
  EXPECT_EQ(curp_valid("HEGG561327MVZRRL04"), std::nullopt);
}

TEST(Clabe, CheckDigit) {
  EXPECT_EQ(clabe_valid("032180000118359719"), true);
  EXPECT_EQ(clabe_valid("002010077777777771"), true);
  EXPECT_EQ(clabe_valid("032180000118359718"), false);
  EXPECT_EQ(clabe_valid("000000000000000000"), false);
  EXPECT_EQ(clabe_valid("03218000011835971"), std::nullopt);
}

TEST(Nit, CheckDigit) {
  EXPECT_EQ(nit_valid("890702018", '4'), true);
  EXPECT_EQ(nit_valid("830066695", '3'), true);
  EXPECT_EQ(nit_valid("830066695", '4'), false);
}

}  // namespace
}  // namespace tachado::fields
