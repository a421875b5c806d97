#include "stages/export/invisible_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stages/export/utf8.h"

namespace tachado::exporting {
namespace {

// Codes of a simple font: one byte; 0 stays without meaning, the blank stands in every font.
constexpr unsigned kBlankCode = 32;
constexpr unsigned kLastCode = 255;
constexpr std::size_t kCodesPerFont = kLastCode - 1;  // without 0 and the blank
// Share of a word's height below its base line.
constexpr double kDescent = 0.25;
// Which of a line's words, from the lowest to the highest, is as high as its letters reach.
constexpr double kFullHeightShare = 0.8;
// A line that rises by less from its first word to its last, in heights of its letters, is level:
// that much comes of words without ascenders.
constexpr double kLeastRise = 0.5;
// A word that lies farther from its line, in heights of the line's letters, stays where it is.
constexpr double kStrays = 1;
constexpr double kMinSide = 0.1;  // points; smaller words have no place
// Entries of one bfchar section: ISO 32000-1, 9.10.3 by way of Adobe Technical Note 5014.
constexpr std::size_t kMaxSection = 100;

std::u32string code_points_of(std::string_view utf8) {
  std::u32string points;
  const std::string text = clean_utf8(utf8);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(sequence_length(text, at), 1);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    char32_t point = byte(0);
    if (length > 1) point &= 0xFFU >> (length + 1);
    for (std::size_t i = 1; i < length; ++i) point = point << 6U | (byte(i) & 0x3FU);
    points += point;
    at += length;
  }
  return points;
}

// The characters of a font from the code 1 on, the blank left out.
unsigned code_at(std::size_t index) {
  const auto code = static_cast<unsigned>(index + 1);
  return code < kBlankCode ? code : code + 1;
}

std::string utf16(char32_t point) {
  if (point < 0x10000U) return fmt::format("{:04X}", static_cast<unsigned>(point));
  const char32_t rest = point - 0x10000U;
  return fmt::format("{:04X}{:04X}", static_cast<unsigned>(0xD800U + (rest >> 10U)),
                     static_cast<unsigned>(0xDC00U + (rest & 0x3FFU)));
}

// A word's extent along its line and across it.
struct Extent {
  double begin = 0;
  double end = 0;
  double low = 0;
  double high = 0;

  [[nodiscard]] double middle() const { return (begin + end) / 2; }
  [[nodiscard]] double height() const { return high - low; }
  [[nodiscard]] double level() const { return (low + high) / 2; }
};

Extent extent_of(const InvisibleWord& word) {
  const Rect& box = word.box;
  return word.angle % 180 == 0 ? Extent{box.x0, box.x1, box.y0, box.y1}
                               : Extent{box.y0, box.y1, box.x0, box.x1};
}

// The height of a word with ascenders and descenders. Of a row of five words one may be a bracket
// or a stain.
double letter_size(const std::vector<Extent>& words) {
  std::vector<double> heights;
  for (const Extent& word : words) heights.push_back(word.height());
  const auto at = static_cast<std::size_t>(
      std::ceil(kFullHeightShare * static_cast<double>(heights.size() - 1)));
  const auto full = heights.begin() + static_cast<std::ptrdiff_t>(at);
  std::nth_element(heights.begin(), full, heights.end());
  return *full;
}

// The straight line through the middles of the words, high ones above all: their middle is the
// line's.
struct Slope {
  double level = 0;
  double rise = 0;  // per point along the line
};

Slope slope_of(const std::vector<Extent>& words, double size) {
  double weight = 0;
  double along = 0;
  double level = 0;
  for (const Extent& word : words) {
    const double own = std::min(word.height(), size) * std::min(word.height(), size);
    weight += own;
    along += own * word.middle();
    level += own * word.level();
  }
  if (weight <= 0) return {words.front().level(), 0};
  along /= weight;
  level /= weight;
  double spread = 0;
  double both = 0;
  double first = words.front().middle();
  double last = first;
  for (const Extent& word : words) {
    const double own = std::min(word.height(), size) * std::min(word.height(), size);
    const double off = word.middle() - along;
    spread += own * off * off;
    both += own * off * (word.level() - level);
    first = std::min(first, word.middle());
    last = std::max(last, word.middle());
  }
  const double rise = spread > 0 ? both / spread : 0;
  if (std::abs(rise) * (last - first) < kLeastRise * size) return {level, 0};
  return {level - rise * along, rise};
}

// Where the word's base line begins, `descent` within its box, and where it goes.
std::string text_matrix(const InvisibleWord& word, double page_height, double descent) {
  const Rect& box = word.box;
  switch (((word.angle % 360) + 360) % 360) {
    case 90:
      return fmt::format("0 1 -1 0 {:.3f} {:.3f}", box.x1 - descent, page_height - box.y1);
    case 180:
      return fmt::format("-1 0 0 -1 {:.3f} {:.3f}", box.x1, page_height - box.y0 - descent);
    case 270:
      return fmt::format("0 -1 1 0 {:.3f} {:.3f}", box.x0 + descent, page_height - box.y0);
    default:
      return fmt::format("1 0 0 1 {:.3f} {:.3f}", box.x0, page_height - box.y1 + descent);
  }
}

}  // namespace

