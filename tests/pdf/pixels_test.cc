// Pixels: rendered pages, decoded scans, images by themselves; each where it lies on the page.
#include <gtest/gtest.h>

#include "tests/pdf/open_pages.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado {
namespace {

using test::expect_box;
using test::open_or_fail;
using test::PdfBuilder;

PixelRequest at(double dpi) {
  PixelRequest request;
  request.dpi = dpi;
  return request;
}

int grey(const Bitmap& bitmap, int x, int y) {
  return bitmap.row(y)[static_cast<std::size_t>(x) * static_cast<std::size_t>(bitmap.channels)];
}

TEST(Pixels, RenderedPage) {
  PdfBuilder builder;
  builder.add_page("1 0 0 rg 50 100 100 50 re f");
  const std::string file = builder.build();
  const auto source = open_or_fail(file);
  const auto page = source->pixels(1, at(72));
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->width, 200);
  EXPECT_EQ(page->height, 300);
  EXPECT_EQ(page->channels, 1);
  expect_box(page->area, {0, 0, 200, 300});
  EXPECT_EQ(grey(*page, 10, 10), 255);
  EXPECT_NEAR(grey(*page, 100, 175), 76, 2);
  PixelRequest part = at(144);
  part.color = true;
  part.area = Rect{50, 150, 150, 200};
  const auto red = source->pixels(1, part);
  ASSERT_TRUE(red.has_value());
  EXPECT_EQ(red->width, 200);
  EXPECT_EQ(red->height, 100);
  EXPECT_EQ(red->channels, 3);
  expect_box(red->area, {50, 150, 150, 200});
  EXPECT_EQ(red->row(50)[300], 255);
  EXPECT_EQ(red->row(50)[301], 0);
}

TEST(Pixels, UserUnitAndRotation) {
  PdfBuilder builder;
  builder.add_page("0 0 20 20 re f", "/MediaBox [0 0 200 300] /UserUnit 2 /Rotate 90");
  const std::string file = builder.build();
  const auto page = open_or_fail(file)->pixels(1, at(36));
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->width, 300);
  EXPECT_EQ(page->height, 200);
  expect_box(page->area, {0, 0, 600, 400});
  EXPECT_EQ(grey(*page, 5, 5), 0);  // the lower left corner, turned to the top left
  EXPECT_EQ(grey(*page, 100, 100), 255);
}

// 100 by 150 pixels: black, but for a white square of 50 by 50 in the top right corner.
std::string scan_data() {
  std::string data;
  for (int y = 0; y < 150; ++y) {
    for (int x = 0; x < 100; ++x) data += y < 50 && x >= 50 ? '\xFF' : '\0';
  }
  return data;
}

std::string scan_page(const std::string& before_and_after, const std::string& entries,
                      const std::string& matrix = "200 0 0 300 0 0") {
  PdfBuilder builder;
  const int scan = builder.add_stream(
      "/Type /XObject /Subtype /Image /Width 100 /Height 150 /ColorSpace /DeviceGray "
      "/BitsPerComponent 8",
      scan_data());
  builder.add_page("q " + matrix + " cm /I0 Do Q " + before_and_after, entries,
                   "/XObject << /I0 " + builder.ref(scan) + " >>");
  return builder.build();
}

struct ScanCase {
  const char* name;
  const char* entries;
  const char* matrix;
  int width;
  int height;
  int white_x;  // middle of the white square
  int white_y;
};

class Scans : public testing::TestWithParam<ScanCase> {};

TEST_P(Scans, AreDecodedAsDisplayed) {
  const ScanCase& c = GetParam();
  const std::string file = scan_page("", c.entries, c.matrix);
  const auto source = open_or_fail(file);
  // The stored 36 dpi are kept, though more were asked for: nothing was rendered.
  const auto page = source->pixels(1, at(300));
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->width, c.width);
  EXPECT_EQ(page->height, c.height);
  expect_box(page->area, {0, 0, 2.0 * c.width, 2.0 * c.height});
  EXPECT_EQ(grey(*page, c.white_x, c.white_y), 255);
  EXPECT_EQ(grey(*page, c.width - 1 - c.white_x, c.height - 1 - c.white_y), 0);
  // The renderer agrees on where things are.
  PixelRequest color = at(36);
  color.color = true;
  const auto again = source->pixels(1, color);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(grey(*again, c.white_x, c.white_y), 255);
}

constexpr const char* kPlain = "/MediaBox [0 0 200 300]";
INSTANTIATE_TEST_SUITE_P(
    Pdf, Scans,
    testing::Values(ScanCase{"plain", kPlain, "200 0 0 300 0 0", 100, 150, 75, 25},
                    ScanCase{"mirrored", kPlain, "-200 0 0 300 200 0", 100, 150, 25, 25},
                    ScanCase{"upside_down", kPlain, "200 0 0 -300 0 300", 100, 150, 75, 125},
                    ScanCase{"page_turned", "/MediaBox [0 0 200 300] /Rotate 90", "200 0 0 300 0 0",
                             150, 100, 125, 75},
                    ScanCase{"page_turned_left", "/MediaBox [0 0 200 300] /Rotate 270",
                             "200 0 0 300 0 0", 150, 100, 25, 25},
                    ScanCase{"page_over", "/MediaBox [0 0 200 300] /Rotate 180", "200 0 0 300 0 0",
                             100, 150, 25, 125},
                    ScanCase{"image_turned", "/MediaBox [0 0 300 200]", "0 200 -300 0 300 0", 150,
                             100, 25, 25}),
    [](const auto& one) { return one.param.name; });

