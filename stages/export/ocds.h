// The batch as an Open Contracting release package (OCDS 1.1). Included by .cc files only
// (third-party types).
#pragma once

#include <memory>

#include "stages/export/batch_export.h"
#include "stages/export/document_visitor.h"

namespace tachado::exporting {

// A release for each document that speaks of a contracting process: one with a contract or tender
// number, or a contract or order with an amount. Releases about one number and buyer share an ocid.
// Only what was found is written; where it was found, and how sure that is, stands under `tachado`.
[[nodiscard]] std::unique_ptr<DocumentVisitor> make_ocds(const Publication& publication,
                                                         TextSink sink);

}  // namespace tachado::exporting
