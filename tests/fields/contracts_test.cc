#include "tests/fields/contracts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "stages/fields/fields.h"
#include "tests/fields/contracts_abroad.h"
#include "tests/fields/contracts_mexico.h"
#include "tests/fields/page_text.h"

namespace tachado::fields {

inline std::ostream& operator<<(std::ostream& out, const TestContract& contract) {
  return out << contract.name;
}

namespace {

FieldsResult read(const std::string& text) {
  const auto rules = Rules::load({});
  EXPECT_TRUE(rules.has_value()) << (rules ? "" : rules.error().message);
  if (!rules) return {};
  Collector collector(*rules);
  collector.add(page_of(text));
  return collector.finish({}, {});
}

class Contracts : public testing::TestWithParam<TestContract> {};

TEST_P(Contracts, AreReadAsAReaderWould) {
  const Expected& expected = GetParam().expected;
  const FieldsResult result = read(GetParam().text);
  const FieldsSummary& summary = result.summary;
  EXPECT_EQ(summary.document_kind, expected.kind);
  EXPECT_EQ(summary.contract_number, expected.contract);
  EXPECT_EQ(summary.tender_number, expected.tender);
  EXPECT_EQ(summary.amount_minor, expected.amount);
  EXPECT_EQ(summary.amount_minimum_minor, expected.minimum);
  EXPECT_EQ(summary.amount_maximum_minor, expected.maximum);
  EXPECT_EQ(summary.currency, expected.currency);
  EXPECT_EQ(summary.supplier_name, expected.supplier);
  EXPECT_EQ(summary.supplier_tax_id, expected.supplier_tax_id);
  EXPECT_EQ(summary.buyer_name, expected.buyer);
  EXPECT_EQ(summary.date_signed, expected.signed_on);
  EXPECT_TRUE(result.problems.empty());
}

// Every piece of evidence is the page's own text at its place.
TEST_P(Contracts, EvidenceIsThePagesText) {
  const Page page = page_of(GetParam().text);
  const FieldsResult result = read(GetParam().text);
  const auto check = [&](const Found& found) {
    ASSERT_FALSE(found.evidence.empty()) << found.rule;
    for (const Evidence& evidence : found.evidence) {
      ASSERT_LT(evidence.begin, evidence.end);
      std::int64_t at = 0;
      std::string text;
      for (const char c : page.text) {
        const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        if (begins) ++at;
        if (at > evidence.begin && at <= evidence.end) text += c;
      }
      EXPECT_EQ(text, evidence.text);
      EXPECT_EQ(evidence.source, "text");
    }
  };
  for (const NumberField& field : result.fields.numbers) check(field);
  for (const AmountField& field : result.fields.amounts) check(field);
  for (const PartyField& field : result.fields.parties) check(field);
  for (const DateField& field : result.fields.dates) check(field);
  for (const IdentifierField& field : result.fields.identifiers) check(field);
}

INSTANTIATE_TEST_SUITE_P(Forms, Contracts, testing::ValuesIn(test_contracts()),
                         [](const auto& instance) { return instance.param.name; });
INSTANTIATE_TEST_SUITE_P(Mexico, Contracts, testing::ValuesIn(mexican_contracts()),
                         [](const auto& instance) { return instance.param.name; });
INSTANTIATE_TEST_SUITE_P(Abroad, Contracts, testing::ValuesIn(contracts_abroad()),
                         [](const auto& instance) { return instance.param.name; });

TEST(Redacted, NothingIsReadFromUnderARegion) {
  const FieldsResult result = read(
      "CONTRATO No. ███/161/2022\nMONTO: $61,3██,877.00\nPROVEEDOR: INT ██████, S.A. DE C.V.\n"
      "R.F.C.: MAB93071████\n");
  EXPECT_EQ(result.summary.contract_number, std::nullopt);
  EXPECT_EQ(result.summary.amount_minor, std::nullopt);
  EXPECT_TRUE(result.fields.amounts.empty());
  EXPECT_EQ(result.summary.supplier_tax_id, std::nullopt);
  const auto& notes = result.summary.needs_review;
  EXPECT_TRUE(std::any_of(notes.begin(), notes.end(), [](const NeedsReview& note) {
    return note.code == "value_partly_redacted" && note.field == "amount";
  }));
}

TEST(Amounts, DigitsAndWordsThatDifferAreTold) {
  const FieldsResult result = read(
      "CONTRATO No. 12/2020\nEl monto total del contrato es de $1,500,000.00 (UN MILLON "
      "SEISCIENTOS MIL "
      "PESOS 00/100 M.N.)\n");
  ASSERT_EQ(result.fields.amounts.size(), 1U);
  EXPECT_EQ(result.fields.amounts[0].words_agree, false);
  ASSERT_FALSE(result.summary.needs_review.empty());
  EXPECT_EQ(result.summary.needs_review[0].code, "amount_words_differ");
}

TEST(Amounts, AnUnqualifiedSumIsNoAnswer) {
  const FieldsResult result =
      read("CONTRATO No. 12/2020\nEn la junta se entregaron $500.00 al asistente.\n");
  EXPECT_EQ(result.summary.amount_minor, std::nullopt);
}

TEST(Watchlist, ANameIsALead) {
  const FieldsResult result = read(
      "PRIMERA. Suministro de 200 camaras marca Dahua y Hik-\nVision, modelo ZTEX.\nMarca: "
      "DAHUA\n");
  EXPECT_EQ(result.summary.watchlist_leads,
            (std::vector<std::string>{"Dahua Technology Company",
                                      "Hangzhou Hikvision Digital Technology Company"}));
  EXPECT_TRUE(result.summary.watchlist_matches.empty());
  ASSERT_EQ(result.fields.watchlist.size(), 2U);
  EXPECT_EQ(result.fields.watchlist[0].listed, "2021-03-12");
  EXPECT_EQ(result.fields.watchlist[0].evidence.size(), 2U);
}

TEST(Nothing, IsReadFromNothing) {
  const FieldsResult result = read("");
  EXPECT_EQ(result.summary.document_kind, std::nullopt);
  EXPECT_EQ(result.summary.contract_number, std::nullopt);
  EXPECT_TRUE(result.fields.dates.empty());
  EXPECT_EQ(result.language, std::nullopt);
}

}  // namespace
}  // namespace tachado::fields
