// PNG files in the form that page images have. Private to the stage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "stages/model/bitmap.h"

namespace tachado::extract {

// Samples as stored: grey (1 channel) or red, green, blue (3).
using TakeRow = std::function<void(const std::uint8_t* row, int channels)>;

// Hands over the rows, from the top, of a PNG of 8 bits a sample, grey or RGB, without transparency
// or interlacing: by libdeflate, which takes a third of the time that libpng needs over zlib.
//
// False where the file is of another form, damaged, not `width` by `height` pixels, larger than a
// page image is, or has more than `most_bytes` of samples; some rows may have been handed over by
// then. The caller reads it the general way, which says what is wrong. Memory: the file, and all
// its samples.
[[nodiscard]] bool read_plain_png_rows(const std::string& path, int width, int height,
                                       std::size_t most_bytes, const TakeRow& take);

// Such a file without a copy at four bytes a pixel. One channel, or three if `color`. Grey of RGB
// as Leptonica makes it. The result has no area. Nothing where it is not handed over whole.
// Memory: the file and its pixels, twice.
[[nodiscard]] std::optional<Bitmap> read_plain_png(const std::string& path, int width, int height,
                                                   bool color);

}  // namespace tachado::extract
