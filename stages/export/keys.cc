#include "stages/export/keys.h"

#include <algorithm>
#include <array>

#include "stages/export/utf8.h"

namespace tachado::exporting {
namespace {

// U+00C0 to U+017F without their accents; a blank is no letter.
constexpr std::string_view kLatin =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"   // U+00C0
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"   // U+0100
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // U+0140
static_assert(kLatin.size() == 0x180 - 0xC0);

char fold_byte(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : ' ';
}

// Legal forms as folded() leaves them, the longer before those that end like them.
constexpr std::array<std::string_view, 22> kForms{"s a p i de c v",
                                                  "sapi de cv",
                                                  "s a b de c v",
                                                  "sab de cv",
                                                  "s de r l de c v",
                                                  "s de rl de cv",
                                                  "srl de cv",
                                                  "s a de c v",
                                                  "sa de cv",
                                                  "s c de r l de c v",
                                                  "s a s",
                                                  "sas",
                                                  "s a",
                                                  "sa",
                                                  "ltda",
                                                  "limitada",
                                                  "e i r l",
                                                  "eirl",
                                                  "s c",
                                                  "sc",
                                                  "a c",
                                                  "ac"};

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  const auto add = [&](char c) {
    if (c != ' ') {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, sequence_length(text, i));
    if (length == 1) {
      add(fold_byte(text[i]));
    } else if (length == 2) {
      const unsigned code = ((static_cast<unsigned char>(text[i]) & 0x1FU) << 6U) |
                            (static_cast<unsigned char>(text[i + 1]) & 0x3FU);
      // Combining accents belong to the letter before them.
      const bool combining = code >= 0x300 && code < 0x370;
      if (!combining) add(code >= 0xC0 && code < 0x180 ? kLatin[code - 0xC0] : ' ');
    } else {
      add(' ');
    }
    i += length;
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string number_key(std::string_view number) {
  std::string key = folded(number);
  std::replace(key.begin(), key.end(), ' ', '-');
  return key;
}

std::string name_key(std::string_view name) {
  std::string key = folded(name);
  for (const std::string_view form : kForms) {
    if (key.size() > form.size() + 1 && key.ends_with(form) &&
        key[key.size() - form.size() - 1] == ' ') {
      key.resize(key.size() - form.size() - 1);
      break;
    }
  }
  return key;
}

}  // namespace tachado::exporting
