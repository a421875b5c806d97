// What is recorded of a page: order, colour, opacity, how and by what it is drawn.
#include <gtest/gtest.h>

#include "tests/pdf/open_pages.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado {
namespace {

using test::expect_box;
using test::PdfBuilder;
using test::record_or_fail;
using test::text_of;
using test::text_where;

TEST(Record, OrderIsThatOfTheInstructions) {
  PdfBuilder builder;
  builder.add_page(
      "BT /F1 10 Tf 20 50 Td (A) Tj ET 10 10 50 50 re f BT /F1 10 Tf 20 90 Td (B) Tj ET");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.glyphs.size(), 2U);
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_LT(page.glyphs[0].order, page.shapes[0].order);
  EXPECT_LT(page.shapes[0].order, page.glyphs[1].order);
}

TEST(Record, RenderModes) {
  PdfBuilder builder;
  builder.add_page(
      "1 0 0 rg 0 1 0 RG BT /F1 10 Tf 20 50 Td 0 Tr (A) Tj 1 Tr (B) Tj 2 Tr (C) Tj 3 Tr (D) Tj ET");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(text_of(page), "ABCD");
  EXPECT_EQ(page.glyphs[0].paint, GlyphPaint::fill);
  EXPECT_EQ(page.glyphs[0].color, (Color{255, 0, 0}));
  EXPECT_EQ(page.glyphs[1].paint, GlyphPaint::stroke);
  EXPECT_EQ(page.glyphs[1].color, (Color{0, 255, 0}));
  EXPECT_EQ(page.glyphs[2].paint, GlyphPaint::fill);
  EXPECT_EQ(page.glyphs[3].paint, GlyphPaint::invisible);
}

TEST(Record, BarsOfOnePathAreShapesOfTheirOwn) {
  PdfBuilder builder;
  builder.add_page("10 10 50 10 re 10 40 50 10 re 10 70 50 10 re f");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 3U);
  expect_box(page.shapes[0].box, {10, 280, 60, 290});
  expect_box(page.shapes[2].box, {10, 220, 60, 230});
}

TEST(Record, AFrameIsOneShapeWithAHole) {
  PdfBuilder builder;
  builder.add_page("10 10 100 100 re 20 20 80 80 re f*");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_FALSE(page.shapes[0].rectangle);
  EXPECT_EQ(page.shapes[0].subpaths, 2);
  EXPECT_NEAR(page.shapes[0].painted_share, 0.36, 0.001);
}

TEST(Record, ThickLineIsARectangle) {
  PdfBuilder builder;
  builder.add_page("12 w 10 100 m 110 100 l S");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_EQ(page.shapes[0].kind, ShapeKind::stroke);
  EXPECT_TRUE(page.shapes[0].rectangle);
  EXPECT_NEAR(page.shapes[0].line_width, 12, 0.01);
  expect_box(page.shapes[0].box, {10, 194, 110, 206});
}

TEST(Record, StrokedBoxPaintsOnlyItsBorder) {
  PdfBuilder builder;
  builder.add_page("1 w 10 100 100 50 re S");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_FALSE(page.shapes[0].rectangle);
  EXPECT_TRUE(page.shapes[0].outline.empty());
  expect_box(page.shapes[0].box, {9.5, 149.5, 110.5, 200.5});
  EXPECT_LT(page.shapes[0].painted_share, 0.1);
}

struct OpacityCase {
  const char* name;
  const char* state;
  const char* color;
  double opacity;
};

class Opacities : public testing::TestWithParam<OpacityCase> {};

TEST_P(Opacities, SayHowMuchIsHidden) {
  PdfBuilder builder;
  const std::string content = std::string("/G0 gs ") + GetParam().color + " rg 10 10 50 50 re f";
  builder.add_page(content, "/MediaBox [0 0 200 300]",
                   std::string("/ExtGState << /G0 << ") + GetParam().state + " >> >>");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_NEAR(page.shapes[0].opacity, GetParam().opacity, 0.005);
}

