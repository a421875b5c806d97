#include "stages/redactions/bars.h"

#include <gtest/gtest.h>

#include "tests/redactions/pages.h"

namespace tachado::redactions {
namespace {

std::string text_with(Page page, const std::vector<Rect>& boxes) {
  std::vector<Bar> bars;
  for (const Rect& box : boxes) bars.push_back({box, 1000, false});
  insert_bars(page, bars);
  // What the text says must be what the words say.
  Page again = page;
  assemble_text(again);
  EXPECT_EQ(again.text, page.text);
  for (std::size_t i = 1; i < page.words.size(); ++i) {
    EXPECT_LE(page.words[i - 1].line, page.words[i].line);
    EXPECT_LT(static_cast<std::size_t>(page.words[i].line), page.lines.size());
  }
  return page.text;
}

TEST(Bars, StandAtTheEndOfTheirLine) {
  EXPECT_EQ(text_with(page_of("monto:\nfin"), {cell(7, 0, 5)}), "monto: █████\nfin\n");
}

TEST(Bars, StandInTheMiddleOfTheirLine) {
  EXPECT_EQ(text_with(page_of("marca      modelo"), {cell(6, 0, 4)}), "marca ████ modelo\n");
}

TEST(Bars, StandAtTheStartOfTheirLine) {
  EXPECT_EQ(text_with(page_of({{"pesos", kLeft + 40, 0, 0}}), {cell(0, 0, 7)}), "███████ pesos\n");
}

TEST(Bars, FarFromTheirWordInAFormStillContinueTheLine) {
  EXPECT_EQ(text_with(page_of("RFC:\nDomicilio: calle"), {cell(20, 0, 5)}),
            "RFC: █████\nDomicilio: calle\n");
}

TEST(Bars, HigherThanTheirLineDoNotTakeTheNext) {
  const Rect high = inflate(cell(7, 0, 5), 1, 3);
  EXPECT_EQ(text_with(page_of("monto:\nfin de todo"), {high}), "monto: █████\nfin de todo\n");
}

TEST(Bars, SitWithoutABlankInParenthesesAndAfterACurrencySign) {
  EXPECT_EQ(text_with(page_of("de $       (       ) pesos"), {cell(4, 0, 6), cell(12, 0, 7)}),
            "de $██████ (███████) pesos\n");
}

TEST(Bars, TakeTheWordsInsideAsTheirLabel) {
  Page page = page_of("nombre RFC final");
  page.words[1].order = 2000;
  const auto texts = insert_bars(page, {{cell(7, 0, 3), 1000, false}});
  EXPECT_EQ(texts[0].label, "RFC");
  EXPECT_EQ(texts[0].shining, "");
  EXPECT_EQ(page.text, "nombre ███ final\n");
}

TEST(Bars, WordsDrawnBeforeThemAreNoLabel) {
  Page page = page_of("nombre Juan final");
  const auto texts = insert_bars(page, {{cell(7, 0, 4), 1000, false}});
  EXPECT_EQ(texts[0].label, "");
  EXPECT_EQ(texts[0].shining, "Juan");
  EXPECT_EQ(page.text, "nombre ████ final\n");
}

TEST(Bars, OverSeveralLinesInterruptEachOfThem) {
  EXPECT_EQ(text_with(page_of("uno:\ndos:\ntres:\ncuatro"), {cell(7, 0, 4, 3)}),
            "uno: ████\ndos: ████\ntres: ████\ncuatro\n");
}

TEST(Bars, AloneGetALineOfTheirOwn) {
  const Page page =
      page_of({{"uno dos tres cuatro", kLeft, 0, 0}, {"cinco seis siete", kLeft, 4, 1}});
  EXPECT_EQ(text_with(page, {cell(0, 1, 10)}),
            "uno dos tres cuatro\n██████████\n\ncinco seis siete\n");
  EXPECT_EQ(text_with(page, {cell(0, 2, 10)}),
            "uno dos tres cuatro\n\n██████████\n\ncinco seis siete\n");
}

TEST(Bars, AloneAboveEverything) {
  EXPECT_EQ(text_with(page_of({{"uno dos", kLeft, 3, 0}}), {cell(0, 0, 4)}), "████\n\nuno dos\n");
}

TEST(Bars, OnAPageWithoutWords) {
  Page page;
  page.width = 600;
  page.height = 800;
  const auto texts = insert_bars(page, {{{100, 100, 148, 110}, 0, false}});
  EXPECT_EQ(page.text, "██████████\n");
  EXPECT_EQ(texts[0].characters, 10);
}

TEST(Bars, OfOneLineWithoutWordsShareIt) {
  EXPECT_EQ(
      text_with(page_of({{"uno dos tres cuatro", kLeft, 0, 0}}), {cell(6, 1, 4), cell(0, 1, 4)}),
      "uno dos tres cuatro\n████ ████\n");
}

TEST(Bars, ABlockOfLinesCountsAllOfThem) {
  Page page = page_of({{"uno dos tres cuatro", kLeft, 0, 0}});
  const auto texts = insert_bars(page, {{cell(0, 1, 20, 4), 0, false}});
  EXPECT_EQ(page.text, "uno dos tres cuatro\n████████████████████\n");
  EXPECT_EQ(texts[0].characters, 80);
}

TEST(Bars, InTheSecondColumnStayThere) {
  const Page page = page_of({{"izquierda uno y mas", kLeft, 0, 0},
                             {"izquierda dos y mas", kLeft, 1, 0},
                             {"izquierda tres y mas", kLeft, 2, 0},
                             {"derecha uno y mas", kLeft + 150, 0, 1},
                             {"derecha tres y mas", kLeft + 150, 2, 1}});
  EXPECT_EQ(text_with(page, {cell(30, 1, 10)}),
            "izquierda uno y mas\nizquierda dos y mas\nizquierda tres y mas\n\n"
            "derecha uno y mas\n██████████\nderecha tres y mas\n");
}

TEST(Bars, ALabelAloneOnItsLineGivesItsPlace) {
  Page page = page_of("uno dos tres\nReservada.1\ncuatro cinco");
  const auto texts = insert_bars(page, {{cell(0, 1, 14), 0, false}});
  EXPECT_EQ(texts[0].label, "Reservada.1");
  EXPECT_EQ(page.text, "uno dos tres\n██████████████\ncuatro cinco\n");
  EXPECT_EQ(page.lines.size(), 3U);
}

TEST(Bars, SayWhichWordsAreTheirs) {
  Page page = page_of("uno:\ndos:");
  const auto texts = insert_bars(page, {{cell(7, 1, 4), 0, false}, {cell(7, 0, 4), 0, false}});
  EXPECT_EQ(texts[0].words, std::vector<std::size_t>{3});
  EXPECT_EQ(texts[1].words, std::vector<std::size_t>{1});
}

TEST(Bars, NoneLeaveThePageAsItWas) {
  const Page page = page_of("uno dos\ntres");
  EXPECT_EQ(text_with(page, {}), page.text);
}

}  // namespace
}  // namespace tachado::redactions
