// PNG files of every filter, made here; and what is not plain or not whole.
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "stages/extract/extract.h"

namespace tachado {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int kWidth = 37;
constexpr int kHeight = 23;

struct Form {
  const char* name;
  int channels;  // 1: grey, 3: RGB
  int filter;    // of each row; -1: each in turn
};

std::string number(std::size_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
  return bytes;
}

std::string chunk(const std::string& kind, const std::string& data) {
  const std::string body = kind + data;
  const auto* bytes = reinterpret_cast<const Bytef*>(body.data());
  return number(data.size()) + body + number(crc32(0, bytes, static_cast<uInt>(body.size())));
}

int predicted(int filter, int left, int above, int corner) {
  const int nearest = left + above - corner;
  const std::array<int, 3> far{std::abs(nearest - left), std::abs(nearest - above),
                               std::abs(nearest - corner)};
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) / 2;
    case 4:
      return far[0] <= far[1] && far[0] <= far[2] ? left : far[1] <= far[2] ? above : corner;
    default:
      return 0;
  }
}

std::string filtered(const Bytes& pixels, int channels, int filter) {
  std::string out;
  const int length = kWidth * channels;
  const auto at = [&](int x, int y) {
    return x < 0 || y < 0
               ? 0
               : int{pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(length) +
                            static_cast<std::size_t>(x)]};
  };
  for (int y = 0; y < kHeight; ++y) {
    const int used = filter < 0 ? y % 5 : filter;
    out += static_cast<char>(used);
    for (int x = 0; x < length; ++x) {
      const int before = predicted(used, x < channels ? 0 : at(x - channels, y), at(x, y - 1),
                                   x < channels ? 0 : at(x - channels, y - 1));
      out += static_cast<char>(at(x, y) - before);
    }
  }
  return out;
}

std::string deflated(const std::string& data) {
  uLongf size = compressBound(data.size());
  std::string out(size, '\0');
  EXPECT_EQ(compress(reinterpret_cast<Bytef*>(out.data()), &size,
                     reinterpret_cast<const Bytef*>(data.data()), data.size()),
            Z_OK);
  out.resize(size);
  return out;
}

std::string png(int channels, const std::string& rows, const std::string& before_data = "",
                int bits = 8, int width = kWidth, int height = kHeight) {
  const std::string data = deflated(rows);
  const std::size_t half = data.size() / 2;
  const std::string header = number(static_cast<std::size_t>(width)) +
                             number(static_cast<std::size_t>(height)) + static_cast<char>(bits) +
                             static_cast<char>(channels == 3 ? 2 : 0) + std::string(3, '\0');
  // In two pieces, as writers with a small buffer leave it.
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR", header) + before_data +
         chunk("IDAT", data.substr(0, half)) + chunk("IDAT", data.substr(half)) + chunk("IEND", "");
}

Bytes picture(int channels) {
  std::mt19937 dice(7);
  Bytes pixels(static_cast<std::size_t>(kWidth * kHeight * channels));
  for (std::uint8_t& level : pixels) level = static_cast<std::uint8_t>(dice() % 256);
  return pixels;
}

