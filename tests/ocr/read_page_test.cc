#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/ocr/calibrate.h"
#include "stages/ocr/ocr.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::FakeRecognizer;
using test::FakeSource;
using test::fill;
using test::scan_of;
using test::sheet;
using test::write;

const std::vector<std::string> kLines{"Contrato de prestacion de servicios profesionales",
                                      "que celebran por una parte la Secretaria y por la",
                                      "otra la empresa adjudicada en la licitacion numero",
                                      "Las partes acuerdan que el monto total del contrato"};

Bitmap scanned() {
  Bitmap bitmap = sheet(1000, 700);
  write(bitmap, kLines, 10, 120, 150, 60);
  return bitmap;
}

Recognized answer(std::vector<RecognizedWord> words) {
  Recognized recognized;
  recognized.words = std::move(words);
  for (const RecognizedWord& word : recognized.words) {
    recognized.mean_confidence += word.confidence / static_cast<double>(recognized.words.size());
  }
  return recognized;
}

// Reads one word over the whole picture.
FakeRecognizer reads(const std::string& text) {
  return FakeRecognizer([text](const Bitmap& image, const RecognizeRequest&) -> Result<Recognized> {
    return answer({{text, {0, 0, double(image.width), double(image.height)}, 0.9, 0, 0}});
  });
}

Word word_at(const std::string& text, const Rect& box) {
  Word word;
  word.text = text;
  word.box = box;
  return word;
}

void give_text(Page& page, const std::string& text, const Rect& box) {
  page.lines.push_back({box, 0});
  page.words.push_back(word_at(text, box));
  page.words.back().line = static_cast<int>(page.lines.size()) - 1;
  page.facts.glyphs += static_cast<int>(code_points(text));
  assemble_text(page);
}

TEST(ReadPage, RecognisesAScan) {
  FakeSource source(scanned());
  FakeRecognizer recognizer = reads("Contrato");
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(page.text, "Contrato\n");
  EXPECT_EQ(page.text_source, TextSource::ocr);
  EXPECT_EQ(page.ocr_reason, "no text layer");
  EXPECT_EQ(page.ocr_confidence, calibrated(0.9));
  ASSERT_EQ(page.words.size(), 1U);
  EXPECT_NEAR(page.words[0].box.x1, page.width, 1);
  EXPECT_NEAR(page.words[0].box.y1, page.height, 1);
  EXPECT_TRUE(page.problems.empty());
}

TEST(ReadPage, NeverLoadsTheEngineForATextPageOrABlankOne) {
  int made = 0;
  Context context;
  context.make_recognizer = [&](Problem&) -> Recognizer* {
    ++made;
    return nullptr;
  };
  Page text;
  text.width = 612;
  text.height = 792;
  give_text(text, "Contrato", {72, 72, 130, 84});
  read_page(text, context, {});
  EXPECT_EQ(text.text_source, TextSource::text);
  EXPECT_EQ(text.text, "Contrato\n");

  const Bitmap white = sheet(1000, 700);
  FakeSource source(white);
  context.source = &source;
  Page blank = scan_of(white);
  read_page(blank, context, {});
  EXPECT_EQ(blank.text_source, TextSource::none);
  EXPECT_EQ(blank.ocr_reason, "blank page");
  EXPECT_EQ(made, 0);
}

TEST(ReadPage, BlackBarsAloneCostNothing) {
  Bitmap bars = sheet(1000, 700);
  fill(bars, {100, 100, 900, 140}, 0);
  fill(bars, {100, 200, 700, 240}, 0);
  FakeSource source(bars);
  int made = 0;
  Context context;
  context.source = &source;
  context.make_recognizer = [&](Problem&) -> Recognizer* {
    ++made;
    return nullptr;
  };
  Page page = scan_of(bars);
  read_page(page, context, {});
  EXPECT_EQ(page.text_source, TextSource::none);
  EXPECT_EQ(made, 0);
}

TEST(ReadPage, SaysWhatTheEngineFailedWith) {
  for (const ProblemKind kind :
       {ProblemKind::timeout, ProblemKind::memory, ProblemKind::internal, ProblemKind::limit}) {
    FakeSource source(scanned());
    FakeRecognizer recognizer([&](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
      return fail({"ocr", std::nullopt, kind, "it broke"});
    });
    Page page = scan_of(scanned());
    page.number = 7;
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    read_page(page, context, {});
    ASSERT_EQ(page.problems.size(), 1U);
    EXPECT_EQ(page.problems[0].kind, kind);
    EXPECT_EQ(page.problems[0].page, 7);
    EXPECT_FALSE(page.examined);
    EXPECT_EQ(page.text_source, TextSource::none);
  }
}

