#include "stages/fields/dates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "stages/fields/fold.h"
#include "stages/fields/number_words.h"
#include "stages/fields/phrases.h"

namespace tachado::fields {
namespace {

constexpr std::array<std::array<std::string_view, 2>, 12> kMonths{{{"ENERO", "JANUARY"},
                                                                   {"FEBRERO", "FEBRUARY"},
                                                                   {"MARZO", "MARCH"},
                                                                   {"ABRIL", "APRIL"},
                                                                   {"MAYO", "MAY"},
                                                                   {"JUNIO", "JUNE"},
                                                                   {"JULIO", "JULY"},
                                                                   {"AGOSTO", "AUGUST"},
                                                                   {"SEPTIEMBRE", "SEPTEMBER"},
                                                                   {"OCTUBRE", "OCTOBER"},
                                                                   {"NOVIEMBRE", "NOVEMBER"},
                                                                   {"DICIEMBRE", "DECEMBER"}}};

// Contracts that anybody reads today; a year outside was misread.
constexpr int kFirstYear = 1950;
constexpr int kLastYear = 2069;

// How far behind its words a date may stand: "LEIDO QUE FUE … LO FIRMAN EN … EL DIA".
constexpr std::size_t kRoleReach = 330;
// Longest words of a rule and the reach behind them.
constexpr std::size_t kMarkReach = kRoleReach + 320;
// A label or preposition stands right before its date.
constexpr std::size_t kLabelReach = 40;

int month_of(std::string_view word) {
  if (word == "SETIEMBRE") return 9;
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    for (const std::string_view name : kMonths[m]) {
      if (word == name) return static_cast<int>(m) + 1;
      // "MAY", "SEP", "SEPT".
      if (word.size() >= 3 && word.size() <= 4 && name.substr(0, word.size()) == word)
        return static_cast<int>(m) + 1;
    }
  }
  return 0;
}

bool exists(int year, int month, int day) {
  static constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1) return false;
  if (month == 2 && day == 29) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[static_cast<std::size_t>(month - 1)];
}

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at), begin_(at) {}

  std::optional<Date> read() {
    if (is_letter(text_[at_])) {
      if (auto date = month_first()) return date;
      at_ = begin_;
    }
    if (is_digit(text_[at_])) {
      if (auto date = numeric()) return date;
      at_ = begin_;
    }
    return day_first();
  }

 private:
  std::string_view word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  int digits(std::size_t most) {
    int value = 0;
    std::size_t n = 0;
    while (at_ < text_.size() && is_digit(text_[at_]) && n < most) {
      value = value * 10 + (text_[at_++] - '0');
      ++n;
    }
    return n == 0 || (at_ < text_.size() && is_digit(text_[at_])) ? -1 : value;
  }

  // Blanks, brackets and what fills a blank in a form: "Dos.x.x.x. ( 02 )", "___", "***".
  void skip_filler() {
    while (at_ < text_.size() &&
           (is_blank(text_[at_]) ||
            std::string_view("()[].,;:_*-o'\"/=").find(text_[at_]) != std::string_view::npos ||
            (text_[at_] == 'X' && !is_letter(peek(at_ + 1)) && !is_letter(peek(at_ - 1))))) {
      ++at_;
    }
  }
  char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  // Skips the listed words, each at most once a place, with filler between.
  void skip_words(std::initializer_list<std::string_view> words) {
    for (int n = 0; n < 8; ++n) {
      skip_filler();
      const std::size_t before = at_;
      const std::string_view next = word();
      if (std::find(words.begin(), words.end(), next) == words.end()) {
        at_ = before;
        return;
      }
    }
  }

  // A day in words, digits, or both, which must agree where both can be read.
  int day() {
    int in_words = -1;
    const std::size_t begin = at_;
    if (is_letter(peek(at_))) {
      const auto words = read_number_words(text_, at_);
      if (words && words->value >= 1 && words->value <= 31) {
        in_words = static_cast<int>(words->value);
        at_ = words->span.end;
      } else if (const auto first = small_number_word(word()); first && *first >= 1) {
        in_words = *first;
      } else {
        at_ = begin;
        return -1;
      }
    }
    const std::size_t after_words = at_;
    skip_filler();
    const int in_digits = is_digit(peek(at_)) ? digits(2) : -1;
    if (in_digits < 0) at_ = after_words;
    if (in_digits > 0 && in_digits <= 31) return in_digits;
    return in_words;
  }

  int year() {
    skip_words({"DE", "DEL", "ANO", "THE", "YEAR", "OF"});
    const std::size_t begin = at_;
    if (is_digit(peek(at_))) {
      if (const int misread = misread_year(); misread > 0) return misread;
      int value = digits(4);
      if (value >= 1 && value <= 2 && peek(at_) == '.') {  // "2.015"
        ++at_;
        const int rest = digits(3);
        value = rest < 0 ? -1 : value * 1000 + rest;
      }
      if (value >= kFirstYear && value <= kLastYear) return value;
      at_ = begin;
      return -1;
    }
    const auto words = read_number_words(text_, at_);
    if (!words || words->value < kFirstYear || words->value > kLastYear) return -1;
    at_ = words->span.end;
    // The same year once more in digits belongs to the date.
    const std::size_t after = at_;
    const int value = static_cast<int>(words->value);
    skip_filler();
    if (is_digit(peek(at_))) {
      int again = digits(4);
      if (again == 2 && peek(at_) == '.') {
        ++at_;
        again = 2000 + digits(3);
      }
      if (again == value) return value;
      if (again >= kFirstYear && again <= kLastYear) return again;
    }
    at_ = after;
    return value;
  }

  // "2O22": a letter where the year must have a digit.
  int misread_year() {
    int value = 0;
    int letters = 0;
    for (std::size_t i = at_; i < at_ + 4; ++i) {
      const char c = peek(i);
      const char digit = c == 'O'               ? '0'
                         : c == 'I' || c == 'L' ? '1'
                         : c == 'S'             ? '5'
                         : c == 'B'             ? '8'
                                                : c;
      if (!is_digit(digit)) return -1;
      letters += digit != c ? 1 : 0;
      value = value * 10 + (digit - '0');
    }
    const bool year = value >= kFirstYear && value <= kLastYear;
    if (letters == 0 || letters > 2 || !year || is_word(peek(at_ + 4))) return -1;
    at_ += 4;
    return value;
  }

  std::optional<Date> make(int y, int m, int d) const {
    if (!exists(y, m, d)) return std::nullopt;
    return Date{y, m, d, {begin_, at_}};
  }

  std::optional<Date> numeric() {
    const int first = digits(4);
    const char separator = peek(at_);
    if (first < 0 || (separator != '/' && separator != '-' && separator != '.'))
      return std::nullopt;
    ++at_;
    int month = 0;
    if (is_letter(peek(at_))) {
      month = month_of(word());
    } else {
      month = digits(2);
    }
    if (month <= 0 || peek(at_) != separator) return std::nullopt;
    ++at_;
    int last = digits(4);
    if (last < 0 || is_word(peek(at_))) return std::nullopt;
    if (first > 31) return make(first, month, last);
    if (last < 100) last += last < 70 ? 2000 : 1900;
    // "06/15/2021": the month first, where nothing else can be meant.
    if (month > 12 && first <= 12) return make(last, first, month);
    return make(last, month, first);
  }

  std::optional<Date> day_first() {
    const int d = day();
    if (d < 1 || d > 31) return std::nullopt;
    skip_words({"DIAS", "DIA", "DEL", "MES", "DE", "OF", "DAY", "TH", "ST", "ND", "RD", "THE"});
    const int m = month_of(word());
    if (m == 0) return std::nullopt;
    const int y = year();
    return y < 0 ? std::nullopt : make(y, m, d);
  }

  // "SEPTIEMBRE 09 DE 2007", "May 16, 2022".
  std::optional<Date> month_first() {
    const std::string_view name = word();
    const int m = month_of(name);
    if (m == 0 || name.size() < 3) return std::nullopt;
    skip_filler();
    const int d = digits(2);
    if (d < 1) return std::nullopt;
    skip_words({"TH", "ST", "ND", "RD"});
    const int y = year();
    return y < 0 ? std::nullopt : make(y, m, d);
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t begin_;
};

}  // namespace

