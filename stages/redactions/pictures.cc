#include "stages/redactions/pictures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "stages/redactions/readability.h"

namespace tachado::redactions {
namespace {

constexpr double kDpi = 150;     // letters of 8 points are 16 pixels high: enough to see ink
constexpr double kInset = 1.5;   // points: the edge of a box is blurred
constexpr double kFlat = 12;     // grey levels between the 2nd and 98th hundredth: noise of a scan
constexpr double kPrinted = 70;  // ink on paper differs by more
constexpr double kLabel = 150;   // a bar with a contrast as high as this bears a label
constexpr double kLeastInk = 0.005;  // share of the pixels
constexpr double kMostInk = 0.7;
constexpr double kLeastChanges = 2;  // from paper to ink and back, in a mean row: one stroke
constexpr double kWordConfidence = 0.5;
constexpr double kReadable = 0.7;  // of what shines through: noise stretched makes letters too
constexpr int kLeastCharacters = 3;
constexpr double kSolid = 40;             // grey levels within a bar, and of an empty place
constexpr double kOther = 50;             // from these on a tone is another one
constexpr std::size_t kLeastPixels = 12;  // of a thumbnail, to say anything
constexpr double kReadableScale = 0.5;    // 75 dpi: below that nothing is read
constexpr double kUpscale = 2;            // for recognition

Bitmap cut(const Bitmap& page, const Rect& box) {
  const Rect at = page.to_pixels(intersect(box, page.area));
  const int x0 = std::clamp(static_cast<int>(std::ceil(at.x0)), 0, page.width);
  const int y0 = std::clamp(static_cast<int>(std::ceil(at.y0)), 0, page.height);
  const int x1 = std::clamp(static_cast<int>(std::floor(at.x1)), x0, page.width);
  const int y1 = std::clamp(static_cast<int>(std::floor(at.y1)), y0, page.height);
  Bitmap result;
  result.width = x1 - x0;
  result.height = y1 - y0;
  result.area = page.to_points(x0, y0, x1, y1);
  const std::size_t channels = static_cast<std::size_t>(page.channels);
  for (int y = y0; y < y1; ++y) {
    const std::uint8_t* row = page.row(y);
    for (int x = x0; x < x1; ++x) {
      result.data.push_back(row[static_cast<std::size_t>(x) * channels]);
    }
  }
  return result;
}

struct Tones {
  double low = 0;
  double high = 0;
  double ink = 0;      // share of pixels darker than the middle, or lighter where those are fewer
  double changes = 0;  // a row, in the mean
};

Tones tones_of(const Bitmap& image) {
  Tones tones;
  if (image.data.empty()) return tones;
  std::array<std::size_t, 256> counts{};
  for (const std::uint8_t value : image.data) ++counts[value];
  const auto level = [&](double share) {
    const double wanted = share * static_cast<double>(image.data.size());
    double seen = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      seen += static_cast<double>(counts[i]);
      if (seen > wanted) return static_cast<double>(i);
    }
    return 255.0;
  };
  // Thin text covers little: the extremes are taken near the ends.
  tones.low = level(0.01);
  tones.high = level(0.99);
  const double middle = (tones.low + tones.high) / 2;
  std::size_t dark = 0;
  std::size_t changes = 0;
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* row = image.row(y);
    for (int x = 0; x < image.width; ++x) {
      dark += row[x] < middle;
      changes += x > 0 && (row[x] < middle) != (row[x - 1] < middle);
    }
  }
  const double share = static_cast<double>(dark) / static_cast<double>(image.data.size());
  tones.ink = std::min(share, 1 - share);
  tones.changes = static_cast<double>(changes) / image.height;
  return tones;
}

Bitmap stretched(const Bitmap& image, const Tones& tones) {
  Bitmap result = image;
  const double range = std::max(1.0, tones.high - tones.low);
  for (std::uint8_t& value : result.data) {
    value = static_cast<std::uint8_t>(std::clamp((value - tones.low) / range, 0.0, 1.0) * 255);
  }
  return result;
}

