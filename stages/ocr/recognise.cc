#include "stages/ocr/recognise.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "stages/ocr/mask.h"
#include "stages/ocr/prepare.h"
#include "stages/ocr/second_look.h"

namespace tachado::ocr {
namespace {

// Of one request for pixels: A3 at 300 dpi.
constexpr double kMaxRequestPixels = 18e6;
constexpr double kMinRequestDpi = 20;
// Finer than this, print holds nothing more.
constexpr double kMaxReadDpi = 400;
// Letters (median height of pieces, pixels) below this are asked for again at a finer resolution.
constexpr double kSmallLetterPixels = 8;
constexpr double kWantedLetterPixels = 11;
// Not worth another request.
constexpr double kMinGain = 1.2;

std::vector<Rect> to_pixels(const Bitmap& pixels, const std::vector<Rect>& areas) {
  std::vector<Rect> boxes;
  for (const Rect& area : areas) {
    if (!intersect(area, pixels.area).empty()) boxes.push_back(pixels.to_pixels(area));
  }
  return boxes;
}

}  // namespace

Result<Bitmap> pixels_of(PageSource& source, const Page& page, double dpi,
                         std::optional<Rect> area) {
  const Rect whole{0, 0, page.width, page.height};
  const Rect wanted = area ? intersect(*area, whole) : whole;
  const double square_inches = wanted.area() / (72 * 72);
  PixelRequest request;
  request.dpi = dpi;
  if (square_inches > 0) {
    request.dpi = std::max(std::min(dpi, std::sqrt(kMaxRequestPixels / square_inches)),
                           std::min(dpi, kMinRequestDpi));
  }
  if (area) request.area = wanted;
  return source.pixels(page.number, request);
}

void blank_areas(Bitmap& pixels, const std::vector<Rect>& areas) {
  for (const Rect& box : to_pixels(pixels, areas)) blank(pixels, box);
}

Bitmap crop(const Bitmap& pixels, const Rect& area) {
  Bitmap part;
  const Rect box = pixels.to_pixels(intersect(area, pixels.area));
  if (box.empty()) return part;
  const auto whole = [](double value, int most) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
  };
  const int x0 = whole(std::floor(box.x0), pixels.width - 1);
  const int y0 = whole(std::floor(box.y0), pixels.height - 1);
  const int x1 = std::max(whole(std::ceil(box.x1), pixels.width), x0 + 1);
  const int y1 = std::max(whole(std::ceil(box.y1), pixels.height), y0 + 1);
  part.width = x1 - x0;
  part.height = y1 - y0;
  part.channels = pixels.channels;
  part.area = pixels.to_points(x0, y0, x1, y1);
  const auto channels = static_cast<std::size_t>(pixels.channels);
  const std::size_t row_bytes = static_cast<std::size_t>(part.width) * channels;
  part.data.resize(row_bytes * static_cast<std::size_t>(part.height));
  for (int y = 0; y < part.height; ++y) {
    std::memcpy(part.data.data() + static_cast<std::size_t>(y) * row_bytes,
                pixels.row(y0 + y) + static_cast<std::size_t>(x0) * channels, row_bytes);
  }
  return part;
}

Result<Reading> read_pixels(const Bitmap& look, PageSource& source, const Page& page,
                            Recognizer& recognizer, const ReadRequest& request) {
  Prepared prepared = prepare(look, to_pixels(look, request.masked));
  const double height = prepared.letters.height_pixels;
  Bitmap finer;
  if (!prepared.image.data.empty() && height > 0 && height < kSmallLetterPixels) {
    const double dpi = std::min(look.dpi() * kWantedLetterPixels / height, kMaxReadDpi);
    if (dpi > look.dpi() * kMinGain) {
      if (auto pixels = pixels_of(source, page, dpi, request.area);
          pixels && pixels->dpi() > look.dpi() * kMinGain) {
        finer = std::move(*pixels);
        prepared = prepare(finer, to_pixels(finer, request.masked));
      }
    }
  }
  if (prepared.image.data.empty()) return Reading{};
  const Bitmap& used = finer.data.empty() ? look : finer;
  RecognizeRequest ask;
  ask.languages = request.languages;
  ask.seconds = request.seconds;
  auto recognized = recognizer.recognize(prepared.image, ask);
  if (!recognized) return fail(recognized.error());
  look_again(*recognized, prepared, recognizer, ask);
  return reading_of(*recognized, [&](const Rect& box) { return to_page(prepared, used, box); });
}

}  // namespace tachado::ocr
