#include "stages/fields/document_kind.h"

#include <algorithm>
#include <array>
#include <map>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

// The title stands at the top; what comes later only mentions other documents.
constexpr std::size_t kTitle = 700;
constexpr double kEnough = 0.45;

// Words that say little by themselves; a text of 40 of them tells its language.
constexpr int kEnoughWords = 12;
constexpr int kFewWords = 6;  // where the other language has none

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<std::string> document_kind(const Reading& reading) {
  std::map<std::string, double> scores;
  for (const Hit& hit : reading.prose.marks.find(RuleKind::document, {0, kTitle})) {
    // Each hundred characters from the top costs a twentieth.
    const double score =
        hit.rule->source.weight * (1 - 0.05 * static_cast<double>(hit.whole.begin) / 100);
    double& best = scores[hit.rule->source.role];
    best = std::max(best, score);
  }
  // A letter that refuses says so in its body.
  if (scores.count("letter") > 0) {
    for (const Hit& hit : reading.prose.marks.find(RuleKind::document)) {
      if (hit.rule->source.role == "refusal") return "refusal";
    }
  }
  const auto best =
      std::max_element(scores.begin(), scores.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best == scores.end() || best->second < kEnough) return std::nullopt;
  return best->first;
}

std::optional<std::string> document_language(std::string_view folded) {
  const std::string_view sample = folded.substr(0, 20'000);
  int spanish = 0;
  int english = 0;
  for (std::size_t at = sample.find(' '); at < sample.size();) {
    std::size_t end = at + 1;
    while (end < sample.size() && sample[end] != ' ') ++end;
    const std::size_t length = end - at - 1;
    if (end < sample.size() && length >= 2 && length <= 5) {
      const std::string_view word = sample.substr(at + 1, length);
      if (one_of(word, {"DE", "LA", "EL", "QUE", "LOS", "DEL", "POR"})) ++spanish;
      if (one_of(word, {"THE", "OF", "AND", "TO", "SHALL", "FOR", "BY"})) ++english;
    }
    at = end;
  }
  if (spanish == 0 && english >= kFewWords) return "eng";
  if (english == 0 && spanish >= kFewWords) return "spa";
  if (spanish + english < kEnoughWords) return std::nullopt;
  if (spanish > 2 * english) return "spa";
  if (english > 2 * spanish) return "eng";
  return std::nullopt;
}

}  // namespace tachado::fields
