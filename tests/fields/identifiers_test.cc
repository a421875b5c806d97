#include "stages/fields/identifiers.h"

#include <gtest/gtest.h>

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
