// A page as its drawing instructions leave it, before any reading: glyphs, shapes and images in
// drawing order. Made by a PageSource (the PDF adapter, the image reader); read by the extract
// stage only.
//
// Everything that a later stage may know of what is hidden (glyphs under a bar, in a switched-off
// layer, off the page) is still in here; the extract stage decides what can be seen and hands on
// only that.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/model/page.h"

namespace tachado {

struct RawFont {
  std::string name;  // without the subset tag
  bool bold = false;
  bool italic = false;
  bool fixed_width = false;
  bool type3 = false;
  bool to_unicode =
      true;  // false: neither a ToUnicode map nor a known encoding says what its codes mean
};

// How a glyph is painted; the PDF text render modes, folded (ISO 32000-1, 9.3.6, table 106).
enum class GlyphPaint : std::uint8_t { fill, stroke, invisible };

struct Glyph {
  Rect box;      // the font's ascent to descent, pen position to advance; upright hull if turned
  Point origin;  // on the base line
  float font_size = 0;  // points, as displayed
  float angle =
      0;  // writing direction in degrees clockwise from left-to-right: 0, 90, 180, 270 or between
  std::uint32_t first = 0;  // its Unicode text: `RawPage::unicode[first, first + count)`
  std::uint16_t count = 0;  // 0: no mapping is known
  std::uint16_t font = 0;   // index in RawPage::fonts
  std::int32_t order = 0;   // drawing order, shared with shapes and images
  Color color;              // of the fill (of the stroke where only that is painted)
  std::uint8_t opacity = 255;
  GlyphPaint paint = GlyphPaint::fill;
  bool clipped = false;    // its box lies outside the clip in force
  bool layer_off = false;  // in an optional-content group that is off when viewed
  bool unmapped = false;   // its Unicode is a guess or a private-use code
  bool from_annotation = false;
  bool space_code = false;  // a blank that was drawn
};

struct RawPage {
  int number = 1;  // 1-based
  std::string label;
  double width = 0;  // points as displayed: crop box, rotation and user unit applied
  double height = 0;
  int rotation = 0;  // 0, 90, 180, 270: as the page says
  std::vector<RawFont> fonts;
  std::vector<char32_t> unicode;
  std::vector<Glyph> glyphs;
  std::vector<Shape> shapes;  // as in Page, but also those that are later covered or off the page
  std::vector<ImagePlacement> images;
  std::vector<Annotation> annotations;
  std::vector<Problem> problems;  // collected damage: the page is used all the same
};

}  // namespace tachado
