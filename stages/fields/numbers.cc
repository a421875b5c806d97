#include "stages/fields/numbers.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "stages/fields/dates.h"
#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

constexpr std::size_t kMaxNumber = 48;  // characters; the longest real ones have 38
// The title stands within the first lines; a number there is the document's own.
constexpr std::size_t kTitleCharacters = 1'500;
// Each repeated mention adds a little, a running head more: it stands on every page on purpose.
constexpr double kRepeatBonus = 0.03;
constexpr double kRunningBonus = 0.12;
constexpr double kTitleBonus = 0.12;
// Words of a sentence ("del contrato No. 12") name other contracts as often as this one.
constexpr double kSentencePenalty = 0.25;
constexpr double kBrokenPenalty = 0.2;

char slot_digit(char c) {
  switch (c) {
    case 'O':
    case 'Q':
      return '0';
    case 'I':
    case 'L':
    case '|':
      return '1';
    case 'S':
      return '5';
    case 'B':
      return '8';
    default:
      return c;
  }
}

// Ends of a number that belong to the sentence.
Span trim_number(std::string_view text, Span span) {
  const auto edge = [](char c) { return !is_word(c) && c != ')' && c != kRedacted; };
  while (!span.empty() && edge(text[span.end - 1])) --span.end;
  while (!span.empty() && (edge(text[span.begin]) || text[span.begin] == ')')) ++span.begin;
  if (!span.empty() && text[span.end - 1] == ')' &&
      text.substr(span.begin, span.length()).find('(') == std::string_view::npos)
    --span.end;
  return span;
}

// "78 DE 24 DE JULIO DE 2015": the date of a contract is no part of its number.
Span cut_date(std::string_view text, Span span) {
  for (std::size_t at = span.begin + 1; at + 4 < span.end; ++at) {
    if (!is_blank(text[at - 1]) || !is_word(text[at])) continue;
    std::size_t from = at;
    if (text.substr(at, 2) == "DE" && is_blank(text[at + 2])) from = at + 3;
    if (text.substr(at, 3) == "DEL" && is_blank(text[at + 3])) from = at + 4;
    if (from < text.size() && is_digit(text[from]) && read_date(text, from))
      return {span.begin, at - 1};
  }
  return span;
}

bool plausible(std::string_view value) {
  if (value.empty() || value.size() > kMaxNumber) return false;
  // What is all zeros is a part of one that was not read, or a form's blank.
  if (value.find_first_of("123456789") == std::string_view::npos) return false;
  const auto digits = std::count_if(value.begin(), value.end(), is_digit);
  // "5.1": a clause; "12" alone may be a number, by its label.
  const bool clause =
      digits <= 4 && value.size() <= 6 && value.find('.') != std::string_view::npos &&
      std::all_of(value.begin(), value.end(), [](char c) { return is_digit(c) || c == '.'; });
  if (clause) return false;
  // A date is none.
  if (read_date(value, 0) && value.size() <= 10) return false;
  return true;
}

class Votes {
 public:
  explicit Votes(const DocumentText& document) : document_(document) {}

  void add(const View& view, const Hit& hit, bool rows) {
    const Span span =
        trim_number(view.folded, cut_lower_case(view, cut_date(view.folded, hit.value)));
    const std::string_view folded = std::string_view(view.folded).substr(span.begin, span.length());
    if (!plausible(folded) || folded.find(kRedacted) != std::string_view::npos) return;
    std::string value = document_.printed(view, span);
    NumberField field;
    field.printed = value;
    field.role = hit.rule->source.role;
    field.rule = hit.rule->source.name;
    if (const auto repaired = repair_federal_code(folded)) {
      value = *repaired;
      field.repaired = true;
    }
    field.value = tidy(value);
    field.confidence = weight(view, hit, rows);
    // What a hyphen ends goes on elsewhere: in the next line of a cell.
    if (span.end < view.folded.size() && view.folded[span.end] == '-')
      field.confidence -= kBrokenPenalty;
    field.evidence = document_.evidence(view, span);
    const std::string key = field.role + "|" + number_key(fold(field.value));
    Entry& entry = entries_[key];
    // The same place seen in both orders of the text is one mention.
    const std::size_t place = document_.in_prose(view, span.begin);
    if (std::find(entry.places.begin(), entry.places.end(), place) != entry.places.end()) {
      if (field.confidence > entry.field.confidence) {
        field.evidence = entry.field.evidence;
        entry.field = std::move(field);
      }
      return;
    }
    if (!entry.places.empty() && entry.field.confidence >= field.confidence) {
      append(entry.field.evidence, field.evidence);
    } else {
      std::swap(entry.field, field);
      append(entry.field.evidence, field.evidence);
    }
    entry.places.push_back(place);
  }

  std::vector<NumberField> best_first() {
    std::vector<NumberField> numbers;
    for (auto& [key, entry] : entries_) {
      const double repeats = static_cast<double>(std::min<std::size_t>(entry.places.size(), 6) - 1);
      entry.field.confidence = std::min(
          0.99, entry.field.confidence + kRepeatBonus * repeats + running_bonus(entry.places));
      numbers.push_back(std::move(entry.field));
    }
    std::stable_sort(
        numbers.begin(), numbers.end(),
        [](const NumberField& a, const NumberField& b) { return a.confidence > b.confidence; });
    return numbers;
  }

 private:
  struct Entry {
    NumberField field;
    std::vector<std::size_t> places;
  };

  // At most this many places are told of one number: a running head has thousands.
  static constexpr std::size_t kMaxEvidence = 20;

