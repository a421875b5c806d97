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

struct PixaDeleter {
  void operator()(PIXA* pictures) const { pixaDestroy(&pictures); }
};
using Pixa = std::unique_ptr<PIXA, PixaDeleter>;

struct BoxDeleter {
  void operator()(BOX* box) const { boxDestroy(&box); }
};
using Box = std::unique_ptr<BOX, BoxDeleter>;

struct BoxaDeleter {
  void operator()(BOXA* boxes) const { boxaDestroy(&boxes); }
};
using Boxa = std::unique_ptr<BOXA, BoxaDeleter>;

struct NumaDeleter {
  void operator()(NUMA* numbers) const { numaDestroy(&numbers); }
};
using Numa = std::unique_ptr<NUMA, NumaDeleter>;

// Leptonica prints on every damaged image; its return values say enough.
inline void silence_leptonica() { setMsgSeverity(L_SEVERITY_NONE); }

}  // namespace tachado::handles
