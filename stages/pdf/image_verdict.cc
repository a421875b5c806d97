#include "stages/pdf/image_verdict.h"

#include <Stream.h>

#include <algorithm>
#include <cstdlib>

#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

// Images above this are never of one colour in practice, and reading them costs time.
constexpr std::int64_t kMaxJudgedPixels = 4'000'000;
// An image of one colour shrinks to less than this share of its pixels in every codec, tables
// apart.
constexpr int kOneColourRatio = 60;
constexpr int kCodecTables = 2048;  // bytes
// JPEG's rounding on a flat area, in grey levels.
constexpr int kFlatTolerance = 6;

std::uint8_t byte_of(GfxColorComp value) {
  return static_cast<std::uint8_t>(std::clamp(colToDbl(value), 0.0, 1.0) * 255 + 0.5);
}

}  // namespace

Color color_of(const GfxRGB& rgb) { return {byte_of(rgb.r), byte_of(rgb.g), byte_of(rgb.b)}; }

ImageVerdict judge(Stream* stream, int width, int height, GfxImageColorMap* map) {
  ImageVerdict verdict;
  const int components = map->getNumPixelComps();
  ImageStream pixels(stream, width, components, map->getBits());
  if (!rewind(pixels)) return verdict;
  std::vector<unsigned char> first(static_cast<std::size_t>(components));
  bool flat = true;
  for (int y = 0; y < height && flat; ++y) {
    const unsigned char* line = pixels.getLine();
    if (line == nullptr) {
      flat = y > 0;  // cut short: what is there decides
      break;
    }
    if (y == 0) std::copy_n(line, first.size(), first.begin());
    for (std::size_t i = 0; i < static_cast<std::size_t>(width) * first.size() && flat; ++i) {
      flat =
          std::abs(line[i] - first[i % first.size()]) <= (map->getBits() == 8 ? kFlatTolerance : 0);
    }
  }
  pixels.close();
  if (!flat) return verdict;
  GfxRGB rgb;
  map->getRGB(first.data(), &rgb);
  verdict.one_colour = true;
  verdict.color = color_of(rgb);
  return verdict;
}

bool paints_all(Stream* stream, int width, int height, bool invert) {
  ImageStream pixels(stream, width, 1, 1);
  if (!rewind(pixels)) return false;
  const unsigned char paint = invert ? 1 : 0;
  bool all = true;
  for (int y = 0; y < height && all; ++y) {
    const unsigned char* line = pixels.getLine();
    all = line != nullptr &&
          std::all_of(line, line + width, [&](unsigned char v) { return v == paint; });
  }
  pixels.close();
  return all;
}

bool may_be_one_colour(Stream* stream, int width, int height, std::int64_t bits_per_pixel) {
  const std::int64_t pixels = std::int64_t{width} * height;
  if (width <= 0 || height <= 0 || pixels > kMaxJudgedPixels) return false;
  const Object length =
      stream->getDict() != nullptr ? stream->getDict()->lookup("Length") : Object();
  const std::int64_t bytes = length.isInt() ? length.getInt() : 0;
  return bytes <= kCodecTables + pixels * bits_per_pixel / 8 / kOneColourRatio;
}

bool read_inline_data(Stream* stream, int width, int height, int bits_per_pixel,
                      std::vector<unsigned char>* first_pixel) {
  first_pixel->clear();
  if (!rewind(*stream)) return false;
  const std::int64_t row = (std::int64_t{width} * bits_per_pixel + 7) / 8;
  const auto period = static_cast<std::size_t>(std::max(1, bits_per_pixel / 8));
  const int last_bits = static_cast<int>(std::int64_t{width} * bits_per_pixel % 8);
  const unsigned char last_mask =
      last_bits == 0 ? 0xFF : static_cast<unsigned char>(0xFF << (8 - last_bits));
  bool same = true;
  for (int y = 0; y < height; ++y) {
    for (std::int64_t i = 0; i < row; ++i) {
      const int value = stream->getChar();
      if (value == EOF) {
        stream->close();
        return false;
      }
      const auto byte = static_cast<unsigned char>(value);
      const auto place = static_cast<std::size_t>(i) % period;
      if (first_pixel->size() <= place) first_pixel->push_back(byte);
      const unsigned char mask = i + 1 == row ? last_mask : 0xFF;
      same = same && (byte & mask) == ((*first_pixel)[place] & mask);
    }
  }
  stream->close();
  // Several pixels to a byte: only all zeros and all ones are certainly one value.
  if (bits_per_pixel < 8 && same && !first_pixel->empty()) {
    const unsigned char byte = first_pixel->front();
    same = (byte & last_mask) == 0 || (byte & last_mask) == last_mask;
    first_pixel->front() = byte == 0 ? 0 : static_cast<unsigned char>((1 << bits_per_pixel) - 1);
  }
  return same && !first_pixel->empty() && bits_per_pixel != 16;
}

}  // namespace tachado::pdf
