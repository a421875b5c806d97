// PNG files in the form that page images have. Private to the stage.
#pragma once

#include <optional>
#include <string>

#include "stages/model/bitmap.h"

namespace tachado::extract {

// A PNG of 8 bits a sample, grey or RGB, without transparency or interlacing: by libdeflate, which
// takes a third of the time that libpng needs over zlib, and without a copy at four bytes a pixel.
// One channel, or three if `color`. Grey of RGB as Leptonica makes it. The result has no area.
//
// Nothing where the file is of another form, damaged, not `width` by `height` pixels, or larger
// than a page image is: the caller reads it the general way, which says what is wrong. Memory: the
// file and its pixels, twice.
[[nodiscard]] std::optional<Bitmap> read_plain_png(const std::string& path, int width, int height,
                                                   bool color);

}  // namespace tachado::extract