  static void append(std::vector<Evidence>& to, std::vector<Evidence>& from) {
    for (Evidence& evidence : from) {
      if (to.size() < kMaxEvidence) to.push_back(std::move(evidence));
    }
  }

  // Numbers are printed in capitals; small letters belong to the sentence that goes on. Only "de"
  // before a year is part of one.
  Span cut_lower_case(const View& view, Span span) const {
    const std::string_view text = view.folded;
    for (std::size_t at = span.begin; at < span.end; ++at) {
      if (!is_letter(text[at]) || document_.upper_at(view, at)) continue;
      std::size_t word = at;
      while (word > span.begin && is_word(text[word - 1])) --word;
      std::size_t end = at;
      while (end < span.end && is_word(text[end])) ++end;
      const std::string_view letters = text.substr(word, end - word);
      if (letters == "DE" || letters == "DEL" || letters == "ANO") {
        at = end;
        continue;
      }
      return {span.begin, word};
    }
    return span;
  }

  static std::string tidy(std::string value) {
    // Blanks that line breaks and typists put beside a hyphen or slash.
    std::string result;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto joins = [&](std::size_t n) {
        return n < value.size() && (value[n] == '-' || value[n] == '/');
      };
      if (value[i] == ' ' && (joins(i + 1) || (i > 0 && joins(i - 1)))) continue;
      result += value[i];
    }
    return result;
  }

  double weight(const View& view, const Hit& hit, bool rows) const {
    double score = hit.rule->source.weight;
    const std::size_t place = document_.in_prose(view, hit.whole.begin);
    const bool title = place < kTitleCharacters;
    if (title) score += kTitleBonus;
    if (!title && !rows && hit.rule->source.place == RulePlace::anywhere && in_sentence(view, hit))
      score -= kSentencePenalty;
    return score;
  }

  // Lower-case words before the label, or an article: "del Contrato No. 12".
  static bool in_sentence(const View& view, const Hit& hit) {
    std::size_t at = hit.whole.begin;
    while (at > 0 && view.folded[at - 1] == ' ') --at;
    return at > 0 && view.folded[at - 1] != '\n' && view.folded[at - 1] != '\t';
  }

  double running_bonus(const std::vector<std::size_t>& places) const {
    for (const RunningLine& line : document_.running_lines()) {
      for (const std::size_t place : places) {
        if (place >= line.first.begin && place < line.first.end) return kRunningBonus;
      }
    }
    return 0;
  }

  const DocumentText& document_;
  std::map<std::string, Entry> entries_;
};

}  // namespace

std::optional<std::string> repair_federal_code(std::string_view folded) {
  // LA-011000999-E1-2020 and LA-12-NEF-012NEF001-N-1-2023. d: digit, w: digit or letter.
  const auto shape = [&](std::string_view pattern) -> std::optional<std::string> {
    std::string text(folded);
    if (text.size() < pattern.size() + 2) return std::nullopt;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] == 'd') text[i] = slot_digit(text[i]);
      const bool fits = pattern[i] == 'd'   ? is_digit(text[i])
                        : pattern[i] == 'w' ? is_word(text[i])
                        : pattern[i] == 'a' ? is_letter(text[i])
                                            : text[i] == pattern[i];
      if (!fits) return std::nullopt;
    }
    // The rest: N1-2020 or N-1-2023, digits but for its first letter and the hyphens.
    for (std::size_t i = pattern.size() + 1; i < text.size(); ++i) {
      if (text[i] == '-') continue;
      text[i] = slot_digit(text[i]);
      if (!is_digit(text[i])) return std::nullopt;
    }
    return text;
  };
  if (folded.size() < 2 || std::string_view("LIASP").find(folded[0]) == std::string_view::npos ||
      (folded[1] != 'A' && folded[1] != 'O' && folded[1] != '0'))
    return std::nullopt;
  std::string with_letter(folded);
  if (with_letter[1] == '0') with_letter[1] = 'O';
  const std::string original(folded);
  folded = with_letter;
  auto repaired = shape("aa-dddwwwddd-");
  if (!repaired) {
    repaired = shape("aa-dd-www-dddwwwddd-");
    // Branch and unit stand twice: 12-NEF-012NEF001. Where they differ the letters decide.
    if (repaired && repaired->substr(3, 2) == repaired->substr(11, 2)) {
      std::string& code = *repaired;
      for (std::size_t i = 0; i < 3; ++i) {
        if (code[6 + i] == code[13 + i]) continue;
        if (slot_digit(code[6 + i]) == code[13 + i]) code[6 + i] = code[13 + i];
        if (slot_digit(code[13 + i]) == code[6 + i]) code[13 + i] = code[6 + i];
      }
    }
  }
  if (!repaired || *repaired == original) return std::nullopt;
  return repaired;
}

std::string number_key(std::string_view folded) {
  std::string key;
  std::string part;
  const auto finish = [&] {
    if (part != "DE" && part != "DEL" && part != "NO" && part != "N") {
      const std::size_t first = part.find_first_not_of('0');
      if (!part.empty()) key += first == std::string::npos ? "0" : part.substr(first);
    }
    part.clear();
  };
  for (const char c : folded) {
    if (is_word(c)) {
      part += c;
    } else {
      finish();
    }
  }
  finish();
  return key;
}

std::vector<NumberField> find_numbers(const Reading& reading) {
  Votes votes(reading.document);
  for (const Hit& hit : reading.prose.marks.find(RuleKind::number)) {
    if (hit.rule->source.place != RulePlace::row) votes.add(reading.document.prose(), hit, false);
  }
  for (const Hit& hit : reading.rows.marks.find(RuleKind::number))
    votes.add(reading.document.rows(), hit, true);
  return votes.best_first();
}

}  // namespace tachado::fields
