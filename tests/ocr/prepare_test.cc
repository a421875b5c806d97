#include "stages/ocr/prepare.h"

#include <gtest/gtest.h>

#include "stages/ocr/mask.h"
#include "stages/ocr/picture_text.h"
#include "stages/ocr/quarter_turn.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::fill;
using test::sheet;
using test::turned;
using test::write;

const std::vector<std::string> kLines{"Contrato de prestacion de servicios profesionales",
                                      "que celebran por una parte la Secretaria y por la",
                                      "otra la empresa adjudicada en la licitacion numero",
                                      "Las partes acuerdan que el monto total del contrato",
                                      "sera pagado en doce mensualidades iguales y que la",
                                      "entrega de los bienes se hara en el almacen central",
                                      "dentro de los treinta dias siguientes a la firma."};

// The box of what is darker than the middle, pixels.
Rect ink_box(const Bitmap& bitmap) {
  Rect box{1e9, 1e9, -1, -1};
  for (int y = 0; y < bitmap.height; ++y) {
    for (int x = 0; x < bitmap.width; ++x) {
      if (bitmap.row(y)[x] > 127) continue;
      box = {std::min(box.x0, double(x)), std::min(box.y0, double(y)),
             std::max(box.x1, double(x + 1)), std::max(box.y1, double(y + 1))};
    }
  }
  return box;
}

TEST(Prepare, TurnsSkewedLinesBackAndKnowsWhereTheyWere) {
  for (const double degrees : {-4.0, -1.5, 1.5, 3.0}) {
    Bitmap page = sheet(1000, 700);
    write(page, kLines, 10, 120, 150, 60);
    const Bitmap skewed = turned(page, degrees);
    const Prepared prepared = prepare(skewed, {});
    EXPECT_NEAR(prepared.skew_degrees, degrees, 0.15);
    // A mark at a known place of the upright page must come back to where the turn had put it.
    Bitmap mark = sheet(1000, 700);
    fill(mark, {820, 560, 840, 580}, 0);
    const Rect expected = ink_box(turned(mark, degrees));
    const double scale = prepared.image.width / 1000.0;
    const Rect found = hull(prepared.back, {820 * scale, 560 * scale, 840 * scale, 580 * scale});
    EXPECT_NEAR(found.center().x, expected.center().x, 2.5) << degrees;
    EXPECT_NEAR(found.center().y, expected.center().y, 2.5) << degrees;
  }
}

TEST(Prepare, BringsLettersToTheHeightThatIsNeeded) {
  Bitmap page = sheet(1400, 700, 300);
  write(page, kLines, 16, 60, 100, 80);
  const Prepared prepared = prepare(page, {});
  EXPECT_GT(prepared.letters.height_pixels, 20);
  EXPECT_LT(prepared.image.width, 800);
  const Rect whole =
      to_page(prepared, page, {0, 0, double(prepared.image.width), double(prepared.image.height)});
  EXPECT_NEAR(whole.x1, page.area.x1, 0.5);
  EXPECT_NEAR(whole.y1, page.area.y1, 0.5);
}

TEST(Prepare, EvensTheLight) {
  Bitmap page = sheet(1000, 700);
  write(page, kLines, 10, 120, 150, 60);
  for (int y = 0; y < page.height; ++y) {
    for (int x = 0; x < page.width; ++x) {
      std::uint8_t& level =
          page.data[static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
                    static_cast<std::size_t>(x)];
      level = static_cast<std::uint8_t>(level * (0.35 + 0.6 * x / page.width));
    }
  }
  const Prepared prepared = prepare(page, {});
  ASSERT_FALSE(prepared.image.data.empty());
  const auto ground_at = [&](int x) { return int{prepared.image.row(20)[x]}; };
  // It was 93 on the left and 237 on the right.
  EXPECT_GT(ground_at(30), 200);
  EXPECT_GT(ground_at(prepared.image.width - 30), 240);
}

