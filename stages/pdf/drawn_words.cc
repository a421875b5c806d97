#include "stages/pdf/drawn_words.h"

#include <algorithm>
#include <cmath>

#include "stages/model/utf8.h"
#include "stages/pdf/pdf_strings.h"

namespace tachado::pdf {
namespace {

constexpr double kNoBlank = 0.2;  // em

}  // namespace

std::vector<std::string> drawn_words(const RawPage& page) {
  std::vector<std::string> words;
  Point end;
  bool open = false;
  for (const Glyph& glyph : page.glyphs) {
    if (glyph.from_annotation) continue;
    const double size = std::max(1.0, static_cast<double>(glyph.font_size));
    const Point next{glyph.origin.x, glyph.origin.y};
    const bool apart = std::hypot(next.x - end.x, next.y - end.y) > kNoBlank * size;
    end = {glyph.angle == 0 ? glyph.box.x1 : glyph.origin.x, glyph.origin.y};
    if (glyph.space_code || glyph.count == 0) {
      open = false;
      continue;
    }
    if (!open || (apart && glyph.angle == 0)) words.emplace_back();
    open = true;
    for (std::uint32_t i = 0; i < glyph.count; ++i) {
      const char32_t c = page.unicode[glyph.first + i];
      if (c == U' ' || c == 0xA0) {
        open = false;
      } else {
        append_utf8(words.back(), c);
      }
    }
  }
  std::erase_if(words, [](const std::string& word) { return word.empty(); });
  return words;
}

}  // namespace tachado::pdf
