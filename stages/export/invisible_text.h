// Text that is found and copied but not seen: drawing instructions, and the fonts they need.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "stages/model/geometry.h"

namespace tachado::exporting {

// How a page is placed in its own user space: what displayed points (y upwards) become there.
struct Placement {
  double a = 1;
  double b = 0;
  double c = 0;
  double d = 1;
  double e = 0;
  double f = 0;
};

// `crop` in user space (y upwards), `rotation` a multiple of 90 clockwise, `width` of the page as
// displayed.
[[nodiscard]] Placement place_page(const Rect& crop, int rotation, double width);

struct InvisibleWord {
  std::string text;  // UTF-8
  Rect box;          // displayed points, from the top
  int angle = 0;     // degrees counter-clockwise, a multiple of 90
};

// Gives the words of one line letters of one size on one base line, each over its own width: "a" is
// half as high as "Acceso", and readers that put words together by size and base line would part
// them. A line that leans keeps its slope. Cost: linear, but for the sorting of heights.
void align_line(std::vector<InvisibleWord>& line);

// Fonts without any mark on paper: each code of each is one character of the text.
class InvisibleFonts {
 public:
  // Instructions that show the words, in fonts named by font_name().
  [[nodiscard]] std::string show(const std::vector<InvisibleWord>& words, double page_height,
                                 const Placement& placement);

  [[nodiscard]] std::size_t count() const { return characters_.size(); }
  [[nodiscard]] static std::string font_name(std::size_t font);
  // ISO 32000-1, 9.10.3: which character each code of the font means.
  [[nodiscard]] std::string unicode_map(std::size_t font) const;

 private:
  std::pair<std::size_t, unsigned> code_of(char32_t character);

  std::vector<std::vector<char32_t>> characters_;  // of each font, from the first code on
  std::map<char32_t, std::pair<std::size_t, unsigned>> codes_;
};

// All characters are this wide, in thousandths of the font's size.
inline constexpr int kInvisibleWidth = 500;
inline constexpr int kInvisibleDescent = -250;
inline constexpr int kInvisibleAscent = 750;

}  // namespace tachado::exporting
