#include "stages/ocr/line_reading.h"

#include <algorithm>
#include <utility>

#include "stages/ocr/grey.h"
#include "stages/ocr/recognise.h"

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
                 : 1) {
  image_.area = {0, 0, static_cast<double>(image_.width), static_cast<double>(image_.height)};
}

std::vector<RecognizedWord> LineReader::read(const Rect& box, RecognizeRequest request) {
  const Bitmap part = crop(image_, inflate(box, margin_, margin_));
  const Bitmap large = enlarged(part, std::max(scale_, 1.0));
  if (large.data.empty()) return {};
  request.mode = RecognizeMode::line;
  auto read = recognizer_.recognize(large, request);
  failed_ = !read || !read->complete;
  if (!read) return {};
  const double sx = part.area.width() / large.width;
  const double sy = part.area.height() / large.height;
  for (RecognizedWord& word : read->words) {
    word.box = {part.area.x0 + word.box.x0 * sx, part.area.y0 + word.box.y0 * sy,
                part.area.x0 + word.box.x1 * sx, part.area.y0 + word.box.y1 * sy};
  }
  return std::move(read->words);
}

}  // namespace tachado::ocr