TEST(ReadPage, KeepsWhatWasReadUntilTheTimeLimit) {
  FakeSource source(scanned());
  FakeRecognizer recognizer([](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
    Recognized recognized = answer({{"Contrato", {10, 10, 90, 30}, 0.9, 0, 0}});
    recognized.complete = false;
    return recognized;
  });
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(page.text, "Contrato\n");
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems[0].kind, ProblemKind::timeout);
}

TEST(ReadPage, SaysThatNoEngineCouldBeMade) {
  FakeSource source(scanned());
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.make_recognizer = [](Problem& problem) -> Recognizer* {
    problem = {"ocr", std::nullopt, ProblemKind::unsupported, "no data"};
    return nullptr;
  };
  read_page(page, context, {});
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems[0].message, "no data");
  EXPECT_FALSE(page.examined);
}

TEST(ReadPage, SurvivesPixelsThatCannotBeHad) {
  FakeSource source(scanned());
  source.problem = Problem{"pdf", 1, ProblemKind::limit, "too many pixels"};
  FakeRecognizer recognizer = reads("Contrato");
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  ASSERT_FALSE(page.problems.empty());
  EXPECT_EQ(page.problems[0].kind, ProblemKind::limit);
  EXPECT_FALSE(page.examined);
  EXPECT_EQ(recognizer.calls, 0);
}

TEST(ReadPage, SurvivesAnEngineThatLies) {
  FakeSource source(scanned());
  FakeRecognizer recognizer([](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
    return answer({{"fuera", {-500, -500, -400, -400}, 0.9, 5, 9},
                   {"vuelto", {90, 90, 10, 10}, 0.9, 4, -3},
                   {"inmenso", {-1e9, -1e9, 1e9, 1e9}, 7.0, 3, 2},
                   {"\xFF\xFE", {10, 10, 90, 30}, -2.0, -1, -1}});
  });
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  for (const Word& word : page.words) {
    EXPECT_FALSE(intersect(word.box, {0, 0, page.width, page.height}).empty());
    EXPECT_LE(word.confidence.value_or(0), 1);
    ASSERT_LT(static_cast<std::size_t>(word.line), page.lines.size());
  }
}

TEST(ReadPage, ReadsTheLeftPageOfASpreadFirst) {
  Bitmap spread = sheet(1800, 1250);
  std::vector<std::string> column;
  for (int i = 0; i < 12; ++i)
    column.push_back(kLines[static_cast<std::size_t>(i) % kLines.size()]);
  write(spread, column, 8, 60, 150, 60);
  write(spread, column, 8, 1000, 150, 60);
  FakeSource source(spread);
  int calls = 0;
  FakeRecognizer recognizer(
      [&](const Bitmap& image, const RecognizeRequest&) -> Result<Recognized> {
        ++calls;
        return answer({{calls == 1 ? "izquierda" : "derecha",
                        {10, 10, double(image.width) - 10, double(image.height) - 10},
                        0.95,
                        0,
                        0}});
      });
  Page page = scan_of(spread);
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(page.text, "izquierda\n\nderecha\n");
  ASSERT_EQ(page.words.size(), 2U);
  EXPECT_LT(page.words[0].box.x1, page.width / 2 + 30);
  EXPECT_GT(page.words[1].box.x0, page.width / 2 - 30);
}

TEST(ReadPage, NeverModeReadsNothing) {
  FakeSource source(scanned());
  FakeRecognizer recognizer = reads("Contrato");
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  Options options;
  options.mode = Mode::never;
  read_page(page, context, options);
  EXPECT_EQ(page.text_source, TextSource::none);
  EXPECT_EQ(recognizer.calls, 0);
  EXPECT_TRUE(source.requests.empty());
}

TEST(ReadPage, KeepsTheStampOnAScan) {
  FakeSource source(scanned());
  FakeRecognizer recognizer = reads("prestacion");
  Page page = scan_of(scanned());
  give_text(page, "Recibido", {400, 10, 440, 20});
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_THAT(page.text, testing::HasSubstr("Recibido"));
  EXPECT_THAT(page.text, testing::HasSubstr("prestacion"));
}

TEST(ReadPage, KeepsAGoodEarlierLayerWithoutWhatLiesUnderABar) {
  FakeSource source(scanned());
  FakeRecognizer recognizer = reads("otro");
  Page page = scan_of(scanned());
  page.facts.invisible = 200;
  Region bar;
  bar.box = {100, 100, 200, 120};
  page.candidates.push_back(bar);
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  context.earlier_layer = [&](int) {
    Page layer = scan_of(scanned());
    for (const char* text : {"El", "monto", "total", "del", "contrato", "es", "de"}) {
      const double x = 10 + 40.0 * static_cast<double>(layer.words.size());
      give_text(layer, text, {x, 80, x + 30, 90});
    }
    give_text(layer, "secreto", {110, 105, 160, 115});
    return layer;
  };
  read_page(page, context, {});
  EXPECT_EQ(page.text_source, TextSource::kept_ocr);
  EXPECT_THAT(page.text, testing::HasSubstr("monto"));
  EXPECT_THAT(page.text, testing::Not(testing::HasSubstr("secreto")));
  EXPECT_EQ(recognizer.calls, 0);
}

