#include "pipeline/similar.h"

#include <algorithm>

namespace tachado::pipeline {
namespace {

// Optimal string alignment distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        rows[i][j] = i + j;
        continue;
      }
      rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1,
                             rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.size()][b.size()];
}

}  // namespace

std::optional<std::string> most_similar(std::string_view typed,
                                        const std::vector<std::string>& words) {
  // Nothing that long was meant to be one of ours; the cost is quadratic.
  constexpr std::size_t kMostLetters = 64;
  if (typed.size() > kMostLetters) return std::nullopt;
  std::optional<std::string> best;
  std::size_t best_distance = 0;
  for (const std::string& word : words) {
    const std::size_t changes = distance(typed, word);
    if (changes > std::max<std::size_t>(1, word.size() / 3)) continue;
    if (best && changes >= best_distance) continue;
    best = word;
    best_distance = changes;
  }
  return best;
}

}  // namespace tachado::pipeline
