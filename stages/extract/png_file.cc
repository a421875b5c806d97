// Layout and filters: PNG (Third Edition), 5.3 chunk layout, 9.2 filter types.
#include "stages/extract/png_file.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace tachado::extract {
namespace {

constexpr std::size_t kMostFileBytes = std::size_t{256} << 20U;
constexpr std::int64_t kMostPixels = 50'000'000;  // A4 at 700 dpi
constexpr std::size_t kMostBytes = 4 * static_cast<std::size_t>(kMostPixels);
constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::size_t kHeaderBytes = 13;       // of IHDR
constexpr std::size_t kAroundChunkBytes = 12;  // length, type, checksum
constexpr int kGrey = 0;
constexpr int kRgb = 2;
// What Leptonica weighs colours with, in tenths.
constexpr int kRedWeight = 3;
constexpr int kGreenWeight = 5;
constexpr int kBlueWeight = 2;

using Bytes = std::vector<std::uint8_t>;

struct DecompressorDeleter {
  void operator()(libdeflate_decompressor* one) const { libdeflate_free_decompressor(one); }
};

std::uint32_t number_at(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U |
         std::uint32_t{bytes[2]} << 8U | std::uint32_t{bytes[3]};
}

Bytes read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = in ? static_cast<std::streamoff>(in.tellg()) : -1;
  if (size <= 0 || static_cast<std::size_t>(size) > kMostFileBytes) return {};
  Bytes bytes(static_cast<std::size_t>(size));
  in.seekg(0);
  in.read(static_cast<char*>(static_cast<void*>(bytes.data())), size);
  return in ? bytes : Bytes();
}

struct Contents {
  int channels = 0;
  Bytes compressed;
};

// The picture's data, put together, if all checksums are right and the form is the plain one.
std::optional<Contents> contents_of(const Bytes& file, int width, int height) {
  if (file.size() < kSignature.size() ||
      !std::equal(kSignature.begin(), kSignature.end(), file.begin()))
    return std::nullopt;
  Contents contents;
  std::size_t at = kSignature.size();
  while (file.size() - at >= kAroundChunkBytes) {
    const std::size_t length = number_at(file.data() + at);
    if (length > file.size() - at - kAroundChunkBytes) return std::nullopt;
    const std::uint8_t* type = file.data() + at + 4;
    const std::uint8_t* data = type + 4;
    if (libdeflate_crc32(0, type, length + 4) != number_at(data + length)) return std::nullopt;
    std::array<char, 4> name{};
    std::memcpy(name.data(), type, name.size());
    const std::string_view kind(name.data(), name.size());
    if (kind == "IHDR") {
      const bool plain = length == kHeaderBytes && data[8] == 8 &&
                         (data[9] == kGrey || data[9] == kRgb) && data[10] == 0 && data[11] == 0 &&
                         data[12] == 0;
      if (!plain || number_at(data) != static_cast<std::uint32_t>(width) ||
          number_at(data + 4) != static_cast<std::uint32_t>(height))
        return std::nullopt;
      contents.channels = data[9] == kRgb ? 3 : 1;
    } else if (kind == "IDAT") {
      contents.compressed.insert(contents.compressed.end(), data, data + length);
    } else if (kind == "tRNS") {
      return std::nullopt;
    } else if (kind == "IEND") {
      return contents.channels != 0 ? std::optional(std::move(contents)) : std::nullopt;
    }
    at += length + kAroundChunkBytes;
  }
  return std::nullopt;
}

// The one of left, above and above left that is nearest to left + above - above left.
std::uint8_t paeth(int left, int above, int corner) {
  const int to_left = std::abs(above - corner);
  const int to_above = std::abs(left - corner);
  const int to_corner = std::abs(left + above - 2 * corner);
  const int nearer = to_above <= to_corner ? above : corner;
  return static_cast<std::uint8_t>(to_left <= to_above && to_left <= to_corner ? left : nearer);
}

std::uint8_t sum(int a, int b) { return static_cast<std::uint8_t>(a + b); }

// Pixel by pixel, with what the next one needs in registers: from memory each sample would wait
// until the one before it is stored.
template <std::size_t kChannels>
void unfilter_average(std::uint8_t* row, const std::uint8_t* above, std::size_t length) {
  std::array<std::uint8_t, kChannels> left{};
  for (std::size_t i = 0; i < length; i += kChannels)
    for (std::size_t c = 0; c < kChannels; ++c)
      row[i + c] = left[c] = sum(row[i + c], (left[c] + above[i + c]) / 2);
}

