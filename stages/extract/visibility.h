// Which glyphs of a page can be seen on the finished page.
#pragma once

#include <cstdint>
#include <vector>

#include "stages/model/raw_page.h"

namespace tachado::extract {

enum class Sight : std::uint8_t {
  visible,
  invisible,  // render mode 3, or drawn beneath the page's scan: an earlier OCR layer
  hidden,  // covered, of its background's colour, in a layer that is off, clipped or off the page
};

// One entry per glyph of `page.glyphs`. Cost: glyphs times what is drawn over or under each.
std::vector<Sight> glyph_sights(const RawPage& page);

}  // namespace tachado::extract
