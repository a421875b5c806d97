// Where things lie on the page as displayed: rotation, crop box, user unit, clip.
#include <gtest/gtest.h>

#include "tests/pdf/open_pages.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado {
namespace {

using test::expect_box;
using test::PdfBuilder;
using test::record_or_fail;

struct PlaceCase {
  const char* name;
  const char* page_entries;
  double width;
  double height;
  Rect box;     // of the rectangle 20 30 40 10
  float angle;  // of the text
};

class Places : public testing::TestWithParam<PlaceCase> {};

TEST_P(Places, AreAsDisplayed) {
  const PlaceCase& c = GetParam();
  PdfBuilder builder;
  builder.add_page("0 0 1 rg 20 30 40 10 re f BT /F1 10 Tf 20 50 Td (A) Tj ET", c.page_entries);
  const RawPage page = record_or_fail(builder.build());
  EXPECT_NEAR(page.width, c.width, 0.01);
  EXPECT_NEAR(page.height, c.height, 0.01);
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_TRUE(page.shapes[0].rectangle);
  EXPECT_EQ(page.shapes[0].color, (Color{0, 0, 255}));
  expect_box(page.shapes[0].box, c.box);
  ASSERT_EQ(page.glyphs.size(), 1U);
  EXPECT_EQ(page.glyphs[0].angle, c.angle);
  EXPECT_FALSE(page.glyphs[0].clipped);
}

INSTANTIATE_TEST_SUITE_P(
    Pdf, Places,
    testing::Values(
        PlaceCase{"plain", "/MediaBox [0 0 200 300]", 200, 300, {20, 260, 60, 270}, 0},
        PlaceCase{"moved", "/MediaBox [10 20 210 320]", 200, 300, {10, 280, 50, 290}, 0},
        PlaceCase{"right", "/MediaBox [0 0 200 300] /Rotate 90", 300, 200, {30, 20, 40, 60}, 90},
        PlaceCase{"over", "/MediaBox [0 0 200 300] /Rotate 180", 200, 300, {140, 30, 180, 40}, 180},
        PlaceCase{
            "left", "/MediaBox [0 0 200 300] /Rotate 270", 300, 200, {260, 140, 270, 180}, 270},
        PlaceCase{"cropped",
                  "/MediaBox [0 0 200 300] /CropBox [10 20 110 220]",
                  100,
                  200,
                  {10, 180, 50, 190},
                  0},
        PlaceCase{"cropped_right",
                  "/MediaBox [0 0 200 300] /CropBox [10 20 110 220] /Rotate 90",
                  200,
                  100,
                  {10, 10, 20, 50},
                  90},
        PlaceCase{
            "user_unit", "/MediaBox [0 0 200 300] /UserUnit 2", 400, 600, {40, 520, 120, 540}, 0}),
    [](const auto& one) { return one.param.name; });

TEST(Geometry, GlyphBoxReachesFromDescentToAscent) {
  PdfBuilder builder;
  builder.add_page("BT /F1 10 Tf 20 100 Td (A) Tj ET");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.glyphs.size(), 1U);
  const Glyph& glyph = page.glyphs[0];
  EXPECT_NEAR(glyph.origin.x, 20, 0.01);
  EXPECT_NEAR(glyph.origin.y, 200, 0.01);
  EXPECT_NEAR(glyph.font_size, 10, 0.01);
  // Helvetica's A is 667 thousandths wide.
  EXPECT_NEAR(glyph.box.x0, 20, 0.01);
  EXPECT_NEAR(glyph.box.x1, 26.67, 0.01);
  EXPECT_LT(glyph.box.y0, 193);
  EXPECT_GT(glyph.box.y1, 201);
}

TEST(Geometry, SpacingIsNoPartOfTheGlyph) {
  PdfBuilder builder;
  builder.add_page("BT /F1 10 Tf 5 Tc 20 100 Td (AA) Tj ET");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.glyphs.size(), 2U);
  EXPECT_NEAR(page.glyphs[0].box.width(), 6.67, 0.01);
  EXPECT_NEAR(page.glyphs[1].box.x0, 31.67, 0.01);
}

TEST(Geometry, ClipCutsShapesAndMarksGlyphs) {
  PdfBuilder builder;
  builder.add_page(
      "q 0 0 50 300 re W n 20 30 100 10 re f "
      "BT /F1 10 Tf 20 100 Td (A) Tj 100 0 Td (B) Tj ET Q 20 60 100 10 re f");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 2U);
  expect_box(page.shapes[0].box, {20, 260, 50, 270});
  expect_box(page.shapes[1].box, {20, 230, 120, 240});
  ASSERT_EQ(page.glyphs.size(), 2U);
  EXPECT_FALSE(page.glyphs[0].clipped);
  EXPECT_TRUE(page.glyphs[1].clipped);
}

TEST(Geometry, TextOutsideTheCropBoxIsClipped) {
  PdfBuilder builder;
  builder.add_page("BT /F1 10 Tf 20 50 Td (A) Tj 0 200 Td (B) Tj ET",
                   "/MediaBox [0 0 200 300] /CropBox [0 0 200 150]");
  const RawPage page = record_or_fail(builder.build());
  EXPECT_EQ(test::text_where(page, [](const Glyph& g) { return g.clipped; }), "B");
}

TEST(Geometry, PolygonClipShapesAFill) {
  PdfBuilder builder;
  builder.add_page("q 20 20 m 60 20 l 20 60 l h W n 0 0 200 300 re f Q");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_FALSE(page.shapes[0].rectangle);
  expect_box(page.shapes[0].box, {20, 240, 60, 280});
  EXPECT_NEAR(page.shapes[0].painted_share, 0.5, 0.01);
}

}  // namespace
}  // namespace tachado
