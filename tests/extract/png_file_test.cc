// PNG files of every filter, made here; and what is not plain or not whole.
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
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
    return x < 0 || y < 0 ? 0 : int{pixels[static_cast<std::size_t>(y * length + x)]};
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
                int interlace = 0) {
  const std::string data = deflated(rows);
  const std::size_t half = data.size() / 2;
  const std::string header = number(kWidth) + number(kHeight) + std::string{'\x08'} +
                             static_cast<char>(channels == 3 ? 2 : 0) + std::string(2, '\0') +
                             static_cast<char>(interlace);
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
  Result<Bitmap> read(const std::string& bytes, bool color) const {
    const std::string path = path_ + "/a.png";
    std::ofstream(path, std::ios::binary) << bytes;
    const auto source = extract::open_image(path);
    if (!source) return fail(source.error());
    PixelRequest request;
    request.dpi = 300;
    request.color = color;
    return (*source)->pixels(1, request);
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
  for (const Damage& damage : cases) {
    SCOPED_TRACE(damage.name);
    const auto read_back = read(damage.file, true);
    ASSERT_FALSE(read_back.has_value());
    EXPECT_EQ(read_back.error().kind, ProblemKind::damaged);
    EXPECT_EQ(read_back.error().message, "the image's pixels cannot be read");
  }
}

}  // namespace
}  // namespace tachado