TEST(Prepare, TurnsLightOnDark) {
  Bitmap page = sheet(1000, 700);
  write(page, kLines, 10, 120, 150, 60);
  const Prepared upright = prepare(page, {});
  for (std::uint8_t& level : page.data) level = static_cast<std::uint8_t>(245 - level * 0.9);
  const Prepared prepared = prepare(page, {});
  EXPECT_NEAR(prepared.letters.count, upright.letters.count, 0.02 * upright.letters.count);
  EXPECT_EQ(prepared.image.width, upright.image.width);
  EXPECT_GT(prepared.image.data.front(), 200);
  EXPECT_EQ(look_for_text(page).lines.empty(), false);
}

TEST(Prepare, LiftsAPaleStampOffThePrint) {
  Bitmap page = sheet(1000, 700);
  write(page, kLines, 10, 120, 150, 60);
  Bitmap stamped = page;
  for (const double x : {300.0, 700.0}) fill(stamped, {x, 120, x + 8, 520}, 170);
  for (const double y : {120.0, 512.0}) fill(stamped, {300, y, 708, y + 8}, 170);
  for (std::size_t i = 0; i < page.data.size(); ++i) {
    stamped.data[i] = std::min(stamped.data[i], page.data[i]);
  }
  const Bitmap plain = prepare(page, {}).image;
  const Bitmap lifted = prepare(stamped, {}).image;
  ASSERT_EQ(lifted.data.size(), plain.data.size());
  const auto pale = [](const Bitmap& bitmap) {
    return std::count_if(bitmap.data.begin(), bitmap.data.end(),
                         [](std::uint8_t level) { return level > 100 && level < 230; });
  };
  // Where the two meet, the edges of the print stay.
  EXPECT_LT(pale(lifted), 1.25 * static_cast<double>(pale(plain)));
}

TEST(Prepare, FindsNothingOnABlankSheetOrABlackOne) {
  EXPECT_TRUE(prepare(sheet(800, 1000), {}).image.data.empty());
  Bitmap black = sheet(800, 1000);
  fill(black, {0, 0, 800, 1000}, 0);
  EXPECT_TRUE(prepare(black, {}).image.data.empty());
  Bitmap bars = sheet(800, 1000);
  fill(bars, {100, 100, 700, 130}, 0);
  fill(bars, {100, 200, 500, 230}, 0);
  EXPECT_TRUE(prepare(bars, {}).image.data.empty());
}

TEST(Prepare, OnlyMeasuresLettersThatAreTooSmall) {
  Bitmap page = sheet(1000, 700);
  write(page, kLines, 10, 120, 150, 60);
  const Prepared whole = prepare(page, {});
  ASSERT_FALSE(whole.image.data.empty());
  EXPECT_FALSE(whole.too_small);
  const double height = whole.letters.height_pixels;
  const Prepared measured = prepare(page, {}, {.min_letter_pixels = height + 1});
  EXPECT_TRUE(measured.too_small);
  EXPECT_TRUE(measured.image.data.empty());
  EXPECT_EQ(measured.letters.height_pixels, height);
  EXPECT_EQ(prepare(page, {}, {.min_letter_pixels = height}).image.data, whole.image.data);
  // Nothing is no small print.
  EXPECT_FALSE(prepare(sheet(800, 1000), {}, {.min_letter_pixels = 99}).too_small);
}

TEST(Prepare, DoesNotReadWhatIsMasked) {
  Bitmap page = sheet(1000, 700);
  write(page, kLines, 10, 120, 150, 60);
  EXPECT_TRUE(prepare(page, {{100, 100, 1000, 600}}).image.data.empty());
}

