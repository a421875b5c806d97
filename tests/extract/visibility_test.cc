// What cannot be seen is not text.
#include <gtest/gtest.h>

#include "stages/extract/extract.h"
#include "tests/extract/raw_page_builder.h"

namespace tachado {
namespace {

using test::RawPageBuilder;
using Style = RawPageBuilder::Style;

constexpr Rect kOverText{45, 85, 200, 105};
constexpr Color kWhite{255, 255, 255};

struct SightCase {
  const char* name;
  void (*draw)(RawPageBuilder&);
  bool seen;
};

void write(RawPageBuilder& builder, const Style& style = {}) {
  builder.text(50, 100, U"secret", style);
}

class Sight : public testing::TestWithParam<SightCase> {};

TEST_P(Sight, DecidesWhatIsText) {
  RawPageBuilder builder;
  builder.text(50, 300, U"visible");
  GetParam().draw(builder);
  const Page page = extract::extract_page(builder.page());
  EXPECT_EQ(page.text.find("secret") != std::string::npos, GetParam().seen) << page.text;
  EXPECT_NE(page.text.find("visible"), std::string::npos);
}

const SightCase kCases[] = {
    {"plain", [](RawPageBuilder& b) { write(b); }, true},
    {"bar_over_it",
     [](RawPageBuilder& b) {
       write(b);
       b.fill(kOverText);
     },
     false},
    {"bar_beneath_it",
     [](RawPageBuilder& b) {
       b.fill(kOverText, {255, 255, 0});
       write(b);
     },
     true},
    {"black_on_black",
     [](RawPageBuilder& b) {
       b.fill(kOverText);
       write(b);
     },
     false},
    {"almost_black_on_black",
     [](RawPageBuilder& b) {
       b.fill(kOverText, {5, 5, 5});
       write(b);
     },
     false},
    {"white_on_black",
     [](RawPageBuilder& b) {
       b.fill(kOverText);
       Style white;
       white.color = kWhite;
       write(b, white);
     },
     true},
    {"white_on_paper",
     [](RawPageBuilder& b) {
       Style white;
       white.color = kWhite;
       write(b, white);
     },
     false},
    {"white_on_a_picture",
     [](RawPageBuilder& b) {
       b.image(kOverText);
       Style white;
       white.color = kWhite;
       write(b, white);
     },
     true},
    {"picture_over_it",
     [](RawPageBuilder& b) {
       write(b);
       b.image(kOverText);
     },
     false},
    {"soft_masked_picture_over_it",
     [](RawPageBuilder& b) {
       write(b);
       b.image(kOverText).soft_mask = true;
     },
     true},
    {"clear_marker_over_it",
     [](RawPageBuilder& b) {
       write(b);
       b.fill(kOverText, {255, 255, 0}).opacity = 0.4;
     },
     true},
    {"almost_opaque_bar_over_it",
     [](RawPageBuilder& b) {
       write(b);
       b.fill(kOverText).opacity = 0.97;
     },
     false},
    {"frame_around_it",
     [](RawPageBuilder& b) {
       write(b);
       Shape& frame = b.fill(kOverText);
       frame.rectangle = false;
       frame.subpaths = 2;
       frame.painted_share = 0.1;
     },
     true},
    {"triangle_over_it",
     [](RawPageBuilder& b) {
       write(b);
       Shape& triangle = b.fill({0, 0, 400, 200});
       triangle.rectangle = false;
       triangle.painted_share = 0.5;
       triangle.outline = {{0, 0}, {400, 0}, {0, 200}};
     },
     false},
    {"bar_in_a_hidden_layer",
     [](RawPageBuilder& b) {
       write(b);
       b.fill(kOverText).layer_off = true;
     },
     true},
    {"in_a_hidden_layer",
     [](RawPageBuilder& b) {
       Style hidden;
       hidden.layer_off = true;
       write(b, hidden);
     },
     false},
    {"clipped",
     [](RawPageBuilder& b) {
       Style clipped;
       clipped.clipped = true;
       write(b, clipped);
     },
     false},
    {"off_the_page", [](RawPageBuilder& b) { b.text(700, 100, U"secret"); }, false},
    {"render_mode_3",
     [](RawPageBuilder& b) {
       Style invisible;
       invisible.paint = GlyphPaint::invisible;
       write(b, invisible);
     },
     false},
    {"beneath_the_scan",
     [](RawPageBuilder& b) {
       write(b);
       b.image({0, 0, 600, 250});
       b.text(50, 300, U"visible");
     },
     false},
};

INSTANTIATE_TEST_SUITE_P(Extract, Sight, testing::ValuesIn(kCases),
                         [](const auto& one) { return one.param.name; });

TEST(HalfCovered, OnlyTheLettersLeftAreText) {
  RawPageBuilder builder;
  builder.text(50, 100, U"abcdef");
  builder.fill({50, 85, 65, 105});
  EXPECT_EQ(extract::extract_page(builder.page()).text, "def\n");
}

TEST(EarlierOcr, IsTextOnRequest) {
  RawPageBuilder builder;
  Style invisible;
  invisible.paint = GlyphPaint::invisible;
  builder.text(50, 100, U"layer", invisible).text(50, 300, U"barred", invisible);
  builder.image({0, 0, 600, 800});
  builder.fill({45, 285, 200, 305});
  EXPECT_EQ(extract::extract_page(builder.page()).text, "");
  extract::Options options;
  options.invisible_as_text = true;
  const Page page = extract::extract_page(builder.page(), options);
  EXPECT_EQ(page.text, "layer\n");
  EXPECT_EQ(page.facts.invisible, 5);
  EXPECT_EQ(page.facts.covered, 6);
}

}  // namespace
}  // namespace tachado
