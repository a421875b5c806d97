#include "stages/fields/lengths.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>

#include "stages/fields/dates.h"
#include "stages/fields/fold.h"
#include "stages/fields/number_words.h"
#include "stages/fields/phrases.h"

namespace tachado::fields {
namespace {

// Before a length stand the words that say whose it is ("el plazo de ejecución será de"), behind it
// from when it counts; within one sentence.
constexpr std::size_t kTermReach = 220;
constexpr std::size_t kFromReach = 160;
constexpr int kMostDays = 20 * 366;  // longer ones were misread
constexpr int kMostMonths = 20 * 12;
// A length is counted by us, not printed as a day.
constexpr double kFromNamedDay = 0.8;
constexpr double kFromSigning = 0.65;
// Below this the day of signing is no answer either (summary.cc).
constexpr double kLeastSigned = 0.75;

struct Unit {
  std::string_view word;
  int days;
  int months;
  std::string_view rule;
};

// Longest first. Calendar days and natural days are the same.
constexpr std::array<Unit, 12> kUnits{{{"DIAS NATURALES", 1, 0, "natural_days"},
                                       {"DIAS CALENDARIO", 1, 0, "natural_days"},
                                       {"DIAS HABILES", 0, 0, ""},
                                       {"CALENDAR DAYS", 1, 0, "natural_days"},
                                       {"DIAS", 1, 0, "days"},
                                       {"DAYS", 1, 0, "days"},
                                       {"SEMANAS", 7, 0, "weeks"},
                                       {"MESES", 0, 1, "months"},
                                       {"MES", 0, 1, "months"},
                                       {"MONTHS", 0, 1, "months"},
                                       {"ANOS", 0, 12, "years"},
                                       {"ANO", 0, 12, "years"}}};

std::size_t skip(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_blank(text[at]) || text[at] == '(' || text[at] == ')')) ++at;
  return at;
}

struct Found {
  Span span;
  int count = 0;
  const Unit* unit = nullptr;
};

// "75 DIAS NATURALES", "SETENTA Y CINCO (75) DIAS CALENDARIO", "DOCE MESES".
std::optional<Found> length_at(std::string_view text, std::size_t at) {
  Found found;
  std::size_t end = at;
  if (is_digit(text[at])) {
    while (end < text.size() && is_digit(text[end]) && end - at < 5) {
      found.count = found.count * 10 + (text[end] - '0');
      ++end;
    }
  } else {
    const auto words = read_number_words(text, at);
    if (!words || words->value < 1 || words->value > kMostDays) return std::nullopt;
    found.count = static_cast<int>(words->value);
    end = words->span.end;
    // The same in digits: "(75)".
    std::size_t digits = skip(text, end);
    int again = 0;
    std::size_t last = digits;
    while (last < text.size() && is_digit(text[last]) && last - digits < 5)
      again = again * 10 + (text[last++] - '0');
    if (last > digits && again != found.count) return std::nullopt;
    if (last > digits) end = last;
  }
  const std::size_t unit = skip(text, end);
  for (const Unit& known : kUnits) {
    std::size_t i = unit;
    bool same = true;
    for (const char c : known.word) {
      same = same && i < text.size() && (c == ' ' ? is_blank(text[i]) : text[i] == c);
      ++i;
    }
    if (!same || (i < text.size() && is_word(text[i]))) continue;
    found.unit = &known;
    found.span = {at, i};
    return found;
  }
  return std::nullopt;
}

// Behind the last word for a length; npos where there is none. Most mentions of a term have none,
// and reading numbers in words is dear.
std::size_t unit_in(std::string_view window) {
  static const Phrases units{" DIAS", " MES", " ANO", " SEMANAS", " DAYS", " MONTHS"};
  std::size_t last = std::string_view::npos;
  units.each(window, [&](std::size_t at, std::string_view) { last = at; });
  return last;
}

const DateField* signed_day(const std::vector<DateField>& dates) {
  const DateField* best = nullptr;
  for (const DateField& date : dates) {
    if (date.role != "signed" || date.confidence < kLeastSigned) continue;
    if (best == nullptr || date.confidence >= best->confidence) best = &date;
  }
  return best;
}

struct From {
  std::string day;
  std::string_view rule;
  bool inclusive = true;
  double confidence = 0;
};