// What is not read looks good too.
TEST(ReadPage, KeepsADoubtfulEarlierLayerWhereANewReadingHasLess) {
  for (const bool all : {false, true}) {
    FakeSource source(scanned());
    FakeRecognizer recognizer([&](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
      std::vector<RecognizedWord> words;
      for (const char* text : {"El", "monto", "total", "del", "contrato", "es", "de"}) {
        const double x = 10 + 40.0 * static_cast<double>(words.size());
        words.push_back({text, {x, 80, x + 30, 90}, 0.95, 0, 0});
        if (!all && words.size() == 4) break;
      }
      return answer(words);
    });
    Page page = scan_of(scanned());
    page.facts.invisible = 200;
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    context.earlier_layer = [&](int) {
      Page layer = scan_of(scanned());
      for (const char* text : {"El", "monto", "total", "del", "c0ntrto", "es", "de"}) {
        const double x = 10 + 40.0 * static_cast<double>(layer.words.size());
        give_text(layer, text, {x, 80, x + 30, 90});
      }
      return layer;
    };
    read_page(page, context, {});
    EXPECT_EQ(page.text_source, all ? TextSource::ocr : TextSource::kept_ocr) << page.ocr_reason;
    EXPECT_EQ(recognizer.calls > 0, true);
  }
}

TEST(ReadPage, ReadsTheLabelOfABlackBarWhiteOnBlack) {
  Bitmap bars = sheet(1000, 700);
  fill(bars, {200, 200, 700, 240}, 0);
  write(bars, {"5.1.2e"}, 8, 400, 230, 40, 255);
  FakeSource source(bars);
  int lightest_ground = 0;
  RecognizeMode mode = RecognizeMode::page;
  FakeRecognizer recognizer(
      [&](const Bitmap& image, const RecognizeRequest& request) -> Result<Recognized> {
        lightest_ground = image.row(0)[0];
        mode = request.mode;
        return answer({{"5.1.2e", {5, 5, 60, 20}, 0.8, 0, 0}});
      });
  Page page = scan_of(bars);
  Region bar;
  bar.box = bars.to_points(200, 200, 700, 240);
  bar.recognise_label = true;
  page.candidates.push_back(bar);
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(page.candidates[0].label, "5.1.2e");
  EXPECT_EQ(page.candidates[0].label_confidence, 0.8);
  EXPECT_EQ(lightest_ground, 255);
  EXPECT_EQ(mode, RecognizeMode::line);
}

// A box that leans: its own frame comes in over the edges. What is recognised is the label alone.
TEST(ReadPage, LeavesTheFrameOfALeaningBoxOutOfItsLabel) {
  Bitmap boxes = sheet(1000, 700);
  const auto slanted = [&](int from) {
    for (int x = 200; x < 700; ++x) {
      const double y = from - x / 40;
      fill(boxes, {x + 0.0, y, x + 1.0, y + 3}, 0);
    }
  };
  slanted(210);
  slanted(252);
  write(boxes, {"5.1.2e"}, 8, 400, 234, 40, 0);
  FakeSource source(boxes);
  int width = 0;
  int height = 0;
  std::size_t ink = 0;
  FakeRecognizer recognizer(
      [&](const Bitmap& image, const RecognizeRequest& request) -> Result<Recognized> {
        if (request.mode != RecognizeMode::line) return answer({});
        width = image.width;
        height = image.height;
        ink = static_cast<std::size_t>(
            std::count_if(image.data.begin(), image.data.end(), [](auto v) { return v < 128; }));
        return answer({{"5.1.2e", {5, 5, 60, 20}, 0.8, 0, 0}});
      });
  Page page = scan_of(boxes);
  Region box;
  box.kind = RegionKind::outlined;
  box.box = boxes.to_points(200, 198, 700, 246);
  box.recognise_label = true;
  page.candidates.push_back(box);
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(page.candidates[0].label, "5.1.2e");
  EXPECT_GT(ink, 0U);
  // The frame alone has 1,500 pixels a side, and is 500 wide.
  EXPECT_LT(ink, 1500U);
  EXPECT_LT(width, 300);
  EXPECT_LT(height, 100);
}

}  // namespace
}  // namespace tachado::ocr
