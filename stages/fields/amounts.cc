#include "stages/fields/amounts.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "stages/fields/fold.h"
#include "stages/fields/money.h"
#include "stages/fields/number_words.h"
#include "stages/fields/pesos.h"

namespace tachado::fields {
namespace {

// How far back words can tell the role of an amount: "EL MONTO TOTAL DEL PRESENTE CONTRATO ES POR
// LA CANTIDAD DE" and a sum in words of 20 words lie between.
constexpr std::size_t kRoleReach = 420;
// A clause's heading reaches to the next heading, but no further than this.
constexpr std::size_t kClauseReach = 6'000;
// Clauses of guarantees and penalties are short: further on a heading was missed.
constexpr std::size_t kOtherClauseReach = 1'500;
// A list of sums after one label ("de $10.00 y $20.00"): the label counts for the next ones less.
constexpr std::size_t kListGap = 60;
constexpr double kListFactor = 0.7;
// "MAS IVA", "IVA INCLUIDO" stand close behind the sum, its words in brackets between.
constexpr std::size_t kTaxReach = 220;
// Between digits and words: "(", "M/CTE.", ": ", "SON".
constexpr std::size_t kWordsGap = 24;

constexpr std::array<std::int64_t, 9> kTaxRates{16, 8, 19, 5, 15, 11, 10, 21, 18};
constexpr std::int64_t kRounding = 200;  // hundredths of a cent: rows are rounded one by one
constexpr double kSumScore = 0.95;
// Sums of a document among which subtotal and tax are looked for: pairs of them are tried.
constexpr std::size_t kMaxSums = 600;

struct CurrencyWord {
  std::string_view text;
  std::string_view code;  // empty: pesos, of which country the document tells
};

constexpr std::array<CurrencyWord, 22> kCurrencyWords{{
    {"PESOS MEXICANOS", "MXN"},
    {"PESOS COLOMBIANOS", "COP"},
    {"PESOS", ""},
    {"PESO", ""},
    {"MONEDA NACIONAL", ""},
    {"MONEDA CORRIENTE", "COP"},
    {"MONEDA LEGAL", "COP"},
    {"M.N", ""},
    {"M. N", ""},
    {"M/N", ""},
    {"MN", ""},
    {"M/CTE", "COP"},
    {"MCTE", "COP"},
    {"M/L", "COP"},
    {"MXN", "MXN"},
    {"COP", "COP"},
    {"USD", "USD"},
    {"US DOLLARS", "USD"},
    {"DOLARES", "USD"},
    {"DOLLARS", "USD"},
    {"EUROS", "EUR"},
    {"EUR", "EUR"},
}};

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

const CurrencyWord* currency_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || std::string_view("PMCUDE").find(text[at]) == std::string_view::npos)
    return nullptr;
  for (const CurrencyWord& word : kCurrencyWords) {
    if (text.substr(at, word.text.size()) != word.text) continue;
    const std::size_t end = at + word.text.size();
    if (end >= text.size() || !is_word(text[end])) return &word;
  }
  return nullptr;
}

class Finder {
 public:
  explicit Finder(const Reading& reading)
      : document_(reading.document),
        text_(reading.prose.folded()),
        roles_(reading.prose.marks.find(RuleKind::amount)),
        clauses_(reading.prose.marks.find(RuleKind::clause)),
        taxes_(reading.prose.marks.find(RuleKind::tax)) {
    pesos_ = pesos_of(text_);
  }

  std::vector<Amount> find() {
    for (std::size_t at = 0; at < text_.size() && found_.size() < kMaxFound; ++at) {
      const char c = text_[at];
      if (c == '$' || c == 'e' || c == 'l') {
        at = after_sign(at);
      } else if (c == 'S' && at > 0 && (text_[at - 1] == '(' || text_[at - 1] == ' ') &&
                 at + 1 < text_.size() && is_digit(text_[at + 1])) {
        at = misread_sign(at);
      } else if (is_digit(c) && !inside_number(at)) {
        at = bare_number(at);
      } else if (c == 'P' && (at == 0 || !is_word(text_[at - 1]))) {
        at = words_alone(at);
      }
    }
    check_sums();
    doubt_sum();
    return std::move(found_);
  }

