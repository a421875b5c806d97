#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>

#include "stages/ocr/ocr.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::answer;
using test::FakeRecognizer;
using test::FakeSource;
using test::fill;
using test::scan_of;
using test::sheet;
using test::write;

TEST(Labels, ReadsTheLabelOfABlackBarWhiteOnBlack) {
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
TEST(Labels, LeavesTheFrameOfALeaningBoxOutOfItsLabel) {
  Bitmap boxes = sheet(1000, 700);
  const auto slanted = [&](int from) {
    for (int x = 200; x < 700; ++x) {
      const int steps = x / 40;
      const double y = from - steps;
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
