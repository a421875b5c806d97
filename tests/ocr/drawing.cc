#include "tests/ocr/drawing.h"

#include <cmath>
#include <numbers>

#include "stages/ocr/grey.h"

namespace tachado::test {

Bitmap sheet(int width, int height, double dpi) {
  Bitmap bitmap;
  bitmap.width = width;
  bitmap.height = height;
  bitmap.data.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255);
  bitmap.area = {0, 0, width * 72 / dpi, height * 72 / dpi};
  return bitmap;
}

void fill(Bitmap& bitmap, const Rect& box, std::uint8_t level) {
  for (int y = static_cast<int>(box.y0); y < static_cast<int>(box.y1); ++y) {
    for (int x = static_cast<int>(box.x0); x < static_cast<int>(box.x1); ++x) {
      bitmap.data[static_cast<std::size_t>(y) * static_cast<std::size_t>(bitmap.width) +
                  static_cast<std::size_t>(x)] = level;
    }
  }
}

void write(Bitmap& bitmap, const std::vector<std::string>& lines, int font_size, int x, int y,
           int line_pixels, std::uint8_t level) {
  const Rect area = bitmap.area;
  const handles::Pix pix = ocr::to_pix(bitmap);
  L_BMF* font = bmfCreate(nullptr, font_size);
  for (const std::string& line : lines) {
    l_int32 width = 0;
    pixSetTextline(pix.get(), font, line.c_str(), level, x, y, &width, nullptr);
    y += line_pixels;
  }
  bmfDestroy(&font);
  bitmap = ocr::to_bitmap(pix.get());
  bitmap.area = area;
}

Bitmap turned(const Bitmap& bitmap, double degrees) {
  const handles::Pix pix = ocr::to_pix(bitmap);
  const auto radians = static_cast<float>(degrees * std::numbers::pi / 180);
  const handles::Pix result(pixRotateAMGray(pix.get(), radians, 255));
  Bitmap turned = ocr::to_bitmap(result.get());
  turned.area = bitmap.area;
  return turned;
}

Result<RawPage> FakeSource::interpret(int /*number*/) { return RawPage{}; }

Result<Bitmap> FakeSource::pixels(int /*number*/, const PixelRequest& request) {
  requests.push_back(request);
  if (problem) return fail(*problem);
  if (!request.area) return bitmap_;
  const Rect box = bitmap_.to_pixels(*request.area);
  const int x0 = static_cast<int>(std::floor(box.x0));
  const int y0 = static_cast<int>(std::floor(box.y0));
  const int x1 = static_cast<int>(std::ceil(box.x1));
  const int y1 = static_cast<int>(std::ceil(box.y1));
  Bitmap part;
  part.width = x1 - x0;
  part.height = y1 - y0;
  part.area = bitmap_.to_points(x0, y0, x1, y1);
  for (int y = y0; y < y1; ++y) {
    part.data.insert(part.data.end(), bitmap_.row(y) + x0, bitmap_.row(y) + x1);
  }
  return part;
}

Result<Bitmap> FakeSource::image(int /*number*/, int /*index*/, int /*max_side*/, bool /*color*/) {
  return bitmap_;
}

Recognized answer(std::vector<RecognizedWord> words) {
  Recognized recognized;
  recognized.words = std::move(words);
  return recognized;
}

Page scan_of(const Bitmap& bitmap) {
  Page page;
  page.width = bitmap.area.width();
  page.height = bitmap.area.height();
  page.facts.image_share = 1;
  page.facts.largest_image_share = 1;
  page.facts.largest_image = 0;
  ImagePlacement image;
  image.box = bitmap.area;
  image.width = bitmap.width;
  image.height = bitmap.height;
  page.images.push_back(image);
  return page;
}

}  // namespace tachado::test
