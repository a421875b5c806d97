#include "stages/ocr/missing_signs.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/model/utf8.h"
#include "stages/ocr/language_data.h"
#include "stages/ocr/letters.h"
#include "stages/ocr/line_reading.h"
#include "stages/ocr/stopwatch.h"

namespace tachado::ocr {
namespace {

constexpr std::u32string_view kSigns = U"@#&°";
// What they are read as.
constexpr std::u32string_view kLikeAt = U"O0QGDóÓ€(";
constexpr std::u32string_view kLikeDegree = U"*\"'”“?>»=-º?";
constexpr std::u32string_view kLikeAnd = U"8€£é6S";
constexpr std::size_t kShortestAddress = 6;
// Share of the narrower of two words that they have to share to be the same.
constexpr double kSamePlace = 0.5;

bool one_of(std::u32string_view set, char32_t c) {
  return set.find(c) != std::u32string_view::npos;
}

bool is_lower(char32_t c) { return is_letter(c) && !is_upper(c); }

// A word, and where in it a sign may have been meant.
struct Suspect {
  std::size_t word;
  std::size_t at;
  char32_t sign;
};

// name@place.org: a capital or a digit among small letters, and a point or a dash somewhere.
std::optional<std::size_t> place_of_at(std::u32string_view word) {
  if (word.size() < kShortestAddress || one_of(word, U'/') || one_of(word, U'@'))
    return std::nullopt;
  if (word.find_first_of(U".-_") == std::u32string_view::npos) return std::nullopt;
  for (std::size_t i = 2; i + 2 < word.size(); ++i) {
    const bool amid = (is_lower(word[i - 1]) || is_digit(word[i - 1])) && is_lower(word[i + 1]);
    if (amid && one_of(kLikeAt, word[i]) && is_lower(word[i - 2]) && is_lower(word[i + 2]))
      return i;
  }
  return std::nullopt;
}

// N°, n°, N°123.
std::optional<std::size_t> place_of_degree(std::u32string_view word) {
  if (word.size() < 2 || (word[0] != U'N' && word[0] != U'n') || !one_of(kLikeDegree, word[1]))
    return std::nullopt;
  const bool number_follows = word.size() == 2 || is_digit(word[2]) || word[2] == U'.';
  return number_follows ? std::optional<std::size_t>(1) : std::nullopt;
}

std::vector<Suspect> suspects(const std::vector<std::u32string>& words,
                              const std::vector<int>& lines, std::u32string_view signs) {
  std::vector<Suspect> found;
  const auto beside = [&](std::size_t i, std::ptrdiff_t step) -> std::u32string_view {
    const auto at = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + step);
    return at < words.size() && lines[at] == lines[i] ? std::u32string_view(words[at])
                                                      : std::u32string_view{};
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::u32string& word = words[i];
    if (word.empty()) continue;
    if (one_of(signs, U'@')) {
      if (const auto at = place_of_at(word)) found.push_back({i, *at, U'@'});
    }
    if (one_of(signs, U'°')) {
      if (const auto at = place_of_degree(word)) found.push_back({i, *at, U'°'});
    }
    const std::u32string_view next = beside(i, 1);
    const std::u32string_view before = beside(i, -1);
    // Carrera 3 # 4-67. An amount's sign is never touched.
    if (one_of(signs, U'#') && !next.empty() && is_digit(next.front()) &&
        word.find_first_not_of(U"+*") == std::u32string::npos && word.size() <= 2) {
      found.push_back({i, 0, U'#'});
    }
    // Hijos & Compañía
    if (one_of(signs, U'&') && word.size() == 1 && one_of(kLikeAnd, word[0]) && !next.empty() &&
        is_upper(next.front()) && !before.empty() && is_upper(before.front())) {
      found.push_back({i, 0, U'&'});
    }
  }
  return found;
}

// With the sign in its place, where the other reading has it there too; the rest of the word stays
// as it is.
std::optional<std::u32string> corrected(const std::u32string& word, const Suspect& suspect,
                                        std::u32string_view other) {
  if (suspect.sign == U'#' || suspect.sign == U'&') {
    return other.size() == 1 && other.front() == suspect.sign ? std::optional<std::u32string>(other)
                                                              : std::nullopt;
  }
  if (suspect.at >= other.size() || other[suspect.at] != suspect.sign) return std::nullopt;
  std::u32string result = word;
  result[suspect.at] = suspect.sign;
  return result;
}

bool same_place(const Rect& a, const Rect& b) {
  const double shared = std::min(a.x1, b.x1) - std::max(a.x0, b.x0);
  return shared > kSamePlace * std::min(a.width(), b.width());
}

}  // namespace

std::u32string signs_missing(const std::string& read, const std::string& other) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, std::string>, std::u32string> looked_up;
  const std::lock_guard lock(mutex);
  const auto at = looked_up.find({read, other});
  if (at != looked_up.end()) return at->second;
  const auto known = [](const std::string& language) {
    const std::string data = read_language_data(language_data_file(language));
    return letters_of_language(part_of(data, DataPart::letters));
  };
  const auto known_here = known(read);
  const auto known_there = known(other);
  std::u32string missing;
  for (const char32_t sign : kSigns) {
    if (known_here.count(sign) == 0 && known_there.count(sign) > 0) missing += sign;
  }
  return looked_up.emplace(std::pair{read, other}, missing).first->second;
}

int look_for_signs(Recognized& first, const Prepared& prepared, Recognizer& recognizer,
                   const RecognizeRequest& request, const std::string& other,
                   const std::u32string& signs) {
  if (!first.complete || signs.empty()) return 0;
  std::vector<std::u32string> words;
  std::vector<int> lines;
  for (const RecognizedWord& word : first.words) {
    words.push_back(to_utf32(word.text));
    lines.push_back(word.line);
  }
  const Stopwatch watch;
  LineReader reader(prepared, recognizer);
  int changed = 0;
  int line = -1;
  std::vector<RecognizedWord> reading;
  for (const Suspect& suspect : suspects(words, lines, signs)) {
    RecognizedWord& word = first.words[suspect.word];
    if (word.line != line) {
      line = word.line;
      RecognizeRequest again = request;
      again.languages = {other};
      again.seconds = request.seconds - watch.seconds();
      if (again.seconds <= 0 || reader.failed()) return changed;
      reading = reader.read(line_box(first.words, suspect.word), again);
    }
    for (const RecognizedWord& candidate : reading) {
      if (!same_place(candidate.box, word.box)) continue;
      const auto better = corrected(words[suspect.word], suspect, to_utf32(candidate.text));
      if (!better) continue;
      word.text = to_utf8(*better);
      word.confidence = std::min(word.confidence, candidate.confidence);
      ++changed;
      break;
    }
  }
  return changed;
}

}  // namespace tachado::ocr
