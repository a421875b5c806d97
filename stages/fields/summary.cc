#include "stages/fields/summary.h"

#include <algorithm>
#include <map>

#include "stages/fields/document_kind.h"
#include "stages/fields/review.h"
#include "stages/fields/subject.h"

namespace tachado::fields {
namespace {

// Below these an answer is left out (measured on 20 contracts: right answers stand above, traps
// below).
constexpr double kMinNumber = 0.6;
constexpr double kMinAmount = 0.55;
constexpr double kMinOnlyAmount = 0.4;
constexpr double kMinParty = 0.55;
constexpr double kMinDate = 0.75;
constexpr double kWordsBonus = 0.1;  // digits and words agree
constexpr double kSumBonus = 0.1;    // subtotal and tax add up to it
constexpr double kRepeatBonus = 0.05;
constexpr double kClose = 0.05;
constexpr double kPlainTotal = 0.85;

const NumberField* best_number(const Fields& fields, std::string_view role) {
  for (const NumberField& number : fields.numbers) {
    if (number.role == role) return number.confidence >= kMinNumber ? &number : nullptr;
  }
  return nullptr;
}

struct Candidate {
  double score = 0;
  double best = 0;   // of its single mentions
  double least = 0;  // from which on it is an answer
  int mentions = 0;
  const Amount* amount = nullptr;
};

// A contract's value is said more than once, in words too. Best first; those below `least` too.
std::vector<Candidate> ranked_amounts(const std::vector<Amount>& amounts, std::string_view role) {
  std::map<std::int64_t, Candidate> by_value;
  for (const Amount& amount : amounts) {
    if (amount.field.role != role || amount.hidden || amount.field.minor_units <= 0) continue;
    double score = amount.role_score * amount.field.confidence;
    if (amount.field.words_agree.value_or(false)) score += kWordsBonus;
    if (amount.sum_agrees.value_or(false)) score += kSumBonus;
    Candidate& candidate = by_value[amount.field.minor_units];
    const double bonus = candidate.amount == nullptr ? 0 : kRepeatBonus;
    if (candidate.amount == nullptr || score > candidate.best) candidate.amount = &amount;
    candidate.best = std::max(candidate.best, score);
    candidate.score = std::min(1.0, std::max(candidate.score, score) + bonus);
    ++candidate.mentions;
  }
  std::vector<Candidate> ranked;
  for (auto& [value, candidate] : by_value) {
    // The only sum that could be it, said in digits and in words alike, needs less to tell it.
    const bool only = by_value.size() == 1 && candidate.amount->field.words_agree.value_or(false);
    candidate.least = only ? kMinOnlyAmount : kMinAmount;
    ranked.push_back(candidate);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  return ranked;
}

std::string decimal(std::int64_t minor) {
  std::string digits = std::to_string(minor);
  while (digits.size() < 3) digits.insert(digits.begin(), '0');
  return digits.insert(digits.size() - 2, ".");
}

// Those that can be answers.
std::vector<Candidate> answers(const std::vector<Candidate>& ranked, const char* field,
                               std::vector<Weighed>* weighed) {
  std::vector<Candidate> kept;
  for (const Candidate& candidate : ranked) {
    if (candidate.score >= candidate.least) kept.push_back(candidate);
    if (weighed == nullptr) continue;
    const AmountField& amount = candidate.amount->field;
    std::string why = "sum read " + std::to_string(candidate.mentions) + " times";
    if (amount.words_agree) why += *amount.words_agree ? ", words agree" : ", words differ";
    if (candidate.amount->sum_agrees) {
      why += *candidate.amount->sum_agrees ? ", subtotal and tax add up to it"
                                           : ", subtotal and tax do not add up to it";
    }
    weighed->push_back({field, decimal(amount.minor_units) + " " + amount.currency, candidate.score,
                        candidate.least, false, std::move(why), amount});
  }
  return kept;
}

void choose(std::vector<Weighed>* weighed, std::string_view field, const Found* found) {
  if (found == nullptr || weighed == nullptr) return;
  for (Weighed& candidate : *weighed) {
    if (candidate.field != field || candidate.found.evidence.empty()) continue;
    const Evidence& place = candidate.found.evidence.front();
    const Evidence& chosen = found->evidence.front();
    if (place.page == chosen.page && place.begin == chosen.begin &&
        candidate.found.rule == found->rule) {
      candidate.chosen = true;
      return;
    }
  }
}

const Party* best_party(const Parties& parties, std::string_view role) {
  const Party* best = nullptr;
  for (const Party& party : parties.found) {
    if (party.field.role != role || party.field.confidence < kMinParty) continue;
    if (best == nullptr || party.field.confidence > best->field.confidence) best = &party;
  }
  return best;
}

void weigh_others(const Fields& fields, const Parties& parties, std::vector<Weighed>* weighed) {
  if (weighed == nullptr) return;
  for (const NumberField& number : fields.numbers) {
    const bool contract = number.role == "contract";
    if (!contract && number.role != "tender") continue;
    std::string why = "read " + std::to_string(number.evidence.size()) + " times";
    if (number.repaired) why += ", repaired from " + number.printed;
    weighed->push_back({contract ? "contract_number" : "tender_number", number.value,
                        number.confidence, kMinNumber, false, std::move(why), number});
  }
  for (const Party& party : parties.found) {
    const bool supplier = party.field.role == "supplier";
    if (!supplier && party.field.role != "buyer") continue;
    std::string why = "named " + std::to_string(party.places.size()) + " times";
    if (party.field.tax_id) {
      why += ", " + party.field.tax_id->scheme + " " + party.field.tax_id->value;
      if (party.field.tax_id->name_matches)
        why += *party.field.tax_id->name_matches ? " made for this name" : " made for another name";
    }
    weighed->push_back({supplier ? "supplier_name" : "buyer_name", party.field.name,
                        party.field.confidence, kMinParty, false, std::move(why), party.field});
  }
  for (const DateField& date : fields.dates) {
    if (date.role != "signed") continue;
    weighed->push_back({"date_signed", date.value, date.confidence, kMinDate, false, "", date});
  }
}

}  // namespace

FieldsSummary summarise(const Reading& reading, const Fields& fields,
                        const std::vector<Amount>& amounts, const Parties& parties,
                        std::vector<Weighed>* weighed) {
  FieldsSummary summary;
  Chosen chosen;
  summary.document_kind = document_kind(reading);
  summary.subject = document_subject(reading);
  chosen.contract = best_number(fields, "contract");
  if (chosen.contract != nullptr) {
    summary.contract_number = chosen.contract->value;
    for (const NumberField& number : fields.numbers) {
      if (number.role == "contract" && &number != chosen.contract) {
        chosen.rival_contract = &number;
        break;
      }
    }
  }
  if (const NumberField* number = best_number(fields, "tender"))
    summary.tender_number = number->value;
  const std::vector<Candidate> minima =
      answers(ranked_amounts(amounts, "minimum"), "amount_minimum", weighed);
  const std::vector<Candidate> maxima =
      answers(ranked_amounts(amounts, "maximum"), "amount_maximum", weighed);
  const std::vector<Candidate> totals =
      answers(ranked_amounts(amounts, "total"), "amount", weighed);
  // An open contract has a minimum and a maximum; another sum of it must be called the total.
  const bool open = !minima.empty() && !maxima.empty();
  if (!totals.empty() && (!open || totals.front().amount->role_score >= kPlainTotal)) {
    chosen.amount = totals.front().amount;
    summary.amount_minor = chosen.amount->field.minor_units;
    if (totals.size() > 1 && totals[0].score - totals[1].score < kClose)
      chosen.rival_amount = totals[1].amount;
  }
  if (!minima.empty()) summary.amount_minimum_minor = minima.front().amount->field.minor_units;
  if (!maxima.empty()) summary.amount_maximum_minor = maxima.front().amount->field.minor_units;
  const Amount* named = chosen.amount != nullptr ? chosen.amount
                        : !maxima.empty()        ? maxima.front().amount
                        : !minima.empty()        ? minima.front().amount
                                                 : nullptr;
  if (named != nullptr && !named->field.currency.empty()) summary.currency = named->field.currency;
  chosen.supplier = best_party(parties, "supplier");
  if (chosen.supplier != nullptr) {
    summary.supplier_name = chosen.supplier->field.name;
    if (chosen.supplier->field.tax_id)
      summary.supplier_tax_id = chosen.supplier->field.tax_id->value;
  }
  chosen.buyer = best_party(parties, "buyer");
  if (chosen.buyer != nullptr) summary.buyer_name = chosen.buyer->field.name;
  const DateField* signed_on = nullptr;
  for (const DateField& date : fields.dates) {
    if (date.role != "signed" || date.confidence < kMinDate) continue;
    // The closing words stand last.
    if (signed_on == nullptr || date.confidence >= signed_on->confidence) signed_on = &date;
  }
  if (signed_on != nullptr) summary.date_signed = signed_on->value;
  for (const WatchlistField& watched : fields.watchlist) {
    // A cleared entry stays in the list of fields, with its status, and is neither. An entry that
    // is only presumed is a lead, whatever it was found by.
    if (watched.status == "cleared") continue;
    const bool match = watched.match == "tax_id" && watched.status == "listed";
    std::vector<std::string>& names = match ? summary.watchlist_matches : summary.watchlist_leads;
    if (std::find(names.begin(), names.end(), watched.entry) == names.end())
      names.push_back(watched.entry);
  }
  weigh_others(fields, parties, weighed);
  choose(weighed, "contract_number", chosen.contract);
  if (summary.tender_number) choose(weighed, "tender_number", best_number(fields, "tender"));
  if (chosen.amount != nullptr) choose(weighed, "amount", &chosen.amount->field);
  if (!minima.empty()) choose(weighed, "amount_minimum", &minima.front().amount->field);
  if (!maxima.empty()) choose(weighed, "amount_maximum", &maxima.front().amount->field);
  if (chosen.supplier != nullptr) choose(weighed, "supplier_name", &chosen.supplier->field);
  if (chosen.buyer != nullptr) choose(weighed, "buyer_name", &chosen.buyer->field);
  choose(weighed, "date_signed", signed_on);
  summary.needs_review = review(reading, fields, chosen, amounts, parties);
  return summary;
}

}  // namespace tachado::fields
