// Why a person should look at a document's answers.
#pragma once

#include <vector>

#include "stages/fields/amounts.h"
#include "stages/fields/parties.h"
#include "stages/model/fields.h"

namespace tachado::fields {

// What the summary rests on.
struct Chosen {
  const NumberField* contract = nullptr;
  const NumberField* rival_contract = nullptr;  // the next best number of the same role
  const Amount* amount = nullptr;
  const Amount* rival_amount = nullptr;
  const Party* supplier = nullptr;
  const Party* buyer = nullptr;
};

// Codes: amount_words_differ, sum_differs, two_candidates, low_ocr_confidence, check_digit,
// name_differs_from_tax_id, value_partly_redacted, number_repaired, name_repaired, tax_id_repaired,
// several_contracts.
[[nodiscard]] std::vector<NeedsReview> review(const Reading& reading, const Fields& fields,
                                              const Chosen& chosen,
                                              const std::vector<Amount>& amounts,
                                              const Parties& parties);

}  // namespace tachado::fields
