#include "stages/ocr/ink.h"

#include <utility>

namespace tachado::ocr {
namespace {

using handles::Pix;

constexpr int kInkLevel = 130;
// Tiles of the ground's estimate, pixels: a few letters wide.
constexpr int kTilePixels = 16;
constexpr int kTileInkLevel = 60;  // darker is never ground
constexpr int kTileMinimum = 40;   // pixels of ground that a tile needs

}  // namespace

Pix normalised(PIX* grey) {
  if (pixGetWidth(grey) < 4 * kTilePixels || pixGetHeight(grey) < 4 * kTilePixels) {
    return Pix(pixCopy(nullptr, grey));
  }
  Pix result(pixBackgroundNorm(grey, nullptr, nullptr, kTilePixels, kTilePixels, kTileInkLevel,
                               kTileMinimum, kGround, 2, 1));
  // Fails where no tile has ground: a picture that is dark all over.
  return result ? std::move(result) : Pix(pixCopy(nullptr, grey));
}

Pix ink_of(PIX* normalised_grey) { return Pix(pixThresholdToBinary(normalised_grey, kInkLevel)); }

}  // namespace tachado::ocr