std::string Date::iso() const {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", year, month, day);
  return buffer.data();
}

bool Date::operator<(const Date& other) const {
  return std::array{year, month, day} < std::array{other.year, other.month, other.day};
}

std::optional<Date> read_date(std::string_view folded, std::size_t at) {
  return at < folded.size() ? Reader(folded, at).read() : std::nullopt;
}

namespace {

// Dates in words are looked for only before a month's name: "a los dieciséis (16) días del mes de".
constexpr std::size_t kMonthReach = 70;

// The commonest words before a month begin no date: reading numbers in words is dear.
bool never_begins(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 12> kWords{
      "DIA", "DEL", "LOS", "LAS", "MES", "ANO", "QUE", "POR", "DIAS", "CON", "THE", "FIRMA"};
  std::size_t end = at;
  while (end < text.size() && is_word(text[end]) && end - at < 6) ++end;
  const std::string_view word = text.substr(at, end - at);
  if (is_digit(word.front())) return false;
  if (word.size() <= 2) return word != "UN";
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

std::vector<std::size_t> months_of(std::string_view text) {
  static const Phrases names{"ENERO",     "JANUARY",    "FEBRERO",   "FEBRUARY", "MARZO",
                             "MARCH",     "ABRIL",      "APRIL",     "MAYO",     "MAY",
                             "JUNIO",     "JUNE",       "JULIO",     "JULY",     "AGOSTO",
                             "AUGUST",    "SEPTIEMBRE", "SEPTEMBER", "OCTUBRE",  "OCTOBER",
                             "NOVIEMBRE", "NOVEMBER",   "DICIEMBRE", "DECEMBER"};
  std::vector<std::size_t> places;
  names.each(text, [&](std::size_t at, std::string_view) { places.push_back(at); });
  return places;
}

}  // namespace

namespace {

constexpr const char* kNoRule = "date";  // of a date that no rule gives a role

struct RoleMark {
  Span whole;  // in prose
  const RuleSource* rule = nullptr;
  bool reaches = false;  // the rule says itself how far its words reach
};

// Labels count at the start of a row or cell only, and there with a colon, a cell of their own or
// in capitals: "fecha" in a sentence that happens to begin a line is none.
std::vector<RoleMark> role_marks(const Reading& reading) {
  std::vector<RoleMark> marks;
  for (const Hit& hit : reading.prose.marks.find(RuleKind::date)) {
    if (hit.rule->source.place == RulePlace::row) continue;
    marks.push_back({hit.whole, &hit.rule->source, !hit.value.empty()});
  }
  for (const Hit& hit : reading.rows.marks.find(RuleKind::date)) {
    if (hit.rule->source.place != RulePlace::row || hit.whole.empty()) continue;
    const std::string_view label = reading.rows.part(hit.whole);
    const View& rows = reading.document.rows();
    const bool marked = label.find(':') != std::string_view::npos ||
                        label.find('\t') != std::string_view::npos ||
                        reading.document.upper_at(rows, hit.whole.begin + 1);
    if (!marked) continue;
    const std::size_t begin = reading.document.in_prose(rows, hit.whole.begin);
    const std::size_t last = reading.document.in_prose(rows, hit.whole.end - 1);
    marks.push_back({{begin, std::max(last, begin) + 1}, &hit.rule->source, false});
  }
  std::stable_sort(marks.begin(), marks.end(), [](const RoleMark& a, const RoleMark& b) {
    return a.whole.begin < b.whole.begin;
  });
  return marks;
}

// The words that end nearest before the date; of two that end together the more certain.
const RuleSource* role_of(const std::vector<RoleMark>& marks, std::size_t at) {
  const RoleMark* best = nullptr;
  const std::size_t from = at > kMarkReach ? at - kMarkReach : 0;
  const auto first = std::lower_bound(
      marks.begin(), marks.end(), from,
      [](const RoleMark& mark, std::size_t place) { return mark.whole.begin < place; });
  for (auto it = first; it != marks.end() && it->whole.begin <= at; ++it) {
    const RoleMark& mark = *it;
    const std::size_t gap = at - std::min(at, mark.whole.end);
    if (mark.whole.end > at + 4 || gap > (mark.reaches ? kRoleReach : kLabelReach)) continue;
    if (best == nullptr || mark.whole.end > best->whole.end ||
        (mark.whole.end == best->whole.end && mark.rule->weight > best->rule->weight)) {
      best = &mark;
    }
  }
  return best == nullptr ? nullptr : best->rule;
}

constexpr double kColumnOff = 3;     // points between the left edges of one column
constexpr double kColumnStep = 3;    // heights of a line between its entries
constexpr double kUnlabelled = 0.5;  // confidence of a date of which nothing more is known

// "Zacatecas, Zac., 22 de enero de 2024" in a line of its own.
constexpr const char* kPlaceLine = "date.place_line";
constexpr double kPlaceLineScore = 0.76;
constexpr std::size_t kMostPlace = 45;  // characters of a town, a state and their commas

bool follows_place(const DocumentText& document, std::string_view text, Span date) {
  std::size_t begin = date.begin;
  while (begin > 0 && text[begin - 1] == ' ') --begin;
  if (begin == 0 || text[begin - 1] != ',') return false;
  std::size_t end = date.end;
  while (end < text.size() && (text[end] == '.' || text[end] == ' ')) ++end;
  if (end < text.size() && text[end] != '\n') return false;
  std::size_t line = begin;
  while (line > 0 && text[line - 1] != '\n' && begin - line <= kMostPlace) --line;
  if (begin - line > kMostPlace) return false;
  for (std::size_t at = line; at < begin; ++at) {
    if (is_digit(text[at]) || text[at] == ':') return false;
    const bool word = is_letter(text[at]) && (at == line || !is_word(text[at - 1]));
    if (!word || document.upper_at(document.prose(), at)) continue;
    // Small words inside a town's name; others are a sentence's.
    const std::string_view rest = text.substr(at);
    const bool joins = rest.starts_with("DE ") || rest.starts_with("DEL ") ||
                       rest.starts_with("LA ") || rest.starts_with("LOS ") ||
                       rest.starts_with("LAS ") || rest.starts_with("EL ");
    if (!joins) return false;
  }
  return begin - line > 3;
}

bool in_one_column(const Found& a, const Found& b) {
  if (a.evidence.empty() || b.evidence.empty()) return false;
  const Evidence& first = a.evidence.front();
  const Evidence& second = b.evidence.front();
  const double step = std::abs(first.box.y0 - second.box.y0);
  return first.page == second.page && std::abs(first.box.x0 - second.box.x0) < kColumnOff &&
         step > first.box.height() / 2 && step < kColumnStep * first.box.height();
}

// "FECHA" over a column of dates is the head of a schedule, and none of them the contract's.
void leave_schedules(std::vector<DateField>& dates) {
  std::vector<std::size_t> scheduled;
  for (std::size_t i = 0; i < dates.size(); ++i) {
    if (dates[i].rule != "date.label") continue;
    const bool listed = std::any_of(dates.begin(), dates.end(), [&](const DateField& other) {
      return other.rule == kNoRule && in_one_column(dates[i], other);
    });
    if (listed) scheduled.push_back(i);
  }
  for (const std::size_t i : scheduled) {
    dates[i].role = "other";
    dates[i].rule = kNoRule;
    dates[i].confidence = kUnlabelled;
  }
}

}  // namespace

std::vector<DateField> find_dates(const Reading& reading) {
  const DocumentText& document = reading.document;
  const View& prose = document.prose();
  const std::string_view text = prose.folded;
  const std::vector<RoleMark> marks = role_marks(reading);
  const std::vector<std::size_t> months = months_of(text);
  auto month = months.begin();
  std::vector<DateField> found;
  for (std::size_t at = 0; at < text.size() && found.size() < kMaxFound; ++at) {
    if (!is_word(text[at]) || (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '/' ||
                                          text[at - 1] == '.' || text[at - 1] == '-'))) {
      continue;
    }
    while (month != months.end() && *month < at) ++month;
    const bool month_near = month != months.end() && *month - at < kMonthReach;
    if (!month_near && !is_digit(text[at])) continue;
    if (never_begins(text, at)) continue;
    const auto date = read_date(text, at);
    if (!date) continue;
    DateField field;
    field.value = date->iso();
    field.role = "other";
    field.confidence = kUnlabelled;
    field.rule = kNoRule;
    if (const RuleSource* rule = role_of(marks, at)) {
      field.role = rule->role;
      field.rule = rule->name;
      field.confidence = rule->weight;
    }
    if (field.role == "other" && field.rule == kNoRule &&
        follows_place(document, text, date->span)) {
      field.role = "signed";
      field.rule = kPlaceLine;
      field.confidence = kPlaceLineScore;
    }
    field.evidence = document.evidence(prose, date->span);
    found.push_back(std::move(field));
    at = date->span.end - 1;
  }
  leave_schedules(found);
  return found;
}

}  // namespace tachado::fields
