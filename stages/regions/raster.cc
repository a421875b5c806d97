#include "stages/regions/raster.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tachado::regions {
namespace {

// Longer side of the working raster. A4 at 200 dpi has 2339 pixels and is worked on as it is; at
// 300 dpi it is halved. Outlines of one pixel survive either.
constexpr int kLongestSide = 2500;
// 20,000 by 20,000 pixels, the largest image that is read at all.
constexpr std::int64_t kMostPixels = std::int64_t{400} * 1000 * 1000;
// Paper is looked for among pixels at least this light; a page without any is taken to be white.
constexpr int kLeastPaperLuma = 150;

// Rows of which the sums fit into 16 bits.
constexpr int kMostIn16Bits = 65535 / 255;

// Luma is (299 red + 587 green + 114 blue + 500) / 1000. In 16 bits, of which a vector holds many:
// the division by 8 is done for the weights and for their remainders apart, that by 125 as a
// multiplication.
constexpr std::uint16_t divided_by_125(std::uint16_t value) {
  return static_cast<std::uint16_t>(std::uint32_t{value} * 33555U >> 16U) >> 6U;
}

constexpr bool divides_right() {
  for (unsigned value = 0; value <= (1000 * 255 + 500) / 8; ++value)
    if (divided_by_125(static_cast<std::uint16_t>(value)) != value / 125) return false;
  return true;
}
static_assert(divides_right());

void luma_row(const std::uint8_t* red, const std::uint8_t* green, const std::uint8_t* blue,
              std::size_t count, std::uint8_t* out) {
  for (std::size_t x = 0; x < count; ++x) {
    const std::uint8_t r = red[x];
    const std::uint8_t g = green[x];
    const std::uint8_t b = blue[x];
    const auto eighths = static_cast<std::uint16_t>(37 * r + 73 * g + 14 * b + 62);
    const auto rest = static_cast<std::uint16_t>(3 * r + 3 * g + 2 * b + 4);
    out[x] = static_cast<std::uint8_t>(
        divided_by_125(static_cast<std::uint16_t>(eighths + (rest >> 3U))));
  }
}

// Samples of a row, apart: whole planes are worked on many pixels at a time.
struct Planes {
  std::uint8_t* red;
  std::uint8_t* green;
  std::uint8_t* blue;
  std::uint8_t* luma;
};

void split(const std::uint8_t* pixels, std::size_t count, const Planes& out) {
  std::uint8_t* red = out.red;
  std::uint8_t* green = out.green;
  std::uint8_t* blue = out.blue;
  std::uint8_t* luma = out.luma;
  for (std::size_t x = 0; x < count; ++x) {
    red[x] = pixels[3 * x];
    green[x] = pixels[3 * x + 1];
    blue[x] = pixels[3 * x + 2];
  }
  luma_row(red, green, blue, count, luma);
}

// A row that is taken as it is.
void copy_row(const Bitmap& pixels, int y, Raster& out) {
  const std::uint8_t* from = pixels.row(y);
  const std::size_t first = out.index(0, y);
  const auto width = static_cast<std::size_t>(out.width);
  std::uint8_t* mean = out.mean.data() + first;
  if (pixels.channels == 1) {
    std::copy_n(from, width, mean);
  } else {
    split(from, width,
          {out.red.data() + first, out.green.data() + first, out.blue.data() + first, mean});
  }
  std::copy_n(mean, width, out.darkest.data() + first);
}

// Calls `work(x, k)` for `count` pixels; the usual reductions are constants to it.
template <typename Work>
void for_each_fold(std::size_t k, std::size_t count, Work work) {
  if (k == 2) {
    for (std::size_t x = 0; x < count; ++x) work(x, std::size_t{2});
  } else if (k == 3) {
    for (std::size_t x = 0; x < count; ++x) work(x, std::size_t{3});
  } else {
    for (std::size_t x = 0; x < count; ++x) work(x, k);
  }
}

// One plane of the rows that fold into one: sums down its columns, then means along the row.
template <typename Sum>
class ColumnSums {
 public:
  explicit ColumnSums(std::size_t width) : sums_(width) {}

  void clear() { std::fill(sums_.begin(), sums_.end(), Sum{0}); }
  void add(const std::uint8_t* row) {
    Sum* sums = sums_.data();
    const std::size_t count = sums_.size();
    for (std::size_t x = 0; x < count; ++x) sums[x] = static_cast<Sum>(sums[x] + row[x]);
  }
  void means(std::size_t reduction, std::uint8_t* out) const {
    const Sum* sums = sums_.data();
    for_each_fold(reduction, sums_.size() / reduction, [=](std::size_t x, std::size_t k) {
      const auto n = static_cast<std::uint32_t>(k * k);
      std::uint32_t sum = n / 2;
      for (std::size_t i = 0; i < k; ++i) sum += sums[x * k + i];
      out[x] = static_cast<std::uint8_t>(sum / n);
    });
  }

 private:
  std::vector<Sum> sums_;
};

// Mean and least luma of the pixels that fold into one.
template <typename Sum>
class Reducer {
 public:
  Reducer(const Bitmap& pixels, Raster& out)
      : pixels_(pixels),
        out_(out),
        k_(static_cast<std::size_t>(out.reduction)),
        width_(static_cast<std::size_t>(out.width) * k_),
        samples_(pixels.channels == 3 ? 4 * width_ : 0),
        least_(width_),
        red_(width_),
        green_(width_),
        blue_(width_) {}