 private:
  // Subtotal + tax = total, to a cent: then each is what it says, whatever words stand around.
  void check_sums() {
    if (found_.size() > kMaxSums) return;
    std::map<std::int64_t, std::vector<Amount*>> by_value;
    for (Amount& amount : found_) {
      if (!amount.hidden && amount.field.minor_units > 0)
        by_value[amount.field.minor_units].push_back(&amount);
    }
    for (const auto& [net, nets] : by_value) {
      for (const auto& [tax, taxes] : by_value) {
        if (tax >= net || !is_tax_rate(net, tax)) continue;
        auto gross = by_value.find(net + tax);
        for (const std::int64_t cent : {1, -1}) {
          if (gross == by_value.end()) gross = by_value.find(net + tax + cent);
        }
        if (gross == by_value.end()) continue;
        const bool told = std::any_of(taxes.begin(), taxes.end(), [](const Amount* amount) {
          return amount->field.role == "tax";
        });
        if (!told) continue;
        for (Amount* amount : nets) set_sum_role(*amount, "subtotal");
        for (Amount* amount : taxes) set_sum_role(*amount, "tax");
        for (Amount* amount : gross->second) set_sum_role(*amount, "total");
      }
    }
  }

  // One subtotal, one tax and one total close together that do not add up: something was misread,
  // or stands so.
  void doubt_sum() {
    std::array<const Amount*, 2> parts{};
    Amount* total = nullptr;
    for (Amount& amount : found_) {
      if (amount.hidden || amount.field.minor_units <= 0) continue;
      const std::string& role = amount.field.role;
      if (role != "subtotal" && role != "tax" && role != "total") continue;
      const bool is_total = role == "total";
      const Amount*& part = parts[role == "tax" ? 1 : 0];
      const Amount* known = is_total ? total : part;
      if (known != nullptr && known->field.minor_units != amount.field.minor_units) return;
      if (is_total) {
        total = &amount;
      } else {
        part = &amount;
      }
    }
    if (total == nullptr || parts[0] == nullptr || parts[1] == nullptr || total->sum_agrees) return;
    const auto far = [&](const Amount* part) {
      return std::max(total->span.begin, part->span.begin) -
                 std::min(total->span.begin, part->span.begin) >
             kRoleReach;
    };
    if (far(parts[0]) || far(parts[1])) return;
    const std::int64_t off =
        parts[0]->field.minor_units + parts[1]->field.minor_units - total->field.minor_units;
    if (std::abs(off) <= 1) return;
    for (Amount& amount : found_) {
      if (amount.field.role == "total" && !amount.hidden) amount.sum_agrees = false;
    }
  }

  static void set_sum_role(Amount& amount, const char* role) {
    // Minimum and maximum of an open contract, and sums of other things, keep their role.
    static constexpr std::array<std::string_view, 5> kOpen{"total", "subtotal", "tax", "other",
                                                           "unit"};
    if (std::find(kOpen.begin(), kOpen.end(), amount.field.role) == kOpen.end()) return;
    amount.field.role = role;
    amount.role_score = std::max(amount.role_score, kSumScore);
    amount.sum_agrees = true;
    if (amount.field.role == "total") amount.field.tax = "included";
    if (amount.field.role == "subtotal") amount.field.tax = "excluded";
  }

  // Rates of value-added tax in Mexico (16, 8 at the border, 15 and 11 before), Colombia (19, 16,
  // 5) and Spain (21, 10).
  static bool is_tax_rate(std::int64_t net, std::int64_t tax) {
    return std::any_of(kTaxRates.begin(), kTaxRates.end(), [&](std::int64_t percent) {
      return std::abs(net * percent - tax * 100) <= kRounding;
    });
  }

  bool redacted_near(Span span) const {
    const std::size_t begin = span.begin > 2 ? span.begin - 2 : 0;
    return text_.substr(begin, span.end + 2 - begin).find(kRedacted) != std::string_view::npos;
  }

