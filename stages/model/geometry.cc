#include "stages/model/geometry.h"

#include <cmath>

namespace tachado {

double round_points(double value) {
  const double rounded = std::round(value * 100) / 100;
  return rounded == 0 ? 0 : rounded;  // no negative zero: it would print as "-0"
}

Rect round_points(const Rect& box) {
  return {round_points(box.x0), round_points(box.y0), round_points(box.x1), round_points(box.y1)};
}

}  // namespace tachado
