#include "stages/ocr/prepare.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "stages/ocr/grey.h"
#include "stages/ocr/ink.h"
#include "stages/ocr/mask.h"
#include "stages/ocr/quarter_turn.h"

namespace tachado::ocr {
namespace {

using handles::Pix;

constexpr double kKeepFactorLow = 0.92;  // not worth a resampling between these
constexpr double kKeepFactorHigh = 1.25;
constexpr double kMaxEnlargement = 3;
constexpr double kMaxPreparedPixels = 20e6;

// Pieces of ink that may be letters.
constexpr int kMinLetterPixels = 4;
constexpr int kMaxLetterPixels = 120;
constexpr double kMaxLetterAspect = 6;
constexpr int kMinLetters = 3;  // fewer pieces of ink are specks, folds and rules
// A stamp is this many letters high and wide.
constexpr double kStampLetters = 7;
// Skew.
constexpr float kSkewRangeDegrees = 7;
constexpr float kSkewStepDegrees = 1;
constexpr float kSkewPrecisionDegrees = 0.02F;
constexpr double kSkewConfidence = 3;    // Leptonica's own advice
constexpr double kMinSkewDegrees = 0.2;  // smaller does not hurt recognition
constexpr int kMinLettersForSkew = 30;

Letters measure(PIX* ink) {
  Letters letters;
  std::vector<int> heights;
  for (const Piece& piece : pieces_of_ink(ink)) {
    const int width = piece.width();
    const int height = piece.height();
    if (height < kMinLetterPixels || height > kMaxLetterPixels || width < 2 ||
        width > kMaxLetterAspect * height || height > kMaxLetterAspect * width) {
      continue;
    }
    heights.push_back(height);
  }
  letters.count = static_cast<int>(heights.size());
  if (heights.empty()) return letters;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  letters.height_pixels = *middle;
  return letters;
}

double skew_of(PIX* ink) {
  l_float32 angle = 0;
  l_float32 confidence = 0;
  const int failed = pixFindSkewSweepAndSearch(ink, &angle, &confidence, 2, 1, kSkewRangeDegrees,
                                               kSkewStepDegrees, kSkewPrecisionDegrees);
  if (failed != 0 || static_cast<double>(confidence) < kSkewConfidence) return 0;
  return static_cast<double>(angle);
}

// Leptonica turns clockwise about the centre (w / 2, h / 2) for a positive angle. The map leads
// from the turned picture back.
Affine back_from_turn(int width, int height, double radians) {
  const int cx = width / 2;
  const int cy = height / 2;
  const double sine = std::sin(radians);
  const double cosine = std::cos(radians);
  const Affine turn_back{cosine, sine, 0, -sine, cosine, 0};
  return after(shift(cx, cy), after(turn_back, shift(-cx, -cy)));
}

double scale_for(const Letters& letters, int width, int height) {
  if (letters.height_pixels <= 0) return 1;
  double scale = kTargetHeightPixels / letters.height_pixels;
  if (scale > kKeepFactorLow && scale < kKeepFactorHigh) return 1;
  scale = std::min(scale, kMaxEnlargement);
  const double pixels = double{1} * width * height * scale * scale;
  return pixels > kMaxPreparedPixels ? scale * std::sqrt(kMaxPreparedPixels / pixels) : scale;
}

}  // namespace

Prepared prepare(const Bitmap& source, const std::vector<Rect>& masked, const Preparation& wanted) {
  Prepared prepared;
  Bitmap blanked = source;
  for (const Rect& box : masked) blank(blanked, box);
  if (wanted.turn != 0) {
    prepared.turned = wanted.turn;
    prepared.back = back_from_quarter_turn(source, wanted.turn);
    blanked = quarter_turned(blanked, wanted.turn);
  }
  turn_light_on_dark(blanked);
  even_ground(blanked);
  Pix ink = ink_of(blanked);
  if (!ink) return prepared;
  prepared.letters = measure(ink.get());
  if (prepared.letters.count < kMinLetters) return prepared;
  prepared.too_small = prepared.letters.height_pixels < wanted.min_letter_pixels;
  if (prepared.too_small) return prepared;
  lift_stamps(blanked, ink.get(), static_cast<int>(kStampLetters * prepared.letters.height_pixels));
  Pix grey = to_pix(blanked);
  blanked = {};
  if (!grey) return prepared;

  if (prepared.letters.count >= kMinLettersForSkew) {
    const double degrees = skew_of(ink.get());
    if (std::abs(degrees) >= kMinSkewDegrees) {
      const double radians = degrees * std::numbers::pi / 180;
      const Affine back =
          back_from_turn(pixGetWidth(grey.get()), pixGetHeight(grey.get()), radians);
      if (Pix turned(pixRotateAMGray(grey.get(), static_cast<float>(radians), 255)); turned) {
        grey = std::move(turned);
        prepared.back = after(prepared.back, back);
        prepared.skew_degrees = -degrees;
      }
    }
  }
  ink.reset();

  const double scale =
      scale_for(prepared.letters, pixGetWidth(grey.get()), pixGetHeight(grey.get()));
  double effective_dpi = source.dpi();
  if (scale < 1 || scale > 1) {
    const int width = pixGetWidth(grey.get());
    const int height = pixGetHeight(grey.get());
    Pix scaled(pixScale(grey.get(), static_cast<float>(scale), static_cast<float>(scale)));
    if (scaled) {
      const double sx = double{1} * width / pixGetWidth(scaled.get());
      const double sy = double{1} * height / pixGetHeight(scaled.get());
      prepared.back = after(prepared.back, scaling(sx, sy));
      grey = std::move(scaled);
      effective_dpi *= scale;
    }
  }
  prepared.letter_pixels = prepared.letters.height_pixels * scale;
  prepared.image = to_bitmap(grey.get());
  if (effective_dpi > 0) {
    prepared.image.area = {0, 0, prepared.image.width * 72 / effective_dpi,
                           prepared.image.height * 72 / effective_dpi};
  }
  return prepared;
}

Rect to_page(const Prepared& prepared, const Bitmap& source, const Rect& pixels) {
  const Rect box = hull(prepared.back, pixels);
  return intersect(source.to_points(box.x0, box.y0, box.x1, box.y1), source.area);
}

}  // namespace tachado::ocr