  std::size_t after_sign(std::size_t at) {
    std::size_t digits = at + 1;
    while (digits < text_.size() &&
           (is_blank(text_[digits]) || text_[digits] == '_' || text_[digits] == '*' ||
            text_[digits] == '$') &&
           digits - at < 12) {
      ++digits;
    }
    if (digits < text_.size() && text_[digits] == kRedacted) return keep_hidden(at, digits);
    const auto money = read_digits(text_, digits);
    if (!money) return at;
    std::string currency = text_[at] == 'e' ? "EUR" : text_[at] == 'l' ? "GBP" : "";
    if (at >= 2 && text_.substr(at - 2, 2) == "US") currency = "USD";
    keep(*money, {at, money->span.end}, currency, false);
    return found_.empty() ? money->span.end - 1
                          : std::max(money->span.end, found_.back().span.end) - 1;
  }

  // A sum under a redaction: no value, but that one stands there is worth telling.
  std::size_t keep_hidden(std::size_t at, std::size_t redacted) {
    Amount amount;
    amount.span = {at, redacted};
    while (amount.span.end < text_.size() && text_[amount.span.end] == kRedacted) ++amount.span.end;
    amount.hidden = true;
    finish(std::move(amount));
    return found_.back().span.end - 1;
  }

  // "(S51.790.000)": a dollar sign read as a letter, before groups of thousands.
  std::size_t misread_sign(std::size_t at) {
    const auto money = read_digits(text_, at + 1);
    if (!money || money->groups < 2 || !money->clean) return at;
    keep(*money, {at + 1, money->span.end}, "", false);
    return money->span.end - 1;
  }

  bool inside_number(std::size_t at) const {
    if (at == 0) return false;
    const char before = text_[at - 1];
    return is_word(before) ||
           ((before == ',' || before == '.' || before == '\'') && at > 1 && is_word(text_[at - 2]));
  }

  // Digits count as money without a sign only beside a currency's word, or grouped with cents.
  std::size_t bare_number(std::size_t at) {
    const auto money = read_digits(text_, at);
    if (!money) {
      while (at < text_.size() && is_word(text_[at])) ++at;
      return at - 1;
    }
    const std::size_t last = money->span.end - 1;
    std::string currency;
    bool named = false;
    const std::size_t after = skip_blanks(text_, money->span.end);
    if (const CurrencyWord* word = currency_at(text_, after)) {
      currency = word->code;
      named = true;
    } else if (after < text_.size() && text_[after] == 'e') {
      currency = "EUR";
      named = true;
    }
    if (!named && at >= 4) {
      std::size_t before = at;
      while (before > 0 && text_[before - 1] == ' ') --before;
      for (const std::string_view code : {"USD", "MXN", "COP", "EUR"}) {
        if (before >= 3 && text_.substr(before - 3, 3) == code) {
          currency = code;
          named = true;
        }
      }
    }
    const bool grouped = money->groups >= 2 && money->cents && money->clean;
    const bool sentence = money->span.end < text_.size() && is_word(text_[money->span.end]);
    // "61/100 M.N.", "61/ 100": the cents of a sum in words, no sum.
    std::size_t before = at;
    while (before > 0 && at - before < 3 && is_blank(text_[before - 1])) --before;
    const bool hundredths =
        before > 0 && (text_[before - 1] == '/' || (before == at && text_[at - 1] == '-'));
    if (sentence || hundredths || (!named && !grouped)) return last;
    keep(*money, money->span, currency, !named);
    return std::max(last, found_.empty() ? last : found_.back().span.end - 1);
  }

  // A sum in words without digits beside it, or whose digits cannot be read.
  std::size_t words_alone(std::size_t at) {
    if (currency_at(text_, at) == nullptr) return at;
    const auto words = read_number_words_before(text_, at);
    if (!words || words->value < 1000) return at;
    if (!found_.empty() && found_.back().field.words && words->span.begin < found_.back().span.end)
      return at;
    // Digits follow close behind: they will find these words themselves.
    for (std::size_t i = at; i < std::min(text_.size(), at + 90); ++i) {
      if (text_[i] == '$') return at;
      if (text_[i] == '(' && i + 1 < text_.size() &&
          (is_digit(text_[i + 1]) || text_[i + 1] == 'S'))
        return at;
      if (text_[i] == ';' || (text_[i] == '\n' && i + 1 < text_.size() && text_[i + 1] == '\n'))
        break;
    }
    Amount amount;
    amount.span = {words->span.begin, at};
    while (amount.span.end < text_.size() && is_word(text_[amount.span.end])) ++amount.span.end;
    amount.field.minor_units = words->value * 100 + cents_behind(amount.span.end);
    amount.field.words = document_.printed(document_.prose(), amount.span);
    amount.field.currency = currency_at(text_, at)->code;
    if (amount.field.currency.empty()) amount.field.currency = pesos_;
    amount.field.confidence = words->guessed > 0 ? 0.6 : 0.75;
    amount.field.rule = "words";
    finish(std::move(amount));
    return at;
  }