class PngFile : public testing::Test {
 protected:
  PngFile() {
    path_ = (std::filesystem::temp_directory_path() / "tachado-png-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~PngFile() override { std::filesystem::remove_all(path_); }
  Result<std::unique_ptr<PageSource>> open(const std::string& bytes) const {
    const std::string path = path_ + "/a.png";
    std::ofstream(path, std::ios::binary) << bytes;
    return extract::open_image(path);
  }
  // Files here say no resolution, so that 300 is taken for it.
  static Result<Bitmap> pixels(PageSource& source, bool color, int reduction) {
    PixelRequest request;
    request.dpi = 300.0 / reduction;
    request.color = color;
    return source.pixels(1, request);
  }
  Result<Bitmap> read(const std::string& bytes, bool color, int reduction = 1) const {
    const auto source = open(bytes);
    if (!source) return fail(source.error());
    return pixels(**source, color, reduction);
  }

 private:
  std::string path_;
};

TEST_F(PngFile, EveryFilter) {
  const Form forms[] = {{"grey none", 1, 0},    {"grey sub", 1, 1},   {"grey up", 1, 2},
                        {"grey average", 1, 3}, {"grey Paeth", 1, 4}, {"grey mixed", 1, -1},
                        {"RGB none", 3, 0},     {"RGB sub", 3, 1},    {"RGB up", 3, 2},
                        {"RGB average", 3, 3},  {"RGB Paeth", 3, 4},  {"RGB mixed", 3, -1}};
  for (const Form& form : forms) {
    SCOPED_TRACE(form.name);
    const Bytes pixels = picture(form.channels);
    const std::string file = png(form.channels, filtered(pixels, form.channels, form.filter));
    const auto color = read(file, true);
    ASSERT_TRUE(color.has_value());
    ASSERT_EQ(color->channels, 3);
    const auto grey = read(file, false);
    ASSERT_TRUE(grey.has_value());
    ASSERT_EQ(grey->channels, 1);
    EXPECT_NEAR(grey->area.x1, 72.0 * kWidth / 300, 1e-9);
    for (std::size_t i = 0; i < grey->data.size(); ++i) {
      if (form.channels == 1) {
        ASSERT_EQ(grey->data[i], pixels[i]);
        for (std::size_t c = 0; c < 3; ++c) ASSERT_EQ(color->data[3 * i + c], pixels[i]);
      } else {
        const std::uint8_t* p = pixels.data() + 3 * i;
        ASSERT_NEAR(grey->data[i], 0.3 * p[0] + 0.5 * p[1] + 0.2 * p[2], 0.51);
        for (std::size_t c = 0; c < 3; ++c) ASSERT_EQ(color->data[3 * i + c], p[c]);
      }
    }
  }
}

// Rows of two bytes a sample, of which the second is nothing that is shown.
std::string in_16_bits(const Bytes& pixels, int channels) {
  constexpr auto kAcross = static_cast<std::size_t>(kWidth);
  const std::size_t length = kAcross * static_cast<std::size_t>(channels);
  std::string rows;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (i % length == 0) rows += '\0';
    rows += static_cast<char>(pixels[i]);
    rows += static_cast<char>(i % 251);
  }
  return rows;
}

// What libdeflate and our filters make of a file is what libpng makes of the same pixels in 16
// bits, which it reads line by line; and either is the mean, rounded, of grey as Leptonica weighs
// it or of each colour.
TEST_F(PngFile, ReducedAsByLibpng) {
  for (const int channels : {1, 3})
    for (const bool color : {false, true})
      for (const int reduction : {2, 3, 5}) {
        SCOPED_TRACE(std::to_string(channels) + " channels by " + std::to_string(reduction) +
                     (color ? " in colour" : " in grey"));
        const Bytes stored = picture(channels);
        const auto whole = read(png(channels, filtered(stored, channels, -1)), color, reduction);
        const auto lines =
            read(png(channels, in_16_bits(stored, channels), "", 16), color, reduction);
        ASSERT_TRUE(whole.has_value());
        ASSERT_TRUE(lines.has_value());
        EXPECT_EQ(whole->width, (kWidth + reduction / 2) / reduction);
        EXPECT_EQ(whole->height, (kHeight + reduction / 2) / reduction);
        EXPECT_EQ(whole->data, lines->data);
        EXPECT_EQ(whole->width, lines->width);
        for (int y = 0; y < whole->height; ++y)
          for (int x = 0; x < whole->width; ++x)
            for (int c = 0; c < whole->channels; ++c) {
              unsigned sum = 0;
              unsigned count = 0;
              for (int sy = y * reduction; sy < std::min(kHeight, (y + 1) * reduction); ++sy)
                for (int sx = x * reduction; sx < std::min(kWidth, (x + 1) * reduction); ++sx) {
                  const std::uint8_t* p =
                      stored.data() + static_cast<std::ptrdiff_t>(sy * kWidth + sx) * channels;
                  const bool weighed = channels == 3 && !color;
                  sum += weighed ? (3U * p[0] + 5U * p[1] + 2U * p[2] + 5U) / 10
                                 : p[channels == 3 ? c : 0];
                  ++count;
                }
              ASSERT_EQ(whole->row(y)[x * whole->channels + c], (sum + count / 2) / count)
                  << x << " " << y << " " << c;
            }
      }
}

// 40 million samples: more than are unpacked at once.
TEST_F(PngFile, LargeOnesAreReducedToo) {
  constexpr int kSide = 6400;
  const auto level = [](int x, int y) { return (x / 4 * 7 + y / 4 * 13) % 256; };
  std::string rows;
  rows.reserve(static_cast<std::size_t>(kSide) * (kSide + 1));
  for (int y = 0; y < kSide; ++y) {
    rows += '\0';
    for (int x = 0; x < kSide; ++x) rows += static_cast<char>(level(x, y));
  }
  const auto pixels = read(png(1, rows, "", 8, kSide, kSide), false, 4);
  ASSERT_TRUE(pixels.has_value());
  ASSERT_EQ(pixels->width, kSide / 4);
  for (int y = 0; y < pixels->height; ++y)
    for (int x = 0; x < pixels->width; ++x)
      ASSERT_EQ(pixels->row(y)[x], level(4 * x, 4 * y)) << x << " " << y;
}

struct Wish {
  bool color;
  int reduction;
};

// What is asked for first must not change what is answered next.
TEST_F(PngFile, PixelsDoNotDependOnWhatWasReadBefore) {
  const Wish wishes[] = {{true, 1}, {false, 1}, {true, 2}, {false, 2}, {false, 3}};
  for (const int channels : {1, 3}) {
    const std::string file = png(channels, filtered(picture(channels), channels, -1));
    const std::string transparent =
        png(channels, filtered(picture(channels), channels, -1),
            chunk("tRNS", std::string(static_cast<std::size_t>(2 * channels), '\0')));
    for (const std::string& bytes : {file, transparent}) {
      std::vector<Bitmap> alone;
      for (const Wish& wish : wishes) {
        const auto read_back = read(bytes, wish.color, wish.reduction);
        ASSERT_TRUE(read_back.has_value());
        alone.push_back(*read_back);
      }
      for (std::size_t first = 0; first < alone.size(); ++first)
        for (std::size_t second = 0; second < alone.size(); ++second)
          for (std::size_t third = 0; third < alone.size(); ++third) {
            const auto source = open(bytes);
            ASSERT_TRUE(source.has_value());
            for (const std::size_t i : {first, second, third}) {
              const auto after = pixels(**source, wishes[i].color, wishes[i].reduction);
              ASSERT_TRUE(after.has_value());
              ASSERT_EQ(after->data, alone[i].data);
              ASSERT_EQ(after->width, alone[i].width);
              ASSERT_EQ(after->channels, alone[i].channels);
              ASSERT_NEAR(after->area.x1, alone[i].area.x1, 1e-9);
            }
          }
    }
  }
}

// A colour that stands for "transparent" is shown as paper, as ever.
TEST_F(PngFile, TransparencyIsReadTheGeneralWay) {
  const Bytes pixels(static_cast<std::size_t>(kWidth * kHeight), 0);
  const auto read_back =
      read(png(1, filtered(pixels, 1, 0), chunk("tRNS", std::string(2, '\0'))), false);
  ASSERT_TRUE(read_back.has_value());
  EXPECT_EQ(read_back->data[0], 255);
}

struct Damage {
  const char* name;
  std::string file;
};

TEST_F(PngFile, DamageIsSaid) {
  const std::string rows = filtered(picture(3), 3, 4);
  const std::string whole = png(3, rows);
  std::string no_filter = rows;
  no_filter[0] = 9;
  std::string flipped = whole;
  flipped[whole.size() / 2] = static_cast<char>(flipped[whole.size() / 2] ^ 1);
  const Damage cases[] = {{"cut in the data", whole.substr(0, whole.size() / 2)},
                          {"a bit changed", flipped},
                          {"no such filter", png(3, no_filter)},
                          {"rows missing", png(3, rows.substr(0, rows.size() / 2))}};
  for (const Damage& damage : cases)
    for (const int reduction : {1, 2}) {
      SCOPED_TRACE(std::string(damage.name) + ", by " + std::to_string(reduction));
      const auto read_back = read(damage.file, true, reduction);
      ASSERT_FALSE(read_back.has_value());
      EXPECT_EQ(read_back.error().kind, ProblemKind::damaged);
      EXPECT_EQ(read_back.error().message, "the image's pixels cannot be read");
    }
}

}  // namespace
}  // namespace tachado
