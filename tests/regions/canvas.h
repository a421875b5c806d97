// Pages drawn pixel by pixel: lines of letter-like marks, bars, frames.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

#include "stages/model/bitmap.h"
#include "stages/model/geometry.h"

namespace tachado::regions {

// An A4 page at some resolution; everything is placed in points.
class Canvas {
 public:
  explicit Canvas(double dpi, int channels = 3) : scale_(dpi / 72) {
    page.area = {0, 0, kWidth, kHeight};
    page.width = static_cast<int>(std::lround(kWidth * scale_));
    page.height = static_cast<int>(std::lround(kHeight * scale_));
    page.channels = channels;
    page.data.assign(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) *
                         static_cast<std::size_t>(channels),
                     255);
  }

  void fill(const Rect& box, Color color) {
    const int x0 = pixel(box.x0, page.width);
    const int x1 = std::max(x0 + 1, pixel(box.x1, page.width));
    const int y0 = pixel(box.y0, page.height);
    const int y1 = std::max(y0 + 1, pixel(box.y1, page.height));
    for (int y = y0; y < std::min(y1, page.height); ++y)
      for (int x = x0; x < std::min(x1, page.width); ++x) set(x, y, color);
  }

  // The same bar turned about its middle, clockwise as seen; its corners as Quad says.
  Quad turned(const Rect& box, double degrees, Color color) {
    const double angle = degrees * 3.14159265358979 / 180;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const Point middle = box.center();
    const double reach = (box.width() + box.height()) / 2;
    for (int y = pixel(middle.y - reach, page.height); y < pixel(middle.y + reach, page.height);
         ++y)
      for (int x = pixel(middle.x - reach, page.width); x < pixel(middle.x + reach, page.width);
           ++x) {
        const double dx = (x + 0.5) / scale_ - middle.x;
        const double dy = (y + 0.5) / scale_ - middle.y;
        const bool inside = std::abs(c * dx + s * dy) <= box.width() / 2 &&
                            std::abs(c * dy - s * dx) <= box.height() / 2;
        if (inside) set(x, y, color);
      }
    const auto corner = [&](double dx, double dy) {
      return Point{middle.x + c * dx - s * dy, middle.y + s * dx + c * dy};
    };
    const double w = box.width() / 2;
    const double h = box.height() / 2;
    return {corner(-w, -h), corner(w, -h), corner(w, h), corner(-w, h)};
  }

  void frame(const Rect& box, double width, Color color = {}) {
    fill({box.x0, box.y0, box.x1, box.y0 + width}, color);
    fill({box.x0, box.y1 - width, box.x1, box.y1}, color);
    fill({box.x0, box.y0, box.x0 + width, box.y1}, color);
    fill({box.x1 - width, box.y0, box.x1, box.y1}, color);
  }

  // Letters of `size` points: an upright stroke with two arms each, blanks between words.
  void text(double x, double base, double x1, double size, Color color = {}) {
    const double height = 0.52 * size;
    const double stroke = std::max(0.09 * size, 0.8 / scale_);
    int letter = 0;
    while (x + 0.5 * size < x1) {
      if (++letter % 6 != 0) {
        const double top = base - (letter % 4 == 1 ? 1.4 * height : height);
        fill({x, top, x + stroke, base}, color);
        fill({x, base - stroke, x + 0.38 * size, base}, color);
        if (letter % 2 == 0)
          fill({x, base - height, x + 0.38 * size, base - height + stroke}, color);
      }
      x += 0.55 * size;
    }
  }

  // A column of text, with nothing drawn inside `hole`.
  void column(const Rect& box, double size) {
    for (double base = box.y0 + size; base < box.y1; base += 1.25 * size)
      text(box.x0, base, box.x1, size);
  }

  void noise(const Rect& box, unsigned seed) {
    std::mt19937 random(seed);
    for (int y = pixel(box.y0, page.height); y < pixel(box.y1, page.height); ++y)
      for (int x = pixel(box.x0, page.width); x < pixel(box.x1, page.width); ++x)
        set(x, y,
            {static_cast<std::uint8_t>(random() % 256), static_cast<std::uint8_t>(random() % 256),
             static_cast<std::uint8_t>(random() % 256)});
  }

  // Grey of random levels from `least` to `most`: a pale fill that was dithered and compressed.
  void mottle(const Rect& box, unsigned seed, unsigned least, unsigned most) {
    std::mt19937 random(seed);
    for (int y = pixel(box.y0, page.height); y < pixel(box.y1, page.height); ++y)
      for (int x = pixel(box.x0, page.width); x < pixel(box.x1, page.width); ++x) {
        const auto level = static_cast<std::uint8_t>(least + random() % (most - least + 1));
        set(x, y, {level, level, level});
      }
  }

  // Faint lone pixels, one in `every`: what a covered patch leaves after a second scan.
  void specks(const Rect& box, unsigned seed, unsigned every) {
    std::mt19937 random(seed);
    for (int y = pixel(box.y0, page.height); y < pixel(box.y1, page.height); ++y)
      for (int x = pixel(box.x0, page.width); x < pixel(box.x1, page.width); ++x)
        if (random() % every == 0) set(x, y, {200, 200, 200});
  }

  static constexpr double kWidth = 595;
  static constexpr double kHeight = 842;
  Bitmap page;

 private:
  [[nodiscard]] int pixel(double points, int limit) const {
    return std::clamp(static_cast<int>(std::lround(points * scale_)), 0, limit);
  }
  void set(int x, int y, Color c) {
    std::uint8_t* p =
        page.data.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
                            static_cast<std::size_t>(x)) *
                               static_cast<std::size_t>(page.channels);
    if (page.channels == 1) {
      p[0] = static_cast<std::uint8_t>(std::lround(luma(c)));
    } else {
      p[0] = c.r;
      p[1] = c.g;
      p[2] = c.b;
    }
  }

  double scale_;
};

}  // namespace tachado::regions
