#include "stages/pdf/image_pixels.h"

#include <GfxState.h>
#include <Stream.h>
#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>

#include "stages/handles/leptonica.h"
#include "stages/handles/quiet_stderr.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

// A compressed image larger than this is no page of a contract.
constexpr std::size_t kMaxJpegBytes = 256U << 20U;

Problem problem(ProblemKind kind, const char* message) {
  return {"pdf", std::nullopt, kind, message};
}

// Whether the JPEG's own samples are the page's colours, so that its decoder may be asked for them
// directly.
bool plain_colours(GfxImageColorMap* map) {
  const int components = map->getNumPixelComps();
  if (components != 1 && components != 3) return false;
  if (map->getBits() != 8) return false;
  for (int i = 0; i < components; ++i) {
    if (map->getDecodeLow(i) != 0 || map->getDecodeHigh(i) != 1) return false;
  }
  switch (map->getColorSpace()->getMode()) {
    case csDeviceGray:
    case csCalGray:
    case csDeviceRGB:
    case csCalRGB:
    case csICCBased:
      return true;
    default:
      return false;
  }
}

std::optional<Bitmap> from_jpeg(const ImageInput& image, int reduction, bool color) {
  Stream* raw = image.stream->getNextStream();
  if (image.stream->getKind() != strDCT || raw == nullptr || image.map == nullptr) return {};
  if (!plain_colours(image.map) || reduction > 8) return {};
  std::vector<l_uint8> bytes;
  if (!rewind(*raw)) return {};
  std::array<unsigned char, 4096> buffer;
  for (int got = 0; (got = raw->doGetChars(static_cast<int>(buffer.size()), buffer.data())) > 0;) {
    bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + got);
    if (bytes.size() > kMaxJpegBytes) return {};
  }
  raw->close();
  const int scale = reduction >= 8 ? 8 : reduction >= 4 ? 4 : reduction >= 2 ? 2 : 1;
  l_int32 warnings = 0;
  const handles::QuietStderr quiet;
  const l_int32 hint = L_JPEG_CONTINUE_WITH_BAD_DATA | (color ? 0 : L_JPEG_READ_LUMINANCE);
  const handles::Pix pix(pixReadMemJpeg(bytes.data(), bytes.size(), 0, scale, &warnings, hint));
  if (!pix) return {};
  Bitmap result;
  result.width = pixGetWidth(pix.get());
  result.height = pixGetHeight(pix.get());
  result.channels = color ? 3 : 1;
  const l_int32 depth = pixGetDepth(pix.get());
  if (depth != 8 && depth != 32) return {};
  bytes = {};
  result.data.resize(static_cast<std::size_t>(result.width) *
                     static_cast<std::size_t>(result.height) *
                     static_cast<std::size_t>(result.channels));
  const l_int32 words = pixGetWpl(pix.get());
  const l_uint32* data = pixGetData(pix.get());
  std::uint8_t* out = result.data.data();
  for (int y = 0; y < result.height; ++y) {
    const l_uint32* line = data + static_cast<std::ptrdiff_t>(y) * words;
    for (int x = 0; x < result.width; ++x) {
      l_int32 r = 0;
      l_int32 g = 0;
      l_int32 b = 0;
      if (depth == 8) {
        r = g = b = GET_DATA_BYTE(line, x);
      } else {
        extractRGBValues(line[x], &r, &g, &b);
      }
      if (color) {
        *out++ = static_cast<std::uint8_t>(r);
        *out++ = static_cast<std::uint8_t>(g);
        *out++ = static_cast<std::uint8_t>(b);
      } else {
        *out++ = static_cast<std::uint8_t>(depth == 8 ? r : (299 * r + 587 * g + 114 * b) / 1000);
      }
    }
  }
  return result;
}

// Samples that are the page's colours already, for the most common kinds of image: a colour profile
// costs ten times the decoding, and redactions do not differ in shades.
void plain_line(const unsigned char* stored, int width, int components, bool color,
                unsigned char* out) {
  for (int x = 0; x < width; ++x, stored += components) {
    if (components == 1) {
      *out++ = *stored;
      if (color) {
        *out++ = *stored;
        *out++ = *stored;
      }
    } else if (color) {
      out = std::copy_n(stored, 3, out);
    } else {
      *out++ =
          static_cast<unsigned char>((299 * stored[0] + 587 * stored[1] + 114 * stored[2]) / 1000);
    }
  }
}

// Sums of bytes are divided by their count as a multiplication by its inverse, in 2^40ths: it is
// too large by less than count / 2^40 of 1 / count, so that the quotient's whole part is right
// where 255 * count * count is less than 2^40.
constexpr unsigned kShift = 40;
constexpr std::uint32_t kMostMultiplied = 1U << 16U;

