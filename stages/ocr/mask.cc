#include "stages/ocr/mask.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tachado::ocr {
namespace {

// Width of the ring around a box that shows its ground, pixels: wider than the blur of an edge.
constexpr int kRingPixels = 4;

struct Span {
  int x0;
  int y0;
  int x1;
  int y1;  // one past the last
};

Span within(const Bitmap& bitmap, const Rect& box) {
  const auto clip = [](double value, int most) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
  };
  return {clip(std::floor(box.x0), bitmap.width), clip(std::floor(box.y0), bitmap.height),
          clip(std::ceil(box.x1), bitmap.width), clip(std::ceil(box.y1), bitmap.height)};
}

// The brightest tenth of the ring begins here: letters next to the box do not count as ground.
std::uint8_t ground(const Bitmap& bitmap, const Span& inner, std::size_t channel) {
  std::array<int, 256> histogram{};
  int total = 0;
  const auto count = [&](int x0, int y0, int x1, int y1) {
    for (int y = std::max(y0, 0); y < std::min(y1, bitmap.height); ++y) {
      const std::uint8_t* row = bitmap.row(y);
      for (int x = std::max(x0, 0); x < std::min(x1, bitmap.width); ++x) {
        const auto at = static_cast<std::size_t>(x) * static_cast<std::size_t>(bitmap.channels);
        ++histogram[row[at + channel]];
        ++total;
      }
    }
  };
  count(inner.x0 - kRingPixels, inner.y0 - kRingPixels, inner.x1 + kRingPixels, inner.y0);
  count(inner.x0 - kRingPixels, inner.y1, inner.x1 + kRingPixels, inner.y1 + kRingPixels);
  count(inner.x0 - kRingPixels, inner.y0, inner.x0, inner.y1);
  count(inner.x1, inner.y0, inner.x1 + kRingPixels, inner.y1);
  if (total == 0) return 255;
  int left = total / 10;
  for (std::size_t level = 255; level > 0; --level) {
    left -= histogram[level];
    if (left < 0) return static_cast<std::uint8_t>(level);
  }
  return 0;
}

}  // namespace

void blank(Bitmap& bitmap, const Rect& box) {
  const Span span = within(bitmap, box);
  if (span.x0 >= span.x1 || span.y0 >= span.y1) return;
  const auto channels = static_cast<std::size_t>(bitmap.channels);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const std::uint8_t level = ground(bitmap, span, channel);
    for (int y = span.y0; y < span.y1; ++y) {
      std::uint8_t* row = bitmap.data.data() + static_cast<std::size_t>(y) *
                                                   static_cast<std::size_t>(bitmap.width) *
                                                   channels;
      for (int x = span.x0; x < span.x1; ++x) {
        row[static_cast<std::size_t>(x) * channels + channel] = level;
      }
    }
  }
}

std::vector<Rect> strips(const Quad& figure) {
  Rect hull{figure[0].x, figure[0].y, figure[0].x, figure[0].y};
  for (const Point& p : figure) {
    hull = {std::min(hull.x0, p.x), std::min(hull.y0, p.y), std::max(hull.x1, p.x),
            std::max(hull.y1, p.y)};
  }
  if (hull.empty()) return {};
  // Of one point's rise each.
  const int count = static_cast<int>(std::clamp(std::ceil(hull.height()), 1.0, double{kMaxStrips}));
  std::vector<Rect> boxes;
  for (int i = 0; i < count; ++i) {
    const double x0 = hull.x0 + hull.width() * i / count;
    const double x1 = hull.x0 + hull.width() * (i + 1) / count;
    double y0 = hull.y1;
    double y1 = hull.y0;
    // The figure's edges within the strip: an edge is lowest and highest at its ends.
    for (std::size_t corner = 0; corner < figure.size(); ++corner) {
      const Point& a = figure[corner];
      const Point& b = figure[(corner + 1) % figure.size()];
      if (std::max(a.x, b.x) < x0 || std::min(a.x, b.x) > x1) continue;
      for (const double at : {x0, x1}) {
        const double x = std::clamp(at, std::min(a.x, b.x), std::max(a.x, b.x));
        const double part = a.x < b.x || a.x > b.x ? (x - a.x) / (b.x - a.x) : at > x0 ? 1 : 0;
        const double y = a.y + part * (b.y - a.y);
        y0 = std::min(y0, y);
        y1 = std::max(y1, y);
      }
    }
    if (y0 < y1) boxes.push_back({x0, y0, x1, y1});
  }
  return boxes;
}

}  // namespace tachado::ocr
