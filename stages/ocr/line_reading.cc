#include "stages/ocr/line_reading.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "stages/ocr/crop.h"
#include "stages/ocr/grey.h"

namespace tachado::ocr {
namespace {

// Letter height of the second reading, pixels: on old print the error rate falls up to here.
constexpr double kLargeLetterPixels = 24;
constexpr double kMaxEnlargement = 3;
// Around the line, in letter heights.
constexpr double kMargin = 0.5;

Bitmap enlarged(const Bitmap& part, double scale) {
  const handles::Pix pix = to_pix(part);
  if (!pix) return {};
  const auto factor = static_cast<float>(scale);
  const handles::Pix large(pixScaleGrayLI(pix.get(), factor, factor));
  Bitmap bitmap = to_bitmap(large.get());
  bitmap.area = part.area;
  return bitmap;
}

int pixel(double value, int most) {
  return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
}

}  // namespace

Rect line_box(const std::vector<RecognizedWord>& words, std::size_t word) {
  const int line = words[word].line;
  Rect box = words[word].box;
  for (std::size_t i = word; i < words.size() && words[i].line == line; ++i)
    box = unite(box, words[i].box);
  for (std::size_t i = word; i-- > 0 && words[i].line == line;) box = unite(box, words[i].box);
  return box;
}

LineReader::LineReader(const Prepared& prepared, Recognizer& recognizer)
    : image_(prepared.image),
      recognizer_(recognizer),
      margin_(kMargin * prepared.letter_pixels),
      scale_(prepared.letter_pixels > 0
                 ? std::min(kLargeLetterPixels / prepared.letter_pixels, kMaxEnlargement)
                 : 1) {}

std::vector<RecognizedWord> LineReader::read(const Rect& box, RecognizeRequest request) {
  const Rect around = inflate(box, margin_, margin_);
  const int x0 = pixel(std::floor(around.x0), image_.width);
  const int y0 = pixel(std::floor(around.y0), image_.height);
  const Bitmap part = cut(image_, x0, y0, pixel(std::ceil(around.x1), image_.width),
                          pixel(std::ceil(around.y1), image_.height));
  const Bitmap large = enlarged(part, std::max(scale_, 1.0));
  if (large.data.empty()) return {};
  request.mode = RecognizeMode::line;
  auto read = recognizer_.recognize(large, request);
  failed_ = !read || !read->complete;
  if (!read) return {};
  const double sx = double{1} * part.width / large.width;
  const double sy = double{1} * part.height / large.height;
  for (RecognizedWord& word : read->words) {
    word.box = {x0 + word.box.x0 * sx, y0 + word.box.y0 * sy, x0 + word.box.x1 * sx,
                y0 + word.box.y1 * sy};
  }
  return std::move(read->words);
}

}  // namespace tachado::ocr