TEST(Strips, CoverATurnedFigureAndLittleBesideIt) {
  struct Case {
    Quad figure;
    double area;  // of the figure
  };
  const Case cases[] = {
      {{{{10, 10}, {110, 10}, {110, 30}, {10, 30}}}, 2000},   // upright
      {{{{10, 30}, {410, 10}, {411, 14}, {11, 34}}}, 1620},   // a long thin bar, skewed
      {{{{50, 10}, {90, 50}, {50, 90}, {10, 50}}}, 3200},     // on its corner
      {{{{20, 10}, {22, 210}, {12, 210}, {10, 10}}}, 2000}};  // nearly on end
  for (const Case& each : cases) {
    const std::vector<Rect> boxes = strips(each.figure);
    ASSERT_FALSE(boxes.empty());
    EXPECT_LE(boxes.size(), std::size_t{kMaxStrips});
    double area = 0;
    for (const Rect& box : boxes) area += box.area();
    EXPECT_GE(area, each.area * 0.999);
    EXPECT_LE(area, each.area * 1.3);
    for (int i = 0; i <= 10; ++i) {
      for (int j = 0; j <= 10; ++j) {
        const Quad& f = each.figure;
        const double u = i / 10.0;
        const double v = j / 10.0;
        const Point p{f[0].x + u * (f[1].x - f[0].x) + v * (f[3].x - f[0].x),
                      f[0].y + u * (f[1].y - f[0].y) + v * (f[3].y - f[0].y)};
        EXPECT_TRUE(
            std::any_of(boxes.begin(), boxes.end(),
                        [&](const Rect& box) { return inflate(box, 1e-9, 1e-9).contains(p); }))
            << p.x << ", " << p.y;
      }
    }
  }
  EXPECT_TRUE(strips(Quad{}).empty());
}

TEST(Prepare, SurvivesEmptyAndInconsistentBitmaps) {
  EXPECT_TRUE(prepare(Bitmap{}, {}).image.data.empty());
  Bitmap lying = sheet(10, 10);
  lying.height = 1000;
  EXPECT_TRUE(prepare(lying, {}).image.data.empty());
  EXPECT_TRUE(prepare(sheet(1, 1), {{-5, -5, 50, 50}}).image.data.empty());
}

TEST(Prepare, KnowsWhereAQuarterTurnCameFrom) {
  for (const int turn : {90, 180, 270}) {
    Bitmap page = sheet(1000, 700);
    write(page, kLines, 10, 120, 150, 60);
    const Prepared prepared = prepare(page, {}, {.turn = turn});
    EXPECT_EQ(prepared.turned, turn);
    const Rect whole = to_page(prepared, page,
                               {0, 0, double(prepared.image.width), double(prepared.image.height)});
    EXPECT_NEAR(whole.x1, page.area.x1, 0.5) << turn;
    EXPECT_NEAR(whole.y1, page.area.y1, 0.5) << turn;
  }
  // A mark near the left of the upper edge comes to the right of it, to the lower right, to the
  // lower left.
  Bitmap mark = sheet(100, 60);
  fill(mark, {10, 5, 14, 9}, 0);
  const Rect expected[] = {{51, 10, 55, 14}, {86, 51, 90, 55}, {5, 86, 9, 90}};
  for (const int quarter : {1, 2, 3}) {
    const Rect found = ink_box(quarter_turned(mark, 90 * quarter));
    EXPECT_EQ(found, expected[quarter - 1]) << quarter;
    EXPECT_EQ(hull(back_from_quarter_turn(mark, 90 * quarter), found), (Rect{10, 5, 14, 9}));
  }
}

TEST(Blank, TakesTheGroundAround) {
  Bitmap page = sheet(100, 100);
  fill(page, {0, 0, 100, 100}, 180);
  fill(page, {20, 20, 60, 40}, 0);
  blank(page, {20, 20, 60, 40});
  EXPECT_EQ(page.row(30)[40], 180);
  EXPECT_EQ(page.row(10)[10], 180);
}

TEST(LookForText, CountsLettersInLinesOnly) {
  Bitmap page = sheet(1000, 700);
  EXPECT_FALSE(look_for_text(page).ink);
  write(page, kLines, 10, 120, 150, 60);
  const PictureText text = look_for_text(page);
  EXPECT_TRUE(text.ink);
  EXPECT_GE(text.lines.size(), kLines.size());
  int letters = 0;
  for (const PictureLine& line : text.lines) letters += line.letters;
  EXPECT_GT(letters, 200);

  Bitmap figures = sheet(1000, 700);
  for (int i = 0; i < 40; ++i) {
    fill(figures, {20.0 + 24 * i, 30.0 + (i * 37) % 600, 32.0 + 24 * i, 50.0 + (i * 37) % 600}, 0);
  }
  EXPECT_TRUE(look_for_text(figures).ink);
  EXPECT_TRUE(look_for_text(figures).lines.empty());
}

}  // namespace
}  // namespace tachado::ocr
