// Whether an image is of one colour: a bar that was drawn as a picture.
//
// Each call reads the image's data to the end at most once; cost is linear in its pixels, bounded
// by may_be_one_colour. Damaged data are judged by what is there.
#pragma once

#include <GfxState.h>

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "stages/model/geometry.h"

class Stream;

namespace tachado::pdf {

// What is known of an image object's pixels, by object number, and of its mask's, by the negative
// of that: judged once for a document.
struct ImageVerdict {
  bool one_colour = false;
  Color color;
};
using ImageVerdicts = std::unordered_map<std::int64_t, ImageVerdict>;

[[nodiscard]] Color color_of(const GfxRGB& rgb);

// Whether it is worth reading: small enough, and compressed as only one colour compresses.
[[nodiscard]] bool may_be_one_colour(Stream* stream, int width, int height,
                                     std::int64_t bits_per_pixel);

// Whether every pixel of an image has one colour, within the rounding of its codec.
[[nodiscard]] ImageVerdict judge(Stream* stream, int width, int height, GfxImageColorMap* map);

// Whether a stencil paints every pixel: a bar drawn as a mask.
[[nodiscard]] bool paints_all(Stream* stream, int width, int height, bool invert);

// An inline image's data stand in the content stream: they can be read once, and must be read to
// their end whether they are wanted or not. True where every pixel is the same, bit for bit.
bool read_inline_data(Stream* stream, int width, int height, int bits_per_pixel,
                      std::vector<unsigned char>* first_pixel);

}  // namespace tachado::pdf
