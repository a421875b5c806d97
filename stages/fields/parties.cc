#include "stages/fields/parties.h"

#include <algorithm>

namespace tachado::fields {

Parties find_parties(const Reading& reading, const std::vector<Identifier>& in_prose,
                     const std::vector<Identifier>& in_rows) {
  PartyBook book(reading);
  parties_from_labels(reading, book);
  parties_from_sentences(reading, book);
  parties_from_signatures(reading, book);
  if (book.has("supplier") && !book.has("buyer")) buyer_from_letterhead(reading, book);
  // From here on the parties stand; identifiers do not make new ones.
  attach_identifiers(reading, in_prose, in_rows, book);
  Parties result;
  result.found = std::move(book.parties());
  result.hidden = book.hidden_roles();
  return result;
}

}  // namespace tachado::fields