// The samples of a line as pixels of the result's channels.
void colours_of_line(const ImageInput& image, bool plain, bool color, unsigned char* stored,
                     std::vector<unsigned char>& line) {
  if (image.map == nullptr) {
    auto out = line.begin();
    for (int x = 0; x < image.width; ++x) {
      const unsigned char ink = (stored[x] != 0) == image.invert ? 0 : 255;
      out = std::fill_n(out, color ? 3 : 1, ink);
    }
  } else if (plain) {
    plain_line(stored, image.width, image.map->getNumPixelComps(), color, line.data());
  } else if (color) {
    image.map->getRGBLine(stored, line.data(), image.width);
  } else {
    image.map->getGrayLine(stored, line.data(), image.width);
  }
}

void write_means(const std::vector<std::uint32_t>& sums, std::uint32_t count, std::uint8_t* out) {
  if (count >= kMostMultiplied) {
    for (const std::uint32_t sum : sums) *out++ = static_cast<std::uint8_t>(sum / count);
    return;
  }
  const std::uint64_t inverse = ((std::uint64_t{1} << kShift) + count - 1) / count;
  for (const std::uint32_t sum : sums) *out++ = static_cast<std::uint8_t>(sum * inverse >> kShift);
}

// Line by line, averaging squares of `reduction` pixels: never more than the result and one line.
Bitmap from_lines(const ImageInput& image, int reduction, bool color) {
  const int components = image.map != nullptr ? image.map->getNumPixelComps() : 1;
  const int bits = image.map != nullptr ? image.map->getBits() : 1;
  const int channels = color ? 3 : 1;
  Bitmap result;
  result.width = std::max(1, image.width / reduction);
  result.height = std::max(1, image.height / reduction);
  result.channels = channels;
  const auto row_values =
      static_cast<std::size_t>(result.width) * static_cast<std::size_t>(channels);
  result.data.assign(row_values * static_cast<std::size_t>(result.height), 255);
  const bool plain = image.map != nullptr && plain_colours(image.map);
  ImageStream pixels(image.stream, image.width, components, bits);
  if (!rewind(pixels)) return result;
  std::vector<unsigned char> line(static_cast<std::size_t>(image.width) *
                                  static_cast<std::size_t>(channels));
  std::vector<std::uint32_t> sums(row_values);
  for (int y = 0; y < result.height; ++y) {
    std::fill(sums.begin(), sums.end(), 0);
    const int rows = std::min(reduction, image.height - y * reduction);
    const int columns = std::min(reduction, image.width);
    for (int r = 0; r < rows; ++r) {
      unsigned char* stored = pixels.getLine();
      if (stored == nullptr) {
        pixels.close();
        return result;  // cut short: the rest stays white
      }
      colours_of_line(image, plain, color, stored, line);
      if (reduction == 1) {
        std::copy_n(line.begin(), row_values,
                    result.data.begin() + static_cast<std::ptrdiff_t>(row_values) * y);
        continue;
      }
      const unsigned char* in = line.data();
      std::uint32_t* sum = sums.data();
      for (int x = 0; x < result.width; ++x, sum += channels) {
        for (int k = 0; k < columns; ++k) {
          for (int c = 0; c < channels; ++c) sum[c] += *in++;
        }
      }
    }
    if (reduction == 1) continue;
    write_means(sums, static_cast<std::uint32_t>(std::max(1, rows * columns)),
                result.data.data() + row_values * static_cast<std::size_t>(y));
  }
  pixels.close();
  return result;
}

// Lays the image over white paper through its mask, whose rows are read once.
void apply_mask(const ImageMask& mask, Bitmap& image) {
  ImageStream pixels(mask.stream, mask.width, 1, mask.map != nullptr ? mask.map->getBits() : 1);
  if (!rewind(pixels)) return;
  std::vector<unsigned char> line(static_cast<std::size_t>(mask.width));
  const auto channels = static_cast<std::size_t>(image.channels);
  int read = 0;  // rows of the mask
  for (int y = 0; y < image.height; ++y) {
    // The nearest row and column: a mask has soft edges only, and they are thin.
    const auto wanted = static_cast<int>(std::int64_t{y} * mask.height / image.height);
    for (; read <= wanted; ++read) {
      unsigned char* stored = pixels.getLine();
      if (stored == nullptr) {
        pixels.close();
        return;  // cut short: the rest is seen whole
      }
      if (read < wanted) continue;
      if (mask.map != nullptr) {
        mask.map->getGrayLine(stored, line.data(), mask.width);
      } else {
        std::transform(stored, stored + mask.width, line.begin(), [&](unsigned char bit) {
          return static_cast<unsigned char>((bit != 0) == mask.invert ? 255 : 0);
        });
      }
    }
    std::uint8_t* out = image.data.data() + static_cast<std::size_t>(image.width) * channels *
                                                static_cast<std::size_t>(y);
    for (int x = 0; x < image.width; ++x) {
      const unsigned opacity =
          line[static_cast<std::size_t>(std::int64_t{x} * mask.width / image.width)];
      for (std::size_t c = 0; c < channels; ++c, ++out) {
        *out = static_cast<std::uint8_t>((*out * opacity + 255 * (255 - opacity)) / 255);
      }
    }
  }
  pixels.close();
}

