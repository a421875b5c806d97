// Pixels of a page or of a part of it, with the place they come from.
#pragma once

#include <cstdint>
#include <vector>

#include "stages/model/geometry.h"

namespace tachado {

// Rows from the top, no padding; 1 channel (grey, 0 black) or 3 (red, green, blue); one byte each.
// The pixels cover `area` (points, displayed coordinates) exactly: pixel column i spans
// area.x0 + i * area.width() / width to the next.
struct Bitmap {
  int width = 0;
  int height = 0;
  int channels = 1;
  std::vector<std::uint8_t> data;
  Rect area;

  [[nodiscard]] double dpi() const { return area.empty() ? 0 : 72.0 * width / area.width(); }
  [[nodiscard]] const std::uint8_t* row(int y) const {
    return data.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) *
                             static_cast<std::size_t>(channels);
  }
  [[nodiscard]] Rect to_points(double x0, double y0, double x1, double y1) const {
    const double sx = area.width() / width;
    const double sy = area.height() / height;
    return {area.x0 + x0 * sx, area.y0 + y0 * sy, area.x0 + x1 * sx, area.y0 + y1 * sy};
  }
  [[nodiscard]] Rect to_pixels(const Rect& box) const {
    const double sx = width / area.width();
    const double sy = height / area.height();
    return {(box.x0 - area.x0) * sx, (box.y0 - area.y0) * sy, (box.x1 - area.x0) * sx,
            (box.y1 - area.y0) * sy};
  }
};

}  // namespace tachado