  void keep(const Digits& money, Span span, std::string currency, bool plain) {
    Amount amount;
    amount.span = span;
    amount.plain = plain;
    amount.field.minor_units = money.minor_units;
    amount.field.confidence = money.clean ? 0.9 : 0.4;
    if (money.repaired) amount.field.confidence -= 0.3;
    if (plain) amount.field.confidence -= 0.25;
    amount.field.rule = "digits";
    amount.hidden = redacted_near(span);
    attach_words(amount, currency);
    if (currency.empty() && !amount.field.currency.empty()) currency = amount.field.currency;
    if (currency.empty()) currency = currency_behind(amount.span.end);
    amount.field.currency = currency.empty() ? pesos_ : currency;
    finish(std::move(amount));
  }

  std::string currency_behind(std::size_t end) const {
    for (std::size_t i = end; i < std::min(text_.size(), end + 16); ++i) {
      if (is_word(text_[i]) && (i == 0 || !is_word(text_[i - 1]))) {
        if (const CurrencyWord* word = currency_at(text_, i)) return std::string(word->code);
        if (i > end + 4) break;
      }
    }
    return {};
  }

  void attach_words(Amount& amount, std::string& currency) {
    std::optional<NumberWords> words = words_behind(amount.span.end);
    if (!words) words = words_before(amount.span.begin);
    if (!words || (words->value < 100 && amount.field.minor_units >= 100'000)) return;
    std::size_t words_end = words->span.end;
    std::int64_t minor = words->value * 100;
    const std::size_t after = skip_blanks(text_, words_end);
    std::size_t unit = after;
    if (text_.substr(unit, 3) == "DE ") unit = skip_blanks(text_, unit + 3);
    if (const CurrencyWord* word = currency_at(text_, unit)) {
      words_end = unit + word->text.size();
      if (currency.empty()) currency = word->code;
    }
    minor += cents_behind(words_end);
    const Span span{words->span.begin, words_end};
    amount.field.words = document_.printed(document_.prose(), span);
    const bool agree = minor == amount.field.minor_units;
    // Words may leave out the cents that the digits have, and the other way round.
    const bool agree_without_cents = minor / 100 == amount.field.minor_units / 100 &&
                                     (minor % 100 == 0 || amount.field.minor_units % 100 == 0);
    amount.field.words_agree = agree || agree_without_cents;
    if (*amount.field.words_agree) {
      amount.field.confidence = std::min(0.99, std::max(amount.field.confidence, 0.9) + 0.08);
    } else {
      amount.field.confidence -= words->guessed > 0 ? 0.1 : 0.25;
    }
    if (span.end > amount.span.end) amount.span.end = span.end;
    if (span.begin < amount.span.begin) amount.span.begin = span.begin;
  }

  // Behind "58/100", "58/ 100", "00 /100"; 0 where no hundredths stand.
  std::size_t behind_hundredths(std::size_t at) const {
    const auto digit = [&](std::size_t i) { return i < text_.size() && is_digit(text_[i]); };
    if (!digit(at) || !digit(at + 1)) return 0;
    std::size_t slash = at + 2;
    if (slash < text_.size() && is_blank(text_[slash])) ++slash;
    if (slash >= text_.size() || text_[slash] != '/') return 0;
    const std::size_t hundred = skip_blanks(text_, slash + 1);
    const bool whole = text_.substr(hundred, 3) == "100" && hundred - slash <= 3;
    return whole && !digit(hundred + 3) ? hundred + 3 : 0;
  }

  // "00/100", "CON 75/100", "CON CINCUENTA CENTAVOS", "PESOS 50 CENTAVOS".
  std::int64_t cents_behind(std::size_t& end) const {
    std::size_t at = skip_blanks(text_, end);
    for (const std::string_view word : {"CON", "Y", "AND", "WITH"}) {
      if (text_.substr(at, word.size()) == word && at + word.size() < text_.size() &&
          is_blank(text_[at + word.size()])) {
        at = skip_blanks(text_, at + word.size());
        break;
      }
    }
    if (const std::size_t after = behind_hundredths(at); after > 0) {
      end = after;
      return (text_[at] - '0') * 10 + (text_[at + 1] - '0');
    }
    if (const auto words = read_number_words(text_, at); words && words->value < 100) {
      const std::size_t unit = skip_blanks(text_, words->span.end);
      if (text_.substr(unit, 7) == "CENTAVO" || text_.substr(unit, 4) == "CENT") {
        end = unit + 7;
        return words->value;
      }
    }
    return 0;
  }

  std::optional<NumberWords> words_behind(std::size_t end) const {
    std::size_t at = end;
    bool bracket = false;
    while (at < text_.size() && at - end < kWordsGap) {
      const char c = text_[at];
      if (c == '(' || c == '[') bracket = true;
      if (is_letter(c)) {
        if (currency_at(text_, at) != nullptr && !bracket) {
          while (at < text_.size() && (is_word(text_[at]) || text_[at] == '/' || text_[at] == '.'))
            ++at;
          continue;
        }
        if (text_.substr(at, 4) == "SON:" || text_.substr(at, 4) == "SON " ||
            text_.substr(at, 3) == "IVA") {
          at += 3;
          continue;
        }
        const auto words = read_number_words(text_, at);
        return words && bracket ? words : std::nullopt;
      }
      if (is_digit(c) || c == ';') return std::nullopt;
      ++at;
    }
    return std::nullopt;
  }

  std::optional<NumberWords> words_before(std::size_t begin) const {
    // Back over "(", "$", and the currency's words.
    std::size_t at = begin;
    const std::size_t stop = begin > 60 ? begin - 60 : 0;
    while (at > stop) {
      const char c = text_[at - 1];
      if (is_letter(c)) {
        std::size_t word = at;
        while (word > 0 &&
               (is_letter(text_[word - 1]) || text_[word - 1] == '/' || text_[word - 1] == '.')) {
          --word;
        }
        const std::string_view letters = text_.substr(word, at - word);
        if (const auto words = read_number_words_before(text_, at)) return words;
        if (!money_word(letters)) return std::nullopt;
        at = word;
        continue;
      }
      if (is_digit(c)) {
        // "CON 75/100" and "00/100" stand between the words and the digits.
        if (at >= 6 && text_.substr(at - 4, 4) == "/100") {
          at -= 6;
          continue;
        }
        return std::nullopt;
      }
      if (c == ';' || c == ')' || c == '=') return std::nullopt;
      --at;
    }
    return std::nullopt;
  }

  static bool money_word(std::string_view word) {
    for (const std::string_view known :
         {"PESOS",       "PESO",      "M/CTE",  "MCTE",     "MCTE.",     "M/CTE.",
          "M.N.",        "M.N",       "MONEDA", "NACIONAL", "CORRIENTE", "LEGAL",
          "COLOMBIANOS", "MEXICANOS", "M/L",    "M/L.",     "M/C",       "M/C.",
          "DOLARES",     "EUROS",     "DE",     "CON",      "CENTAVOS",  "ML",
          "CTE",         "CTE.",      "PESOS.", "DOLLARS",  "O",         "SEA"}) {
      if (word == known) return true;
    }
    return false;
  }

  void finish(Amount amount) {
    set_role(amount);
    set_tax(amount);
    amount.field.evidence = document_.evidence(document_.prose(), amount.span);
    found_.push_back(std::move(amount));
  }

  // The nearest words before the amount in its sentence; else the clause's heading; else nothing.
  // Words before the sum that stands in front of this one speak of that one, unless nothing else
  // speaks of this.
  void set_role(Amount& amount) const {
    const std::size_t at = amount.span.begin;
    amount.field.role = "other";
    const std::size_t reach = at > kRoleReach ? at - kRoleReach : 0;
    std::size_t sentence = at;
    while (sentence > reach && !ends_sentence(sentence - 1)) --sentence;
    const std::size_t previous = found_.empty() ? 0 : std::min(found_.back().span.end, at);
    double best = best_role(amount, std::max(sentence, previous), 1);
    if (best == 0 && previous > sentence && at - previous < kListGap &&
        text_.substr(previous, at - previous).find('\n') == std::string_view::npos) {
      best = best_role(amount, sentence, kListFactor);
    }
    best = by_clause(amount, best);
    amount.role_score = best;
  }

  double best_role(Amount& amount, std::size_t from, double factor) const {
    const std::size_t at = amount.span.begin;
    double best = 0;
    for (auto hit =
             std::lower_bound(roles_.begin(), roles_.end(), from,
                              [](const Hit&h, std::size_t place) { return h.whole.begin < place; });
         hit != roles_.end() && hit->whole.begin < at; ++hit) {
      if (hit->whole.end > at + 4) continue;
      // Nearer words say more: a tenth is lost at a hundred characters.
      const double distance = static_cast<double>(at - std::min(at, hit->whole.end));
      const double score = factor * hit->rule->source.weight * (1 - std::min(distance / 1000, 0.4));
      if (score > best) {
        best = score;
        amount.field.role = hit->rule->source.role;
        amount.field.rule = hit->rule->source.name;
      }
    }
    return best;
  }

  double by_clause(Amount& amount, double best) const {
    const std::size_t at = amount.span.begin;
    auto clause =
        std::upper_bound(clauses_.begin(), clauses_.end(), at,
                         [](std::size_t place, const Hit& h) { return place < h.whole.begin; });
    if (clause == clauses_.begin()) return best;
    --clause;
    if (at - clause->whole.begin > kClauseReach) return best;
    const std::string& role = clause->rule->source.role;
    if (role == "none") {
      // The clauses of guarantees and penalties speak of the contract's value too; they set none.
      return amount.field.role == "total" && best < 0.9 ? best - 0.2 : best;
    }
    // In the clause of the guarantee "the amount of the contract" tells of what it is a tenth.
    static constexpr std::array<std::string_view, 4> kOwn{"total", "minimum", "maximum", "other"};
    const bool other_sums = role != "total";
    if (other_sums && at - clause->whole.begin > kOtherClauseReach) return best;
    const bool own = std::find(kOwn.begin(), kOwn.end(), amount.field.role) != kOwn.end();
    if (other_sums ? !own : best >= clause->rule->source.weight) return best;
    amount.field.role = role;
    amount.field.rule = clause->rule->source.name;
    return clause->rule->source.weight;
  }

  bool ends_sentence(std::size_t at) const {
    if (text_[at] == '\n' && at > 0 && text_[at - 1] == '\n') return false;
    if (text_[at] != '.' || at + 1 >= text_.size() || !is_blank(text_[at + 1])) return false;
    // An abbreviation's point ends nothing: "M.N.", "No.", "ART.".
    std::size_t word = at;
    while (word > 0 && is_word(text_[word - 1])) --word;
    return at - word > 3;
  }

  void set_tax(Amount& amount) const {
    std::size_t end = std::min(text_.size(), amount.span.end + kTaxReach);
    // Only up to the next sum.
    const std::size_t sign = text_.find('$', amount.span.end);
    if (sign != std::string_view::npos) end = std::min(end, sign);
    const std::size_t begin = amount.span.begin > 80 ? amount.span.begin - 80 : 0;
    std::size_t nearest = std::string_view::npos;
    for (const Hit& hit : taxes_) {
      if (hit.whole.begin < begin) continue;
      if (hit.whole.begin > end) break;
      const std::size_t distance =
          hit.whole.begin >= amount.span.end
              ? hit.whole.begin - amount.span.end
              : amount.span.begin - std::min(amount.span.begin, hit.whole.begin) + 40;
      if (distance < nearest) {
        nearest = distance;
        amount.field.tax = hit.rule->source.role;
      }
    }
  }

  const DocumentText& document_;
  std::string_view text_;
  std::vector<Hit> roles_;
  std::vector<Hit> clauses_;
  std::vector<Hit> taxes_;
  std::string pesos_;
  std::vector<Amount> found_;
};

}  // namespace

std::vector<Amount> find_amounts(const Reading& reading) { return Finder(reading).find(); }

}  // namespace tachado::fields
