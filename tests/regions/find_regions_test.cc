#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "stages/regions/regions.h"
#include "tests/regions/canvas.h"

namespace tachado::regions {
namespace {

class OnePage final : public PageSource {
 public:
  explicit OnePage(Result<Bitmap> bitmap) : bitmap_(std::move(bitmap)) {}
  int page_count() const override { return 1; }
  const Metadata& metadata() const override { return metadata_; }
  Result<RawPage> interpret(int /*number*/) override { return RawPage{}; }
  Result<Bitmap> pixels(int /*number*/, const PixelRequest& request) override {
    ++asked;
    color = request.color;
    area = request.area;
    return bitmap_;
  }
  Result<Bitmap> image(int /*number*/, int /*index*/, int /*max_side*/, bool /*color*/) override {
    return bitmap_;
  }
  int asked = 0;
  bool color = false;
  std::optional<Rect> area;

 private:
  Result<Bitmap> bitmap_;
  Metadata metadata_;
};

Page scanned() {
  Page page;
  page.width = Canvas::kWidth;
  page.height = Canvas::kHeight;
  ImagePlacement image;
  image.box = {0, 0, page.width, page.height};
  image.width = 1240;
  image.height = 1754;
  page.images.push_back(image);
  return page;
}

Canvas with_bars() {
  Canvas canvas(150);
  canvas.column({70, 80, 525, 480}, 11);
  for (const Rect& bar :
       {Rect{300, 200, 400, 214}, Rect{100, 203, 200, 217}, Rect{100, 120, 250, 134}}) {
    canvas.fill(inflate(bar, 4, 2), {255, 255, 255});
    canvas.fill(bar, {});
  }
  return canvas;
}

TEST(FindRegions, ReadsScansInReadingOrder) {
  OnePage source(with_bars().page);
  Page page = scanned();
  find_regions(page, &source);
  EXPECT_EQ(source.asked, 1);
  EXPECT_TRUE(source.color);
  ASSERT_EQ(page.candidates.size(), 3U);
  EXPECT_NEAR(page.candidates[0].box.y0, 120, 1);
  EXPECT_NEAR(page.candidates[1].box.x0, 100, 1);
  EXPECT_NEAR(page.candidates[2].box.x0, 300, 1);
  EXPECT_NEAR(page.content_area, page.width * page.height, 1);
}

TEST(FindRegions, LeavesTheMarginAroundAScanOut) {
  OnePage source(with_bars().page);
  Page page = scanned();
  find_regions(page, &source);
  EXPECT_FALSE(source.area);
  page = scanned();
  const Rect scan{60, 70, page.width - 60, page.height - 70};
  page.images[0].box = scan;
  find_regions(page, &source);
  ASSERT_TRUE(source.area);
  EXPECT_EQ(*source.area, scan);
}

TEST(FindRegions, AsksForNoPixelsWithoutImages) {
  OnePage source(with_bars().page);
  Page page = scanned();
  page.images.clear();
  find_regions(page, &source);
  EXPECT_EQ(source.asked, 0);
  EXPECT_TRUE(page.candidates.empty());

  page = scanned();
  find_regions(page, nullptr);
  EXPECT_TRUE(page.candidates.empty());

  page = scanned();
  find_regions(page, &source, {.pixels = false});
  EXPECT_EQ(source.asked, 0);
}

TEST(FindRegions, JoinsWhatIsDrawnAndSeen) {
  OnePage source(with_bars().page);
  Page page = scanned();
  Shape bar;
  bar.order = 7;
  bar.rectangle = true;
  bar.box = {300, 200, 400, 214};
  page.shapes.push_back(bar);
  find_regions(page, &source);
  ASSERT_EQ(page.candidates.size(), 3U);
  EXPECT_EQ(page.candidates[2].source, RegionSource::vector);
  EXPECT_EQ(page.candidates[2].order, 7);
  EXPECT_EQ(page.candidates[1].source, RegionSource::raster);
}

TEST(FindRegions, KeepsTheProblemOfPixelsThatCannotBeMade) {
  OnePage source(fail({"pdf", 1, ProblemKind::damaged, "no pixels"}));
  Page page = scanned();
  find_regions(page, &source);
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems[0].message, "no pixels");
  EXPECT_TRUE(page.candidates.empty());
}

}  // namespace
}  // namespace tachado::regions
