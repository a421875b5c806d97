#include "stages/fields/review.h"

#include <algorithm>
#include <cstdlib>

namespace tachado::fields {
namespace {

// Two candidates are close where their confidences differ by less than this.
constexpr double kClose = 0.08;
// Words that recognition itself holds for doubtful.
constexpr double kLowConfidence = 0.6;

std::string pesos(std::int64_t minor) {
  std::string cents = std::to_string(std::abs(minor % 100));
  if (cents.size() < 2) cents.insert(cents.begin(), '0');
  return std::to_string(minor / 100) + "." + cents;
}

class Review {
 public:
  std::vector<NeedsReview> notes;

  void note(std::string code, std::string field, std::string text) {
    const bool known = std::any_of(notes.begin(), notes.end(), [&](const NeedsReview& note) {
      return note.code == code && note.field == field;
    });
    if (!known) notes.push_back({std::move(code), std::move(field), std::move(text)});
  }
};

void review_amount(const Reading& reading, const Chosen& chosen, const std::vector<Amount>& amounts,
                   Review& review) {
  const bool partly = std::any_of(amounts.begin(), amounts.end(), [](const Amount& amount) {
    return amount.hidden && amount.field.role == "total";
  });
  if (partly) review.note("value_partly_redacted", "amount", "a sum runs into a redacted region");
  if (chosen.amount == nullptr) return;
  const AmountField& amount = chosen.amount->field;
  if (amount.words_agree == false) {
    review.note(
        "amount_words_differ", "amount",
        "digits say " + pesos(amount.minor_units) + ", words say " + amount.words.value_or(""));
  }
  if (chosen.rival_amount != nullptr) {
    review.note("two_candidates", "amount",
                pesos(amount.minor_units) + " or " + pesos(chosen.rival_amount->field.minor_units));
  }
  if (reading.document.word_confidence(reading.prose.view, chosen.amount->span) < kLowConfidence)
    review.note("low_ocr_confidence", "amount", "the words of the sum were hard to recognise");
  if (chosen.amount->sum_agrees == false) {
    review.note("sum_differs", "amount", "subtotal and tax do not add up to the total");
  }
}

void review_parties(const Chosen& chosen, const Parties& parties, Review& review) {
  for (const std::string& role : parties.hidden) {
    if (role != "supplier" && role != "buyer") continue;
    review.note("value_partly_redacted", role + "_name", "a name lies under a redacted region");
  }
  const Party* supplier = chosen.supplier;
  if (supplier == nullptr || !supplier->field.tax_id) return;
  const TaxId& id = *supplier->field.tax_id;
  if (id.valid == false)
    review.note("check_digit", "supplier_tax_id", id.value + " has a wrong check digit");
  if (id.valid == true && id.name_matches == false) {
    review.note("name_differs_from_tax_id", "supplier_name",
                "the tax identifier " + id.value + " was made for another spelling of the name");
  }
}

}  // namespace

std::vector<NeedsReview> review(const Reading& reading, const Chosen& chosen,
                                const std::vector<Amount>& amounts, const Parties& parties) {
  Review review;
  if (chosen.contract != nullptr) {
    if (chosen.contract->repaired) {
      review.note("number_repaired", "contract_number",
                  "printed " + chosen.contract->printed + ", read " + chosen.contract->value);
    }
    if (chosen.rival_contract != nullptr &&
        chosen.contract->confidence - chosen.rival_contract->confidence < kClose) {
      review.note("two_candidates", "contract_number",
                  chosen.contract->value + " or " + chosen.rival_contract->value);
    }
  }
  review_amount(reading, chosen, amounts, review);
  review_parties(chosen, parties, review);
  return std::move(review.notes);
}

}  // namespace tachado::fields
