// Glyphs of Type 3 fonts that are bars: their program fills one rectangle and does nothing else.
#pragma once

#include <optional>

#include "stages/model/geometry.h"

class GfxFont;

namespace tachado::pdf {

struct GlyphBar {
  Rect box;
  std::optional<Color> color;  // the glyph's own; none: the text's
};

// The rectangle that the glyph paints, in the font's glyph space, where it is about as high as a
// letter and not much narrower than high: no dash, no stem, no dot. Nothing for other fonts and for
// any other program. Cost: a few hundred bytes are read.
std::optional<GlyphBar> bar_of_glyph(GfxFont& font, unsigned code);

}  // namespace tachado::pdf
