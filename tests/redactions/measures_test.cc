#include "stages/redactions/measures.h"

#include <gtest/gtest.h>

namespace tachado::redactions {
namespace {

TEST(CoveredArea, CountsOverlapsOnceAndClips) {
  const Rect page{0, 0, 100, 100};
  EXPECT_DOUBLE_EQ(covered_area({}, page), 0);
  EXPECT_DOUBLE_EQ(covered_area({{0, 0, 10, 10}, {5, 5, 15, 15}}, page), 175);
  EXPECT_DOUBLE_EQ(covered_area({{0, 0, 10, 10}, {0, 0, 10, 10}}, page), 100);
  EXPECT_DOUBLE_EQ(covered_area({{90, 90, 200, 200}}, page), 100);
  EXPECT_DOUBLE_EQ(covered_area({{0, 0, 10, 10}, {0, 20, 10, 30}, {2, 5, 4, 25}}, page), 220);
}

struct Level {
  int regions;
  double width;  // of each, 10 high, on 100,000 square points of content
  const char* level;
};

class Levels : public testing::TestWithParam<Level> {};

TEST_P(Levels, FollowThePublishedRule) {
  Page page;
  page.width = 1000;
  page.height = 1000;
  page.content_area = 100000;
  for (int i = 0; i < GetParam().regions; ++i) {
    Redaction redaction;
    redaction.box = {0, 20.0 * i, GetParam().width, 20.0 * i + 10};
    page.redactions.push_back(redaction);
  }
  Measures measures({});
  measures.add(page);
  DocumentRedactions result;
  measures.write(result, 1);
  EXPECT_EQ(result.level, GetParam().level);
  EXPECT_EQ(result.count, GetParam().regions);
}

INSTANTIATE_TEST_SUITE_P(Rule, Levels,
                         testing::Values(Level{0, 0, "none"}, Level{1, 10, "light"},
                                         Level{2, 49, "light"}, Level{2, 51, "moderate"},
                                         Level{3, 10, "moderate"}, Level{10, 10, "moderate"},
                                         Level{11, 10, "heavy"}, Level{2, 251, "heavy"}));

TEST(Measures, AreUnknownUnlessEveryPageWasExamined) {
  Page seen;
  seen.width = seen.height = 100;
  seen.redactions.resize(1);
  seen.redactions[0].box = {0, 0, 10, 10};
  Page unseen;
  unseen.number = 2;
  unseen.examined = false;
  Measures measures({});
  measures.add(seen);
  measures.add(unseen);
  DocumentRedactions result;
  measures.write(result, 2);
  EXPECT_FALSE(result.count.has_value());
  EXPECT_FALSE(result.level.has_value());
  EXPECT_FALSE(result.failed.has_value());
  EXPECT_FALSE(result.area_share.has_value());
  EXPECT_EQ(result.pages, std::vector<int>{1});
  EXPECT_EQ(result.kinds.at("filled"), 1);
}

TEST(Measures, SumUp) {
  Page page;
  page.width = page.height = 100;
  page.content_area = 2000;
  page.redactions.resize(2);
  page.redactions[0].box = {0, 0, 10, 10};
  page.redactions[0].characters_estimated = 7;
  page.redactions[0].soundness = Soundness::failed;
  page.redactions[0].hides = {"brand", "marca █", 0.9};
  page.redactions[1].box = {0, 50, 10, 60};
  page.redactions[1].kind = RegionKind::outlined;
  page.redactions[1].characters_estimated = 4;
  page.redactions[1].soundness = Soundness::unverified;
  page.redactions[1].hides = {"amount", "", 0.4};
  Measures measures({});
  measures.add(page);
  DocumentRedactions result;
  measures.write(result, 1);
  EXPECT_EQ(result.characters_estimated, 11);
  EXPECT_EQ(result.failed, 1);
  EXPECT_EQ(result.unverified, 1);
  EXPECT_DOUBLE_EQ(*result.area_share, 0.02);
  EXPECT_DOUBLE_EQ(*result.content_share, 0.1);
  EXPECT_EQ(result.hidden_fields, std::vector<std::string>{"brand"});
  EXPECT_EQ(result.kinds, (std::map<std::string, int>{{"filled", 1}, {"outlined", 1}}));
}

}  // namespace
}  // namespace tachado::redactions