INSTANTIATE_TEST_SUITE_P(Pdf, Opacities,
                         testing::Values(OpacityCase{"alpha", "/ca 0.3", "0 0 0", 0.3},
                                         OpacityCase{"stroke_alpha", "/CA 0.3", "0 0 0", 1},
                                         OpacityCase{"multiply_black", "/BM /Multiply", "0 0 0", 1},
                                         OpacityCase{"multiply_white", "/BM /Multiply", "1 1 1", 0},
                                         OpacityCase{"multiply_yellow", "/BM /Multiply", "1 1 0",
                                                     0.114},
                                         OpacityCase{"lighten_white", "/BM /Lighten", "1 1 1", 1}),
                         [](const auto& one) { return one.param.name; });

TEST(Record, AGroupsOpacityCountsForWhatIsInIt) {
  PdfBuilder builder;
  const int form = builder.add_stream(
      "/Type /XObject /Subtype /Form /BBox [0 0 200 300] /Group << /S /Transparency >>",
      "10 10 50 50 re f");
  builder.add_page(
      "/G0 gs /X0 Do", "/MediaBox [0 0 200 300]",
      "/ExtGState << /G0 << /ca 0.25 >> >> /XObject << /X0 " + builder.ref(form) + " >>");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_NEAR(page.shapes[0].opacity, 0.25, 0.005);
  EXPECT_EQ(page.shapes[0].drawn_by, DrawnBy::form);
}

TEST(Record, AnnotationAppearancesAreDrawnLast) {
  PdfBuilder builder;
  const int look =
      builder.add_stream("/Type /XObject /Subtype /Form /BBox [0 0 50 20]", "0 0 50 20 re f");
  const int note =
      builder.add("<< /Type /Annot /Subtype /Square /Rect [10 20 60 40] /C [1 0 0] /AP << /N " +
                  builder.ref(look) + " >> >>");
  builder.add_page("BT /F1 10 Tf 20 25 Td (A) Tj ET",
                   "/MediaBox [0 0 200 300] /Annots [" + builder.ref(note) + "]");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_EQ(page.shapes[0].drawn_by, DrawnBy::annotation);
  EXPECT_GT(page.shapes[0].order, page.glyphs.at(0).order);
  expect_box(page.shapes[0].box, {10, 260, 60, 280});
  ASSERT_EQ(page.annotations.size(), 1U);
  EXPECT_EQ(page.annotations[0].subtype, "Square");
  EXPECT_EQ(page.annotations[0].color, (Color{255, 0, 0}));
  EXPECT_TRUE(page.annotations[0].has_appearance);
}

TEST(Record, RedactAnnotation) {
  PdfBuilder builder;
  const int mark = builder.add(
      "<< /Type /Annot /Subtype /Redact /Rect [10 20 60 40] /IC [0 0 0] /OverlayText (Art. 113) "
      "/QuadPoints [10 40 60 40 10 20 60 20] >>");
  builder.add_page("BT /F1 10 Tf 20 25 Td (A) Tj ET",
                   "/MediaBox [0 0 200 300] /Rotate 90 /Annots [" + builder.ref(mark) + "]");
  const RawPage page = record_or_fail(builder.build());
  EXPECT_TRUE(page.shapes.empty());  // not applied: nothing is painted
  ASSERT_EQ(page.annotations.size(), 1U);
  const Annotation& redact = page.annotations[0];
  EXPECT_EQ(redact.subtype, "Redact");
  EXPECT_EQ(redact.color, (Color{0, 0, 0}));
  EXPECT_EQ(redact.overlay_text, "Art. 113");
  expect_box(redact.box, {20, 10, 40, 60});
  ASSERT_EQ(redact.quads.size(), 1U);
  EXPECT_NEAR(redact.quads[0][0].x, 40, 0.01);
  EXPECT_NEAR(redact.quads[0][0].y, 10, 0.01);
  EXPECT_NEAR(redact.quads[0][2].x, 20, 0.01);
  EXPECT_NEAR(redact.quads[0][2].y, 60, 0.01);
}

