#include "stages/ocr/legible.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::fill;
using test::sheet;
using test::write;

const std::vector<std::string> kLines{"Contrato de prestacion de servicios profesionales",
                                      "que celebran por una parte la Secretaria y por la"};

Region candidate(const Bitmap& bitmap, const Rect& pixels, RegionKind kind, std::uint8_t level) {
  Region region;
  region.box = bitmap.to_points(pixels.x0, pixels.y0, pixels.x1, pixels.y1);
  region.kind = kind;
  region.color = {level, level, level};
  return region;
}

void frame(Bitmap& bitmap, const Rect& box) {
  fill(bitmap, box, 0);
  fill(bitmap, inflate(box, -2, -2), 255);
}

TEST(Legible, TellsABoxFromWhatOnlyLooksLikeOne) {
  Bitmap page = sheet(1000, 900);
  write(page, kLines, 10, 120, 150, 60);
  // A shadow from the left edge on, too weak to hide anything.
  for (int y = 0; y < page.height; ++y) {
    for (int x = 0; x < page.width; ++x) {
      std::uint8_t& level =
          page.data[static_cast<std::size_t>(y) * 1000 + static_cast<std::size_t>(x)];
      level = static_cast<std::uint8_t>(level * (170 + x * 85 / 1000) / 255);
    }
  }
  const Rect bar{100, 400, 400, 430};
  fill(page, bar, 20);
  const Rect grey{500, 400, 800, 430};
  fill(page, grey, 130);
  const Rect empty_box{100, 500, 400, 530};
  frame(page, empty_box);
  const Rect label_box{500, 500, 800, 540};
  frame(page, label_box);
  write(page, {"5.1.2e"}, 8, 600, 530, 40);
  const std::vector<Region> candidates{
      candidate(page, bar, RegionKind::filled, 20),
      candidate(page, grey, RegionKind::filled, 130),
      candidate(page, empty_box, RegionKind::outlined, 0),
      candidate(page, label_box, RegionKind::outlined, 0),
      candidate(page, {118, 122, 330, 158}, RegionKind::filled, 180),   // a shadow with words
      candidate(page, {118, 140, 700, 160}, RegionKind::outlined, 0)};  // across letters
  EXPECT_EQ(legible(candidates, page), (std::vector<bool>{false, false, false, false, true, true}));
}

TEST(Legible, LeavesWhatIsPaperOrPrint) {
  Bitmap page = sheet(1000, 300);
  write(page, kLines, 10, 120, 100, 60);
  const Rect hatch{600, 200, 800, 240};
  for (int x = 600; x < 800; x += 8) fill(page, {double(x), 200, x + 3.0, 240}, 0);
  for (int y = 200; y < 240; y += 8) fill(page, {600, double(y), 800, y + 3.0}, 0);
  const std::vector<Region> candidates{
      candidate(page, {118, 76, 330, 104}, RegionKind::whiteout, 254),
      candidate(page, {118, 76, 330, 104}, RegionKind::pattern, 180),
      candidate(page, hatch, RegionKind::pattern, 180)};
  EXPECT_EQ(legible(candidates, page), (std::vector<bool>{true, true, false}));
}

TEST(Legible, LeavesTwoLettersOfALineOnAPatternedGround) {
  // Part of a watermark behind a line: two of its letters, and the line goes on to the left.
  Bitmap page = sheet(1000, 300);
  write(page, {"numero UNO"}, 10, 120, 100, 60);
  const auto letters = [&](int from, int to) {
    int left = to;
    int right = from;
    for (int x = from; x < to; ++x) {
      for (int y = 70; y < 105; ++y) {
        if (page.row(y)[x] > 127) continue;
        left = std::min(left, x);
        right = std::max(right, x + 1);
      }
    }
    return std::pair{left, right};
  };
  const int end = letters(120, 900).second;
  const Rect over_line{end - 44.0, 74, end + 20.0, 104};
  // The same two letters alone in a hatch are its label.
  const Rect alone{end - 44.0, 204, end + 20.0, 234};
  for (int y = 70; y < 105; ++y) {
    for (int x = end - 42; x < end; ++x) {
      page.data[static_cast<std::size_t>(y + 130) * 1000 + static_cast<std::size_t>(x)] =
          page.row(y)[x];
    }
  }
  const std::vector<Region> candidates{candidate(page, over_line, RegionKind::pattern, 180),
                                       candidate(page, alone, RegionKind::pattern, 180)};
  EXPECT_EQ(legible(candidates, page), (std::vector<bool>{true, false}));
}

TEST(Legible, LeavesLettersWhoseStrokesLookLikeABox) {
  Bitmap page = sheet(1000, 300);
  write(page, {"QUIEN EN LO SUCESIVO"}, 10, 120, 100, 60);
  const Rect drawn{500, 200, 560, 240};
  frame(page, drawn);
  // Over I and E, as high as the letters beside them; and the box of a label, which is higher.
  const auto column = [&](int x) {
    int dark = 0;
    for (int y = 60; y < 102; ++y) dark += page.row(y)[x] < 128;
    return dark;
  };
  std::vector<std::pair<int, int>> letters;
  for (int x = 100; x < 900; ++x) {
    if (column(x) == 0) continue;
    if (letters.empty() || letters.back().second < x - 1) letters.emplace_back(x, x);
    letters.back().second = x;
  }
  ASSERT_GT(letters.size(), 5U);
  int top = 100;
  for (int y = 99; y > 50; --y) {
    for (int x = letters[2].first; x <= letters[3].second; ++x) {
      if (page.row(y)[x] < 128) top = y;
    }
  }
  const Rect strokes{double(letters[2].first), double(top), letters[3].second + 1.0, 100};
  const std::vector<Region> candidates{candidate(page, strokes, RegionKind::outlined, 250),
                                       candidate(page, drawn, RegionKind::outlined, 250)};
  EXPECT_EQ(legible(candidates, page), (std::vector<bool>{true, false}));
}

TEST(Legible, HasAnAnswerForEveryCandidateWithoutPixels) {
  const std::vector<Region> candidates(3);
  EXPECT_EQ(legible(candidates, {}), std::vector<bool>(3, false));
  EXPECT_EQ(legible({}, sheet(10, 10)), std::vector<bool>{});
}

}  // namespace
}  // namespace tachado::ocr
