#include "stages/ocr/grey.h"

#include <cstring>
#include <mutex>

namespace tachado::ocr {
namespace {

void drop_message(const char*) {}

}  // namespace

void silence_leptonica() {
  static std::once_flag once;
  std::call_once(once, [] { leptSetStderrHandler(drop_message); });
}

handles::Pix to_pix(const Bitmap& bitmap) {
  silence_leptonica();
  const auto width = static_cast<std::size_t>(std::max(bitmap.width, 0));
  const auto height = static_cast<std::size_t>(std::max(bitmap.height, 0));
  const auto channels = static_cast<std::size_t>(bitmap.channels == 3 ? 3 : 1);
  if (width == 0 || height == 0 || bitmap.data.size() < width * height * channels) return nullptr;
  handles::Pix pix(pixCreateNoInit(bitmap.width, bitmap.height, 8));
  if (!pix) return nullptr;
  const auto stride = static_cast<std::size_t>(pixGetWpl(pix.get())) * sizeof(l_uint32);
  auto* out = reinterpret_cast<std::uint8_t*>(pixGetData(pix.get()));
  for (std::size_t y = 0; y < height; ++y, out += stride) {
    const std::uint8_t* in = bitmap.data.data() + y * width * channels;
    if (channels == 1) {
      std::memcpy(out, in, width);
    } else {
      for (std::size_t x = 0; x < width; ++x, in += 3) {
        out[x] = static_cast<std::uint8_t>(luma({in[0], in[1], in[2]}) + 0.5);
      }
    }
    std::memset(out + width, 0xFF, stride - width);
  }
  // Leptonica keeps the first pixel in the highest byte of a word.
  pixEndianByteSwap(pix.get());
  return pix;
}

Bitmap to_bitmap(PIX* pix) {
  Bitmap bitmap;
  if (pix == nullptr || pixGetDepth(pix) != 8) return bitmap;
  bitmap.width = pixGetWidth(pix);
  bitmap.height = pixGetHeight(pix);
  const auto width = static_cast<std::size_t>(bitmap.width);
  const auto height = static_cast<std::size_t>(bitmap.height);
  bitmap.data.resize(width * height);
  pixEndianByteSwap(pix);
  const auto stride = static_cast<std::size_t>(pixGetWpl(pix)) * sizeof(l_uint32);
  const auto* in = reinterpret_cast<const std::uint8_t*>(pixGetData(pix));
  for (std::size_t y = 0; y < height; ++y, in += stride) {
    std::memcpy(bitmap.data.data() + y * width, in, width);
  }
  pixEndianByteSwap(pix);
  return bitmap;
}

}  // namespace tachado::ocr
