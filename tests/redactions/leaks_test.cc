#include "stages/redactions/leaks.h"

#include <gtest/gtest.h>

#include "tests/redactions/pages.h"

namespace tachado::redactions {
namespace {

constexpr Rect kRegion{200, 100, 260, 110};

// A page of plain words with one region, or none.
Page page_with(const std::string& text, bool region = true) {
  Page page = page_of(text);
  if (region) {
    page.redactions.resize(1);
    page.redactions[0].box = kRegion;
  }
  return page;
}

struct Case {
  const char* name;
  const char* kind;
  const char* text;
  bool over_region;     // its place is the region's
  const char* leaking;  // empty: no leak
};

class LeakCases : public testing::TestWithParam<Case> {};

TEST_P(LeakCases, AreJudged) {
  Leaks leaks;
  leaks.add(
      page_with("3. The Supplier is represented by\n"
                "Aanvraag watervergunning x het van werkzaamheden te Gilze\n"
                "Header One on page 14"));
  HiddenContent content;
  content.kind = GetParam().kind;
  content.where = "somewhere";
  content.page = 1;
  if (GetParam().over_region) content.box = kRegion;
  content.text = GetParam().text;
  const auto found = leaks.judge({content}, {true, {}});
  if (std::string(GetParam().leaking).empty()) {
    EXPECT_TRUE(found.empty());
    return;
  }
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text, GetParam().leaking);
  EXPECT_EQ(found[0].kind, GetParam().kind);
  EXPECT_EQ(found[0].where, "somewhere");
}

INSTANTIATE_TEST_SUITE_P(
    Pairs, LeakCases,
    testing::Values(
        Case{"removed", "earlier_revision", "Orsolya Bramwick", false, "Orsolya Bramwick"},
        Case{"same", "earlier_revision", "Supplier represented", false, ""},
        Case{"junk", "earlier_revision", "|| %& ~~", false, ""},
        Case{"name", "bookmark", "3. Representative: Orsolya Bramwick", false,
             "Representative: Orsolya Bramwick"},
        Case{"ordinary", "bookmark", "Header One", false, ""},
        Case{"section", "bookmark", "6-3-2-t01 summary of tests", false, ""},
        Case{"gap", "metadata",
             "Aanvraag watervergunning voor het uitvoeren van werkzaamheden te Gilze", false,
             "voor het uitvoeren"},
        Case{"title", "metadata", "Some other title of an author at an office", false, ""},
        Case{"value", "form_field", "48,250.00 EUR", true, "48,250.00 EUR"},
        Case{"elsewhere", "form_field", "48,250.00 EUR", false, ""},
        Case{"actual", "tagged_text", "Orsolya Bramwick", true, "Orsolya Bramwick"},
        Case{"described", "tagged_text", "Redacted image", true, ""},
        Case{"comment", "annotation_contents", "Please check this number", false, ""},
        Case{"orphan", "orphan_object", "MATERIAL WEIGHT of Light Fabric", false,
             "MATERIAL WEIGHT of Light Fabric"},
        Case{"duplicate", "orphan_object", "Supplier is represented by Header", false, ""},
        Case{"private", "other", "lives at 742 Evergreen Terrace", false,
             "lives at 742 Evergreen Terrace"},
        Case{"date", "other", "D:20070520182922", false, ""},
        Case{"source", "attachment", "address.txt pre-redaction original: 742 Evergreen Terrace",
             false, "address.txt pre-redaction original: 742 Evergreen Terrace"},
        Case{"note", "attachment", "invoice.xml data for the tax office", false, ""}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(Leaks, ABookmarkOfADocumentWithoutRegionsIsOrdinary) {
  Leaks leaks;
  leaks.add(page_with("plain words", false));
  HiddenContent content;
  content.kind = "bookmark";
  content.text = "Orsolya Bramwick";
  EXPECT_TRUE(leaks.judge({content}, {true, {}}).empty());
}

TEST(Leaks, TellNothingUnlessAsked) {
  Leaks leaks;
  leaks.add(page_with("plain words"));
  HiddenContent content;
  content.kind = "earlier_revision";
  content.text = "Orsolya Bramwick";
  const auto found = leaks.judge({content, content}, {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].text.has_value());
  EXPECT_FALSE(found[0].digest.has_value());
  EXPECT_EQ(found[0].characters, 15);
}

}  // namespace
}  // namespace tachado::redactions
