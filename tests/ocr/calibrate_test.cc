#include "stages/ocr/calibrate.h"

#include <gtest/gtest.h>

namespace tachado::ocr {
namespace {

TEST(Calibrated, NeverFallsAndStaysAShare) {
  double before = 0;
  for (int step = -10; step <= 110; ++step) {
    const double now = calibrated(step / 100.0);
    EXPECT_GE(now, before) << step;
    EXPECT_LE(now, 1) << step;
    before = now;
  }
  EXPECT_EQ(calibrated(-1), 0.05);
  EXPECT_EQ(calibrated(0.45), 0.48);
  EXPECT_DOUBLE_EQ(calibrated(0.945), (0.92 + 0.995) / 2);
  EXPECT_EQ(calibrated(1), 1);
  EXPECT_EQ(calibrated(7), 1);
}

}  // namespace
}  // namespace tachado::ocr
