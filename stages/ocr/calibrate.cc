#include "stages/ocr/calibrate.h"

#include <algorithm>
#include <array>

namespace tachado::ocr {
namespace {

struct Knot {
  double raw;
  double right;
};
// Between 0.75 and 0.9 the engine is too sure of itself, above 0.95 not sure enough.
constexpr std::array<Knot, 9> kKnots{{{0, 0.05},
                                      {0.20, 0.22},
                                      {0.45, 0.48},
                                      {0.65, 0.56},
                                      {0.76, 0.66},
                                      {0.87, 0.70},
                                      {0.93, 0.92},
                                      {0.96, 0.995},
                                      {1, 1}}};

}  // namespace

double calibrated(double raw) {
  const auto* above =
      std::find_if(kKnots.begin(), kKnots.end(), [&](const Knot& knot) { return raw <= knot.raw; });
  if (above == kKnots.begin()) return kKnots.front().right;
  if (above == kKnots.end()) return kKnots.back().right;
  const Knot& below = *(above - 1);
  const double part = (raw - below.raw) / (above->raw - below.raw);
  return below.right + part * (above->right - below.right);
}

}  // namespace tachado::ocr
