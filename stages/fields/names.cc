#include "stages/fields/names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

constexpr std::size_t kMaxName = 190;      // characters; ministries with their departments have 160
constexpr std::size_t kMinName = 4;        // "IMSS"
constexpr std::ptrdiff_t kMostDigits = 4;  // of a word: "2000"; more are an identifier's
// How far behind a comma a legal form still belongs to the name: "AMERICAN INSAP, INGENIERIA Y
// SERVICIOS LTDA".
constexpr std::size_t kFormReach = 60;

bool connector(std::string_view word) {
  static constexpr std::array<std::string_view, 24> kWords{
      "DE",  "DEL", "LA",  "LAS", "LOS", "EL",  "Y", "E", "EN",  "PARA", "A",  "AL",
      "THE", "OF",  "AND", "FOR", "D",   "POR", "&", "-", "VON", "VAN",  "DA", "DI"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

class Reader {
 public:
  Reader(const DocumentText& document, const View& view, const Marks& marks, std::size_t limit)
      : document_(document),
        view_(view),
        text_(view.folded),
        limit_(std::min(limit, view.folded.size())),
        marks_(marks) {}

  std::optional<Name> read(std::size_t at) {
    const Span reach{at, std::min(limit_, at + kMaxName + 80)};
    stops_ = marks_.find(RuleKind::stop, reach);
    forms_ = marks_.find(RuleKind::form, reach);
    const std::vector<Hit> titles = marks_.find(RuleKind::person, reach);
    at = skip_signs(at);
    for (const Hit& title : titles) {
      if (title.whole.begin == at) at = skip_signs(title.whole.end);
    }
    begin_ = at;
    Name name;
    name.span = {at, at};
    const bool capitals = all_capitals(at) && second_word_in_capitals(at);
    std::size_t cursor = at;
    while (cursor < reach.end && cursor - at < kMaxName) {
      if (stop_at(cursor) && cursor > at) break;
      if (stop_at(cursor)) return std::nullopt;
      if (const Hit* form = form_at(cursor)) {
        name.form = form->whole;
        name.usual_form = form->rule->source.role;
        name.span.end = form->whole.end;
        cursor = skip_blanks(form->whole.end);
        if (next_company(at, cursor)) break;
        if (cursor < text_.size() && (text_[cursor] == ',' || text_[cursor] == ';')) break;
        continue;
      }
      const std::size_t end = word_end(cursor);
      if (end == cursor) break;
      const std::string_view word = text_.substr(cursor, end - cursor);
      if (std::count_if(word.begin(), word.end(), is_digit) > kMostDigits) break;
      const bool capital = document_.upper_at(view_, cursor) || is_digit(word[0]);
      if (!connector(word) && !capital) break;
      if (capitals && !connector(word) && !all_capitals(cursor)) break;
      if (!connector(word)) name.span.end = end;
      const auto next = after_word(end);
      if (!next) break;
      cursor = *next;
    }
    trim(name.span);
    if (name.span.length() < kMinName) return std::nullopt;
    name.capitals = capitals;
    return name;
  }

 private:
  std::size_t skip_blanks(std::size_t at) const {
    while (at < limit_ && (text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\t')) ++at;
    return at;
  }
  std::size_t skip_signs(std::size_t at) const {
    while (at < limit_ && !is_word(text_[at]) && text_[at] != kRedacted) ++at;
    return at;
  }
  // Dots, hyphens, quotes and apostrophes inside a word belong to it: "S.A.E.", "COCA-COLA",
  // "D'OR".
  std::size_t word_end(std::size_t at) const {
    while (at < limit_ &&
           (is_word(text_[at]) || text_[at] == '&' ||
            ((text_[at] == '.' || text_[at] == '-' || text_[at] == '\'' || text_[at] == '/') &&
             at + 1 < limit_ && is_word(text_[at + 1])))) {
      ++at;
    }
    if (at < limit_ && text_[at] == '-') ++at;
    return at;
  }
  // "X, S.A. DE C.V. Y Z, S.A.": the next company begins, unless both make up a consortium's name.
  bool next_company(std::size_t begin, std::size_t at) const {
    const bool joined = text_.compare(at, 2, "Y ") == 0 || text_.compare(at, 2, "E ") == 0;
    return joined && text_.compare(begin, 9, "CONSORCIO") != 0 &&
           text_.compare(begin, 5, "UNION") != 0;
  }
  bool all_capitals(std::size_t at) const {
    std::size_t letters = 0;
    for (std::size_t i = at; i < word_end(at); ++i) {
      if (!is_letter(text_[i])) continue;
      if (!document_.upper_at(view_, i)) return false;
      ++letters;
    }
    return letters > 1 || !is_letter(text_[at]);
  }
  // "AVANTE Sistema Estratégico": an acronym before a name in small letters.
  bool second_word_in_capitals(std::size_t at) const {
    std::size_t next = word_end(at);
    for (int n = 0; n < 4; ++n) {
      const auto begin = after_word(next);
      if (!begin) return true;
      next = word_end(*begin);
      if (connector(text_.substr(*begin, next - *begin)) || next - *begin < 3) continue;
      return all_capitals(*begin) || !document_.upper_at(view_, *begin);
    }
    return true;
  }
  const Hit* hit_at(const std::vector<Hit>& hits, std::size_t at) const {
    for (const Hit& hit : hits) {
      if (hit.whole.begin == at) return &hit;
    }
    return nullptr;
  }
  bool stop_at(std::size_t at) const { return hit_at(stops_, at) != nullptr; }
  const Hit* form_at(std::size_t at) const {
    const Hit* best = nullptr;
    for (const Hit& hit : forms_) {
      if (hit.whole.begin == at && (best == nullptr || hit.whole.end > best->whole.end))
        best = &hit;
    }
    return best;
  }

  // Where the next word of the name begins; none where the name ends.
  std::optional<std::size_t> after_word(std::size_t end) const {
    std::size_t at = end;
    int feeds = 0;
    while (at < limit_ && !is_word(text_[at])) {
      const char c = text_[at];
      // Recognition breaks paragraphs where there are none; no name ends with "de".
      if (c == '\n' && ++feeds > 1 && !(ends_open(end) && form_follows(at))) return std::nullopt;
      if (c == ',') {
        if (!form_follows(at) && !list_goes_on(at)) return std::nullopt;
      } else if (c == '.') {
        // A point ends a sentence; after an abbreviation it does not.
        std::size_t word = at;
        while (word > 0 && is_word(text_[word - 1])) --word;
        if (at - word > 4 && !form_follows(at)) return std::nullopt;
      } else if (c == ':' && at > end && !is_word(text_[at - 1]) && text_[at - 1] != ' ' &&
                 form_follows(at)) {
        // "Cumbres €: Co, Inc.": a sign that recognition made of another ("&").
      } else if (c == '\t' || c == ';' || c == ':' || c == '(' || c == ')' || c == kRedacted ||
                 c == '*' || c == '_') {
        return std::nullopt;
      }
      ++at;
    }
    if (at >= limit_) return std::nullopt;
    return at;
  }

  // Whether the word that ends there joins others: "Tecnologías Kappa de".
  bool ends_open(std::size_t end) const {
    std::size_t begin = end;
    while (begin > 0 && is_word(text_[begin - 1])) --begin;
    return connector(text_.substr(begin, end - begin));
  }

  bool form_follows(std::size_t at) const {
    for (const Hit& form : forms_) {
      if (form.whole.begin < at || form.whole.begin > at + kFormReach) continue;
      const bool stopped = std::any_of(stops_.begin(), stops_.end(), [&](const Hit& stop) {
        return stop.whole.begin >= at && stop.whole.begin < form.whole.begin;
      });
      return !stopped;
    }
    return false;
  }

  // "Secretaría de Infraestructura, Comunicaciones y Transportes": capitals, commas, at last "y"
  // and a capital. A state behind a town has no such end.
  bool list_goes_on(std::size_t comma) const {
    static constexpr std::array<std::string_view, 6> kBodies{"SECRETARIA", "MINISTERIO", "COMISION",
                                                             "DIRECCION",  "INSTITUTO",  "CAMARA"};
    const std::string_view name = text_.substr(begin_);
    if (std::none_of(kBodies.begin(), kBodies.end(),
                     [&](std::string_view body) { return name.starts_with(body); }))
      return false;
    constexpr int kMostWords = 7;
    bool joined = false;
    std::size_t at = comma;
    for (int words = 0; words < kMostWords; ++words) {
      while (at < limit_ && (text_[at] == ',' || is_blank(text_[at]))) ++at;
      if (at >= limit_ || !is_word(text_[at]) || stop_at(at)) return false;
      const std::size_t end = word_end(at);
      const std::string_view word = text_.substr(at, end - at);
      const bool and_word = word == "Y" || word == "E";
      if (!connector(word) && !document_.upper_at(view_, at)) return false;
      if (joined && !connector(word)) return true;
      joined = joined || and_word;
      at = end;
    }
    return false;
  }

  void trim(Span& span) const {
    const auto edge = [&](char c) { return !is_word(c) && c != '.' && c != ')'; };
    while (!span.empty() && edge(text_[span.end - 1])) --span.end;
    if (!span.empty() && text_[span.end - 1] == '.') {
      // The point of an abbreviation stays ("S.A."), that of a sentence goes.
      std::size_t word = span.end - 1;
      while (word > span.begin && is_word(text_[word - 1])) --word;
      if (span.end - 1 - word > 4) --span.end;
    }
  }

  const DocumentText& document_;
  const View& view_;
  std::string_view text_;
  std::size_t limit_;
  std::size_t begin_ = 0;  // of the name
  const Marks& marks_;
  std::vector<Hit> stops_;
  std::vector<Hit> forms_;
};

}  // namespace

std::string party_key(std::string_view folded_name) {
  static constexpr std::array<std::string_view, 22> kFormWords{
      "SA",  "CV",  "SAPI", "SAB", "SAS", "RL", "SPR", "SC",  "AC",  "LTDA", "LIMITADA",
      "ESP", "INC", "LLC",  "LTD", "CO",  "S",  "EU",  "ESE", "SRL", "MI",   "SCP"};
  std::string key;
  std::string previous;
  const std::string plain = name_key(folded_name);
  std::size_t begin = 0;
  while (begin < plain.size()) {
    const std::size_t end = std::min(plain.find(' ', begin), plain.size());
    const std::string word = plain.substr(begin, end - begin);
    begin = end + 1;
    const bool form = std::find(kFormWords.begin(), kFormWords.end(), word) != kFormWords.end();
    const bool article = word == "DE" || word == "DEL" || word == "LA" || word == "EL" ||
                         word == "LOS" || word == "LAS";
    if (form || article) continue;
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key.empty() ? plain : key;
}

double similarity(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  if (a.size() > 256 || b.size() > 256) return a == b ? 1 : 0;
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const char c : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = c == b[j - 1] ? diagonal + 1 : std::max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return 2.0 * static_cast<double>(row[b.size()]) / static_cast<double>(a.size() + b.size());
}

std::optional<Name> read_name(const DocumentText& document, const Side& side, std::size_t at,
                              std::size_t limit) {
  return Reader(document, side.view, side.marks, limit).read(at);
}

}  // namespace tachado::fields
