#include "stages/ocr/reading_order.h"

#include <gtest/gtest.h>

namespace tachado::ocr {
namespace {

struct Piece {
  const char* text;
  Rect box;
  int block = 0;
};

// One line for each piece.
Reading reading(const std::vector<Piece>& pieces) {
  Reading result;
  for (const Piece& piece : pieces) {
    Word word;
    word.text = piece.text;
    word.box = piece.box;
    word.line = static_cast<int>(result.lines.size());
    result.lines.push_back({piece.box, piece.block});
    result.words.push_back(word);
  }
  return result;
}

Page page_of(const std::vector<Piece>& pieces) {
  Page page;
  page.width = 600;
  page.height = 800;
  merge_in_order(page, reading(pieces));
  return page;
}

struct Case {
  const char* name;
  std::vector<Piece> page;
  std::vector<Piece> added;
  const char* text;
};

TEST(ReadingOrder, PutsRecognisedLinesWhereTheyStand) {
  const std::vector<Case> cases{
      {"a picture between paragraphs",
       {{"antes", {50, 100, 300, 110}}, {"después", {50, 300, 300, 310}, 1}},
       {{"imagen", {60, 200, 200, 210}}},
       "antes\n\nimagen\n\ndespués\n"},
      {"a picture above everything",
       {{"cuerpo", {50, 300, 500, 310}}},
       {{"logotipo", {50, 20, 200, 40}}},
       "logotipo\n\ncuerpo\n"},
      {"a picture in the left column",
       {{"i1", {50, 100, 280, 110}},
        {"i2", {50, 400, 280, 410}},
        {"d1", {320, 100, 550, 110}, 1},
        {"d2", {320, 400, 550, 410}, 1}},
       {{"imagen", {60, 200, 270, 210}}},
       "i1\n\nimagen\n\ni2\n\nd1\nd2\n"},
      {"what was filled into a form",
       {{"Nombre:", {50, 100, 100, 110}}, {"Fecha:", {50, 120, 90, 130}}},
       {{"Juan", {110, 99, 140, 110}}, {"2020", {100, 121, 130, 130}}},
       "Nombre: Juan\nFecha: 2020\n"},
      {"a few typed words on a scan",
       {{"Recibido", {400, 20, 480, 30}}},
       {{"uno", {50, 100, 300, 110}}, {"dos", {50, 120, 300, 130}}, {"tres", {50, 140, 300, 150}}},
       "Recibido\n\nuno\ndos\ntres\n"},
      {"a stamp far away on the line's height",
       {{"línea", {50, 100, 200, 110}}},
       {{"sello", {500, 100, 560, 110}}},
       "línea\n\nsello\n"},
  };
  for (const Case& one : cases) {
    Page page = page_of(one.page);
    merge_in_order(page, reading(one.added));
    EXPECT_EQ(page.text, one.text) << one.name;
    for (std::size_t i = 1; i < page.words.size(); ++i) {
      EXPECT_LE(page.words[i - 1].line, page.words[i].line) << one.name;
      EXPECT_LT(page.words[i - 1].offset, page.words[i].offset) << one.name;
    }
    for (std::size_t i = 1; i < page.lines.size(); ++i) {
      EXPECT_LE(page.lines[i - 1].block, page.lines[i].block) << one.name;
    }
  }
}

TEST(ReadingOrder, LosesNoWord) {
  Page page = page_of({{"a", {0, 0, 10, 10}}, {"b", {0, 0, 10, 10}}, {"c", {5, 5, 6, 6}}});
  merge_in_order(page, reading({{"d", {0, 0, 10, 10}}, {"e", {-5, -5, 0, 0}}, {"f", {}}}));
  EXPECT_EQ(page.words.size(), 6U);
  merge_in_order(page, {});
  EXPECT_EQ(page.words.size(), 6U);
}

TEST(ReadingOrder, KeepsAHyphenWithItsWord) {
  Reading halves = reading({{"contra", {100, 100, 150, 110}}});
  Word hyphen = halves.words[0];
  hyphen.text = "-";
  hyphen.box = {150, 100, 154, 110};
  hyphen.glued = true;
  halves.words.push_back(hyphen);
  Page page = page_of({{"el", {80, 100, 95, 110}}, {"otro", {80, 300, 95, 310}}});
  merge_in_order(page, halves);
  EXPECT_EQ(page.text, "el contra-\notro\n");
}

}  // namespace
}  // namespace tachado::ocr
