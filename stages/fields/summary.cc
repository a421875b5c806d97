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
  double best = 0;  // of its single mentions
  const Amount* amount = nullptr;
};

// A contract's value is said more than once, in words too. Best first.
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
  }
  std::vector<Candidate> ranked;
  for (const auto& [value, candidate] : by_value) {
    // The only sum that could be it, said in digits and in words alike, needs less to tell it.
    const bool only = by_value.size() == 1 && candidate.amount->field.words_agree.value_or(false);
    if (candidate.score >= (only ? kMinOnlyAmount : kMinAmount)) ranked.push_back(candidate);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  return ranked;
}

const Party* best_party(const Parties& parties, std::string_view role) {
  const Party* best = nullptr;
  for (const Party& party : parties.found) {
    if (party.field.role != role || party.field.confidence < kMinParty) continue;
    if (best == nullptr || party.field.confidence > best->field.confidence) best = &party;
  }
  return best;
}

}  // namespace

FieldsSummary summarise(const Reading& reading, const Fields& fields,
                        const std::vector<Amount>& amounts, const Parties& parties) {
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
  const std::vector<Candidate> minima = ranked_amounts(amounts, "minimum");
  const std::vector<Candidate> maxima = ranked_amounts(amounts, "maximum");
  const std::vector<Candidate> totals = ranked_amounts(amounts, "total");
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
  summary.needs_review = review(reading, chosen, amounts, parties);
  return summary;
}

}  // namespace tachado::fields
