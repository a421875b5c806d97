// Names of watch lists that stand in a document.
#pragma once

#include <vector>

#include "stages/fields/reading.h"
#include "stages/model/fields.h"

namespace tachado::fields {

// One entry for each watched name, with all places. Names are leads: match is "name", never a
// finding; cleared entries keep their status.
[[nodiscard]] std::vector<WatchlistField> find_watched(const Reading& reading);

}  // namespace tachado::fields
