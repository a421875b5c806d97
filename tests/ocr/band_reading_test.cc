#include "stages/ocr/band_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::FakeRecognizer;
using test::sheet;

constexpr int kWidth = 800;
constexpr int kHeight = 600;
constexpr Piece kFirst{100, 100, 700, 130};
constexpr Piece kSecond{100, 150, 700, 180};
constexpr Piece kThird{100, 200, 700, 230};
constexpr Piece kBelow{80, 260, 720, 420};

Prepared picture() {
  Prepared prepared;
  prepared.image = sheet(kWidth, kHeight);
  return prepared;
}

TextBand plain(std::vector<BandLine> lines) {
  TextBand band;
  band.plain = true;
  band.box = lines.front().box;
  for (const BandLine& line : lines) band.box = unite(band.box, line.box);
  band.lines = std::move(lines);
  band.distance = 50;
  band.right = 700;
  return band;
}

TextBand unclear(const Piece& box, std::vector<BandLine> lines) {
  TextBand band;
  band.box = box;
  band.lines = std::move(lines);
  return band;
}

RecognizedWord word(std::string text, const Rect& box, int line, double confidence = 0.95) {
  return {std::move(text), box, confidence, line, 0};
}

// Every line that is asked for as one word over all of it; every area as one word in its corner.
Result<Recognized> reads_all(const Bitmap& image, const RecognizeRequest& request) {
  Recognized read;
  if (request.mode != RecognizeMode::lines) {
    read.words.push_back(word("area" + std::to_string(image.width), {20, 20, 620, 50}, 0));
    return read;
  }
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    const auto line = static_cast<int>(i);
    read.words.push_back(word("line" + std::to_string(line), request.lines[i], line));
  }
  return read;
}

std::vector<std::string> texts(const Recognized& read) {
  std::vector<std::string> all;
  for (const RecognizedWord& each : read.words) all.push_back(each.text);
  return all;
}

std::vector<int> lines(const Recognized& read) {
  std::vector<int> all;
  for (const RecognizedWord& each : read.words) all.push_back(each.line);
  return all;
}

std::vector<int> blocks(const Recognized& read) {
  std::vector<int> all;
  for (const RecognizedWord& each : read.words) all.push_back(each.block);
  return all;
}

TEST(ReadBands, ReadsAPictureWithoutBandsAsAWhole) {
  FakeRecognizer engine(reads_all);
  const auto read = read_bands(picture(), {}, engine, {});
  ASSERT_TRUE(read);
  EXPECT_EQ(texts(*read), (std::vector<std::string>{"area800"}));
}

