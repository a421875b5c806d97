// Page images reduced while they are read, line by line: an A4 scan at 600 dpi in colour has 105 MB
// of pixels, of which recognition wants a sixteenth. Private to the stage.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "stages/model/bitmap.h"

namespace tachado::extract {

// An image whose samples take at most this is unpacked whole, which is faster: A4 in colour at
// 300 dpi has 26 MB. In grey at 600 dpi it has 35 MB, which would come on top of a recogniser.
constexpr std::size_t kMostUnpacked = std::size_t{28} << 20U;

struct ScaledRead {
  int width = 0;  // stored pixels, as the header says
  int height = 0;
  int reduction = 2;  // stored pixels per pixel of the result, each way, at least 1
  bool color = false;
};

// Means over squares of `reduction` pixels; grey of RGB as Leptonica makes it. The result has no
// area. Memory: the result, and of a PNG up to `kMostUnpacked` its file and samples, else a few
// lines.
//
// Nothing where the file is of another form than page images have (PNG: interlaced, of fewer than 8
// bits, with a transparent colour; TIFF: tiled, planes apart, other than 8 bits of grey or RGB,
// turned), is not `width` by `height` pixels, or is damaged: the caller reads it the general way,
// which says what is wrong.
[[nodiscard]] std::optional<Bitmap> read_scaled_png(const std::string& path,
                                                    const ScaledRead& wanted);
[[nodiscard]] std::optional<Bitmap> read_scaled_tiff(const std::string& path, int directory,
                                                     const ScaledRead& wanted);

// The same of pixels that were read before, as stored: what `read_scaled_png` makes of a file of
// which `read_plain_png` made `whole`, and with a reduction of 1 what `read_plain_png` makes of it.
// `whole` has three channels, or one if grey is wanted.
[[nodiscard]] Bitmap reduced(const Bitmap& whole, int reduction, bool color);

}  // namespace tachado::extract
