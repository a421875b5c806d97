// PNG, JPEG and TIFF files as documents.
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

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
