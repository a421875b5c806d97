#include "stages/fields/fold.h"

#include <array>

namespace tachado::fields {
namespace {

// U+00A0 to U+00FF, then U+0100 to U+017F: base letters of the Latin alphabets.
constexpr std::string_view kLatin1 =
    " !ClxY|S\"co\"- R-o+23'UP*,1o\"????"
    "AAAAAAACEEEEIIIIDNOOOOOXOUUUUYTS"
    "AAAAAAACEEEEIIIIDNOOOOO/OUUUUYTY";
constexpr std::string_view kLatinExtended =
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLLLLL"
    "NNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

constexpr std::size_t kLatin1First = 0xA0;
constexpr std::size_t kLatinExtendedFirst = 0x100;

char fold_general_punctuation(std::uint32_t c) {
  if (c >= 0x2000 && c <= 0x200F) return ' ';
  if (c >= 0x2010 && c <= 0x2015) return '-';
  if (c >= 0x2018 && c <= 0x201B) return '\'';
  if (c >= 0x201C && c <= 0x201F) return '"';
  switch (c) {
    case 0x2022:
      return '*';
    case 0x2024:
      return '.';
    case 0x2032:
      return '\'';
    case 0x2033:
      return '"';
    case 0x202F:
    case 0x205F:
      return ' ';
    case 0x20AC:
      return 'e';
    case 0x2116:
      return '#';  // №
    case 0x2212:
      return '-';
    case 0x2588:
      return kRedacted;
    case 0xFB01:
    case 0xFB02:
      return 'F';
    default:
      return '?';
  }
}

char fold_code_point(std::uint32_t c) {
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    if (ascii >= 'a' && ascii <= 'z') return static_cast<char>(ascii - 'a' + 'A');
    if (ascii == '~') return '-';
    if (ascii == '`') return '\'';
    if (ascii == '\n') return '\n';
    return c < 0x20 || c == 0x7F ? ' ' : ascii;
  }
  if (c < kLatin1First) return '?';
  if (c < kLatinExtendedFirst) return kLatin1[c - kLatin1First];
  if (c - kLatinExtendedFirst < kLatinExtended.size())
    return kLatinExtended[c - kLatinExtendedFirst];
  return fold_general_punctuation(c);
}

}  // namespace

std::string fold(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  std::size_t i = 0;
  while (i < utf8.size()) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      folded += fold_code_point(lead);
      ++i;
      continue;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    std::uint32_t code = lead & (0xFFU >> (length + 1));
    std::size_t taken = 1;
    while (taken < length && i + taken < utf8.size() &&
           (static_cast<unsigned char>(utf8[i + taken]) & 0xC0U) == 0x80U) {
      code = (code << 6U) | (static_cast<unsigned char>(utf8[i + taken]) & 0x3FU);
      ++taken;
    }
    // A stray continuation byte counts as no code point elsewhere (code_points), so neither here.
    if (length > 1 || (lead & 0xC0U) != 0x80U)
      folded += length == taken ? fold_code_point(code) : '?';
    i += taken;
  }
  return folded;
}

std::string name_key(std::string_view folded) {
  std::string key;
  bool blank = false;
  for (const char c : folded) {
    if (is_word(c) || c == '&') {
      if (blank && !key.empty()) key += ' ';
      blank = false;
      key += c == '&' ? 'Y' : c;
    } else if (c != '.' && c != '\'') {
      blank = true;
    }
  }
  return key;
}

}  // namespace tachado::fields
