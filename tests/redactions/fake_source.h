// A page made by hand as a PageSource: glyphs, boxes, images and pixels, and failure on purpose.
#pragma once

#include <algorithm>
#include <string>

#include "stages/model/page_source.h"

namespace tachado::redactions {

class FakeSource : public PageSource {
 public:
  FakeSource() {
    raw.width = 612;
    raw.height = 792;
    raw.fonts.emplace_back();
    pixels_.width = 612 * 2;
    pixels_.height = 792 * 2;
    pixels_.area = {0, 0, 612, 792};
    pixels_.data.assign(
        static_cast<std::size_t>(pixels_.width) * static_cast<std::size_t>(pixels_.height), 250);
  }

  // ASCII, 10 points, 6 points a character; drawn after all that was drawn before.
  void text(const std::string& words, Point origin, Color color = {},
            GlyphPaint paint = GlyphPaint::fill) {
    for (const char c : words) {
      Glyph glyph;
      glyph.box = {origin.x, origin.y - 8, origin.x + 6, origin.y + 2};
      glyph.origin = origin;
      glyph.font_size = 10;
      glyph.first = static_cast<std::uint32_t>(raw.unicode.size());
      glyph.count = 1;
      glyph.order = ++order_;
      glyph.color = color;
      glyph.paint = paint;
      glyph.space_code = c == ' ';
      raw.unicode.push_back(static_cast<unsigned char>(c));
      raw.glyphs.push_back(glyph);
      origin.x += 6;
    }
  }

  Shape& box(const Rect& where, std::int32_t order) {
    Shape shape;
    shape.order = order;
    shape.box = where;
    shape.rectangle = true;
    raw.shapes.push_back(shape);
    order_ = std::max(order_, order);
    return raw.shapes.back();
  }

  ImagePlacement& image(const Rect& where, std::int32_t order) {
    ImagePlacement placed;
    placed.order = order;
    placed.box = where;
    placed.width = placed.height = 1000;
    raw.images.push_back(placed);
    return raw.images.back();
  }

  // Strokes like those of letters, black on white, in the pixels.
  void print(const Rect& where) {
    for_each_pixel(where, [](int x, int y) { return (x / 4 + y / 12) % 3 == 0 ? 20 : 250; });
  }
  void fill(const Rect& where, std::uint8_t value) {
    for_each_pixel(where, [value](int, int) { return value; });
  }

  [[nodiscard]] int page_count() const override { return 1; }
  [[nodiscard]] const Metadata& metadata() const override { return metadata_; }
  [[nodiscard]] Result<RawPage> interpret(int) override { return raw; }
  [[nodiscard]] Result<Bitmap> pixels(int number, const PixelRequest&) override {
    if (fails) return fail({"pdf", number, ProblemKind::damaged, "on purpose"});
    return pixels_;
  }
  [[nodiscard]] Result<Bitmap> image(int number, int, int, bool) override {
    return fail({"pdf", number, ProblemKind::damaged, "not here"});
  }

  RawPage raw;
  bool fails = false;

 private:
  template <typename Value>
  void for_each_pixel(const Rect& where, Value value) {
    const Rect at = pixels_.to_pixels(where);
    for (int y = static_cast<int>(at.y0); y < static_cast<int>(at.y1); ++y) {
      for (int x = static_cast<int>(at.x0); x < static_cast<int>(at.x1); ++x) {
        pixels_.data[static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels_.width) +
                     static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(value(x, y));
      }
    }
  }

  Metadata metadata_;
  Bitmap pixels_;
  std::int32_t order_ = 0;
};

}  // namespace tachado::redactions
