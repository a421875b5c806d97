#include "stages/ocr/recognise.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "stages/ocr/band_reading.h"
#include "stages/ocr/crop.h"
#include "stages/ocr/dictionary.h"
#include "stages/ocr/mask.h"
#include "stages/ocr/missing_signs.h"
#include "stages/ocr/prepare.h"
#include "stages/ocr/second_look.h"
#include "stages/ocr/stopwatch.h"

namespace tachado::ocr {
namespace {

// Of one request for pixels: A3 at 300 dpi.
constexpr double kMaxRequestPixels = 18e6;
constexpr double kMinRequestDpi = 20;
// Finer than this, print holds nothing more.
constexpr double kMaxReadDpi = 400;
// Letters (median height of pieces, pixels) below this are asked for again at a finer resolution:
// enlarged, they would show no more.
constexpr double kSmallLetterPixels = 0.95 * kTargetHeightPixels;
// A picture over this share of the page is all that there is to see.
constexpr double kWholePageShare = 0.9;
// Below this mean confidence a page may lie on its side; a reading that is upright reaches 0.7 even
// on poor print. Pages with fewer letters are not turned for the sake of a logo.
constexpr double kUprightSureness = 0.6;
constexpr int kMinLettersToTurn = 60;
// Below this, another language may read the page better.
constexpr double kLanguageSureness = 0.9;
constexpr double kMinSureGain = 0.01;
constexpr double kMinSeconds = 0.01;
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

namespace {

struct Attempt {
  Prepared prepared;
  std::vector<TextBand> bands;
  Recognized recognized;
};

double sureness(const Recognized& recognized) {
  double sum = 0;
  double weight = 0;
  for (const RecognizedWord& word : recognized.words) {
    sum += word.confidence * static_cast<double>(word.text.size());
    weight += static_cast<double>(word.text.size());
  }
  return weight > 0 ? sum / weight : 0;
}

// More was read, more surely.
bool better(const Recognized& a, const Recognized& b) {
  return a.complete && sureness(a) > sureness(b) + kMinSureGain;
}

class Attempts {
 public:
  Attempts(const Bitmap& pixels, Recognizer& recognizer, const ReadRequest& request)
      : pixels_(pixels),
        masked_(to_pixels(pixels, request.masked)),
        recognizer_(recognizer),
        request_(request) {
    ask_.languages = request.languages;
    // One language at a time: two together cost twice as much and confuse each other.
    if (ask_.languages.size() > 1) ask_.languages.resize(1);
  }

  Result<Attempt> first(Prepared prepared) {
    std::vector<TextBand> bands = bands_of(prepared);
    ask_.seconds = seconds_left();
    auto recognized = read_bands(prepared, bands, recognizer_, ask_);
    if (!recognized) return fail(recognized.error());
    return Attempt{std::move(prepared), std::move(bands), std::move(*recognized)};
  }

  // A page that reads badly may lie on its side or on its head.
  void try_turned(Attempt& best) {
    if (best.prepared.letters.count < kMinLettersToTurn) return;
    for (const int turn : {90, 270, 180}) {
      if (!best.recognized.complete || sureness(best.recognized) >= kUprightSureness) return;
      auto turned = first(prepare(pixels_, masked_, {.turn = turn}));
      if (turned && better(turned->recognized, best.recognized)) best = std::move(*turned);
    }
  }

  // The other languages, where the words of the first fail and look like theirs.
  void try_languages(Attempt& best) {
    std::vector<std::string> read_with = ask_.languages;
    for (std::size_t i = 1; i < request_.languages.size(); ++i) {
      const double sure = sureness(best.recognized);
      if (!best.recognized.complete || sure >= kLanguageSureness || sure < kUprightSureness) break;
      if (!words_of(request_.languages[i], best.recognized)) continue;
      ask_.languages = {request_.languages[i]};
      ask_.seconds = seconds_left();
      auto other = read_bands(best.prepared, best.bands, recognizer_, ask_);
      if (!other || !better(*other, best.recognized)) continue;
      best.recognized = std::move(*other);
      read_with = ask_.languages;
    }
    // Second looks go on in the language of the reading.
    ask_.languages = read_with;
  }

