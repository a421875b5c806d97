// Facts about a page's text and images; what of its drawings is handed on.
#include <gtest/gtest.h>

#include "stages/extract/extract.h"
#include "tests/extract/raw_page_builder.h"

namespace tachado {
namespace {

using test::RawPageBuilder;

TEST(Facts, Glyphs) {
  RawPageBuilder builder;
  builder.page().fonts.push_back({});
  builder.page().fonts[1].type3 = true;
  builder.text(50, 20, U"top").text(50, 400, U"in the middle");
  builder.text(50, 420, std::u32string_view(U"\0\0", 2));
  for (std::size_t i = 0; i < 3; ++i) builder.page().glyphs[i].font = 1;
  const Page page = extract::extract_page(builder.page());
  EXPECT_EQ(page.facts.glyphs, 16);
  EXPECT_EQ(page.facts.unmapped, 2);
  EXPECT_EQ(page.facts.type3, 3);
  EXPECT_EQ(page.facts.invisible, 0);
  EXPECT_EQ(page.facts.covered, 0);
  EXPECT_NEAR(page.facts.text_share_outside_margins, 13.0 / 16, 1e-9);
}

TEST(Facts, ImagesShareIsThatOfTheirUnion) {
  RawPageBuilder builder;
  builder.image({0, 0, 600, 200});
  builder.image({0, 100, 600, 400});
  builder.image({300, 700, 900, 800});  // half of it off the page
  const Page page = extract::extract_page(builder.page());
  EXPECT_NEAR(page.facts.image_share, 0.5 + 0.5 / 8, 1e-9);
  EXPECT_NEAR(page.facts.largest_image_share, 3.0 / 8, 1e-9);
  EXPECT_EQ(page.facts.largest_image, 1);
}

TEST(Facts, OutlinesOfLetters) {
  RawPageBuilder builder;
  for (int i = 0; i < 5; ++i) {
    Shape& letter = builder.fill({50.0 + 10 * i, 100, 57.0 + 10 * i, 110});
    letter.rectangle = false;
    letter.outline = {{50, 100}, {57, 100}, {50, 110}};
  }
  builder.fill({50, 200, 57, 210});
  EXPECT_EQ(extract::extract_page(builder.page()).facts.small_outlines, 5);
}

// One path may draw a whole line of letters; plotters stroke them.
TEST(Facts, OutlinesOfManyLettersInOnePath) {
  const std::vector<Point> letter{{50, 100}, {57, 100}, {50, 110}};
  const std::vector<Point> drawing{{50, 100}, {357, 100}, {50, 310}};
  RawPageBuilder builder;
  Shape& line = builder.fill({50, 100, 550, 110});
  line.rectangle = false;
  line.outline = letter;
  line.subpaths = 60;
  Shape& stroked = builder.fill({50, 100, 57, 110});
  stroked.rectangle = false;
  stroked.kind = ShapeKind::stroke;
  stroked.outline = letter;
  Shape& map = builder.fill({50, 100, 357, 310});
  map.rectangle = false;
  map.outline = drawing;
  map.subpaths = 900;
  Shape& hatch = builder.fill({50, 100, 57, 110});
  hatch.rectangle = false;
  hatch.kind = ShapeKind::pattern;
  hatch.outline = letter;
  EXPECT_EQ(extract::extract_page(builder.page()).facts.small_outlines, 61);
}

TEST(Record, HandsOnWhatCanBeSeen) {
  RawPageBuilder builder;
  builder.fill({0, 0, 10, 10});
  builder.fill({0, 0, 10, 10}).layer_off = true;
  builder.fill({0, 0, 10, 10}).opacity = 0;
  builder.image({0, 0, 10, 10}).layer_off = true;
  builder.image({0, 0, 10, 10});
  const Page page = extract::extract_page(builder.page());
  EXPECT_EQ(page.shapes.size(), 1U);
  EXPECT_EQ(page.images.size(), 1U);
}

class BadSource final : public PageSource {
 public:
  [[nodiscard]] int page_count() const override { return 1; }
  [[nodiscard]] const Metadata& metadata() const override { return metadata_; }
  [[nodiscard]] Result<RawPage> interpret(int number) override {
    return fail(Problem{"pdf", number, ProblemKind::limit, "too much"});
  }
  [[nodiscard]] Result<Bitmap> pixels(int number, const PixelRequest& /*request*/) override {
    return fail(Problem{"pdf", number, ProblemKind::limit, "too much"});
  }
  [[nodiscard]] Result<Bitmap> image(int number, int /*index*/, int /*max_side*/,
                                     bool /*color*/) override {
    return fail(Problem{"pdf", number, ProblemKind::limit, "too much"});
  }

 private:
  Metadata metadata_;
};

TEST(Record, APageThatCannotBeReadIsNotExamined) {
  BadSource source;
  const Page page = extract::extract_page(source, 3);
  EXPECT_EQ(page.number, 3);
  EXPECT_FALSE(page.examined);
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems[0].kind, ProblemKind::limit);
}

}  // namespace
}  // namespace tachado
