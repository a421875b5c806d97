// The best answer of each kind, or none: an answer that is not sure is worse than none.
#pragma once

#include <vector>

#include "stages/fields/amounts.h"
#include "stages/fields/explain.h"
#include "stages/fields/parties.h"
#include "stages/fields/reading.h"
#include "stages/model/fields.h"

namespace tachado::fields {

// `weighed` gets every candidate, where it is there.
[[nodiscard]] FieldsSummary summarise(const Reading& reading, const Fields& fields,
                                      const std::vector<Amount>& amounts, const Parties& parties,
                                      std::vector<Weighed>* weighed);

}  // namespace tachado::fields