// Twice as large, with a margin of its lightest tone: recognisers want both.
Bitmap enlarged(const Bitmap& image) {
  constexpr int kMargin = 20;
  Bitmap result;
  result.width = static_cast<int>(image.width * kUpscale) + 2 * kMargin;
  result.height = static_cast<int>(image.height * kUpscale) + 2 * kMargin;
  result.area = image.area;
  result.data.assign(
      static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height), 255);
  for (int y = 0; y < static_cast<int>(image.height * kUpscale); ++y) {
    const std::uint8_t* row = image.row(static_cast<int>(y / kUpscale));
    std::uint8_t* to =
        result.data.data() +
        static_cast<std::size_t>(y + kMargin) * static_cast<std::size_t>(result.width) + kMargin;
    for (int x = 0; x < static_cast<int>(image.width * kUpscale); ++x) {
      to[x] = row[static_cast<int>(x / kUpscale)];
    }
  }
  return result;
}

}  // namespace

const Bitmap* Pictures::page_pixels(bool without_vectors) {
  std::optional<Result<Bitmap>>& kept = without_vectors ? scan_ : shown_;
  if (!kept) {
    PixelRequest request;
    request.dpi = kDpi;
    request.without_vectors = without_vectors;
    kept = source_.pixels(page_, request);
  }
  return *kept && !(*kept)->data.empty() && (*kept)->width > 0 ? &**kept : nullptr;
}

std::optional<std::string> Pictures::recognise(const Bitmap& image) {
  Recognizer* recognizer =
      recognizer_ && recognitions_ < kMaxRecognitions ? recognizer_() : nullptr;
  if (recognizer == nullptr) return std::nullopt;
  ++recognitions_;
  RecognizeRequest request;
  request.mode = RecognizeMode::block;
  const auto recognized = recognizer->recognize(enlarged(image), request);
  if (!recognized) return std::nullopt;
  std::string text;
  for (const RecognizedWord& word : recognized->words) {
    if (word.confidence < kWordConfidence) continue;
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

Look Pictures::under(const Rect& box) {
  const Bitmap* page = page_pixels(true);
  if (page == nullptr) return {Look::Result::unknown, {}};
  const Bitmap image = cut(*page, inflate(box, -kInset, -kInset));
  const Tones tones = tones_of(image);
  const bool ink = tones.high - tones.low >= kPrinted && tones.ink >= kLeastInk &&
                   tones.ink <= kMostInk && tones.changes >= kLeastChanges;
  if (!ink) return {};
  // A signature or a photograph is content too, though nothing can be read in it.
  return {Look::Result::content, recognise(image).value_or("")};
}

Look Pictures::through(const Rect& box) {
  const Bitmap* page = page_pixels(false);
  if (page == nullptr) return {Look::Result::unknown, {}};
  const Bitmap image = cut(*page, inflate(box, -kInset, -kInset));
  const Tones tones = tones_of(image);
  const double contrast = tones.high - tones.low;
  if (contrast <= kFlat || contrast >= kLabel || tones.changes < kLeastChanges ||
      tones.ink < kLeastInk) {
    return {};
  }
  const auto text = recognise(stretched(image, tones));
  if (!text) return {Look::Result::unknown, {}};
  if (meaningful_characters(*text) < kLeastCharacters || readability(*text) < kReadable) return {};
  return {Look::Result::content, *text};
}

Look Pictures::in_thumbnail(const Bitmap& thumbnail, const Rect& box) {
  const Bitmap* page = page_pixels(false);
  if (page == nullptr) return {Look::Result::unknown, {}};
  const Tones shown = tones_of(cut(*page, inflate(box, -kInset, -kInset)));
  const Bitmap image = cut(thumbnail, box);
  const auto pixels =
      static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  if (shown.high - shown.low > kSolid || pixels < kLeastPixels) return {};
  const Tones tones = tones_of(image);
  // A bar in the thumbnail too, scaled down, is a little lighter at its edges; paper is not.
  const double mean = (shown.low + shown.high) / 2;
  if (std::abs((tones.low + tones.high) / 2 - mean) < kOther || tones.high - tones.low <= kSolid) {
    return {};
  }
  const double scale = thumbnail.dpi() / kDpi;
  const std::string text = scale >= kReadableScale ? recognise(image).value_or("") : "";
  return {Look::Result::content, text};
}

}  // namespace tachado::redactions
