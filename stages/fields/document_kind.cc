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

constexpr std::size_t kMaxSubject = 420;  // characters
constexpr std::size_t kMinSubject = 12;

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
  for (const Hit& hit : reading.prose.find(RuleKind::document, {0, kTitle})) {
    // Each hundred characters from the top costs a twentieth.
    const double score =
        hit.rule->source.weight * (1 - 0.05 * static_cast<double>(hit.whole.begin) / 100);
    double& best = scores[hit.rule->source.role];
    best = std::max(best, score);
  }
  // A letter that refuses says so in its body.
  if (scores.count("letter") > 0) {
    for (const Hit& hit : reading.prose.find(RuleKind::document)) {
      if (hit.rule->source.role == "refusal") return "refusal";
    }
  }
  const auto best =
      std::max_element(scores.begin(), scores.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best == scores.end() || best->second < kEnough) return std::nullopt;
  return best->first;
}

std::optional<std::string> document_subject(const Reading& reading) {
  const auto cut = [&](const View& view, const Hit& hit, bool row) -> std::optional<std::string> {
    const std::string_view text = view.folded;
    std::size_t begin = hit.whole.end;
    while (begin < text.size() && !is_word(text[begin])) ++begin;
    std::size_t end = begin;
    std::size_t last_sentence = 0;
    while (end < text.size() && end - begin < kMaxSubject) {
      if (text[end] == '.' && end + 1 < text.size() && is_blank(text[end + 1]) &&
          end - begin > 40) {
        last_sentence = end;
        break;
      }
      if (row && text[end] == '\n') {
        // A row that begins a new label ends the cell.
        std::size_t next = end + 1;
        std::size_t word = next;
        while (word < text.size() && is_word(text[word])) ++word;
        if (word < text.size() && word > next && (text[word] == ':' || text[word] == '\t')) break;
      }
      ++end;
    }
    if (last_sentence > 0) end = last_sentence;
    if (end - begin >= kMaxSubject) {
      while (end > begin && !is_blank(text[end - 1])) --end;
    }
    if (end - begin < kMinSubject) return std::nullopt;
    return reading.document.printed(view, {begin, end});
  };
  for (const Hit& hit : reading.rows.find(RuleKind::subject)) {
    if (hit.rule->source.place != RulePlace::row) continue;
    if (auto subject = cut(reading.document.rows(), hit, true)) return subject;
  }
  std::optional<std::string> best;
  double weight = 0;
  for (const Hit& hit : reading.prose.find(RuleKind::subject)) {
    if (hit.rule->source.weight <= weight) continue;
    if (auto subject = cut(reading.document.prose(), hit, false)) {
      best = subject;
      weight = hit.rule->source.weight;
    }
  }
  return best;
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
