// Owning aliases for Leptonica's handles. Included by .cc files only. Leptonica counts references
// without atomics: a handle stays on its thread.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

namespace tachado::handles {

struct PixDeleter {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, PixDeleter>;

struct BoxaDeleter {
  void operator()(BOXA* boxes) const { boxaDestroy(&boxes); }
};
using Boxa = std::unique_ptr<BOXA, BoxaDeleter>;

}  // namespace tachado::handles
