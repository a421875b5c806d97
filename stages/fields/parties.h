// Who contracts with whom: supplier, buyer, their representatives and members.
#pragma once

#include <string>
#include <vector>

#include "stages/fields/identifiers.h"
#include "stages/fields/party_book.h"
#include "stages/fields/reading.h"

namespace tachado::fields {

struct Parties {
  std::vector<Party> found;         // best first
  std::vector<std::string> hidden;  // roles whose name lies under a redaction
};

// Parties from labels, from the heading, from the sentences that name them and from the signatures,
// one entry for each name and role, tax identifiers attached.
[[nodiscard]] Parties find_parties(const Reading& reading, const std::vector<Identifier>& in_prose,
                                   const std::vector<Identifier>& in_rows);

}  // namespace tachado::fields
