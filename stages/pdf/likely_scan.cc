#include "stages/pdf/likely_scan.h"

#include <Page.h>
#include <Stream.h>

#include <algorithm>

namespace tachado::pdf {
namespace {

// Of A4 at 100 dpi, the coarsest that offices scan at, less its margins. A scan may be stored in
// strips, which count together.
constexpr double kLeastPixels = 800'000;
// Strips of a sheet are fewer; what has more pictures is none.
constexpr int kMaxImages = 100;

}  // namespace

std::int64_t largest_scan(const Dict& resources) {
  const Object xobjects = resources.lookup("XObject");
  if (!xobjects.isDict() || xobjects.dictGetLength() > kMaxImages) return 0;
  double pixels = 0;
  double most = 0;
  std::int64_t largest = 0;
  for (int i = 0; i < xobjects.dictGetLength(); ++i) {
    const Object& entry = xobjects.getDict()->getValNF(i);
    if (!entry.isRef()) continue;
    const Object image = xobjects.dictGetVal(i);
    if (!image.isStream()) continue;
    const Dict& facts = *image.getStream()->getDict();
    const double area = std::max(0.0, facts.lookup("Width").getNumWithDefaultValue(0)) *
                        std::max(0.0, facts.lookup("Height").getNumWithDefaultValue(0));
    pixels += area;
    if (area > most) {
      most = area;
      largest = entry.getRefNum();
    }
  }
  return pixels >= kLeastPixels ? largest : 0;
}

}  // namespace tachado::pdf
