#include "stages/fields/summary.h"

#include <algorithm>
#include <map>

#include "stages/fields/document_kind.h"
#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

// Below these an answer is left out (measured on 20 contracts: right answers stand above, traps
// below).
constexpr double kMinNumber = 0.6;
constexpr double kMinAmount = 0.55;
constexpr double kMinParty = 0.55;
constexpr double kMinDate = 0.75;

const NumberField* best_number(const Fields& fields, std::string_view role) {
  for (const NumberField& number : fields.numbers) {
    if (number.role == role) return number.confidence >= kMinNumber ? &number : nullptr;
  }
  return nullptr;
}

struct Candidate {
  double score = 0;
  const Amount* amount = nullptr;
};

// A contract's value is said more than once, in words too, and early.
const Amount* best_amount(const std::vector<Amount>& amounts, std::string_view role) {
  std::map<std::int64_t, Candidate> by_value;
  for (const Amount& amount : amounts) {
    if (amount.field.role != role || amount.hidden || amount.field.minor_units <= 0) continue;
    double score = amount.role_score * amount.field.confidence;
    if (amount.field.words_agree.value_or(false)) score += 0.1;
    Candidate& candidate = by_value[amount.field.minor_units];
    const double bonus = candidate.amount == nullptr ? 0 : 0.05;
    if (candidate.amount == nullptr || score > candidate.score) candidate.amount = &amount;
    candidate.score = std::max(candidate.score, score) + bonus;
  }
  const Amount* best = nullptr;
  double best_score = kMinAmount;
  for (const auto& [value, candidate] : by_value) {
    if (candidate.score > best_score) {
      best_score = candidate.score;
      best = candidate.amount;
    }
  }
  return best;
}

}  // namespace

FieldsSummary summarise(const Reading& reading, const Fields& fields,
                        const std::vector<Amount>& amounts, const std::vector<Party>& parties,
                        const DocumentRedactions&) {
  FieldsSummary summary;
  summary.document_kind = document_kind(reading);
  summary.subject = document_subject(reading);
  if (const NumberField* number = best_number(fields, "contract"))
    summary.contract_number = number->value;
  if (const NumberField* number = best_number(fields, "tender"))
    summary.tender_number = number->value;
  if (const Amount* amount = best_amount(amounts, "total")) {
    summary.amount_minor = amount->field.minor_units;
    if (!amount->field.currency.empty()) summary.currency = amount->field.currency;
    if (amount->field.words_agree == false) {
      summary.needs_review.push_back(
          {"amount_words_differ", "amount",
           "the sum in digits is not the sum in words: " + amount->field.words.value_or("")});
    }
  }
  if (const Amount* amount = best_amount(amounts, "minimum"))
    summary.amount_minimum_minor = amount->field.minor_units;
  if (const Amount* amount = best_amount(amounts, "maximum"))
    summary.amount_maximum_minor = amount->field.minor_units;
  for (const Party& party : parties) {
    if (party.field.confidence < kMinParty) continue;
    if (party.field.role == "supplier" && !summary.supplier_name) {
      summary.supplier_name = party.field.name;
      if (party.field.tax_id) summary.supplier_tax_id = party.field.tax_id->value;
    }
    if (party.field.role == "buyer" && !summary.buyer_name) summary.buyer_name = party.field.name;
  }
  const DateField* signed_on = nullptr;
  for (const DateField& date : fields.dates) {
    if (date.role != "signed" || date.confidence < kMinDate) continue;
    // The closing words stand last.
    if (signed_on == nullptr || date.confidence >= signed_on->confidence) signed_on = &date;
  }
  if (signed_on != nullptr) summary.date_signed = signed_on->value;
  return summary;
}

}  // namespace tachado::fields
