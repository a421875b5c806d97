// Who contracts with whom: supplier, buyer, their representatives and members.
#pragma once

#include <vector>

#include "stages/fields/identifiers.h"
#include "stages/fields/reading.h"
#include "stages/model/fields.h"

namespace tachado::fields {

struct Party {
  PartyField field;
  std::string key;                  // party_key of its name
  std::vector<std::size_t> places;  // in prose
};

// Parties from labels, from the heading, from the sentences that name them and from the signatures,
// one entry for each name and role, best first; tax identifiers attached.
[[nodiscard]] std::vector<Party> find_parties(const Reading& reading,
                                              const std::vector<Identifier>& identifiers,
                                              const std::vector<Identifier>& row_identifiers);

}  // namespace tachado::fields
