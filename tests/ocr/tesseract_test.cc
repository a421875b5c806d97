#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/ocr/ocr.h"
#include "stages/ocr/text_lines.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::sheet;
using test::write;

Options spanish() {
  Options options;
  options.languages = {"spa"};
  return options;
}

std::string text_of(const Recognized& recognized) {
  std::string text;
  for (const RecognizedWord& word : recognized.words) {
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

Bitmap one_line() {
  Bitmap bitmap = sheet(900, 120);
  write(bitmap, {"El contrato vence el lunes"}, 10, 60, 70, 60);
  return bitmap;
}

TEST(Languages, ListsWhatIsInstalledInOrder) {
  const std::vector<std::string> names = installed_languages();
  EXPECT_THAT(names, testing::IsSupersetOf({"eng", "spa"}));
  EXPECT_THAT(names, testing::Not(testing::Contains("osd")));
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST(MakeTesseract, RefusesALanguageThatIsNotInstalledAndListsThoseThatAre) {
  Options options;
  options.languages = {"spa", "tlh"};
  const auto made = make_tesseract(options);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ProblemKind::unsupported);
  EXPECT_THAT(made.error().message, testing::StartsWith("language tlh is not installed"));
  EXPECT_THAT(made.error().message, testing::HasSubstr("spa"));
  options.languages = {};
  EXPECT_FALSE(make_tesseract(options));
}

TEST(Tesseract, ReadsTheLinesThatAreNamedAndNothingElse) {
  const auto engine = make_tesseract(spanish());
  ASSERT_TRUE(engine);
  Bitmap page = sheet(900, 300);
  write(page, {"El contrato vence el lunes", "La entrega es en el almacen", "El monto es total"},
        10, 60, 70, 60);
  const TextLines found = find_text_lines(page, 20);
  ASSERT_EQ(found.lines.size(), 3U);
  const auto box = [&](std::size_t line) {
    const Piece& piece = found.lines[line].box;
    return Rect{double(piece.x0), double(piece.y0), double(piece.x1), double(piece.y1)};
  };
  RecognizeRequest request;
  request.mode = RecognizeMode::lines;
  request.lines = {box(2), {0, 400, 900, 450}, box(0)};
  const auto recognized = (*engine)->recognize(page, request);
  ASSERT_TRUE(recognized);
  EXPECT_TRUE(recognized->complete);
  EXPECT_EQ(text_of(*recognized), "El monto es total El contrato vence el lunes");
  for (const RecognizedWord& word : recognized->words) {
    // The second box has no pixels of the picture.
    ASSERT_NE(word.line, 1);
    const Rect& line = request.lines[static_cast<std::size_t>(word.line)];
    EXPECT_TRUE(line.contains(word.box.center())) << word.text;
    EXPECT_GT(word.confidence, 0.7) << word.text;
  }
}

TEST(Tesseract, ReadsALineWithBoxesAndConfidences) {
  const auto engine = make_tesseract(spanish());
  ASSERT_TRUE(engine);
  const auto recognized = (*engine)->recognize(one_line(), {});
  ASSERT_TRUE(recognized);
  EXPECT_EQ(text_of(*recognized), "El contrato vence el lunes");
  EXPECT_TRUE(recognized->complete);
  for (const RecognizedWord& word : recognized->words) {
    EXPECT_GT(word.confidence, 0.5);
    EXPECT_LE(word.confidence, 1);
    EXPECT_GE(word.box.x0, 55);
    EXPECT_LE(word.box.y1, 85);
    EXPECT_EQ(word.line, 0);
  }
}

TEST(Tesseract, GivesTheSameTwice) {
  const auto engine = make_tesseract(spanish());
  ASSERT_TRUE(engine);
  const Bitmap picture = one_line();
  const auto first = (*engine)->recognize(picture, {});
  const auto second = (*engine)->recognize(picture, {});
  ASSERT_TRUE(first);
  ASSERT_TRUE(second);
  ASSERT_EQ(first->words.size(), second->words.size());
  for (std::size_t i = 0; i < first->words.size(); ++i) {
    EXPECT_EQ(first->words[i].text, second->words[i].text);
    EXPECT_EQ(first->words[i].confidence, second->words[i].confidence);
    EXPECT_EQ(first->words[i].box, second->words[i].box);
  }
}

TEST(Tesseract, StopsAtItsTimeLimit) {
  const auto engine = make_tesseract(spanish());
  ASSERT_TRUE(engine);
  Bitmap page = sheet(1200, 1600);
  write(page, std::vector<std::string>(25, "El contrato vence el lunes a las doce horas"), 10, 60,
        70, 60);
  RecognizeRequest request;
  request.seconds = 0.001;
  const auto recognized = (*engine)->recognize(page, request);
  if (recognized) {
    EXPECT_FALSE(recognized->complete);
  } else {
    EXPECT_EQ(recognized.error().kind, ProblemKind::timeout);
  }
  // The engine is as good as before.
  const auto after = (*engine)->recognize(one_line(), {});
  ASSERT_TRUE(after);
  EXPECT_EQ(text_of(*after), "El contrato vence el lunes");
}

TEST(Tesseract, RefusesWhatIsTooLarge) {
  const auto engine = make_tesseract(spanish());
  ASSERT_TRUE(engine);
  Bitmap huge;
  huge.width = 40'000;
  huge.height = 10;
  const auto wide = (*engine)->recognize(huge, {});
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().kind, ProblemKind::limit);
  huge.width = 20'000;
  huge.height = 20'000;
  const auto large = (*engine)->recognize(huge, {});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().kind, ProblemKind::limit);
  EXPECT_THAT(large.error().message, testing::HasSubstr("20000 × 20000"));
}

TEST(Tesseract, FindsNothingInNothing) {
  const auto engine = make_tesseract(spanish());
  ASSERT_TRUE(engine);
  const auto none = (*engine)->recognize(Bitmap{}, {});
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->words.empty());
  const auto white = (*engine)->recognize(sheet(300, 300), {});
  ASSERT_TRUE(white);
  EXPECT_TRUE(white->words.empty());
}

TEST(Versions, NameBothEngines) {
  EXPECT_THAT(engine_versions(), testing::MatchesRegex("tesseract [0-9.]+.*, leptonica-[0-9.]+"));
}

}  // namespace
}  // namespace tachado::ocr
