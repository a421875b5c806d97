#include "stages/model/page.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tachado {
namespace {

Word word(std::string text, int line, bool glued = false) {
  Word result;
  result.text = std::move(text);
  result.line = line;
  result.glued = glued;
  return result;
}

TEST(AddProblem, SaysEachOnceAndWhere) {
  Page page;
  page.number = 3;
  const Problem large{"pdf", std::nullopt, ProblemKind::limit, "too large"};
  for (int asked = 0; asked < 3; ++asked) add_problem(page, large);
  add_problem(page, {"ocr", 3, ProblemKind::limit, "too large"});
  ASSERT_EQ(page.problems.size(), 2U);
  EXPECT_EQ(page.problems[0], (Problem{"pdf", 3, ProblemKind::limit, "too large"}));
  EXPECT_EQ(page.problems[1].stage, "ocr");
}

TEST(AssembleText, BlanksLinesAndBlocks) {
  Page page;
  page.lines = {{{}, 0}, {{}, 0}, {{}, 1}};
  page.words = {word("año", 0), word("2022", 0), word("con", 1), word("-", 1, true),
                word("trato", 2)};
  assemble_text(page);
  EXPECT_EQ(page.text, "año 2022\ncon-\n\ntrato\n");
  EXPECT_EQ(page.words[1].offset, 4);
  EXPECT_EQ(page.words[2].offset, 9);
  EXPECT_EQ(page.words[3].offset, 12);
  EXPECT_EQ(page.words[4].offset, 15);
}

TEST(AssembleText, NothingGivesNothing) {
  Page page;
  assemble_text(page);
  EXPECT_EQ(page.text, "");
}

TEST(Names, GoThereAndBack) {
  for (const auto kind :
       {RegionKind::filled, RegionKind::outlined, RegionKind::whiteout, RegionKind::pattern,
        RegionKind::marker, RegionKind::image, RegionKind::annotation, RegionKind::replaced_text}) {
    EXPECT_EQ(region_kind_from(to_string(kind)), kind);
  }
  EXPECT_FALSE(region_kind_from("solid").has_value());
}

TEST(Geometry, RoundsWithoutNegativeZero) {
  EXPECT_EQ(round_points(-0.001), 0);
  EXPECT_FALSE(std::signbit(round_points(-0.001)));
  EXPECT_EQ(round_points(12.345678), 12.35);
}

}  // namespace
}  // namespace tachado