TEST(Pixels, ScansAreReducedWhileDecoded) {
  const std::string file = scan_page("", kPlain);
  const auto page = open_or_fail(file)->pixels(1, at(18));
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->width, 50);
  EXPECT_EQ(page->height, 75);
  EXPECT_EQ(grey(*page, 37, 12), 255);
  EXPECT_EQ(grey(*page, 10, 60), 0);
}

TEST(Pixels, CropBoxCutsTheScan) {
  const std::string file = scan_page("", "/MediaBox [0 0 200 300] /CropBox [100 200 200 300]");
  const auto page = open_or_fail(file)->pixels(1, at(300));
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->width, 50);
  EXPECT_EQ(page->height, 50);
  expect_box(page->area, {0, 0, 100, 100});
  for (const std::uint8_t value : page->data) EXPECT_EQ(value, 255);
}

TEST(Pixels, WhatIsDrawnOverAScanIsRenderedUnlessTheScanAloneIsWanted) {
  const std::string file = scan_page("0 0 0 rg 100 200 100 100 re f", kPlain);
  const auto source = open_or_fail(file);
  const auto page = source->pixels(1, at(72));
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->width, 200);
  EXPECT_EQ(grey(*page, 150, 50), 0);
  PixelRequest alone = at(72);
  alone.without_vectors = true;
  const auto scan = source->pixels(1, alone);
  ASSERT_TRUE(scan.has_value());
  EXPECT_EQ(grey(*scan, scan->width * 3 / 4, scan->height / 6), 255);
}

TEST(Pixels, InvisibleTextLeavesAScanAScan) {
  const std::string file = scan_page("BT /F1 10 Tf 3 Tr 20 50 Td (A) Tj ET", kPlain);
  const auto page = open_or_fail(file)->pixels(1, at(300));
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->width, 100);
}

TEST(Pixels, OneImageByItself) {
  const std::string file = scan_page("0 0 0 rg 0 0 200 300 re f", kPlain, "100 0 0 150 20 30");
  const auto source = open_or_fail(file);
  const auto image = source->image(1, 0, 75, false);
  ASSERT_TRUE(image.has_value());
  EXPECT_EQ(image->width, 50);
  EXPECT_EQ(image->height, 75);
  expect_box(image->area, {20, 120, 120, 270});
  EXPECT_EQ(grey(*image, 37, 12), 255);
}

TEST(Pixels, AnImageIsSeenThroughItsMask) {
  PdfBuilder builder;
  const std::string grey8 =
      "/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace "
      "/DeviceGray /BitsPerComponent 8";
  const int soft = builder.add_stream(grey8, std::string("\x00\xFF", 2));
  const int hard = builder.add_stream(
      "/Type /XObject /Subtype /Image /Width 2 /Height 1 /ImageMask true /BitsPerComponent 1",
      "\x80");
  const int softly =
      builder.add_stream(grey8 + " /SMask " + builder.ref(soft), std::string("\x00\x40", 2));
  const int hardly =
      builder.add_stream(grey8 + " /Mask " + builder.ref(hard), std::string("\x00\x40", 2));
  builder.add_page(
      "q 100 0 0 50 0 0 cm /I0 Do Q q 100 0 0 50 0 100 cm /I1 Do Q", kPlain,
      "/XObject << /I0 " + builder.ref(softly) + " /I1 " + builder.ref(hardly) + " >>");
  const std::string file = builder.build();
  const auto source = open_or_fail(file);
  for (const int index : {0, 1}) {
    const auto image = source->image(1, index, 100, false);
    ASSERT_TRUE(image.has_value());
    EXPECT_EQ(grey(*image, 0, 0), 255) << index;  // hidden: the paper
    EXPECT_EQ(grey(*image, 1, 0), 0x40) << index;
  }
}

TEST(Pixels, APartOfAPageNeedsNoImageElsewhere) {
  PdfBuilder builder;
  const int bomb = builder.add_stream(
      "/Type /XObject /Subtype /Image /Width 20000 /Height 20000 /ColorSpace /DeviceGray "
      "/BitsPerComponent 8",
      "x");
  builder.add_page("q 50 0 0 50 0 0 cm /I0 Do Q 0 200 50 50 re f", kPlain,
                   "/XObject << /I0 " + builder.ref(bomb) + " >>");
  const std::string file = builder.build();
  const auto source = open_or_fail(file);
  PixelRequest top = at(72);
  top.area = Rect{0, 0, 200, 150};
  EXPECT_TRUE(source->pixels(1, top).has_value());
  top.area = Rect{0, 200, 200, 300};
  EXPECT_FALSE(source->pixels(1, top).has_value());
}

TEST(Pixels, TooManyAreALimit) {
  PdfBuilder builder;
  builder.add_page("", "/MediaBox [0 0 14400 14400]");
  const std::string file = builder.build();
  const auto page = open_or_fail(file)->pixels(1, at(300));
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().kind, ProblemKind::limit);

  PdfBuilder huge;
  const int bomb = huge.add_stream(
      "/Type /XObject /Subtype /Image /Width 20000 /Height 20000 /ColorSpace /DeviceGray "
      "/BitsPerComponent 8",
      "x");
  huge.add_page("q 200 0 0 300 0 0 cm /I0 Do Q", kPlain,
                "/XObject << /I0 " + huge.ref(bomb) + " >>");
  const std::string bomb_file = huge.build();
  const auto blown = open_or_fail(bomb_file)->pixels(1, at(72));
  ASSERT_FALSE(blown.has_value());
  EXPECT_EQ(blown.error().kind, ProblemKind::limit);
}

}  // namespace
}  // namespace tachado