TEST(Record, TypeThreeLettersAreGlyphs) {
  PdfBuilder builder;
  const int proc = builder.add_stream("", "1000 0 0 0 750 750 d1 0 0 m 750 0 l 375 750 l f");
  const int type3 = builder.add(
      "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] "
      "/CharProcs << /a " +
      builder.ref(proc) +
      " >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 "
      "/Widths [1000] >>");
  const int outer = builder.add_stream(
      "/Type /XObject /Subtype /Form /BBox [0 0 200 300] "
      "/Resources << /Font << /T3 " +
          builder.ref(type3) + " >> >>",
      "BT /T3 20 Tf 20 50 Td (a) Tj ET");
  builder.add_page("/X0 Do", "/MediaBox [0 0 200 300]",
                   "/XObject << /X0 " + builder.ref(outer) + " >>");
  const RawPage page = record_or_fail(builder.build());
  EXPECT_TRUE(page.shapes.empty());
  ASSERT_EQ(text_of(page), "a");
  EXPECT_TRUE(page.fonts.at(page.glyphs[0].font).type3);
  expect_box(page.glyphs[0].box, {20, 235, 40, 250});
}

// What glyph programs paint, by the boxes of the shapes that two such glyphs at 20 points leave.
struct GlyphProgram {
  const char* name;
  const char* program;
  std::vector<Rect> shapes;
  Color color{255, 0, 0};
};

class GlyphPrograms : public testing::TestWithParam<GlyphProgram> {};

