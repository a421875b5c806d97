#include "stages/redactions/readability.h"

#include <algorithm>
#include <string>

#include "stages/redactions/fold.h"

namespace tachado::redactions {
namespace {

constexpr double kSingleLetter = 0.4;
constexpr double kNoVowel = 0.45;     // acronyms have none either
constexpr double kRepeats = 0.05;     // "mmmm", "iiil": what OCR makes of a bar or a line
constexpr double kMixedCase = 0.3;    // "wEiN"
constexpr double kMixedDigits = 0.7;  // part numbers, and misread words
constexpr double kSign = 0.1;
constexpr std::size_t kLongRun = 5;  // consonants in a row; German and Dutch have five

bool is_vowel(char32_t c) {
  return c == U'a' || c == U'e' || c == U'i' || c == U'o' || c == U'u' || c == U'y' || c >= 0x100;
}
bool is_upper(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE); }

// Letters and digits only.
double word_score(const std::u32string& word) {
  const std::u32string folded = to_utf32(fold(to_utf8(word)));
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t vowels = 0;
  std::size_t same = 1;
  std::size_t most_same = 1;
  std::size_t consonants = 0;
  std::size_t most_consonants = 0;
  bool mixed_case = false;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (is_digit(folded[i])) {
      ++digits;
      consonants = 0;
      continue;
    }
    ++letters;
    vowels += is_vowel(folded[i]);
    consonants = is_vowel(folded[i]) ? 0 : consonants + 1;
    most_consonants = std::max(most_consonants, consonants);
    same = i > 0 && folded[i] == folded[i - 1] ? same + 1 : 1;
    most_same = std::max(most_same, same);
    mixed_case =
        mixed_case || (i >= 2 && is_upper(word[i]) && !is_upper(word[i - 1]) && !is_upper(word[0]));
  }
  if (letters == 0) return 1;
  if (most_same >= 3) return kRepeats;
  if (digits > 0) return kMixedDigits;
  if (letters == 1) return kSingleLetter;
  if (mixed_case) return kMixedCase;
  if (vowels == 0 || most_consonants > kLongRun) return kNoVowel;
  return 1;
}

}  // namespace

double readability(std::string_view utf8) {
  const std::u32string text = to_utf32(utf8);
  double score = 0;
  std::size_t weight = 0;
  std::u32string word;
  const auto flush = [&] {
    score += word_score(word) * static_cast<double>(word.size());
    weight += word.size();
    word.clear();
  };
  std::size_t signs = 0;
  for (const char32_t c : text) {
    if (is_letter(c) || is_digit(c)) {
      word += c;
      continue;
    }
    if (!word.empty()) flush();
    // Punctuation of plain text and of numbers costs nothing, two signs in a row do.
    const bool plain = c == U' ' || c == U'.' || c == U',' || c == U'-' || c == U':' || c == U'/' ||
                       c == U'(' || c == U')' || c == U'"' || c == U'\'' || c == U'$' ||
                       c == U'@' || c == U';' || c >= 0x2000;
    signs += !plain;
  }
  if (!word.empty()) flush();
  weight += signs;
  score += kSign * static_cast<double>(signs);
  return weight > 0 ? score / static_cast<double>(weight) : 0;
}

int meaningful_characters(std::string_view utf8) {
  int count = 0;
  char32_t first = 0;
  bool varied = false;
  for (const char32_t c : to_utf32(utf8)) {
    if (!is_letter(c) && !is_digit(c)) continue;
    if (c == 0x2588 || c == 0x25A0) continue;
    const char32_t lower = c == U'X' ? U'x' : c;
    if (count == 0) first = lower;
    varied = varied || lower != first;
    ++count;
  }
  return varied || (first != U'x' && count < 3) ? count : 0;
}

}  // namespace tachado::redactions
