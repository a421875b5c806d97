#include "stages/redactions/fold.h"

namespace tachado::redactions {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

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

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  int more = 0;
  char32_t code = 0;
  if ((first & 0xE0U) == 0xC0U) {
    more = 1;
    code = first & 0x1FU;
  } else if ((first & 0xF0U) == 0xE0U) {
    more = 2;
    code = first & 0x0FU;
  } else if ((first & 0xF8U) == 0xF0U) {
    more = 3;
    code = first & 0x07U;
  } else {
    return kReplacement;
  }
  for (; more > 0; --more) {
    if (at >= utf8.size() || (byte(at) & 0xC0U) != 0x80U) return kReplacement;
    code = (code << 6U) | (byte(at++) & 0x3FU);
  }
  return code;
}

void append_utf8(std::string& to, char32_t code) {
  const auto put = [&](char32_t value) { to += static_cast<char>(value); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

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

std::u32string decode(std::string_view utf8) {
  std::u32string result;
  result.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) result += next_code_point(utf8, at);
  return result;
}

std::string encode(std::u32string_view text) {
  std::string result;
  for (const char32_t c : text) append_utf8(result, c);
  return result;
}

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x2000);
}

}  // namespace tachado::redactions
