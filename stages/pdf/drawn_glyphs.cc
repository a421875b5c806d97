#include "stages/pdf/drawn_glyphs.h"

#include <GfxFont.h>
#include <Object.h>
#include <Stream.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "stages/pdf/object_bytes.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

// A program that fills one rectangle takes some fifty bytes.
constexpr std::size_t kLongest = 256;
constexpr std::size_t kMostNumbers = 6;  // before one operator: those of d1
// Of an em, where the font's matrix makes one of a unit: lower figures are dashes and dots.
constexpr double kLeastHeight = 0.45;
// Width over height: narrower ones are the stems of I and l.
constexpr double kLeastWidth = 0.45;

std::vector<std::string_view> tokens_of(std::string_view program) {
  constexpr std::string_view kBlank = " \t\r\n\f";
  std::vector<std::string_view> tokens;
  for (std::size_t at = program.find_first_not_of(kBlank); at < program.size();) {
    const std::size_t end = std::min(program.find_first_of(kBlank, at), program.size());
    tokens.push_back(program.substr(at, end - at));
    at = program.find_first_not_of(kBlank, end);
  }
  return tokens;
}

std::uint8_t byte_of(double share) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
}

// "w 0 x0 y0 x1 y1 d1 x y w h re f", with or without a colour and what saves the state. A glyph
// that begins with d1 takes the text's colour, whatever it sets (ISO 32000-1, 9.6.5).
std::optional<GlyphBar> only_rectangle(std::string_view program) {
  std::vector<double> numbers;
  std::optional<Rect> rectangle;
  std::optional<Color> color;
  bool filled = false;
  bool own_color = false;
  for (const std::string_view token : tokens_of(program)) {
    double value = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (error == std::errc() && end == token.data() + token.size()) {
      if (numbers.size() == kMostNumbers || !std::isfinite(value)) return std::nullopt;
      numbers.push_back(value);
      continue;
    }
    if (token == "re") {
      if (rectangle || numbers.size() != 4) return std::nullopt;
      const Point from{numbers[0], numbers[1]};
      const Point to{from.x + numbers[2], from.y + numbers[3]};
      rectangle = Rect{std::min(from.x, to.x), std::min(from.y, to.y), std::max(from.x, to.x),
                       std::max(from.y, to.y)};
    } else if (token == "f" || token == "F" || token == "f*") {
      if (!rectangle || filled) return std::nullopt;
      filled = true;
    } else if (token == "g" && numbers.size() == 1) {
      color = Color{byte_of(numbers[0]), byte_of(numbers[0]), byte_of(numbers[0])};
    } else if (token == "rg" && numbers.size() == 3) {
      color = Color{byte_of(numbers[0]), byte_of(numbers[1]), byte_of(numbers[2])};
    } else if (token == "d0") {
      own_color = true;
    } else if (token != "d1" && token != "q" && token != "Q" && token != "h") {
      return std::nullopt;
    }
    numbers.clear();
  }
  if (!filled) return std::nullopt;
  return GlyphBar{*rectangle, own_color ? color : std::nullopt};
}

}  // namespace

std::optional<GlyphBar> bar_of_glyph(GfxFont& font, unsigned code) {
  constexpr unsigned kLastCode = 255;
  if (font.getType() != fontType3 || code > kLastCode) return std::nullopt;
  Object program = static_cast<Gfx8BitFont&>(font).getCharProc(static_cast<int>(code));
  if (!program.isStream()) return std::nullopt;
  const std::string bytes = bytes_of(*program.getStream(), kLongest + 1);
  if (bytes.size() > kLongest) return std::nullopt;
  const std::optional<GlyphBar> bar = only_rectangle(bytes);
  if (!bar) return std::nullopt;
  const double* matrix = numbers(font.getFontMatrix());
  const double height = std::abs(matrix[3]) * bar->box.height();
  const double width = std::abs(matrix[0]) * bar->box.width();
  return height >= kLeastHeight && width >= kLeastWidth * height ? bar : std::nullopt;
}

}  // namespace tachado::pdf
