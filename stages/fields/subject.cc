#include "stages/fields/subject.h"

#include <algorithm>
#include <array>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

constexpr std::size_t kMaxSubject = 420;   // characters; longer ones go into details
constexpr std::size_t kMinSubject = 12;    // "OBRA CIVIL"
constexpr std::size_t kMinSentence = 40;   // a point before this is an abbreviation's
constexpr std::size_t kLabelZone = 4'000;  // characters of rows: the first page

// What begins after the cell of the object: the sentences that name the parties, the next labels.
bool ends_cell(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 20> kNext{"ENTRE LOS SUSCRITOS",
                                                          "ENTRE LAS PARTES",
                                                          "LOS AQUI",
                                                          "NOSOTROS",
                                                          "VALOR",
                                                          "PLAZO",
                                                          "CUANTIA",
                                                          "MONTO",
                                                          "INTERVENTOR",
                                                          "SUPERVISOR",
                                                          "CONTRATISTA",
                                                          "CONTRATANTE",
                                                          "CLAUSULA",
                                                          "IMPUTACION",
                                                          "MAYOR DE EDAD",
                                                          "LUGAR DE",
                                                          "PARTIDA",
                                                          "ITEM",
                                                          "DESCRIPCION",
                                                          "CANTIDAD"};
  return std::any_of(kNext.begin(), kNext.end(), [&](std::string_view word) {
    return text.compare(at, word.size(), word) == 0;
  });
}

class Cutter {
 public:
  Cutter(const DocumentText& document, const Side& side, bool cell)
      : document_(document), side_(side), text_(side.folded()), cell_(cell) {}

  std::optional<std::string> cut(std::size_t begin) const {
    while (begin < text_.size() && !is_word(text_[begin]) && text_[begin] != kRedacted) ++begin;
    if (begin > 0 && text_[begin - 1] == '"') --begin;
    std::size_t end = begin;
    while (end < text_.size() && end - begin < kMaxSubject && !stops(begin, end)) ++end;
    if (end - begin >= kMaxSubject) {
      while (end > begin && !is_blank(text_[end - 1])) --end;
    }
    while (end > begin && !is_word(text_[end - 1]) && text_[end - 1] != ')' &&
           text_[end - 1] != '"' && text_[end - 1] != '.') {
      --end;
    }
    if (end - begin < kMinSubject) return std::nullopt;
    if (text_.substr(begin, end - begin).find(kRedacted) != std::string_view::npos)
      return std::nullopt;
    return document_.printed(side_.view, {begin, end});
  }

 private:
  bool stops(std::size_t begin, std::size_t at) const {
    const char c = text_[at];
    if (c == '.' && at + 1 < text_.size() && is_blank(text_[at + 1]) && at - begin > kMinSentence) {
      std::size_t word = at;
      while (word > begin && is_word(text_[word - 1])) --word;
      if (at - word > 3) return true;
    }
    if (c != '\n') return false;
    if (!cell_) return text_.compare(at, 2, "\n\n") == 0 && at - begin > kMinSentence;
    std::size_t next = at + 1;
    if (ends_cell(text_, next)) return true;
    // A row whose first cell is a label.
    std::size_t label = next;
    while (label < text_.size() && text_[label] != '\n' && text_[label] != ':' &&
           text_[label] != '\t' && label - next < 40) {
      ++label;
    }
    return label < text_.size() && (text_[label] == ':' || text_[label] == '\t') &&
           label - next < 40;
  }

  const DocumentText& document_;
  const Side& side_;
  std::string_view text_;
  bool cell_;
};

}  // namespace

std::optional<std::string> document_subject(const Reading& reading) {
  const Cutter cells(reading.document, reading.rows, true);
  for (const Hit& hit : reading.rows.marks.find(RuleKind::subject, {0, kLabelZone})) {
    if (hit.rule->source.place != RulePlace::row) continue;
    const bool marked = reading.rows.part(hit.whole).find_first_of(":\t") != std::string_view::npos;
    if (!marked && !reading.document.upper_at(reading.document.rows(), hit.whole.end)) continue;
    if (auto subject = cells.cut(hit.whole.end)) return subject;
  }
  const Cutter sentences(reading.document, reading.prose, false);
  std::optional<std::string> best;
  double weight = 0;
  for (const Hit& hit : reading.prose.marks.find(RuleKind::subject)) {
    if (hit.rule->source.place == RulePlace::row || hit.rule->source.weight <= weight) continue;
    if (auto subject = sentences.cut(hit.whole.end)) {
      best = subject;
      weight = hit.rule->source.weight;
    }
  }
  return best;
}

}  // namespace tachado::fields
