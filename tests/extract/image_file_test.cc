// PNG, JPEG and TIFF files as documents.
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "stages/extract/extract.h"

namespace tachado {
namespace {

class Folder {
 public:
  Folder() {
    path_ = (std::filesystem::temp_directory_path() / "tachado-image-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// 200 by 100 pixels, white, the left half black.
PIX* half_black(int dpi, int depth = 8) {
  PIX* pix = pixCreate(200, 100, depth);
  pixSetAll(pix);
  if (depth == 1) pixClearAll(pix);
  BOX* box = boxCreate(0, 0, 100, 100);
  depth == 1 ? pixSetInRect(pix, box) : pixClearInRect(pix, box);
  boxDestroy(&box);
  pixSetResolution(pix, dpi, dpi);
  return pix;
}

std::string write(const Folder& folder, const char* name, int format, int dpi, int depth = 8) {
  PIX* pix = half_black(dpi, depth);
  const std::string path = folder.file(name);
  EXPECT_EQ(pixWrite(path.c_str(), pix, format), 0);
  pixDestroy(&pix);
  return path;
}

struct FormatCase {
  const char* name;
  int format;
  int depth;
  int dpi;
  const char* media_type;
  double width;  // points
};

TEST(ImageFile, SizeAndPixels) {
  const Folder folder;
  const FormatCase cases[] = {{"a.png", IFF_PNG, 8, 100, "image/png", 144},
                              {"b.png", IFF_PNG, 1, 100, "image/png", 144},
                              {"c.jpg", IFF_JFIF_JPEG, 8, 200, "image/jpeg", 72},
                              {"d.tif", IFF_TIFF_G4, 1, 100, "image/tiff", 144},
                              {"e.tif", IFF_TIFF_LZW, 8, 100, "image/tiff", 144},
                              {"none.png", IFF_PNG, 8, 0, "image/png", 48},
                              {"silly.jpg", IFF_JFIF_JPEG, 8, 30, "image/jpeg", 48}};
  for (const FormatCase& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string path = write(folder, c.name, c.format, c.dpi, c.depth);
    std::ifstream file(path, std::ios::binary);
    std::string head(16, '\0');
    file.read(head.data(), 16);
    EXPECT_EQ(extract::image_media_type(head), c.media_type);
    const auto source = extract::open_image(path);
    ASSERT_TRUE(source.has_value());
    EXPECT_EQ((*source)->page_count(), 1);
    const auto raw = (*source)->interpret(1);
    ASSERT_TRUE(raw.has_value());
    EXPECT_NEAR(raw->width, c.width, 0.1);
    EXPECT_NEAR(raw->height, c.width / 2, 0.1);
    ASSERT_EQ(raw->images.size(), 1U);
    EXPECT_EQ(raw->images[0].width, 200);
    PixelRequest request;
    request.dpi = 300;
    const auto grey = (*source)->pixels(1, request);
    ASSERT_TRUE(grey.has_value());
    EXPECT_EQ(grey->width, 200);
    EXPECT_EQ(grey->channels, 1);
    EXPECT_LT(grey->row(50)[50], 10);
    EXPECT_GT(grey->row(50)[150], 245);
    EXPECT_NEAR(grey->area.x1, c.width, 0.1);
    request.color = true;
    request.area = Rect{c.width / 2, 0, c.width, c.width / 2};
    const auto part = (*source)->pixels(1, request);
    ASSERT_TRUE(part.has_value());
    EXPECT_EQ(part->channels, 3);
    EXPECT_EQ(part->width, 100);
    EXPECT_GT(part->row(50)[30], 245);
    const auto small = (*source)->image(1, 0, 100, false);
    ASSERT_TRUE(small.has_value());
    EXPECT_EQ(small->width, 100);
    EXPECT_LT(small->row(25)[20], 10);
  }
}

// 50 by 31 pixels of which no two neighbours are alike.
PIX* coloured(int spp, int dpi) {
  PIX* pix = pixCreate(50, 31, spp == 1 ? 8 : 32);
  pixSetSpp(pix, spp);
  for (int y = 0; y < 31; ++y) {
    for (int x = 0; x < 50; ++x) {
      const auto level = static_cast<l_uint32>((x * 37 + y * 59) % 251);
      const l_uint32 pixel =
          spp == 1 ? level : level << 24U | (250 - level) << 16U | (level / 2) << 8U | 255U;
      pixSetPixel(pix, x, y, pixel);
    }
  }
  pixSetResolution(pix, dpi, dpi);
  return pix;
}

struct ReducedCase {
  const char* name;
  int format;
  int spp;
};

TEST(ImageFile, MeansOfSquaresWhereLessIsWanted) {
  const Folder folder;
  const ReducedCase cases[] = {{"grey.png", IFF_PNG, 1},     {"rgb.png", IFF_PNG, 3},
                               {"rgba.png", IFF_PNG, 4},     {"grey.tif", IFF_TIFF_LZW, 1},
                               {"rgb.tif", IFF_TIFF_LZW, 3}, {"deflate.tif", IFF_TIFF_ZIP, 3},
                               {"plain.tif", IFF_TIFF, 3}};
  for (const ReducedCase& c : cases) {
    for (const auto& [color, side] : {std::pair{false, 3}, {true, 3}, {false, 1}, {true, 1}}) {
      SCOPED_TRACE(std::string(c.name) + (color ? " in colour" : " in grey") + ", squares of " +
                   std::to_string(side));
      PIX* pix = coloured(c.spp, 300);
      const std::string path = folder.file(c.name);
      ASSERT_EQ(pixWrite(path.c_str(), pix, c.format), 0);
      const auto source = extract::open_image(path);
      ASSERT_TRUE(source.has_value());
      PixelRequest request;
      request.dpi = 300.0 / side;
      request.color = color;
      const auto pixels = (*source)->pixels(1, request);
      ASSERT_TRUE(pixels.has_value());
      ASSERT_EQ(pixels->width, side == 3 ? 17 : 50);  // two columns are left over: a pixel
      ASSERT_EQ(pixels->height, 31 / side);           // one row is: none
      ASSERT_EQ(pixels->channels, color ? 3 : 1);
      EXPECT_NEAR(pixels->area.x1, 12, 0.01);
      for (int y = 0; y < pixels->height; ++y) {
        for (int x = 0; x < pixels->width; ++x) {
          for (int channel = 0; channel < pixels->channels; ++channel) {
            double sum = 0;
            int count = 0;
            for (int sy = side * y; sy < side * (y + 1); ++sy) {
              for (int sx = side * x; sx < std::min(side * (x + 1), 50); ++sx, ++count) {
                const double level = (sx * 37 + sy * 59) % 251;
                const double rgb[] = {level, 250 - level, std::floor(level / 2)};
                sum += c.spp == 1 ? level
                       : color    ? rgb[channel]
                                  : 0.3 * rgb[0] + 0.5 * rgb[1] + 0.2 * rgb[2];
              }
            }
            EXPECT_NEAR(pixels->row(y)[x * pixels->channels + channel], sum / count, 1.01)
                << x << " " << y << " " << channel;
          }
        }
      }
      pixDestroy(&pix);
    }
  }
}

// As they are stored, pixels are what Leptonica reads of the same file, whichever way they are
// read.
TEST(ImageFile, WholePixelsAreLeptonicas) {
  const Folder folder;
  const ReducedCase cases[] = {{"grey.png", IFF_PNG, 1},
                               {"rgb.png", IFF_PNG, 3},
                               {"grey.tif", IFF_TIFF_LZW, 1},
                               {"rgb.tif", IFF_TIFF_LZW, 3},
                               {"deflate.tif", IFF_TIFF_ZIP, 3},
                               {"plain.tif", IFF_TIFF, 3},
                               {"packed.tif", IFF_TIFF_PACKBITS, 1},
                               {"jpeg.tif", IFF_TIFF_JPEG, 3},
                               {"jpeg-grey.tif", IFF_TIFF_JPEG, 1}};
  for (const ReducedCase& c : cases) {
    for (const bool color : {false, true}) {
      SCOPED_TRACE(std::string(c.name) + (color ? " in colour" : " in grey"));
      PIX* stored = coloured(c.spp, 300);
      const std::string path = folder.file(c.name);
      ASSERT_EQ(pixWrite(path.c_str(), stored, c.format), 0);
      pixDestroy(&stored);
      const auto source = extract::open_image(path);
      ASSERT_TRUE(source.has_value());
      PixelRequest request;
      request.dpi = 300;
      request.color = color;
      const auto pixels = (*source)->pixels(1, request);
      ASSERT_TRUE(pixels.has_value());
      ASSERT_EQ(pixels->width, 50);
      ASSERT_EQ(pixels->height, 31);
      PIX* read = pixRead(path.c_str());
      ASSERT_NE(read, nullptr);
      PIX* expected = color ? pixConvertTo32(read) : pixConvertTo8(read, 0);
      for (int y = 0; y < 31; ++y) {
        for (int x = 0; x < 50; ++x) {
          l_uint32 value = 0;
          pixGetPixel(expected, x, y, &value);
          for (int channel = 0; channel < pixels->channels; ++channel) {
            const l_uint32 level =
                color ? value >> (24U - 8U * static_cast<unsigned>(channel)) & 255U : value;
            ASSERT_EQ(pixels->row(y)[x * pixels->channels + channel], level)
                << x << " " << y << " " << channel;
          }
        }
      }
      pixDestroy(&expected);
      pixDestroy(&read);
    }
  }
}

TEST(ImageFile, WhatIsCutOffIsNoImage) {
  const Folder folder;
  for (const auto& [name, format] :
       {std::pair{"cut.png", IFF_PNG}, std::pair{"cut.tif", IFF_TIFF_LZW}}) {
    SCOPED_TRACE(name);
    PIX* pix = coloured(3, 300);
    const std::string path = folder.file(name);
    ASSERT_EQ(pixWrite(path.c_str(), pix, format), 0);
    pixDestroy(&pix);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) * 2 / 3);
    const auto source = extract::open_image(path);
    if (!source) continue;  // a TIFF's directory may stand at its end
    PixelRequest request;
    request.dpi = 100;
    const auto pixels = (*source)->pixels(1, request);
    ASSERT_FALSE(pixels.has_value());
    EXPECT_EQ(pixels.error().kind, ProblemKind::damaged);
  }
}

TEST(ImageFile, EveryImageOfATiffIsAPage) {
  const Folder folder;
  const std::string path = folder.file("pages.tif");
  for (const int dpi : {100, 200, 300}) {
    PIX* pix = half_black(dpi);
    ASSERT_EQ(pixWriteTiff(path.c_str(), pix, IFF_TIFF_LZW, dpi == 100 ? "w" : "a"), 0);
    pixDestroy(&pix);
  }
  const auto source = extract::open_image(path);
  ASSERT_TRUE(source.has_value());
  EXPECT_EQ((*source)->page_count(), 3);
  EXPECT_EQ((*source)->metadata().pages, 3);
  EXPECT_NEAR((*source)->interpret(1)->width, 144, 0.1);
  EXPECT_NEAR((*source)->interpret(3)->width, 48, 0.1);
  extract::ImageLimits limits;
  limits.pages = 2;
  const auto limited = extract::open_image(path, limits);
  ASSERT_TRUE(limited.has_value());
  EXPECT_EQ((*limited)->page_count(), 2);
  ASSERT_EQ((*limited)->metadata().problems.size(), 1U);
  EXPECT_EQ((*limited)->metadata().problems[0].kind, ProblemKind::limit);
}

TEST(ImageFile, BadOnes) {
  const Folder folder;
  EXPECT_EQ(extract::open_image(folder.file("none.png")).error().kind, ProblemKind::io);
  std::ofstream(folder.file("empty.png")).close();
  EXPECT_EQ(extract::open_image(folder.file("empty.png")).error().kind, ProblemKind::empty);
  std::ofstream(folder.file("text.png")) << "text";
  EXPECT_EQ(extract::open_image(folder.file("text.png")).error().kind, ProblemKind::unsupported);
  const std::string whole = write(folder, "whole.png", IFF_PNG, 100);
  std::filesystem::resize_file(whole, 20);
  const auto cut = extract::open_image(whole);
  if (cut) {
    EXPECT_EQ((*cut)->interpret(1).error().kind, ProblemKind::damaged);
  } else {
    EXPECT_EQ(cut.error().kind, ProblemKind::damaged);
  }
  extract::ImageLimits limits;
  limits.pixels = 10'000;
  const auto large = extract::open_image(write(folder, "large.png", IFF_PNG, 100), limits);
  ASSERT_TRUE(large.has_value());
  EXPECT_EQ((*large)->interpret(1).error().kind, ProblemKind::limit);
  EXPECT_EQ((*large)->pixels(1, {}).error().kind, ProblemKind::limit);
}

}  // namespace
}  // namespace tachado
