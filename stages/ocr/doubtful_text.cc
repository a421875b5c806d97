#include "stages/ocr/doubtful_text.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "stages/model/utf8.h"
#include "stages/ocr/letters.h"
#include "stages/ocr/ocr.h"

namespace tachado::ocr {
namespace {

// A line with fewer letters is a number, a mark or an abbreviation, and says nothing.
constexpr int kMinLineLetters = 8;
// Running text in a language that is not known reaches 0.8, columns of codes 0.7; shifted codes
// stay below 0.45.
constexpr double kOddLine = 0.5;
// A page that reads better as a whole has no such lines, or a few words.
constexpr double kSoundPage = 0.95;
// In Spanish every eighth word has an accent. So many words with a sign in the accent's place, and
// such a share of all, are no misprints.
constexpr int kMinBrokenWords = 5;
constexpr double kMinBrokenShare = 0.02;

// What stands between the letters of a word by right: hyphens, points, apostrophes and the signs of
// abbreviations, addresses and links; and what is not seen (soft hyphen, joiners, marks).
bool joins_letters(char32_t c) {
  if (c < 0x80U) return c > 0x20U && c < 0x7FU;
  return c == 0xADU || c == 0xB7U || c == 0x2BCU || (c >= 0x300U && c <= 0x36FU) ||
         (c >= 0x200BU && c <= 0x200DU) || c == 0x2010U || c == 0x2011U || c == 0x2018U ||
         c == 0x2019U || c == 0x2060U || c == 0xFEFFU || c == 0xAAU || c == 0xBAU ||
         (c >= 0xFB00U && c <= 0xFB06U) || c == 0x2588U;
}

// Letters of other scripts are no signs.
bool is_sign(char32_t c) {
  return (c < 0x20U && c != 0) || (c >= 0x7FU && c <= 0xBFU) || c == 0xD7U || c == 0xF7U ||
         c == 0x192U || (c >= 0x2C6U && c <= 0x2DDU) || (c >= 0x2000U && c <= 0x2BFFU) ||
         (c >= 0xE000U && c <= 0xF8FFU) || c == 0xFFFDU;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

bool broken(const std::u32string& word) {
  for (std::size_t i = 1; i + 1 < word.size(); ++i) {
    if (is_letter(word[i - 1]) && is_letter(word[i + 1]) && is_sign(word[i]) &&
        !joins_letters(word[i])) {
      return true;
    }
  }
  return false;
}

// By their plain letter: the marks of Spanish and its neighbours.
char32_t plain(char32_t c) {
  static constexpr std::u32string_view kMarked = U"áàâäãåéèêëíìîïóòôöõúùûüñçý";
  static constexpr std::u32string_view kPlain = U"aaaaaaeeeeiiiiooooouuuuncy";
  static_assert(kMarked.size() == kPlain.size());
  const char32_t small = lower(c);
  const auto at = kMarked.find(small);
  return at == std::u32string_view::npos ? small : kPlain[at];
}

// Sorted, each as often as it stands there.
std::vector<std::u32string> runs_of(std::string_view utf8) {
  std::u32string text;
  for (const char32_t c : to_utf32(utf8)) {
    if (c > 0x20U && c != 0xA0U) text += plain(c);
  }
  constexpr std::size_t kRun = 3;
  std::vector<std::u32string> runs;
  for (std::size_t i = 0; i + kRun <= text.size(); ++i) runs.push_back(text.substr(i, kRun));
  std::sort(runs.begin(), runs.end());
  return runs;
}

}  // namespace

double likeness(std::string_view a, std::string_view b) {
  const std::vector<std::u32string> first = runs_of(a);
  const std::vector<std::u32string> second = runs_of(b);
  if (first.empty() || second.empty()) return 0;
  std::vector<std::u32string> both;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                        std::back_inserter(both));
  return 2 * static_cast<double>(both.size()) / static_cast<double>(first.size() + second.size());
}

DoubtfulText doubtful_text(const Page& page, double quality) {
  struct Tally {
    std::string text;
    int letters = 0;  // of any script
  };
  std::vector<int> broken_of(page.lines.size());
  int broken_words = 0;
  for (const Word& word : page.words) {
    const auto index = static_cast<std::size_t>(word.line);
    if (index >= broken_of.size() || is_ascii(word.text)) continue;
    const bool found = broken(to_utf32(word.text));
    broken_of[index] += found;
    broken_words += found;
  }
  const bool map_is_wrong =
      broken_words >= kMinBrokenWords &&
      broken_words >= kMinBrokenShare * static_cast<double>(page.words.size());
  DoubtfulText result;
  if (!map_is_wrong && quality >= kSoundPage) return result;
  std::vector<Tally> lines(page.lines.size());
  for (const Word& word : page.words) {
    const auto index = static_cast<std::size_t>(word.line);
    if (index >= lines.size()) continue;
    Tally& line = lines[index];
    const std::u32string text = to_utf32(word.text);
    if (!line.text.empty() && !word.glued) line.text += ' ';
    line.text += word.text;
    line.letters += static_cast<int>(std::count_if(text.begin(), text.end(), [](char32_t c) {
      return is_letter(c) || (c > 0x17FU && c != 0x2588U);
    }));
  }
  result.broken_words = map_is_wrong;
  result.lines.resize(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Tally& line = lines[i];
    const bool doubtful = (map_is_wrong && broken_of[i] > 0) ||
                          (line.letters >= kMinLineLetters && text_quality(line.text) < kOddLine);
    if (!doubtful) continue;
    result.lines[i] = true;
    result.letters += code_points(line.text);
  }
  if (result.letters == 0) result.lines.clear();
  return result;
}

}  // namespace tachado::ocr