// Turns stored rows as the matrix lays them on the page: by quarters, mirrored or not.
Bitmap turned(Bitmap stored, const std::array<double, 6>& m) {
  const bool quarter = std::abs(m[1]) + std::abs(m[2]) > std::abs(m[0]) + std::abs(m[3]);
  // Row 0 of an image lies at v = 1 of the unit square; the page's y grows downwards.
  const bool flip_x = quarter ? m[2] > 0 : m[0] < 0;
  const bool flip_y = quarter ? m[1] < 0 : m[3] > 0;
  if (!quarter && !flip_x && !flip_y) return stored;
  Bitmap result;
  result.channels = stored.channels;
  result.width = quarter ? stored.height : stored.width;
  result.height = quarter ? stored.width : stored.height;
  result.data.resize(stored.data.size());
  const auto channels = static_cast<std::size_t>(stored.channels);
  std::uint8_t* out = result.data.data();
  for (int y = 0; y < result.height; ++y) {
    for (int x = 0; x < result.width; ++x) {
      const int along = flip_x ? result.width - 1 - x : x;
      const int down = flip_y ? result.height - 1 - y : y;
      const int sx = quarter ? down : along;
      const int sy = quarter ? along : down;
      const std::uint8_t* in = stored.row(sy) + static_cast<std::size_t>(sx) * channels;
      for (std::size_t c = 0; c < channels; ++c) *out++ = in[c];
    }
  }
  return result;
}

}  // namespace

Result<Bitmap> image_pixels(const ImageInput& image, int reduction, bool color,
                            std::int64_t max_pixels) {
  if (image.width <= 0 || image.height <= 0) {
    return fail(problem(ProblemKind::damaged, "an image has no pixels"));
  }
  if (std::int64_t{image.width} * image.height > max_pixels) {
    return fail(problem(ProblemKind::limit,
                        "an image has more pixels (--megapixels) than the limit allows"));
  }
  reduction = std::clamp(reduction, 1, std::min(image.width, image.height));
  auto decoded = from_jpeg(image, reduction, color);
  Bitmap stored = decoded ? std::move(*decoded) : from_lines(image, reduction, color);
  const ImageMask& mask = image.mask;
  if (mask.stream != nullptr && mask.width > 0 && mask.height > 0 &&
      std::int64_t{mask.width} * mask.height <= max_pixels) {
    apply_mask(mask, stored);
  }
  Bitmap result = turned(std::move(stored), image.matrix);
  const auto& m = image.matrix;
  result.area = {m[4] + std::min(0.0, m[0]) + std::min(0.0, m[2]),
                 m[5] + std::min(0.0, m[1]) + std::min(0.0, m[3]),
                 m[4] + std::max(0.0, m[0]) + std::max(0.0, m[2]),
                 m[5] + std::max(0.0, m[1]) + std::max(0.0, m[3])};
  // Products of matrices leave crumbs around zero.
  if (std::abs(result.area.x0) < 1e-6) result.area.x0 = 0;
  if (std::abs(result.area.y0) < 1e-6) result.area.y0 = 0;
  return result;
}

Bitmap crop(const Bitmap& bitmap, const Rect& box) {
  const Rect wanted = bitmap.to_pixels(box);
  const int x0 = std::clamp(static_cast<int>(std::floor(wanted.x0 + 1e-6)), 0, bitmap.width - 1);
  const int y0 = std::clamp(static_cast<int>(std::floor(wanted.y0 + 1e-6)), 0, bitmap.height - 1);
  const int x1 = std::clamp(static_cast<int>(std::ceil(wanted.x1 - 1e-6)), x0 + 1, bitmap.width);
  const int y1 = std::clamp(static_cast<int>(std::ceil(wanted.y1 - 1e-6)), y0 + 1, bitmap.height);
  Bitmap result;
  result.width = x1 - x0;
  result.height = y1 - y0;
  result.channels = bitmap.channels;
  result.area = bitmap.to_points(x0, y0, x1, y1);
  const auto channels = static_cast<std::size_t>(bitmap.channels);
  const std::size_t row = static_cast<std::size_t>(result.width) * channels;
  result.data.resize(row * static_cast<std::size_t>(result.height));
  for (int y = 0; y < result.height; ++y) {
    std::copy_n(bitmap.row(y0 + y) + static_cast<std::size_t>(x0) * channels, row,
                result.data.begin() + static_cast<std::ptrdiff_t>(row) * y);
  }
  return result;
}

}  // namespace tachado::pdf
