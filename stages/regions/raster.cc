#include "stages/regions/raster.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tachado::regions {
namespace {

// Longer side of the working raster. A4 at 200 dpi has 2339 pixels and is worked on as it is; at
// 300 dpi it is halved. Outlines of one pixel survive either.
constexpr int kLongestSide = 2500;
// 20,000 by 20,000 pixels, the largest image that is read at all.
constexpr std::int64_t kMostPixels = std::int64_t{400} * 1000 * 1000;
// Paper is looked for among pixels at least this light; a page without any is taken to be white.
constexpr int kLeastPaperLuma = 150;

int luma_of(int r, int g, int b) { return (299 * r + 587 * g + 114 * b + 500) / 1000; }

// A row that is taken as it is.
void copy_row(const Bitmap& pixels, int y, Raster& out) {
  const std::uint8_t* p = pixels.row(y);
  const std::size_t first = out.index(0, y);
  const auto width = static_cast<std::size_t>(out.width);
  if (pixels.channels == 1) {
    std::copy_n(p, width, out.mean.data() + first);
    std::copy_n(p, width, out.darkest.data() + first);
    return;
  }
  std::uint8_t* red = out.red.data() + first;
  std::uint8_t* green = out.green.data() + first;
  std::uint8_t* blue = out.blue.data() + first;
  std::uint8_t* mean = out.mean.data() + first;
  for (std::size_t x = 0; x < width; ++x, p += 3) {
    red[x] = p[0];
    green[x] = p[1];
    blue[x] = p[2];
    mean[x] = static_cast<std::uint8_t>(luma_of(p[0], p[1], p[2]));
  }
  std::copy_n(mean, width, out.darkest.data() + first);
}

// Mean and least luma of the pixels that fold into one.
void reduce_row(const Bitmap& pixels, int y, Raster& out) {
  const int k = out.reduction;
  const int channels = pixels.channels;
  for (int x = 0; x < out.width; ++x) {
    int sum_r = 0;
    int sum_g = 0;
    int sum_b = 0;
    int least = 255;
    for (int dy = 0; dy < k; ++dy) {
      const std::uint8_t* p =
          pixels.row(y * k + dy) + static_cast<std::ptrdiff_t>(x) * k * channels;
      for (int dx = 0; dx < k; ++dx, p += channels) {
        if (channels == 1) {
          sum_r += p[0];
          least = std::min(least, int{p[0]});
        } else {
          sum_r += p[0];
          sum_g += p[1];
          sum_b += p[2];
          least = std::min(least, luma_of(p[0], p[1], p[2]));
        }
      }
    }
    const int n = k * k;
    const std::size_t i = out.index(x, y);
    out.darkest[i] = static_cast<std::uint8_t>(least);
    if (channels == 1) {
      out.mean[i] = static_cast<std::uint8_t>((sum_r + n / 2) / n);
    } else {
      const int r = (sum_r + n / 2) / n;
      const int g = (sum_g + n / 2) / n;
      const int b = (sum_b + n / 2) / n;
      out.red[i] = static_cast<std::uint8_t>(r);
      out.green[i] = static_cast<std::uint8_t>(g);
      out.blue[i] = static_cast<std::uint8_t>(b);
      out.mean[i] = static_cast<std::uint8_t>(luma_of(r, g, b));
    }
  }
}

void find_paper(Raster& raster) {
  std::array<std::int64_t, 256> counts{};
  for (const std::uint8_t v : raster.mean) ++counts[v];
  int best = 255;
  std::int64_t most = 0;
  for (int v = kLeastPaperLuma; v < 256; ++v) {
    std::int64_t around = 0;
    for (int level = v - 3; level <= std::min(v + 3, 255); ++level)
      around += counts[static_cast<std::size_t>(level)];
    if (around >= most) {
      most = around;
      best = v;
    }
  }
  raster.paper_luma = best;
  raster.paper = {static_cast<std::uint8_t>(best), static_cast<std::uint8_t>(best),
                  static_cast<std::uint8_t>(best)};
  if (!raster.color) return;
  std::int64_t n = 0;
  std::int64_t r = 0;
  std::int64_t g = 0;
  std::int64_t b = 0;
  for (std::size_t i = 0; i < raster.mean.size(); ++i) {
    if (std::abs(raster.mean[i] - best) > 3) continue;
    ++n;
    r += raster.red[i];
    g += raster.green[i];
    b += raster.blue[i];
  }
  if (n > 0)
    raster.paper = {static_cast<std::uint8_t>(r / n), static_cast<std::uint8_t>(g / n),
                    static_cast<std::uint8_t>(b / n)};
}

}  // namespace

PixelBox intersect(const PixelBox& a, const PixelBox& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

PixelBox unite(const PixelBox& a, const PixelBox& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

double share_inside(const PixelBox& inner, const PixelBox& outer) {
  const auto whole = static_cast<double>(inner.area());
  return whole > 0 ? static_cast<double>(intersect(inner, outer).area()) / whole : 0;
}

double overlap(const PixelBox& a, const PixelBox& b) {
  const auto both = static_cast<double>(intersect(a, b).area());
  const double either = static_cast<double>(a.area() + b.area()) - both;
  return either > 0 ? both / either : 0;
}

bool usable(const Bitmap& pixels) {
  if (pixels.width <= 0 || pixels.height <= 0 || pixels.area.empty()) return false;
  if (pixels.channels != 1 && pixels.channels != 3) return false;
  const std::int64_t count = std::int64_t{pixels.width} * std::int64_t{pixels.height};
  if (count > kMostPixels) return false;
  return pixels.data.size() ==
         static_cast<std::size_t>(count) * static_cast<std::size_t>(pixels.channels);
}

Raster reduce(const Bitmap& pixels) {
  Raster out;
  const int longest = std::max(pixels.width, pixels.height);
  out.reduction = std::max(1, (longest + kLongestSide - 1) / kLongestSide);
  out.width = std::max(1, pixels.width / out.reduction);
  out.height = std::max(1, pixels.height / out.reduction);
  // A strip thinner than the reduction would read past its edge.
  if (pixels.width < out.reduction || pixels.height < out.reduction) {
    out.reduction = 1;
    out.width = pixels.width;
    out.height = pixels.height;
  }
  out.color = pixels.channels == 3;
  const std::size_t count =
      static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height);
  out.mean.resize(count);
  out.darkest.resize(count);
  if (out.color) {
    out.red.resize(count);
    out.green.resize(count);
    out.blue.resize(count);
  }
  for (int y = 0; y < out.height; ++y)
    out.reduction == 1 ? copy_row(pixels, y, out) : reduce_row(pixels, y, out);
  find_paper(out);
  return out;
}

}  // namespace tachado::regions
