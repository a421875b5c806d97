// Glyphs to words, lines and blocks in reading order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/extract/extract.h"
#include "tests/extract/raw_page_builder.h"

namespace tachado {
namespace {

using test::RawPageBuilder;
using Style = RawPageBuilder::Style;

std::string text_of(RawPageBuilder& builder) { return extract::extract_page(builder.page()).text; }

TEST(Words, BlanksAndGapsPartThem) {
  RawPageBuilder builder;
  Style no_blanks;
  no_blanks.draw_blanks = false;
  builder.text(50, 100, U"drawn blanks").text(50, 120, U"only gaps", no_blanks);
  EXPECT_EQ(text_of(builder), "drawn blanks\nonly gaps\n");
}

TEST(Words, KnowTheirBoxLineAndOrder) {
  RawPageBuilder builder;
  builder.text(50, 100, U"No. 12");
  const Page page = extract::extract_page(builder.page());
  ASSERT_EQ(page.words.size(), 2U);
  EXPECT_EQ(page.words[1].text, "12");
  EXPECT_EQ(page.words[1].box, (Rect{70, 91, 80, 102}));
  EXPECT_EQ(page.words[1].line, 0);
  EXPECT_EQ(page.words[1].offset, 4);
  EXPECT_EQ(page.words[1].order, 6);
  ASSERT_EQ(page.lines.size(), 1U);
  EXPECT_EQ(page.lines[0].box, (Rect{50, 91, 80, 102}));
  EXPECT_EQ(page.text_source, TextSource::text);
}

TEST(Words, PiecesDrawnApartAreJoined) {
  RawPageBuilder builder;
  builder.text(65, 100, U"trato").text(50, 100, U"con");
  EXPECT_EQ(text_of(builder), "contrato\n");
}

TEST(Words, SpacedLettersAreOneWord) {
  RawPageBuilder builder;
  Style spaced;
  spaced.gap = 4;
  builder.text(50, 100, U"CONTRATO", spaced);
  EXPECT_EQ(text_of(builder), "CONTRATO\n");
}

TEST(Words, BoldByDrawingTwiceIsReadOnce) {
  RawPageBuilder builder;
  builder.text(50, 100, U"CONTRATO No").text(50.3, 100, U"CONTRATO No");
  EXPECT_EQ(text_of(builder), "CONTRATO No\n");
  RawPageBuilder letters;
  for (int i = 0; i < 4; ++i) {
    const char32_t letter = U"OOOL"[i];
    letters.text(50 + 5 * i, 100, std::u32string(1, letter));
    letters.text(50.4 + 5 * i, 100, std::u32string(1, letter));
  }
  EXPECT_EQ(text_of(letters), "OOOL\n");
}

TEST(Words, HyphenAtALinesEndStandsAlone) {
  RawPageBuilder builder;
  builder.text(50, 100, U"el con-").text(50, 112, U"trato a-b");
  const Page page = extract::extract_page(builder.page());
  EXPECT_EQ(page.text, "el con-\ntrato a-b\n");
  ASSERT_EQ(page.words.size(), 5U);
  EXPECT_EQ(page.words[1].text, "con");
  EXPECT_EQ(page.words[2].text, "-");
  EXPECT_TRUE(page.words[2].glued);
  EXPECT_LE(page.words[1].box.x1, page.words[2].box.x0);
}

TEST(Words, LigaturesAndAccents) {
  RawPageBuilder builder;
  builder.text(50, 100, U"o\uFB01cina").text(50, 120, U"a\u006E\u0303o");
  // TeX: the accent is drawn first, the letter under it.
  builder.text(50, 140, U"c").text(55, 140, U"\u00B4").text(55, 140, U"o").text(60, 140, U"digo");
  EXPECT_EQ(text_of(builder), "oficina\naño\ncódigo\n");
}

TEST(Words, ScriptsJoinLettersAndLeaveNumbersAlone) {
  Style small;
  small.size = 6;
  RawPageBuilder ordinal;
  ordinal.text(50, 100, U"N").text(55, 96, U"o", small).text(65, 100, U"12");
  EXPECT_EQ(text_of(ordinal), "No 12\n");
  RawPageBuilder note;
  note.text(50, 100, U"1,000.00").text(90, 96, U"1", small);
  EXPECT_EQ(text_of(note), "1,000.00 1\n");
}

TEST(Words, UnknownGlyphsShowWithinWordsOnly) {
  RawPageBuilder builder;
  builder.text(50, 100, std::u32string_view(U"a\0b", 3))
      .text(50, 120, std::u32string_view(U"\0", 1));
  EXPECT_EQ(text_of(builder), "a\uFFFDb\n");
}

TEST(Lines, TableRowsAreReadAcross) {
  RawPageBuilder builder;
  for (int row = 0; row < 5; ++row) {
    builder.text(50, 100 + 14 * row, U"Servicio");
    builder.text(300, 100 + 14 * row, U"2");
    builder.text(400, 100 + 14 * row, U"$1,000.00");
  }
  const Page page = extract::extract_page(builder.page());
  EXPECT_EQ(page.lines.size(), 5U);
  EXPECT_THAT(page.text, testing::StartsWith("Servicio 2 $1,000.00\nServicio 2 $1,000.00\n"));
}

TEST(Lines, ColumnsOfProseAreReadOneByOne) {
  RawPageBuilder builder;
  builder.text(50, 60, U"A heading that runs across both of the columns of this page, all of it");
  for (int row = 0; row < 8; ++row) {
    builder.text(50, 100 + 12 * row, U"left column text goes on here");
    builder.text(300, 100 + 12 * row, U"right column text follows now");
  }
  const Page page = extract::extract_page(builder.page());
  const auto last_left = page.text.rfind("left column");
  const auto first_right = page.text.find("right column");
  ASSERT_NE(first_right, std::string::npos);
  EXPECT_LT(last_left, first_right);
  EXPECT_THAT(page.text, testing::StartsWith("A heading"));
}

// Paragraphs put the lines of two columns at different heights: few rows have both.
TEST(Lines, ColumnsOfProseNeedNotShareTheirRows) {
  RawPageBuilder builder;
  builder.text(50, 100, U"left column text goes on here");
  builder.text(300, 100, U"right column text follows now");
  for (int row = 1; row < 8; ++row) {
    builder.text(50, 100 + 12 * row, U"left column text goes on here");
    builder.text(300, 106 + 12 * row, U"right column text follows now");
  }
  const Page page = extract::extract_page(builder.page());
  EXPECT_LT(page.text.rfind("left column"), page.text.find("right column"));
}

// The labels of a form stand apart: each is read with its value.
TEST(Lines, LabelsBesideTextAreNoColumn) {
  RawPageBuilder builder;
  for (int row = 0; row < 5; ++row) {
    builder.text(50, 100 + 60 * row, U"label of the part that is beside");
    for (int line = 0; line < 5; ++line)
      builder.text(300, 100 + 60 * row + 12 * line, U"right column text follows now");
  }
  const Page page = extract::extract_page(builder.page());
  EXPECT_LT(page.text.find("right column"), page.text.rfind("label of"));
}

TEST(Lines, LinesBetweenCellsPartWords) {
  RawPageBuilder builder;
  builder.text(75.5, 100, U"plazo").text(50, 100, U"total");
  builder.fill({75, 80, 75.5, 110});
  EXPECT_EQ(text_of(builder), "total plazo\n");
}

TEST(Lines, BlocksBeginAfterAGap) {
  RawPageBuilder builder;
  builder.text(50, 100, U"one").text(50, 112, U"two").text(50, 150, U"three");
  const Page page = extract::extract_page(builder.page());
  EXPECT_EQ(page.text, "one\ntwo\n\nthree\n");
  EXPECT_EQ(page.lines[0].block, page.lines[1].block);
  EXPECT_LT(page.lines[1].block, page.lines[2].block);
}

struct TurnCase {
  float angle;
  double x;
  double y;
  Rect box;
};

TEST(Lines, TurnedTextIsReadInItsOwnDirection) {
  const TurnCase cases[] = {{90, 300, 100, {298, 100, 309, 115}},
                            {180, 300, 100, {285, 98, 300, 109}},
                            {270, 300, 100, {291, 85, 302, 100}}};
  for (const TurnCase& c : cases) {
    RawPageBuilder builder;
    Style style;
    style.angle = c.angle;
    builder.text(c.x, c.y, U"abc", style);
    const Page page = extract::extract_page(builder.page());
    EXPECT_EQ(page.text, "abc\n") << c.angle;
    ASSERT_EQ(page.words.size(), 1U);
    EXPECT_EQ(page.words[0].box, c.box) << c.angle;
  }
}

TEST(Lines, ANoteInTheMarginComesAfterTheText) {
  RawPageBuilder builder;
  Style up;
  up.angle = 270;
  builder.text(20, 400, U"margin note", up);
  for (int row = 0; row < 4; ++row) builder.text(50, 100 + 12 * row, U"text of the page");
  EXPECT_THAT(text_of(builder), testing::EndsWith("text of the page\n\nmargin note\n"));
}

TEST(Page, CarriesWhatTheRecordSays) {
  RawPageBuilder builder;
  builder.page().number = 7;
  builder.page().label = "vii";
  builder.page().rotation = 90;
  builder.page().problems.push_back({"pdf", 7, ProblemKind::damaged, "x"});
  const Page page = extract::extract_page(builder.page());
  EXPECT_EQ(page.number, 7);
  EXPECT_EQ(page.label, "vii");
  EXPECT_EQ(page.rotation, 90);
  EXPECT_EQ(page.width, 600);
  EXPECT_EQ(page.problems.size(), 1U);
  EXPECT_TRUE(page.examined);
  EXPECT_EQ(page.text, "");
  EXPECT_EQ(page.text_source, TextSource::none);
}

}  // namespace
}  // namespace tachado