template <std::size_t kChannels>
void unfilter_paeth(std::uint8_t* row, const std::uint8_t* above, std::size_t length) {
  std::array<int, kChannels> left{};
  std::array<int, kChannels> corner{};
  for (std::size_t i = 0; i < length; i += kChannels)
    for (std::size_t c = 0; c < kChannels; ++c) {
      const int up = above[i + c];
      left[c] = sum(row[i + c], paeth(left[c], up, corner[c]));
      corner[c] = up;
      row[i + c] = static_cast<std::uint8_t>(left[c]);
    }
}

// In place; `above` is the row before, all zero for the first. `length` is a multiple of
// `kChannels`. False: no such filter.
template <std::size_t kChannels>
bool unfilter(int filter, std::uint8_t* row, const std::uint8_t* above, std::size_t length) {
  switch (filter) {
    case 0:
      return true;
    case 1:
      for (std::size_t i = kChannels; i < length; ++i) row[i] = sum(row[i], row[i - kChannels]);
      return true;
    case 2:
      for (std::size_t i = 0; i < length; ++i) row[i] = sum(row[i], above[i]);
      return true;
    case 3:
      unfilter_average<kChannels>(row, above, length);
      return true;
    case 4:
      unfilter_paeth<kChannels>(row, above, length);
      return true;
    default:
      return false;
  }
}

void add_row(std::vector<std::uint8_t>& out, const std::uint8_t* row, int stored, int channels,
             std::size_t width) {
  if (stored == channels) {
    out.insert(out.end(), row, row + width * static_cast<std::size_t>(channels));
    return;
  }
  const std::size_t begin = out.size();
  out.resize(begin + width * static_cast<std::size_t>(channels));
  std::uint8_t* to = out.data() + begin;
  if (stored == 1) {
    for (std::size_t x = 0; x < width; ++x) std::fill_n(to + 3 * x, 3, row[x]);
  } else {
    for (std::size_t x = 0; x < width; ++x, row += 3) {
      to[x] = static_cast<std::uint8_t>(
          (kRedWeight * row[0] + kGreenWeight * row[1] + kBlueWeight * row[2] + 5) / 10);
    }
  }
}

}  // namespace

bool read_plain_png_rows(const std::string& path, int width, int height, std::size_t most_bytes,
                         const TakeRow& take) {
  if (width <= 0 || height <= 0 || std::int64_t{width} * height > kMostPixels) return false;
  // Even in grey: the file need not be read for that.
  if (static_cast<std::size_t>(width) * static_cast<std::size_t>(height) > most_bytes) return false;
  std::optional<Contents> contents = contents_of(read_whole(path), width, height);
  if (!contents) return false;
  const std::size_t length =
      static_cast<std::size_t>(width) * static_cast<std::size_t>(contents->channels);
  const std::size_t size = (length + 1) * static_cast<std::size_t>(height);
  if (size > most_bytes) return false;
  const auto rows = std::make_unique_for_overwrite<std::uint8_t[]>(size);
  const std::unique_ptr<libdeflate_decompressor, DecompressorDeleter> decompressor(
      libdeflate_alloc_decompressor());
  // Neither fewer nor more bytes than the rows have.
  if (!decompressor || libdeflate_zlib_decompress(decompressor.get(), contents->compressed.data(),
                                                  contents->compressed.size(), rows.get(), size,
                                                  nullptr) != LIBDEFLATE_SUCCESS)
    return false;
  contents->compressed = {};
  const Bytes zeros(length);
  const std::uint8_t* above = zeros.data();
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
    std::uint8_t* row = rows.get() + y * (length + 1);
    const int filter = *row++;
    if (!(contents->channels == 3 ? unfilter<3>(filter, row, above, length)
                                  : unfilter<1>(filter, row, above, length)))
      return false;
    take(row, contents->channels);
    above = row;
  }
  return true;
}

std::optional<Bitmap> read_plain_png(const std::string& path, int width, int height, bool color) {
  Bitmap result;
  result.width = width;
  result.height = height;
  result.channels = color ? 3 : 1;
  const auto across = static_cast<std::size_t>(std::max(0, width));
  const bool whole = read_plain_png_rows(
      path, width, height, kMostBytes, [&](const std::uint8_t* row, int stored) {
        if (result.data.empty())
          result.data.reserve(across * static_cast<std::size_t>(result.channels) *
                              static_cast<std::size_t>(height));
        add_row(result.data, row, stored, result.channels, across);
      });
  return whole ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace tachado::extract