TEST_P(GlyphPrograms, AreBarsWhereTheyFillOneHighRectangle) {
  PdfBuilder builder;
  const int proc = builder.add_stream("", GetParam().program);
  const int type3 = builder.add(
      "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 750] /FontMatrix [0.001 0 0 0.001 0 0] "
      "/CharProcs << /a " +
      builder.ref(proc) +
      " >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 "
      "/Widths [1000] >>");
  builder.add_page("1 0 0 rg BT /T3 20 Tf 20 50 Td (aa) Tj ET", "/MediaBox [0 0 200 300]",
                   "/Font << /T3 " + builder.ref(type3) + " >>");
  const RawPage page = record_or_fail(builder.build());
  EXPECT_EQ(page.glyphs.size(), 2U);
  ASSERT_EQ(page.shapes.size(), GetParam().shapes.size());
  for (std::size_t i = 0; i < page.shapes.size(); ++i) {
    expect_box(page.shapes[i].box, GetParam().shapes[i]);
    EXPECT_TRUE(page.shapes[i].rectangle);
    EXPECT_EQ(page.shapes[i].color, GetParam().color);
    EXPECT_GT(page.shapes[i].order, page.glyphs[i].order);  // it covers its own glyph
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, GlyphPrograms,
    testing::Values(GlyphProgram{"bar",
                                 "1000 0 0 0 1000 750 d1 0 0 1000 750 re f",
                                 {{20, 235, 40, 250}, {40, 235, 60, 250}}},
                    GlyphProgram{"below the line",
                                 "1000 0 d0 q 0 0 0 rg 0 -200 900 950 re f Q",
                                 {{20, 235, 38, 254}, {40, 235, 58, 254}},
                                 {0, 0, 0}},
                    GlyphProgram{"colour that does not count",
                                 "1000 0 0 0 1000 750 d1 0 g 0 0 1000 750 re f",
                                 {{20, 235, 40, 250}, {40, 235, 60, 250}}},
                    GlyphProgram{"dash", "1000 0 0 0 1000 750 d1 0 300 1000 80 re f", {}},
                    GlyphProgram{"stem", "300 0 0 0 1000 750 d1 100 0 90 750 re f", {}},
                    GlyphProgram{
                        "two rectangles", "1000 0 d0 0 0 400 750 re 500 0 400 750 re f", {}},
                    GlyphProgram{"letter", "1000 0 d0 0 0 m 750 0 l 375 750 l f", {}},
                    GlyphProgram{"frame", "1000 0 d0 0 0 900 750 re S", {}},
                    GlyphProgram{"clipped", "1000 0 d0 0 0 900 750 re W n", {}}),
    [](const auto& row) {
      std::string name = row.param.name;
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

TEST(Record, CodesWithoutAMeaningAreUnmapped) {
  PdfBuilder builder;
  const int descriptor = builder.add(
      "<< /Type /FontDescriptor /FontName /ABCDEF+X /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 900 "
      "/Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>");
  const int child = builder.add(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+X /DW 500 /CIDSystemInfo << "
      "/Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor " +
      builder.ref(descriptor) + " >>");
  const int font = builder.add(
      "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+X /Encoding /Identity-H /DescendantFonts "
      "[" +
      builder.ref(child) + "] >>");
  const int outer = builder.add_stream(
      "/Type /XObject /Subtype /Form /BBox [0 0 200 300] /Resources << /Font << /F2 " +
          builder.ref(font) + " >> >>",
      "BT /F2 10 Tf 20 50 Td <00240025> Tj ET");
  builder.add_page("BT /F1 10 Tf 20 90 Td (A) Tj ET /X0 Do", "/MediaBox [0 0 200 300]",
                   "/XObject << /X0 " + builder.ref(outer) + " >>");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.glyphs.size(), 3U);
  EXPECT_FALSE(page.glyphs[0].unmapped);
  EXPECT_TRUE(page.glyphs[1].unmapped);
  EXPECT_TRUE(page.fonts.at(page.glyphs[0].font).to_unicode);
  EXPECT_FALSE(page.fonts.at(page.glyphs[1].font).to_unicode);
  EXPECT_EQ(page.fonts.at(page.glyphs[1].font).name, "X");
}

TEST(Record, HiddenLayerIsMarked) {
  PdfBuilder builder;
  const int off = builder.add("<< /Type /OCG /Name (hidden) >>");
  const int on = builder.add("<< /Type /OCG /Name (shown) >>");
  builder.catalog("/OCProperties << /OCGs [" + builder.ref(off) + " " + builder.ref(on) +
                  "] /D << /OFF [" + builder.ref(off) + "] >> >>");
  builder.add_page(
      "BT /F1 10 Tf 20 50 Td (A) Tj ET "
      "/OC /P0 BDC BT /F1 10 Tf 20 70 Td (B) Tj ET 10 10 30 30 re f EMC "
      "/OC /P1 BDC BT /F1 10 Tf 20 90 Td (C) Tj ET EMC",
      "/MediaBox [0 0 200 300]",
      "/Properties << /P0 " + builder.ref(off) + " /P1 " + builder.ref(on) + " >>");
  const RawPage page = record_or_fail(builder.build());
  EXPECT_EQ(text_of(page), "ABC");
  EXPECT_EQ(text_where(page, [](const Glyph& g) { return g.layer_off; }), "B");
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_TRUE(page.shapes[0].layer_off);
}

TEST(Record, PatternsAreOneShape) {
  PdfBuilder builder;
  const int tile = builder.add_stream(
      "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 1 /YStep 1 "
      "/Resources << >>",
      "0 0 0.5 0.5 re f");
  builder.add_page("/Pattern cs /P0 scn 10 10 100 100 re f", "/MediaBox [0 0 200 300]",
                   "/Pattern << /P0 " + builder.ref(tile) + " >>");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.shapes.size(), 1U);
  EXPECT_EQ(page.shapes[0].kind, ShapeKind::pattern);
  expect_box(page.shapes[0].box, {10, 190, 110, 290}, 1.01);
}

TEST(Record, ImagesWithTheirPlaceAndColour) {
  PdfBuilder builder;
  const int black = builder.add_stream(
      "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
      "/BitsPerComponent 8",
      std::string(4, '\0'));
  const int mixed = builder.add_stream(
      "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
      "/BitsPerComponent 8",
      std::string("\x00\xFF\x00\xFF", 4));
  builder.add_page(
      "q 50 0 0 20 10 10 cm /I0 Do Q q 50 0 0 20 10 40 cm /I1 Do Q "
      "q 50 0 0 20 10 70 cm BI /W 1 /H 1 /IM true /BPC 1 /F /AHx ID 00> EI Q",
      "/MediaBox [0 0 200 300]",
      "/XObject << /I0 " + builder.ref(black) + " /I1 " + builder.ref(mixed) + " >>");
  const RawPage page = record_or_fail(builder.build());
  ASSERT_EQ(page.images.size(), 3U);
  expect_box(page.images[0].box, {10, 270, 60, 290});
  EXPECT_TRUE(page.images[0].one_colour);
  EXPECT_EQ(page.images[0].color, (Color{0, 0, 0}));
  EXPECT_EQ(page.images[0].object, black);
  EXPECT_EQ(page.images[0].encoding, "raw");
  EXPECT_FALSE(page.images[1].one_colour);
  EXPECT_TRUE(page.images[2].stencil);
  EXPECT_TRUE(page.images[2].one_colour);
  EXPECT_EQ(page.images[2].object, 0);
}

}  // namespace
}  // namespace tachado
