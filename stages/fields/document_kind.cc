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

int count(std::string_view text, std::initializer_list<std::string_view> words) {
  int seen = 0;
  for (const std::string_view word : words) {
    std::size_t at = 0;
    while ((at = text.find(word, at)) != std::string_view::npos) {
      ++seen;
      at += word.size() - 1;
    }
  }
  return seen;
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
  const int spanish = count(sample, {" DE ", " LA ", " EL ", " QUE ", " LOS ", " DEL ", " POR "});
  const int english = count(sample, {" THE ", " OF ", " AND ", " TO ", " SHALL ", " FOR ", " BY "});
  if (spanish + english < kEnoughWords) return std::nullopt;
  if (spanish > 2 * english) return "spa";
  if (english > 2 * spanish) return "eng";
  return std::nullopt;
}

}  // namespace tachado::fields
