// The working raster against its definition, pixel by pixel.
#include "stages/regions/raster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tachado::regions {
namespace {

int luma_of(int r, int g, int b) { return (299 * r + 587 * g + 114 * b + 500) / 1000; }

Bitmap random_pixels(int width, int height, int channels, int darkest) {
  std::mt19937 dice(static_cast<unsigned>(width + channels));
  std::uniform_int_distribution<int> level(darkest, 255);
  Bitmap pixels;
  pixels.width = width;
  pixels.height = height;
  pixels.channels = channels;
  pixels.area = {0, 0, 100, 100};
  pixels.data.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                     static_cast<std::size_t>(channels));
  for (std::uint8_t& value : pixels.data) value = static_cast<std::uint8_t>(level(dice));
  return pixels;
}

struct Case {
  const char* name;
  int width;
  int height;
  int channels;
  int reduction;
};

TEST(Raster, MeansAndLeastLuma) {
  const Case cases[] = {
      {"as it is, grey", 131, 40, 1, 1}, {"as it is, colour", 131, 40, 3, 1},
      {"halved, grey", 2777, 21, 1, 2},  {"halved, colour", 2777, 21, 3, 2},
      {"a third", 7016, 10, 3, 3},       {"a third, upright", 10, 7016, 3, 3},
      {"a fifth", 12001, 16, 3, 5},      {"thinner than the reduction", 7016, 2, 3, 1},
      {"a single pixel", 1, 1, 3, 1}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Bitmap pixels = random_pixels(c.width, c.height, c.channels, 0);
    ASSERT_TRUE(usable(pixels));
    const Raster raster = reduce(pixels);
    const int k = c.reduction;
    ASSERT_EQ(raster.reduction, k);
    ASSERT_EQ(raster.width, c.width / k);
    ASSERT_EQ(raster.height, c.height / k);
    ASSERT_EQ(raster.color, c.channels == 3);
    for (int y = 0; y < raster.height; ++y)
      for (int x = 0; x < raster.width; ++x) {
        int sum[3] = {};
        int least = 255;
        for (int dy = 0; dy < k; ++dy)
          for (int dx = 0; dx < k; ++dx) {
            const std::uint8_t* p = pixels.row(y * k + dy) + (x * k + dx) * c.channels;
            for (int channel = 0; channel < c.channels; ++channel) sum[channel] += p[channel];
            least = std::min(least, c.channels == 1 ? int{p[0]} : luma_of(p[0], p[1], p[2]));
          }
        const auto mean = [&](int channel) { return (sum[channel] + k * k / 2) / (k * k); };
        const std::size_t i = raster.index(x, y);
        ASSERT_EQ(raster.darkest[i], least) << x << " " << y;
        if (c.channels == 1) {
          ASSERT_EQ(raster.mean[i], mean(0)) << x << " " << y;
          continue;
        }
        ASSERT_EQ(raster.red[i], mean(0)) << x << " " << y;
        ASSERT_EQ(raster.green[i], mean(1)) << x << " " << y;
        ASSERT_EQ(raster.blue[i], mean(2)) << x << " " << y;
        ASSERT_EQ(raster.mean[i], luma_of(mean(0), mean(1), mean(2))) << x << " " << y;
      }
  }
}

// The light level with the most pixels within three of it, the lightest of such levels; its colour
// is the mean of these pixels.
TEST(Raster, PaperIsTheCommonestLightColor) {
  for (const int darkest : {0, 140, 230}) {
    SCOPED_TRACE(darkest);
    const Raster raster = reduce(random_pixels(211, 97, 3, darkest));
    int best = 0;
    std::int64_t most = -1;
    for (int level = 150; level < 256; ++level) {
      const auto near = std::count_if(raster.mean.begin(), raster.mean.end(),
                                      [&](int mean) { return std::abs(mean - level) <= 3; });
      if (near >= most) {
        most = near;
        best = level;
      }
    }
    std::int64_t sum[3] = {};
    for (std::size_t i = 0; i < raster.mean.size(); ++i) {
      if (std::abs(raster.mean[i] - best) > 3) continue;
      sum[0] += raster.red[i];
      sum[1] += raster.green[i];
      sum[2] += raster.blue[i];
    }
    EXPECT_EQ(raster.paper_luma, best);
    EXPECT_EQ(raster.paper.r, sum[0] / most);
    EXPECT_EQ(raster.paper.g, sum[1] / most);
    EXPECT_EQ(raster.paper.b, sum[2] / most);
  }
}

}  // namespace
}  // namespace tachado::regions