  void row(int y) {
    red_.clear();
    green_.clear();
    blue_.clear();
    std::fill(least_.begin(), least_.end(), std::uint8_t{255});
    for (int dy = 0; dy < out_.reduction; ++dy) add(pixels_.row(y * out_.reduction + dy));
    const std::size_t first = out_.index(0, y);
    const auto width = static_cast<std::size_t>(out_.width);
    std::uint8_t* darkest = out_.darkest.data() + first;
    const std::uint8_t* least = least_.data();
    for_each_fold(k_, width, [=](std::size_t x, std::size_t k) {
      std::uint8_t lowest = least[x * k];
      for (std::size_t i = 1; i < k; ++i) lowest = std::min(lowest, least[x * k + i]);
      darkest[x] = lowest;
    });
    std::uint8_t* mean = out_.mean.data() + first;
    if (pixels_.channels == 1) {
      red_.means(k_, mean);
      return;
    }
    std::uint8_t* red = out_.red.data() + first;
    std::uint8_t* green = out_.green.data() + first;
    std::uint8_t* blue = out_.blue.data() + first;
    red_.means(k_, red);
    green_.means(k_, green);
    blue_.means(k_, blue);
    luma_row(red, green, blue, width, mean);
  }

 private:
  void add(const std::uint8_t* row) {
    const std::uint8_t* luma = row;
    if (pixels_.channels == 1) {
      red_.add(row);
    } else {
      const Planes planes{samples_.data(), samples_.data() + width_, samples_.data() + 2 * width_,
                          samples_.data() + 3 * width_};
      split(row, width_, planes);
      red_.add(planes.red);
      green_.add(planes.green);
      blue_.add(planes.blue);
      luma = planes.luma;
    }
    std::uint8_t* least = least_.data();
    const std::size_t count = width_;
    for (std::size_t x = 0; x < count; ++x) least[x] = std::min(least[x], luma[x]);
  }

  const Bitmap& pixels_;
  Raster& out_;
  std::size_t k_;
  std::size_t width_;  // pixels of a row that fold into whole ones
  std::vector<std::uint8_t> samples_;
  std::vector<std::uint8_t> least_;
  ColumnSums<Sum> red_;
  ColumnSums<Sum> green_;
  ColumnSums<Sum> blue_;
};

using Counts = std::array<std::int64_t, 256>;

// In four tables: the same level many times in turn would wait for its own count.
Counts histogram(const std::vector<std::uint8_t>& levels) {
  std::array<Counts, 4> parts{};
  const std::size_t fours = levels.size() / 4 * 4;
  for (std::size_t i = 0; i < fours; i += 4)
    for (std::size_t part = 0; part < 4; ++part) ++parts[part][levels[i + part]];
  for (std::size_t i = fours; i < levels.size(); ++i) ++parts[0][levels[i]];
  for (std::size_t level = 0; level < parts[0].size(); ++level)
    parts[0][level] += parts[1][level] + parts[2][level] + parts[3][level];
  return parts[0];
}

// Sum of the values where `levels` are within `around` of `level`.
std::int64_t sum_near(const std::vector<std::uint8_t>& values,
                      const std::vector<std::uint8_t>& levels, int level, int around) {
  constexpr std::size_t kAtOnce = 1U << 16U;  // of which the sum fits into 32 bits
  const Near near(static_cast<std::uint8_t>(level), around);
  std::int64_t whole = 0;
  for (std::size_t from = 0; from < values.size(); from += kAtOnce) {
    const std::size_t to = std::min(values.size(), from + kAtOnce);
    std::uint32_t sum = 0;
    for (std::size_t i = from; i < to; ++i) {
      // A choice between the value and 0 would be a jump, and no vector.
      sum += static_cast<std::uint8_t>(values[i] & -static_cast<int>(near.holds(levels[i])));
    }
    whole += sum;
  }
  return whole;
}

void find_paper(Raster& raster) {
  constexpr int kAround = 3;
  const Counts counts = histogram(raster.mean);
  int best = 255;
  std::int64_t most = 0;
  const auto near = [&](int v) {
    const auto* first = counts.data() + v - kAround;
    return std::accumulate(first, counts.data() + std::min(v + kAround, 255) + 1, std::int64_t{0});
  };
  for (int v = kLeastPaperLuma; v < 256; ++v) {
    const std::int64_t around = near(v);
    if (around >= most) {
      most = around;
      best = v;
    }
  }
  raster.paper_luma = best;
  raster.paper = {static_cast<std::uint8_t>(best), static_cast<std::uint8_t>(best),
                  static_cast<std::uint8_t>(best)};
  if (!raster.color || most == 0) return;
  const auto mean = [&](const std::vector<std::uint8_t>& plane) {
    return static_cast<std::uint8_t>(sum_near(plane, raster.mean, best, kAround) / most);
  };
  raster.paper = {mean(raster.red), mean(raster.green), mean(raster.blue)};
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
  if (out.reduction == 1) {
    for (int y = 0; y < out.height; ++y) copy_row(pixels, y, out);
  } else if (out.reduction <= kMostIn16Bits) {
    Reducer<std::uint16_t> reducer(pixels, out);
    for (int y = 0; y < out.height; ++y) reducer.row(y);
  } else {
    Reducer<std::uint32_t> reducer(pixels, out);
    for (int y = 0; y < out.height; ++y) reducer.row(y);
  }
  find_paper(out);
  return out;
}

}  // namespace tachado::regions
