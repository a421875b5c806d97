// Records of pages made by hand: letters half as wide as they are high, one after the other.
#pragma once

#include <string_view>

#include "stages/model/raw_page.h"

namespace tachado::test {

class RawPageBuilder {
 public:
  explicit RawPageBuilder(double width = 600, double height = 800) {
    page_.width = width;
    page_.height = height;
    page_.fonts.push_back({});
  }

  struct Style {
    double size = 10;
    double gap = 0;  // after every letter
    GlyphPaint paint = GlyphPaint::fill;
    Color color{};
    float angle = 0;  // 0, 90, 180 or 270
    bool layer_off = false;
    bool clipped = false;
    bool draw_blanks = true;
  };

  // Writes `text` with its first letter's base line starting at (x, y).
  RawPageBuilder& text(double x, double y, std::u32string_view text) {
    return this->text(x, y, text, Style{});
  }
  RawPageBuilder& text(double x, double y, std::u32string_view text, const Style& style) {
    Point pen{x, y};
    const double advance = style.size / 2;
    const double dx = style.angle == 0 ? 1 : style.angle == 180 ? -1 : 0;
    const double dy = style.angle == 90 ? 1 : style.angle == 270 ? -1 : 0;
    for (const char32_t c : text) {
      const bool blank = c == U' ';
      if (!blank || style.draw_blanks) letter(c, pen, advance, dx, dy, style);
      pen.x += dx * (advance + style.gap);
      pen.y += dy * (advance + style.gap);
    }
    return *this;
  }

  Shape& fill(const Rect& box, Color color = {}) {
    Shape shape;
    shape.order = ++order_;
    shape.box = box;
    shape.rectangle = true;
    shape.color = color;
    page_.shapes.push_back(shape);
    return page_.shapes.back();
  }

  ImagePlacement& image(const Rect& box) {
    ImagePlacement image;
    image.order = ++order_;
    image.box = box;
    image.width = 100;
    image.height = 100;
    page_.images.push_back(image);
    return page_.images.back();
  }

  RawPage& page() { return page_; }

 private:
  void letter(char32_t c, Point pen, double advance, double dx, double dy, const Style& style) {
    Glyph glyph;
    const double up = style.size * 0.9;
    const double down = style.size * 0.2;
    // Up is a quarter turn anticlockwise from the writing direction.
    const Point top{pen.x + dy * up, pen.y - dx * up};
    const Point bottom{pen.x - dy * down, pen.y + dx * down};
    const Point end{dx * advance, dy * advance};
    glyph.box = {std::min({top.x, bottom.x, top.x + end.x, bottom.x + end.x}),
                 std::min({top.y, bottom.y, top.y + end.y, bottom.y + end.y}),
                 std::max({top.x, bottom.x, top.x + end.x, bottom.x + end.x}),
                 std::max({top.y, bottom.y, top.y + end.y, bottom.y + end.y})};
    glyph.origin = pen;
    glyph.font_size = static_cast<float>(style.size);
    glyph.angle = style.angle;
    glyph.first = static_cast<std::uint32_t>(page_.unicode.size());
    glyph.order = ++order_;
    glyph.color = style.color;
    glyph.paint = style.paint;
    glyph.layer_off = style.layer_off;
    glyph.clipped = style.clipped;
    glyph.space_code = c == U' ';
    if (c != 0) {  // 0: a glyph of which nothing is known
      glyph.count = 1;
      page_.unicode.push_back(c);
    } else {
      glyph.unmapped = true;
    }
    page_.glyphs.push_back(glyph);
  }

  RawPage page_;
  std::int32_t order_ = 0;
};

}  // namespace tachado::test
