#include "stages/ocr/spread.h"

#include <gtest/gtest.h>

namespace tachado::ocr {
namespace {

std::vector<PictureLine> column(double x0, double x1, int lines, double y = 60) {
  std::vector<PictureLine> result;
  for (int i = 0; i < lines; ++i) result.push_back({{x0, y + 14 * i, x1, y + 14 * i + 8}, 40});
  return result;
}

std::vector<PictureLine> both(std::vector<PictureLine> a, const std::vector<PictureLine>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

struct Case {
  const char* name;
  std::vector<PictureLine> lines;
  double width;
  double height;
  bool spread;
};

TEST(Spread, IsTwoColumnsOfProseOnAWideSheet) {
  const auto left = column(50, 380, 30);
  const auto right = column(450, 790, 25);
  const std::vector<Case> cases{
      {"two pages", both(left, right), 842, 595, true},
      {"an upright page of two columns", both(left, right), 842, 1190, false},
      {"one page", column(50, 790, 30), 842, 595, false},
      {"a heading across", both(both(left, right), column(200, 600, 1, 20)), 842, 595, false},
      {"a few lines on the right", both(left, column(450, 790, 3)), 842, 595, false},
      {"a gap beside the middle", both(column(50, 180, 30), column(250, 790, 30)), 842, 595, false},
      {"a table", both(both(column(50, 120, 20), column(300, 380, 20)), column(450, 500, 20)), 842,
       595, false},
      {"nothing", {}, 842, 595, false}};
  for (const Case& one : cases) {
    const auto fold = spread_of(one.lines, one.width, one.height);
    EXPECT_EQ(fold.has_value(), one.spread) << one.name;
    EXPECT_NEAR(fold.value_or(415), 415, 1) << one.name;
  }
}

}  // namespace
}  // namespace tachado::ocr
