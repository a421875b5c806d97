// Names and tax identifiers of watch lists that stand in a document.
#pragma once

#include <vector>

#include "stages/fields/identifiers.h"
#include "stages/fields/reading.h"
#include "stages/fields/watch_index.h"
#include "stages/model/fields.h"

namespace tachado::fields {

// One entry for each watched name, with all its places. An equal tax identifier is a match
// ("tax_id"); a name alone is a lead ("name"), with how much of it is the same. Cleared entries
// keep their status. Rules: watch.tax_id, watch.name, watch.name_misread.
[[nodiscard]] std::vector<WatchlistField> find_watched(const Reading& reading,
                                                       const WatchIndex& index,
                                                       const std::vector<Identifier>& identifiers);

}  // namespace tachado::fields
