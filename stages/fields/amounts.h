// Sums of money with currency, role, tax and their words.
#pragma once

#include <optional>
#include <vector>

#include "stages/fields/reading.h"
#include "stages/model/fields.h"

namespace tachado::fields {

struct Amount {
  AmountField field;
  Span span;                       // in prose
  bool plain = false;              // no currency sign or word beside it
  double role_score = 0;           // how plainly its words give it its role, 0 to 1
  std::optional<bool> sum_agrees;  // of a total: whether subtotal and tax add up to it
  bool hidden = false;             // the words or digits run into a redacted region
};

// All sums of the document, in order; roles by the clause and the words that they stand in.
[[nodiscard]] std::vector<Amount> find_amounts(const Reading& reading);

}  // namespace tachado::fields
