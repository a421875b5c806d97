#include "stages/ocr/merge.h"

#include <gtest/gtest.h>

#include "stages/ocr/reading_order.h"

namespace tachado::ocr {
namespace {

Rect same(const Rect& box) { return box; }

RecognizedWord seen(const char* text, double x, int line, int block = 0, double confidence = 0.9) {
  return {text, {x, 10.0 * line, x + 40, 10.0 * line + 8}, confidence, line, block};
}

TEST(Tidy, MakesPlainText) {
  EXPECT_EQ(tidy("o\xEF\xAC\x81"
                 "cial"),
            "oficial");                     // ligature fi
  EXPECT_EQ(tidy("nin\xCC\x83o"), "niño");  // n with a combining tilde
  EXPECT_EQ(tidy("SECRETARI\xCC\x81"
                 "A"),
            "SECRETARÍA");                  // capital with a combining accent
  EXPECT_EQ(tidy("\xCC\x81"), "\xCC\x81");  // a mark alone stays
  EXPECT_EQ(tidy("a\x01\x7F"
                 "b"),
            "ab");             // control characters
  EXPECT_EQ(tidy("-—"), "–");  // one dash, seen as two
  EXPECT_EQ(tidy("--x"), "--x");
  EXPECT_EQ(tidy("\xFF"
                 "a"),
            "\xEF\xBF\xBD"
            "a");
}

TEST(Reading, PartsTheHyphenAtTheEndOfALine) {
  Recognized recognized;
  recognized.words = {seen("el", 0, 0), seen("contra-", 50, 0), seen("to", 0, 1)};
  Page page;
  merge_in_order(page, reading_of(recognized, same));
  EXPECT_EQ(page.text, "el contra-\nto\n");
  ASSERT_EQ(page.words.size(), 4U);
  EXPECT_EQ(page.words[1].text, "contra");
  EXPECT_EQ(page.words[2].text, "-");
  EXPECT_TRUE(page.words[2].glued);
  EXPECT_EQ(page.words[2].offset, 9);
  EXPECT_EQ(page.words[1].box.x1, page.words[2].box.x0);
  EXPECT_EQ(page.words[2].box.x1, 90);
}

TEST(Reading, LeavesOtherHyphensInTheirWords) {
  Recognized recognized;
  recognized.words = {seen("2022-", 0, 0), seen("-", 0, 1), seen("LP-05-", 0, 2), seen("x", 50, 2)};
  Page page;
  merge_in_order(page, reading_of(recognized, same));
  EXPECT_EQ(page.text, "2022-\n-\nLP-05- x\n");
}

TEST(Reading, DropsSpecksAndGuesses) {
  Recognized recognized;
  recognized.words = {seen("|", 0, 0, 0, 0.3), seen("de", 0, 1, 0, 0.04), seen("la", 0, 2),
                      seen("—", 0, 3, 0, 0.8), seen("", 0, 4)};
  Page page;
  merge_in_order(page, reading_of(recognized, same));
  EXPECT_EQ(page.text, "la\n—\n");
}

TEST(Reading, KeepsAWordThatIsDoubtedInALineThatIsNot) {
  Recognized recognized;
  recognized.words = {
      seen("a", 0, 0),     seen("LA", 50, 0),          seen("CONTRALORÍA.", 100, 0, 0, 0),
      seen("4).", 150, 0), seen("vago", 0, 1, 0, 0.4), seen("trazo", 50, 1, 0, 0)};
  Page page;
  merge_in_order(page, reading_of(recognized, same));
  EXPECT_EQ(page.text, "a LA CONTRALORÍA. 4).\nvago\n");
}

TEST(Reading, KeepsBlocksApartAndCountsThemOn) {
  Recognized recognized;
  recognized.words = {seen("Uno", 0, 0, 0), seen("Dos", 0, 1, 1)};
  Page page;
  merge_in_order(page, reading_of(recognized, same));
  EXPECT_EQ(page.text, "Uno\n\nDos\n");
  ASSERT_EQ(page.lines.size(), 2U);
  EXPECT_EQ(page.lines[1].block, 1);
  EXPECT_EQ(page.words[1].line, 1);
}

TEST(Confidence, IsWeighedByLengthAndSkipsTheLayer) {
  Word layer;
  layer.text = "contrato";
  Word sure;
  sure.text = "abc";
  sure.confidence = 1;
  Word unsure;
  unsure.text = "d";
  unsure.confidence = 0;
  EXPECT_EQ(mean_confidence({layer, sure, unsure}), 0.75);
  EXPECT_EQ(mean_confidence({layer}), std::nullopt);
}

}  // namespace
}  // namespace tachado::ocr
