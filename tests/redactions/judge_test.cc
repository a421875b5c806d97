#include <gtest/gtest.h>

#include "stages/redactions/redactions.h"
#include "tests/redactions/pages.h"

namespace tachado::redactions {
namespace {

std::vector<Page> judge(std::vector<Page> pages, DocumentRedactions* whole = nullptr,
                        const Options& options = {}) {
  Judge judge(options, {});
  std::vector<Page> result;
  const int count = static_cast<int>(pages.size());
  for (Page& page : pages) {
    judge.add(std::move(page));
    while (auto next = judge.next()) result.push_back(std::move(*next));
  }
  judge.close();
  while (auto next = judge.next()) result.push_back(std::move(*next));
  const DocumentRedactions redactions = judge.finish(count);
  if (whole != nullptr) *whole = redactions;
  return result;
}

TEST(Judge, NumbersInReadingOrderRegionsAndReplacedTextAlike) {
  Page page = page_of("monto:\nnombre XXXXXXXX y marca\nfin");
  page.candidates = {bar_at(cell(25, 1, 5)), bar_at(cell(7, 0, 5))};
  page.candidates[0].label = "#3.1";
  const Page judged = judge({page}).front();
  EXPECT_EQ(judged.text, "monto: █████\nnombre ████████ y marca █████\nfin\n");
  ASSERT_EQ(judged.redactions.size(), 3U);
  EXPECT_EQ(judged.redactions[0].id, "p1-r1");
  EXPECT_EQ(judged.redactions[0].kind, RegionKind::filled);
  EXPECT_EQ(judged.redactions[0].box, cell(7, 0, 5));
  EXPECT_EQ(judged.redactions[0].characters_estimated, 5);
  EXPECT_EQ(judged.redactions[1].id, "p1-r2");
  EXPECT_EQ(judged.redactions[1].kind, RegionKind::replaced_text);
  EXPECT_EQ(judged.redactions[1].source, RegionSource::text);
  EXPECT_FALSE(judged.redactions[1].soundness.has_value());
  EXPECT_EQ(judged.redactions[2].id, "p1-r3");
  EXPECT_EQ(judged.redactions[2].label, "#3.1");
}

TEST(Judge, TextInsideARegionIsItsLabelAndNoSecondRegion) {
  Page page = page_of("nombre [TESTADO] final");
  page.words[1].order = 2000;
  page.candidates = {bar_at(inflate(page.words[1].box, 1, 1))};
  const Page judged = judge({page}).front();
  ASSERT_EQ(judged.redactions.size(), 1U);
  EXPECT_EQ(judged.redactions[0].label, "[TESTADO]");
  EXPECT_EQ(judged.redactions[0].kind, RegionKind::filled);
}

TEST(Judge, ReadsNoFrameIntoALabel) {
  for (const auto& [read, label] : std::vector<std::pair<std::string, std::optional<std::string>>>{
           {"Reservada.2 |", "Reservada.2"},
           {"| 5.1.2e ]", "5.1.2e"},
           {"(b)(6)", "(b)(6)"},
           {"[TESTADO]", "[TESTADO]"},
           {"N1-ELIMINADO 1 |", "N1-ELIMINADO 1"},
           {"| |", std::nullopt}}) {
    Page page = page_of("nombre\nfin");
    page.candidates = {bar_at(cell(8, 0, 14))};
    page.candidates[0].kind = RegionKind::outlined;
    page.candidates[0].source = RegionSource::raster;
    page.candidates[0].label = read;
    const Page judged = judge({page}).front();
    ASSERT_EQ(judged.redactions.size(), 1U) << read;
    EXPECT_EQ(judged.redactions[0].label, label) << read;
  }
}

TEST(Judge, WhatIsBelowTheLeastConfidenceIsNotWritten) {
  Page page = page_of("monto:\nfin");
  page.candidates = {bar_at(cell(7, 0, 5), 0.2)};
  DocumentRedactions whole;
  const Page judged = judge({page}, &whole).front();
  EXPECT_TRUE(judged.redactions.empty());
  EXPECT_EQ(judged.text, "monto:\nfin\n");
  EXPECT_EQ(whole.count, 0);
  EXPECT_EQ(whole.level, "none");
}

TEST(Judge, GivesEveryPageOnceAndInOrder) {
  for (const int count : {0, 1, 11, 12, 23, 24, 25, 36, 60}) {
    std::vector<Page> pages;
    for (int i = 1; i <= count; ++i) pages.push_back(page_of("uno XXXXX dos", i));
    DocumentRedactions whole;
    const std::vector<Page> judged = judge(std::move(pages), &whole);
    ASSERT_EQ(judged.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      const Page& page = judged[static_cast<std::size_t>(i)];
      EXPECT_EQ(page.number, i + 1);
      ASSERT_EQ(page.redactions.size(), 1U);
      EXPECT_EQ(page.redactions[0].id, "p" + std::to_string(i + 1) + "-r1");
    }
    if (count > 0) {
      EXPECT_EQ(whole.count, count);
    }
  }
}

TEST(Judge, HoldsNoMorePagesThanItsWindow) {
  Judge judge({}, {});
  int out = 0;
  for (int i = 1; i <= 100; ++i) {
    judge.add(page_of("uno", i));
    while (judge.next()) ++out;
    EXPECT_LE(i - out, Judge::kWindow);
  }
}

}  // namespace
}  // namespace tachado::redactions
