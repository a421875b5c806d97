#include "pipeline/compare_align.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string_view>

namespace tachado::pipeline {
namespace {

// Costs, in words that stand on one side only. A pair of different words is cheaper than two that
// stand alone: a misread word is the likelier reason.
constexpr float kSimilar = 0.3F;
constexpr float kDifferent = 1.6F;
constexpr float kAlone = 1;
// A word where the other side has a redaction; the redaction itself.
constexpr float kBehind = 0.3F;
constexpr float kRedaction = 0.1F;

constexpr std::size_t kLeastFuzzy = 4;   // letters of a word that may be misread
constexpr std::size_t kErrorShare = 4;   // one letter in so many
constexpr std::size_t kMaxLetters = 64;  // longer words are compared as they are

// Levenshtein's distance, given up beyond `most`.
bool within_distance(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most || b.size() > kMaxLetters) return false;
  std::array<std::size_t, kMaxLetters + 1> row{};
  for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t diagonal = row[0];
    std::size_t least = row[0] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const std::size_t replaced = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);
      diagonal = row[i];
      row[i] = std::min({replaced, row[i] + 1, row[i - 1] + 1});
      least = std::min(least, row[i]);
    }
    if (least > most) return false;
  }
  return row[a.size()] <= most;
}

// Answers of alike_words for the words of two pages: most pairs are met once, words often.
class Likeness {
 public:
  Likeness(const std::vector<AlignToken>& first, const std::vector<AlignToken>& second) {
    for (const AlignToken& token : first) first_.push_back(number(token.key));
    for (const AlignToken& token : second) second_.push_back(number(token.key));
    words_.resize(numbers_.size());
    for (const auto& [key, number] : numbers_) words_[number] = key;
    similar_.assign(words_.size() * words_.size(), 0);
  }
  [[nodiscard]] AlignStep::Kind of(std::size_t i, std::size_t j) {
    const std::size_t a = first_[i];
    const std::size_t b = second_[j];
    if (a == b) return AlignStep::Kind::equal;
    char& known = similar_[a * words_.size() + b];
    if (known == 0) known = alike_words(words_[a], words_[b]) ? 1 : 2;
    return known == 1 ? AlignStep::Kind::similar : AlignStep::Kind::different;
  }

 private:
  std::size_t number(const std::string& key) {
    return numbers_.emplace(key, numbers_.size()).first->second;
  }

  std::map<std::string, std::size_t> numbers_;
  std::vector<std::string> words_;
  std::vector<std::size_t> first_;
  std::vector<std::size_t> second_;
  std::vector<char> similar_;  // 0: not asked yet, 1: yes, 2: no
};

}  // namespace

std::string without_confusion(const std::string& key) {
  std::string result;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    if (c == 'r' && i + 1 < key.size() && key[i + 1] == 'n') {
      result += 'm';
      ++i;
    } else if (c == '0' || c == 'q') {
      result += 'o';
    } else if (c == '1' || c == 'i' || c == '|') {
      result += 'l';
    } else {
      result += c == '5' ? 's' : c == '8' ? 'b' : c == '6' ? 'g' : c;
    }
  }
  return result;
}

bool alike_words(const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  const std::string plain_a = without_confusion(a);
  const std::string plain_b = without_confusion(b);
  if (plain_a == plain_b) return true;
  const std::size_t longer = std::max(a.size(), b.size());
  return longer >= kLeastFuzzy && within_distance(plain_a, plain_b, longer / kErrorShare);
}

std::vector<AlignStep> align(const std::vector<AlignToken>& first,
                             const std::vector<AlignToken>& second) {
  using Kind = AlignStep::Kind;
  const std::size_t rows = first.size();
  const std::size_t columns = second.size();
  Likeness likeness(first, second);
  // How each cell was reached; costs of two rows are enough.
  std::vector<Kind> reached((rows + 1) * (columns + 1), Kind::equal);
  constexpr float kFar = std::numeric_limits<float>::max();
  std::vector<float> above(columns + 1, kFar);
  std::vector<float> costs(columns + 1, kFar);
  for (std::size_t i = 0; i <= rows; ++i) {
    for (std::size_t j = 0; j <= columns; ++j) {
      float best = i == 0 && j == 0 ? 0 : kFar;
      Kind how = Kind::equal;
      const auto offer = [&](float cost, Kind kind) {
        if (cost < best) {
          best = cost;
          how = kind;
        }
      };
      if (i > 0 && j > 0 && first[i - 1].redacted == second[j - 1].redacted) {
        const Kind kind = likeness.of(i - 1, j - 1);
        offer(above[j - 1] + (kind == Kind::equal     ? 0
                              : kind == Kind::similar ? kSimilar
                                                      : kDifferent),
              kind);
      }
      if (i > 0) {
        const bool behind = j > 0 && second[j - 1].redacted;
        const float cost = first[i - 1].redacted ? kRedaction : behind ? kBehind : kAlone;
        offer(above[j] + cost, behind ? Kind::behind_second : Kind::first);
      }
      if (j > 0) {
        const bool behind = i > 0 && first[i - 1].redacted;
        const float cost = second[j - 1].redacted ? kRedaction : behind ? kBehind : kAlone;
        offer(costs[j - 1] + cost, behind ? Kind::behind_first : Kind::second);
      }
      costs[j] = best;
      reached[i * (columns + 1) + j] = how;
    }
    std::swap(above, costs);
  }
  std::vector<AlignStep> steps;
  for (std::size_t i = rows, j = columns; i > 0 || j > 0;) {
    const Kind kind = reached[i * (columns + 1) + j];
    const bool both = kind == Kind::equal || kind == Kind::similar || kind == Kind::different;
    if (both || kind == Kind::first || kind == Kind::behind_second) --i;
    if (both || kind == Kind::second || kind == Kind::behind_first) --j;
    steps.push_back({kind, i, j});
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

}  // namespace tachado::pipeline
