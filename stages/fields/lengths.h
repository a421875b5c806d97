// Ends of contracts that are told as a length: "75 días naturales contados a partir de la firma".
#pragma once

#include <vector>

#include "stages/fields/reading.h"
#include "stages/model/fields.h"

namespace tachado::fields {

// Adds an `end` for each length that stands in words about the term and has a day to count from:
// one that is named with it, or the day of signing. The rule says how it was counted, as in
// length.natural_days_from_signing. Working days are not resolved: holidays are not known.
void resolve_lengths(const Reading& reading, std::vector<DateField>& dates);

// `days` or `months` after a day; with `inclusive` the first day counts, so that a year from 1
// January on ends on 31 December.
struct Length {
  int days = 0;
  int months = 0;
};
[[nodiscard]] std::string end_of(const std::string& iso_day, Length length, bool inclusive);

}  // namespace tachado::fields
