// Why a person should look: each code, where it must be said and where it must not.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "stages/fields/fields.h"
#include "stages/fields/identifiers.h"
#include "tests/fields/page_text.h"

namespace tachado::fields {
namespace {

FieldsResult read(const std::vector<Page>& pages) {
  const auto rules = Rules::load({});
  EXPECT_TRUE(rules.has_value());
  if (!rules) return {};
  Collector collector(*rules);
  for (const Page& page : pages) collector.add(page);
  return collector.finish({}, {});
}

Page recognised(const std::string& text, double confidence) {
  Page page = page_of(text);
  page.text_source = TextSource::ocr;
  for (Word& word : page.words) word.confidence = confidence;
  return page;
}

std::optional<std::string> said(const FieldsResult& result, const std::string& code,
                                const std::string& field) {
  for (const NeedsReview& note : result.summary.needs_review) {
    if (note.code == code && note.field == field) return note.text;
  }
  return std::nullopt;
}

// The RFC that these letters and this date give the name, with its check digit.
std::string rfc_of(const std::string& start, const std::string& name) {
  const std::string rfc = start + rfc_name_code(name);
  for (const char digit : std::string("0123456789A")) {
    if (rfc_valid(rfc + digit) == true) return rfc + digit;
  }
  return {};
}

struct Case {
  std::string name;
  std::string text;
  std::string code;
  std::string field;
  std::optional<std::string> note;  // none: must not be said
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

const std::string kHeading =
    "CONTRATO No. DA/12/2020\nQUE CELEBRAN POR UNA PARTE EL MUNICIPIO DE TECATE, A QUIEN SE LE "
    "DENOMINARÁ \"EL MUNICIPIO\", Y POR LA OTRA NOVITECH, S.A. DE C.V., A QUIEN SE LE DENOMINARÁ "
    "\"EL PROVEEDOR\".\n";

std::vector<Case> cases() {
  return {
      {"WordsDiffer",
       "CONTRATO No. 12/2020\nEl monto total del contrato es de $1,500,000.00 (UN MILLÓN "
       "SEISCIENTOS MIL PESOS 00/100 M.N.)\n",
       "amount_words_differ", "amount",
       "digits say 1500000.00, words say UN MILLÓN SEISCIENTOS MIL PESOS 00/100"},
      {"WordsAgree",
       "CONTRATO No. 12/2020\nEl monto total del contrato es de $1,500,000.00 (UN MILLÓN "
       "QUINIENTOS MIL PESOS 00/100 M.N.)\n",
       "amount_words_differ", "amount", std::nullopt},
      {"SumDiffers",
       "CONTRATO No. 12/2020\nSUBTOTAL: $100,000.00\nI.V.A.: $16,000.00\nTOTAL: $161,000.00\n",
       "sum_differs", "amount", "subtotal and tax do not add up to the total"},
      {"SumAgrees",
       "CONTRATO No. 12/2020\nSUBTOTAL: $100,000.00\nI.V.A.: $16,000.00\nTOTAL: $116,000.00\n",
       "sum_differs", "amount", std::nullopt},
      {"TwoAmounts",
       "CONTRATO No. 12/2020\nEl monto del contrato es de $1,500,000.00.\n\n"
       "El monto del contrato es de $2,500,000.00.\n",
       "two_candidates", "amount", "1500000.00 or 2500000.00"},
      {"TwoNumbers", "CONTRATO No. DA/12/2020\nCONTRATO No. DA/77/2020\n", "two_candidates",
       "contract_number", "DA/12/2020 or DA/77/2020"},
      {"OneNumber", "CONTRATO No. DA/12/2020\nCONTRATO No. DA/12/2020\n", "two_candidates",
       "contract_number", std::nullopt},
      {"NumberRepaired", "CONTRATO No. LA-O11000999-E1-2O20\n", "number_repaired",
       "contract_number", "printed LA-O11000999-E1-2O20, read LA-011000999-E1-2020"},
      {"CheckDigit", kHeading + "Declara \"EL PROVEEDOR\" que su RFC es NOV100101AB1\n",
       "check_digit", "supplier_tax_id", "NOV100101AB1 has a wrong check digit"},
      {"NameDiffers", kHeading + "Declara \"EL PROVEEDOR\" que su RFC es MAB9307148T4\n",
       "name_differs_from_tax_id", "supplier_name",
       "the tax identifier MAB9307148T4 was made for another spelling of the name"},
      {"AmountUnderRegion", "CONTRATO No. 12/2020\nMONTO: $61,3██,877.00\n",
       "value_partly_redacted", "amount", "a sum runs into a redacted region"},
      {"NumberUnderRegion", "CONTRATO No. DCA/SSPM/██/2022\n", "value_partly_redacted",
       "contract_number", "a contract's number runs into a redacted region"},
      {"NameUnderRegion", "CONTRATO No. 12/2020\nPROVEEDOR: ██████, S.A. DE C.V.\n",
       "value_partly_redacted", "supplier_name", "a name lies under a redacted region"},
      {"NothingUnderRegions", kHeading, "value_partly_redacted", "supplier_name", std::nullopt},
  };
}

class ReviewCases : public testing::TestWithParam<Case> {};

TEST_P(ReviewCases, AreSaidWhereTheyMustBe) {
  const Case& expected = GetParam();
  EXPECT_EQ(said(read({page_of(expected.text)}), expected.code, expected.field), expected.note);
}

INSTANTIATE_TEST_SUITE_P(Codes, ReviewCases, testing::ValuesIn(cases()),
                         [](const auto& instance) { return instance.param.name; });

TEST(Review, LowConfidenceOfRecognition) {
  const std::string text =
      kHeading + "El monto total del contrato es de $1,500,000.00 M.N. IVA incluido.\n";
  const FieldsResult poor = read({recognised(text, 0.4)});
  EXPECT_EQ(said(poor, "low_ocr_confidence", "amount"),
            "the words of the sum were hard to recognise");
  EXPECT_EQ(said(poor, "low_ocr_confidence", "contract_number"),
            "the words of the number were hard to recognise");
  EXPECT_EQ(said(poor, "low_ocr_confidence", "supplier_name"),
            "the words of the name were hard to recognise");
  const FieldsResult good = read({recognised(text, 0.95)});
  EXPECT_EQ(good.summary.amount_minor, 150000000);
  for (const char* field : {"amount", "contract_number", "supplier_name"})
    EXPECT_EQ(said(good, "low_ocr_confidence", field), std::nullopt) << field;
}

// One letter of a recognised name or identifier is set right by the other; what was printed is
// told.
TEST(Review, RepairsAreTold) {
  const std::string rfc = rfc_of("CBO010203", "CONSTRUCTORA BOLIVAR");
  const FieldsResult of_name = read({recognised(
      "CONTRATO No. 12/2020\nPROVEEDOR: CONSTRUCTORA BOL1VAR, S.A. DE C.V.\nR.F.C.: " + rfc + "\n",
      0.9)});
  EXPECT_EQ(of_name.summary.supplier_name, "CONSTRUCTORA BOLIVAR, S.A. DE C.V.");
  EXPECT_EQ(said(of_name, "name_repaired", "supplier_name"),
            "printed CONSTRUCTORA BOL1VAR, S.A. DE C.V., set right by its tax identifier");

  // In the text layer nothing is repaired: it says what it says.
  const FieldsResult typed = read(
      {page_of("CONTRATO No. 12/2020\nPROVEEDOR: CONSTRUCTORA BOL1VAR, S.A. DE C.V.\nR.F.C.: " +
               rfc + "\n")});
  EXPECT_EQ(typed.summary.supplier_name, "CONSTRUCTORA BOL1VAR, S.A. DE C.V.");
}

TEST(Review, ARepairedIdentifierIsTold) {
  // A name whose code has a letter that is read as a digit.
  std::string name;
  std::string rfc;
  std::size_t at = std::string::npos;
  for (char last = 'A'; last <= 'Z' && at == std::string::npos; ++last) {
    name = std::string("CONSTRUCTORA BOLIVAR ") + last + last + last;
    rfc = rfc_of("CBO010203", name);
    at = rfc.find_first_of("SB", 9);
  }
  ASSERT_NE(at, std::string::npos);
  std::string misread = rfc;
  misread[at] = rfc[at] == 'S' ? '5' : '8';
  const FieldsResult result = read({recognised(
      "CONTRATO No. 12/2020\nPROVEEDOR: " + name + ", S.A. DE C.V.\nR.F.C.: " + misread + "\n",
      0.9)});
  EXPECT_EQ(result.summary.supplier_tax_id, rfc);
  EXPECT_EQ(said(result, "tax_id_repaired", "supplier_tax_id"),
            "printed " + misread + ", set right by the name");
}

// Two contracts in one file, and one contract that names another.
TEST(Review, SeveralContractsInOneFile) {
  const auto contract = [](const std::string& number, const std::string& more) {
    return "CONTRATO No. " + number +
           "\nQUE CELEBRAN POR UNA PARTE EL MUNICIPIO DE TECATE, A QUIEN SE LE DENOMINARÁ \"EL "
           "MUNICIPIO\", Y POR LA OTRA NOVITECH, S.A. DE C.V., A QUIEN SE LE DENOMINARÁ \"EL "
           "PROVEEDOR\".\n" +
           more;
  };
  const FieldsResult two =
      read({page_of(contract("DA/12/2020", ""), 1), page_of(contract("DA/77/2020", ""), 2)});
  EXPECT_EQ(said(two, "several_contracts", "contract_number"),
            "page 2 begins another contract, DA/77/2020");
  const FieldsResult one = read(
      {page_of(contract("DA/12/2020", ""), 1),
       page_of("SEGUNDA. Lo anterior conforme al contrato No. DA/77/2019 que antecede.\n", 2)});
  EXPECT_EQ(one.summary.contract_number, "DA/12/2020");
  EXPECT_EQ(said(one, "several_contracts", "contract_number"), std::nullopt);
}

}  // namespace
}  // namespace tachado::fields
