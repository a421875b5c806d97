#include "stages/redactions/fold.h"

namespace tachado::redactions {
namespace {

// U+00C0 to U+00FF without their accents, lower case.
constexpr std::string_view kLatin1 =
    "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
constexpr char32_t kLatin1First = 0xC0;

char32_t fold(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c - U'A' + U'a';
  if (c < 0x80) return c;
  if (c >= kLatin1First && c < kLatin1First + kLatin1.size()) {
    return static_cast<char32_t>(kLatin1[c - kLatin1First]);
  }
  switch (c) {
    case 0xA0:  // no-break blanks
    case 0x2007:
    case 0x202F:
      return U' ';
    case 0xAA:
      return U'a';
    case 0xBA:
    case 0xB0:  // OCR and typists take the degree sign for º
      return U'o';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return U'-';
    case 0x2018:
    case 0x2019:
    case 0xB4:
      return U'\'';
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
      return U'"';
    default:
      return c;
  }
}

}  // namespace

std::string fold(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const char first = utf8[at];
    if (static_cast<unsigned char>(first) < 0x80) {
      result += first >= 'A' && first <= 'Z' ? static_cast<char>(first - 'A' + 'a') : first;
      ++at;
    } else {
      append_utf8(result, fold(next_code_point(utf8, at)));
    }
  }
  return result;
}

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x2000);
}

}  // namespace tachado::redactions
