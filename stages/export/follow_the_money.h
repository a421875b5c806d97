// The batch as FollowTheMoney entities, one a line, for Aleph and its kin. Included by .cc files
// only (third-party types).
#pragma once

#include <memory>

#include "stages/export/document_visitor.h"

namespace tachado::exporting {

// Of each document: Pages with a Page each, a Mention of every party, and the party itself
// (Company, PublicBody, Person or LegalEntity); of contracts and orders also the Contract and its
// ContractAward. The same company or contract has the same id in every document: readers merge
// them.
[[nodiscard]] std::unique_ptr<DocumentVisitor> make_follow_the_money(TextSink sink);

}  // namespace tachado::exporting