TEST(ReadBands, LooksForNoLayoutWhereLinesArePlain) {
  FakeRecognizer engine([](const Bitmap& image, const RecognizeRequest& request) {
    EXPECT_EQ(request.mode, RecognizeMode::lines);
    return reads_all(image, request);
  });
  const auto read = read_bands(
      picture(), {plain({{kFirst, true}, {kSecond, false}, {kThird, true}})}, engine, {});
  ASSERT_TRUE(read);
  EXPECT_EQ(engine.calls, 1);
  EXPECT_EQ(lines(*read), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(blocks(*read), (std::vector<int>{0, 0, 1}));
}

TEST(ReadBands, ReadsTheRestAsAnAreaAndPutsItBack) {
  FakeRecognizer engine(reads_all);
  const auto read = read_bands(
      picture(), {plain({{kFirst, true}, {kSecond, false}}), unclear(kBelow, {})}, engine, {});
  ASSERT_TRUE(read);
  EXPECT_EQ(texts(*read), (std::vector<std::string>{"line0", "line1", "area640"}));
  EXPECT_EQ(read->words[2].box, (Rect{100, 280, 700, 310}));
  EXPECT_EQ(lines(*read), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(blocks(*read), (std::vector<int>{0, 0, 1}));
}

// The area's first line stands a line's distance below, at the same margin, after a full line.
TEST(ReadBands, LetsAParagraphGoOnFromBandToBand) {
  FakeRecognizer engine(reads_all);
  const Piece close{80, 180, 720, 330};  // the area's word comes to stand at 200
  const auto read = read_bands(
      picture(), {plain({{kFirst, true}, {kSecond, false}}), unclear(close, {})}, engine, {});
  ASSERT_TRUE(read);
  EXPECT_EQ(blocks(*read), (std::vector<int>{0, 0, 0}));
}

struct Missing {
  const char* name;
  std::vector<RecognizedWord> area;  // what layout analysis makes of it, pixels of the area
  double confidence;                 // of the line read by itself
  std::vector<std::string> expected;
};

class WhatLayoutAnalysisMisses : public testing::TestWithParam<Missing> {};

TEST_P(WhatLayoutAnalysisMisses, IsReadByItselfWhereThatIsSure) {
  const Missing& each = GetParam();
  FakeRecognizer engine([&](const Bitmap&, const RecognizeRequest& request) -> Result<Recognized> {
    Recognized read;
    if (request.mode != RecognizeMode::lines) {
      read.words = each.area;
    } else {
      EXPECT_THAT(request.lines, testing::ElementsAre(Rect{100, 300, 700, 330}));
      read.words = {word("own", {100, 300, 600, 330}, 0, each.confidence)};
    }
    return read;
  });
  const auto read =
      read_bands(picture(), {unclear(kBelow, {{{100, 300, 700, 330}, false}})}, engine, {});
  ASSERT_TRUE(read);
  EXPECT_EQ(texts(*read), each.expected);
  EXPECT_TRUE(std::is_sorted(read->words.begin(), read->words.end(),
                             [](const auto& a, const auto& b) { return a.line < b.line; }));
}

const RecognizedWord kAbove = word("above", {20, 0, 600, 30}, 0);
const RecognizedWord kUnder = word("below", {20, 90, 600, 120}, 1);

INSTANTIATE_TEST_SUITE_P(
    Bands, WhatLayoutAnalysisMisses,
    testing::Values(
        Missing{"Nothing",
                {kAbove, word("it", {20, 45, 600, 65}, 1), kUnder},
                0.99,
                {"above", "it", "below"}},
        Missing{"All", {kAbove, kUnder}, 0.9, {"above", "own", "below"}},
        Missing{"AllAndThereIsNothingElse", {}, 0.9, {"own"}},
        Missing{"Half",
                {kAbove, word("it", {20, 45, 300, 65}, 1), kUnder},
                0.9,
                {"above", "own", "below"}},
        Missing{"SenseOfIt",
                {kAbove, word("!?", {20, 45, 600, 65}, 1, 0.3), kUnder},
                0.9,
                {"above", "own", "below"}},
        Missing{"AllButItIsNoText", {kAbove, kUnder}, 0.4, {"above", "below"}},
        Missing{"HalfOfWhatReadsNoBetter", {word("it", {20, 45, 600, 65}, 1, 0.7)}, 0.65, {"it"}}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(ReadBands, KeepsWhatWasReadWhenTimeRunsOut) {
  FakeRecognizer engine([](const Bitmap& image, const RecognizeRequest& request) {
    if (request.mode == RecognizeMode::lines) return reads_all(image, request);
    return Result<Recognized>(
        fail(Problem{"ocr", std::nullopt, ProblemKind::timeout, "time limit"}));
  });
  const auto read =
      read_bands(picture(), {plain({{kFirst, true}}), unclear(kBelow, {})}, engine, {});
  ASSERT_TRUE(read);
  EXPECT_EQ(texts(*read), (std::vector<std::string>{"line0"}));
  EXPECT_FALSE(read->complete);
}

TEST(ReadBands, FailsWhereTheEngineDoes) {
  FakeRecognizer engine([](const Bitmap& image, const RecognizeRequest& request) {
    if (request.mode == RecognizeMode::lines) return reads_all(image, request);
    return Result<Recognized>(
        fail(Problem{"ocr", std::nullopt, ProblemKind::internal, "it failed"}));
  });
  const auto read =
      read_bands(picture(), {plain({{kFirst, true}}), unclear(kBelow, {})}, engine, {});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "it failed");
}

}  // namespace
}  // namespace tachado::ocr
