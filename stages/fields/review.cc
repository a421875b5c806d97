#include "stages/fields/review.h"

#include <algorithm>
#include <cstdlib>

#include "stages/fields/fold.h"

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

// How well the words were recognised in which a value was found best.
double confidence_of(const Reading& reading, const Found& found) {
  double best = 0;
  for (const Evidence& evidence : found.evidence) {
    const std::size_t page = reading.document.page_begin(evidence.page);
    const Span span{page + static_cast<std::size_t>(evidence.begin),
                    page + static_cast<std::size_t>(evidence.end)};
    best = std::max(best, reading.document.word_confidence(reading.prose.view, span));
  }
  return found.evidence.empty() ? 1 : best;
}

void review_recognition(const Reading& reading, const Chosen& chosen, Review& review) {
  const auto doubtful = [&](const Found& found) {
    return confidence_of(reading, found) < kLowConfidence;
  };
  if (chosen.contract != nullptr && doubtful(*chosen.contract)) {
    review.note("low_ocr_confidence", "contract_number",
                "the words of the number were hard to recognise");
  }
  if (chosen.supplier != nullptr && doubtful(chosen.supplier->field)) {
    review.note("low_ocr_confidence", "supplier_name",
                "the words of the name were hard to recognise");
  }
}

void review_parties(const Chosen& chosen, const Parties& parties, Review& review) {
  for (const std::string& role : parties.hidden) {
    if (role != "supplier" && role != "buyer") continue;
    review.note("value_partly_redacted", role + "_name", "a name lies under a redacted region");
  }
  for (const Party* party : {chosen.supplier, chosen.buyer}) {
    if (party == nullptr) continue;
    if (!party->printed_name.empty()) {
      review.note("name_repaired", party->field.role + "_name",
                  "printed " + party->printed_name + ", set right by its tax identifier");
    }
    if (!party->printed_tax_id.empty()) {
      review.note("tax_id_repaired", party == chosen.supplier ? "supplier_tax_id" : "buyer_name",
                  "printed " + party->printed_tax_id + ", set right by the name");
    }
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

// A number that runs into a redaction: "CONTRATO No. DCA/██".
void review_hidden_number(const Reading& reading, Review& review) {
  for (const Side* side : {&reading.prose, &reading.rows}) {
    if (side->folded().find(kRedacted) == std::string::npos) continue;
    for (const Hit& hit : side->marks.find(RuleKind::number)) {
      if (hit.rule->source.role != "contract") continue;
      const std::size_t inside = side->part(hit.value).find(kRedacted);
      std::size_t end = inside == std::string_view::npos ? hit.value.end : hit.value.begin + inside;
      while (end < side->folded().size() && !is_blank(side->folded()[end]) &&
             side->folded()[end] != kRedacted)
        ++end;
      if (end < side->folded().size() && side->folded()[end] == kRedacted)
        return review.note("value_partly_redacted", "contract_number",
                           "a contract's number runs into a redacted region");
    }
  }
}

// Contracts that were put into one file: another number at the top of a page on which parties are
// named anew.
void review_several(const Reading& reading, const Fields& fields, const Chosen& chosen,
                    Review& review) {
  if (chosen.contract == nullptr) return;
  constexpr std::int64_t kTop = 700;  // characters of a page before its sentences
  constexpr std::size_t kOpening = 3'000;
  constexpr double kSure = 0.7;
  const std::string& text = reading.prose.flat;
  const auto begins_contract = [&](const Evidence& evidence) {
    if (evidence.begin > kTop) return false;
    const std::size_t page = reading.document.page_begin(evidence.page);
    const std::string_view opening = std::string_view(text).substr(page, kOpening);
    return opening.find("CELEBRA") != std::string_view::npos ||
           opening.find("ENTRE LOS SUSCRITOS") != std::string_view::npos ||
           opening.find("BY AND BETWEEN") != std::string_view::npos;
  };
  const auto own = [&](int page) {
    const auto& evidence = chosen.contract->evidence;
    return std::any_of(evidence.begin(), evidence.end(),
                       [&](const Evidence& e) { return e.page == page && e.begin <= kTop; });
  };
  for (const NumberField& number : fields.numbers) {
    if (number.role != "contract" || number.confidence < kSure || &number == chosen.contract)
      continue;
    for (const Evidence& evidence : number.evidence) {
      if (own(evidence.page) || !begins_contract(evidence)) continue;
      return review.note(
          "several_contracts", "contract_number",
          "page " + std::to_string(evidence.page) + " begins another contract, " + number.value);
    }
  }
}

}  // namespace

std::vector<NeedsReview> review(const Reading& reading, const Fields& fields, const Chosen& chosen,
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
  review_several(reading, fields, chosen, review);
  review_hidden_number(reading, review);
  review_amount(reading, chosen, amounts, review);
  review_parties(chosen, parties, review);
  review_recognition(reading, chosen, review);
  return std::move(review.notes);
}

}  // namespace tachado::fields