// From when a length counts; none where nothing says it, or only an event whose day is not printed.
std::optional<From> from_of(std::string_view behind, const std::vector<DateField>& dates) {
  static const Phrases begins{"A PARTIR", "CONTADOS", "CONTADAS", "DESDE", "FROM", "AFTER"};
  static const Phrases following{"DIA SIGUIENTE", "DIA HABIL SIGUIENTE", "AFTER"};
  static const Phrases signatures{"FIRMA", "SUSCRIPCION", "CELEBRACION", "SIGNATURE",
                                  "EXECUTION OF THIS"};
  static const Phrases events{"ACTA DE INICIO",       "APROBACION",      "PERFECCIONAMIENTO",
                              "ENTREGA DEL ANTICIPO", "ORDEN DE INICIO", "NOTIFICA"};
  if (!begins.in(behind)) return std::nullopt;
  const bool next_day = following.in(behind);
  for (std::size_t at = 0; at < behind.size(); ++at) {
    if (!is_word(behind[at]) || (at > 0 && is_word(behind[at - 1]))) continue;
    if (const auto date = read_date(behind, at))
      return From{date->iso(), "named_day", !next_day, kFromNamedDay};
  }
  const bool signing = signatures.in(behind);
  const bool event = events.in(behind);
  const DateField* day = signed_day(dates);
  if (!signing || event || day == nullptr) return std::nullopt;
  return From{day->value, "signing", !next_day, kFromSigning};
}

}  // namespace

std::string end_of(const std::string& iso_day, Length length, bool inclusive) {
  using namespace std::chrono;
  int y = 0;
  int m = 0;
  int d = 0;
  if (std::sscanf(iso_day.c_str(), "%d-%d-%d", &y, &m, &d) != 3) return {};
  year_month_day day{year{y}, month{static_cast<unsigned>(m)},
                     std::chrono::day{static_cast<unsigned>(d)}};
  if (!day.ok()) return {};
  if (length.months > 0) {
    day += months{length.months};
    // 31 January and a month: the last day of February.
    if (!day.ok()) day = day.year() / day.month() / last;
  }
  const year_month_day end{sys_days{day} + days{length.days} - days{inclusive ? 1 : 0}};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(end.year()),
                static_cast<unsigned>(end.month()), static_cast<unsigned>(end.day()));
  return buffer.data();
}

void resolve_lengths(const Reading& reading, std::vector<DateField>& dates) {
  const std::string_view text = reading.prose.flat;
  std::vector<DateField> ends;
  for (const std::string_view word : {"PLAZO", "VIGENCIA", "DURACION", "TERM OF", "TERM SHALL"}) {
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos;
         at += word.size()) {
      if (dates.size() + ends.size() >= kMaxFound) break;
      const std::size_t unit = unit_in(text.substr(at, kTermReach));
      if (unit == std::string_view::npos) continue;
      const std::size_t stop = std::min(text.size(), at + unit);
      for (std::size_t i = at + word.size(); i < stop; ++i) {
        if (text[i] == ';' || !is_word(text[i]) || is_word(text[i - 1])) continue;
        const auto length = length_at(text, i);
        if (!length) continue;
        if (length->unit->rule.empty()) break;  // working days
        std::string_view behind = text.substr(length->span.end, kFromReach);
        behind = behind.substr(0, std::min(behind.find(". "), behind.find(';')));
        const auto from = from_of(behind, dates);
        const Length counted{length->count * length->unit->days,
                             length->count * length->unit->months};
        if (!from || counted.days > kMostDays || counted.months > kMostMonths) break;
        DateField end;
        end.value = end_of(from->day, counted, from->inclusive);
        end.role = "end";
        end.confidence = from->confidence;
        end.rule = "length." + std::string(length->unit->rule) + "_from_" + std::string(from->rule);
        end.evidence = reading.document.evidence(reading.prose.view, length->span);
        const bool known = std::any_of(ends.begin(), ends.end(), [&](const DateField& other) {
          return other.value == end.value;
        });
        if (!end.value.empty() && !known) ends.push_back(std::move(end));
        break;
      }
    }
  }
  dates.insert(dates.end(), ends.begin(), ends.end());
}

}  // namespace tachado::fields
