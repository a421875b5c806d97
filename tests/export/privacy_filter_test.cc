#include "stages/export/privacy_filter.h"

#include <gtest/gtest.h>

namespace tachado::exporting {
namespace {

using nlohmann::json;

std::string dots(int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += "•";
  return result;
}

TEST(MaskPersonal, TakesWhatIsPersonalAndLeavesTheRest) {
  const struct {
    std::string text;
    std::string masked;
  } kCases[] = {
      {"CURP: GALA850101HDFRPN09.", "CURP: " + dots(18) + "."},
      {"CLABE 012180001234567891", "CLABE " + dots(18)},
      {"012 180 001234567891 es", dots(3) + " " + dots(3) + " " + dots(12) + " es"},
      {"cuenta bancaria número 0123456789 de", "cuenta bancaria número " + dots(10) + " de"},
      {"cuenta No. 1234-5678-90", "cuenta No. " + dots(4) + "-" + dots(4) + "-" + dots(2)},
      {"con C.C. No. 79.123.456 de Bogotá",
       "con C.C. No. " + dots(2) + "." + dots(3) + "." + dots(3) + " de Bogotá"},
      {"cédula de ciudadanía 52345678", "cédula de ciudadanía " + dots(8)},
      // Amounts, dates, contract numbers, tax numbers of companies
      {"la cuenta pública por $ 61310877.00", "la cuenta pública por $ 61310877.00"},
      {"cuenta por $61310877", "cuenta por $61310877"},
      {"contrato 4600012345 del 16/05/2022", "contrato 4600012345 del 16/05/2022"},
      {"RFC COE980421TY3", "RFC COE980421TY3"},
      {"descuenta 123456789", "descuenta 123456789"},
      {"", ""},
  };
  for (const auto& [text, masked] : kCases) EXPECT_EQ(mask_personal(text), masked);
}

json head() {
  return json::parse(R"({
    "metadata": {"title": "Secreto", "author": null, "producer": "x", "attachments": [{"name": "b.doc", "bytes": 1}]},
    "fields": {"identifiers": [{"scheme": "CO-CC", "value": "79123456", "evidence":
        [{"page": 1, "bbox": [10, 20, 30, 40], "span": [5, 13], "text": "79123456", "source": "text"}]},
      {"scheme": "MX-RFC", "value": "COE980421TY3", "evidence": []}],
      "parties": [{"name": "Ana", "tax_id": {"scheme": "CO-CC", "value": "79123456"}, "evidence": []}]},
    "redactions": {"leaks": [{"kind": "metadata", "text": "Secreto"}]}})");
}

json page() {
  return json::parse(R"({"number": 1, "text": "Ana: 79123456 y CURP GALA850101HDFRPN09",
    "words": [["Ana:", 0, 0, 1, 1, 0, 0, null], ["79123456", 2, 0, 3, 1, 0, 5, null],
              ["GALA850101HDFRPN09", 6, 0, 7, 1, 0, 21, null]],
    "redactions": [{"id": "p1-r1", "findings": [{"kind": "box_over_text", "text": "oculto"}]}]})");
}

TEST(PrivacyFilter, RevealsNothingUnlessAsked) {
  PrivacyFilter filter({});
  json document = head();
  json first = page();
  filter.head(document);
  filter.page(first);
  EXPECT_TRUE(document["redactions"]["leaks"][0]["text"].is_null());
  EXPECT_TRUE(document["metadata"]["title"].is_null());
  EXPECT_EQ(document["metadata"]["attachments"][0]["name"], "b.doc");
  EXPECT_TRUE(first["redactions"][0]["findings"][0]["text"].is_null());
  EXPECT_EQ(first["text"], page()["text"]);
}

TEST(PrivacyFilter, RevealKeepsAll) {
  PrivacyFilter filter({.reveal = true});
  json document = head();
  json first = page();
  filter.head(document);
  filter.page(first);
  EXPECT_EQ(document, head());
  EXPECT_EQ(first, page());
}

TEST(PrivacyFilter, MasksIdentifiersOfPeopleWhereverTheyStand) {
  PrivacyFilter filter({.mask_personal = true});
  json document = head();
  json first = page();
  filter.head(document);
  filter.page(first);
  EXPECT_EQ(document["fields"]["identifiers"][0]["value"], dots(8));
  EXPECT_EQ(document["fields"]["identifiers"][0]["evidence"][0]["text"], dots(8));
  EXPECT_EQ(document["fields"]["identifiers"][1]["value"], "COE980421TY3");
  EXPECT_EQ(document["fields"]["parties"][0]["tax_id"]["value"], dots(8));
  EXPECT_EQ(first["text"], "Ana: " + dots(8) + " y CURP " + dots(18));
  EXPECT_EQ(first["words"][0][0], "Ana:");
  EXPECT_EQ(first["words"][1][0], dots(8));
  EXPECT_EQ(first["words"][2][0], dots(18));
  // The evidence, and each word of what was masked: what a picture of the page must not show.
  ASSERT_EQ(filter.personal_boxes().size(), 3U);
  EXPECT_EQ(filter.personal_boxes()[0], (Rect{10, 20, 30, 40}));
  EXPECT_EQ(filter.personal_boxes()[2], (Rect{6, 0, 7, 1}));
}

}  // namespace
}  // namespace tachado::exporting