  int look_closer(Attempt& best) {
    ask_.seconds = seconds_left();
    return look_again(best.recognized, best.prepared, recognizer_, ask_);
  }

  // Signs that the language of the reading cannot have read.
  void look_for_signs(Attempt& best) {
    if (request_.languages.size() < 2 || ask_.languages != std::vector{request_.languages[0]})
      return;
    ask_.seconds = seconds_left();
    ocr::look_for_signs(best.recognized, best.prepared, recognizer_, ask_, request_.languages[1],
                        signs_missing(request_.languages[0], request_.languages[1]));
  }

 private:
  // Whether more of what was read are words of `language` than of the first one: letters come out
  // the same whichever language the engine reads with.
  [[nodiscard]] bool words_of(const std::string& language, const Recognized& recognized) const {
    std::string text;
    for (const RecognizedWord& word : recognized.words) text += word.text + ' ';
    const auto there = known_share(text, dictionaries_of({language}));
    const auto here = known_share(text, dictionaries_of({request_.languages[0]}));
    return there && here && *there > *here;
  }

  [[nodiscard]] double seconds_left() const {
    return std::max(request_.seconds - watch_.seconds(), kMinSeconds);
  }

  const Bitmap& pixels_;
  std::vector<Rect> masked_;
  Recognizer& recognizer_;
  const ReadRequest& request_;
  RecognizeRequest ask_;
  Stopwatch watch_;
};

// Whether the page has more to show than at `dpi`.
bool may_be_finer(const Page& page, double dpi) {
  return std::none_of(page.images.begin(), page.images.end(), [&](const ImagePlacement& image) {
    if (image.box.area() < kWholePageShare * page.width * page.height) return false;
    const double stored =
        72 * std::max(image.width / image.box.width(), image.height / image.box.height());
    return image.upright && stored < dpi * kMinGain;
  });
}

// The same area again, so that its letters come at the height that is wanted; empty where the
// source has nothing finer.
Bitmap finer_pixels(const Bitmap& look, PageSource& source, const Page& page,
                    const std::optional<Rect>& area, double letter_pixels) {
  const double dpi = std::min(look.dpi() * kTargetHeightPixels / letter_pixels, kMaxReadDpi);
  if (dpi <= look.dpi()) return {};
  auto pixels = pixels_of(source, page, dpi, area);
  return pixels && pixels->dpi() > look.dpi() * kMinGain ? std::move(*pixels) : Bitmap{};
}

}  // namespace

Result<Reading> read_pixels(const Bitmap& look, PageSource& source, const Page& page,
                            Recognizer& recognizer, const ReadRequest& request) {
  const std::vector<Rect> masked = to_pixels(look, request.masked);
  const double least = may_be_finer(page, look.dpi()) ? kSmallLetterPixels : 0;
  Prepared prepared = prepare(look, masked, {.min_letter_pixels = least});
  Bitmap finer;
  if (prepared.too_small) {
    finer = finer_pixels(look, source, page, request.area, prepared.letters.height_pixels);
    prepared = finer.data.empty() ? prepare(look, masked)
                                  : prepare(finer, to_pixels(finer, request.masked));
  }
  if (prepared.image.data.empty()) return Reading{};
  const Bitmap& used = finer.data.empty() ? look : finer;
  Attempts attempts(used, recognizer, request);
  auto best = attempts.first(std::move(prepared));
  if (!best) return fail(best.error());
  attempts.try_turned(*best);
  attempts.try_languages(*best);
  const int improved = attempts.look_closer(*best);
  attempts.look_for_signs(*best);
  Reading reading = reading_of(best->recognized,
                               [&](const Rect& box) { return to_page(best->prepared, used, box); });
  reading.improved_lines = improved;
  return reading;
}

}  // namespace tachado::ocr