Placement place_page(const Rect& crop, int rotation, double width) {
  const bool sideways = rotation % 180 != 0;
  const double own_width = sideways ? crop.height() : crop.width();
  // A page may measure its user space in another unit than points (UserUnit).
  const double s = width > 0 ? own_width / width : 1;
  switch (((rotation % 360) + 360) % 360) {
    case 90:
      return {0, s, -s, 0, crop.x1, crop.y0};
    case 180:
      return {-s, 0, 0, -s, crop.x1, crop.y1};
    case 270:
      return {0, -s, s, 0, crop.x0, crop.y1};
    default:
      return {s, 0, 0, s, crop.x0, crop.y0};
  }
}

void align_line(std::vector<InvisibleWord>& line) {
  if (line.empty()) return;
  std::vector<Extent> words;
  for (const InvisibleWord& word : line) words.push_back(extent_of(word));
  const double size = letter_size(words);
  const Slope slope = slope_of(words, size);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Extent& word = words[i];
    const double line_level = slope.level + slope.rise * word.middle();
    const bool strays = std::abs(line_level - word.level()) > kStrays * size;
    const double level = strays ? word.level() : line_level;
    const double low = level - size / 2;
    const double high = level + size / 2;
    line[i].box = line[i].angle % 180 == 0 ? Rect{word.begin, low, word.end, high}
                                           : Rect{low, word.begin, high, word.end};
  }
}

std::pair<std::size_t, unsigned> InvisibleFonts::code_of(char32_t character) {
  if (characters_.empty()) characters_.emplace_back();
  const auto known = codes_.find(character);
  if (known != codes_.end()) return known->second;
  if (characters_.back().size() == kCodesPerFont) characters_.emplace_back();
  const std::pair<std::size_t, unsigned> code{characters_.size() - 1,
                                              code_at(characters_.back().size())};
  characters_.back().push_back(character);
  codes_.emplace(character, code);
  return code;
}

std::string InvisibleFonts::show(const std::vector<InvisibleWord>& words, double page_height,
                                 const Placement& placement) {
  std::string out =
      fmt::format("q\n{:.6f} {:.6f} {:.6f} {:.6f} {:.4f} {:.4f} cm\nBT\n3 Tr\n", placement.a,
                  placement.b, placement.c, placement.d, placement.e, placement.f);
  for (const InvisibleWord& word : words) {
    const std::u32string text = code_points_of(word.text);
    const bool upright = word.angle % 180 == 0;
    const double height = upright ? word.box.height() : word.box.width();
    const double width = upright ? word.box.width() : word.box.height();
    if (text.empty() || height < kMinSide || width < kMinSide) continue;
    const double natural = static_cast<double>(text.size()) * height * kInvisibleWidth / 1000.0;
    out += fmt::format("{:.3f} Tz\n{} Tm\n", 100 * width / natural,
                       text_matrix(word, page_height, kDescent * height));
    std::size_t font = characters_.size();  // none yet
    std::string codes;
    const auto flush = [&] {
      if (codes.empty()) return;
      out += fmt::format("{} {:.3f} Tf\n<{}> Tj\n", font_name(font), height, codes);
      codes.clear();
    };
    for (const char32_t character : text) {
      const auto [own, code] = code_of(character);
      if (own != font) flush();
      font = own;
      codes += fmt::format("{:02X}", code);
    }
    // A blank after each word: what is copied comes apart.
    codes += fmt::format("{:02X}", kBlankCode);
    flush();
  }
  return out + "ET\nQ\n";
}

std::string InvisibleFonts::font_name(std::size_t font) {
  return fmt::format("/TachadoText{}", font);
}

std::string InvisibleFonts::unicode_map(std::size_t font) const {
  std::vector<std::pair<unsigned, char32_t>> entries{{kBlankCode, U' '}};
  for (std::size_t i = 0; i < characters_[font].size(); ++i) {
    entries.emplace_back(code_at(i), characters_[font][i]);
  }
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n";
  for (std::size_t first = 0; first < entries.size(); first += kMaxSection) {
    const std::size_t last = std::min(first + kMaxSection, entries.size());
    map += fmt::format("{} beginbfchar\n", last - first);
    for (std::size_t i = first; i < last; ++i) {
      map += fmt::format("<{:02X}> <{}>\n", entries[i].first, utf16(entries[i].second));
    }
    map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace tachado::exporting
