// The small picture of a page that is stored beside it.
#pragma once

#include <optional>

#include "stages/model/bitmap.h"

class Page;

namespace tachado::pdf {

// Grey, its area left to the caller. None where there is none, it is larger than kMaxThumbnail
// pixels, or its page is displayed turned: writers do not agree which way up it then is.
constexpr int kMaxThumbnail = 4'000'000;
std::optional<Bitmap> read_thumbnail(::Page& page);

}  // namespace tachado::pdf
