// Letterhead: images that a neighbouring page draws too, on pages with text of their own.
#include <gtest/gtest.h>

#include <string>

#include "tests/pdf/open_pages.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado {
namespace {

using test::open_or_fail;
using test::PdfBuilder;

constexpr const char* kDraw = "q 180 0 0 40 10 250 cm /I0 Do Q ";

std::string text(int characters) {
  return "BT /F1 1 Tf 10 100 Td (" + std::string(static_cast<std::size_t>(characters), 'x') +
         ") Tj ET ";
}

// Two pages with the contents given; both list one image of two colours as I0.
std::string two_pages(const std::string& first, const std::string& second) {
  PdfBuilder builder;
  const int image = builder.add_stream(
      "/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray "
      "/BitsPerComponent 8",
      std::string("\x10\xE0", 2));
  const std::string resources = "/XObject << /I0 " + builder.ref(image) + " >>";
  builder.add_page(first, "/MediaBox [0 0 200 300]", resources);
  builder.add_page(second, "/MediaBox [0 0 200 300]", resources);
  return builder.build();
}

struct Case {
  const char* name;
  std::string first;
  std::string second;
  bool letterhead;  // of the first page
};

class LetterheadOf : public testing::TestWithParam<Case> {};

TEST_P(LetterheadOf, IsToldByTheNeighbour) {
  const std::string file = two_pages(GetParam().first, GetParam().second);
  const auto page = open_or_fail(file)->interpret(1);
  ASSERT_TRUE(page.has_value());
  ASSERT_EQ(page->images.size(), 1U);
  EXPECT_EQ(page->images[0].letterhead, GetParam().letterhead);
}

INSTANTIATE_TEST_SUITE_P(
    All, LetterheadOf,
    testing::Values(Case{"drawn_on_both", kDraw + text(300), kDraw + text(300), true},
                    Case{"listed_there_but_not_drawn", kDraw + text(300), text(300), false},
                    Case{"a_page_with_a_stamp_only", kDraw + text(50), kDraw + text(300), false},
                    Case{"laid_over_text",
                         text(300) + "BT /F1 8 Tf 50 260 Td (hidden) Tj ET " + kDraw,
                         kDraw + text(300), false},
                    Case{"text_over_it", kDraw + text(300) + "BT /F1 8 Tf 50 260 Td (title) Tj ET",
                         kDraw + text(300), true},
                    Case{"invisible_text_of_a_scan", kDraw + ("3 Tr " + text(300)), kDraw, false}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Letterhead, IsKnownInACopyAndNotInAnotherPictureOfItsSize) {
  for (const bool copy : {true, false}) {
    PdfBuilder builder;
    const std::string sizes =
        "/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8";
    for (const int page : {1, 2}) {
      const int image = builder.add_stream(sizes, copy || page == 1 ? "\x10\x70" : "\x70\x10");
      builder.add_page(kDraw + text(300), "/MediaBox [0 0 200 300]",
                       "/XObject << /I0 " + builder.ref(image) + " >>");
    }
    const std::string file = builder.build();
    const auto page = open_or_fail(file)->interpret(1);
    ASSERT_TRUE(page.has_value());
    ASSERT_EQ(page->images.size(), 1U);
    EXPECT_EQ(page->images[0].letterhead, copy);
  }
}

}  // namespace
}  // namespace tachado
