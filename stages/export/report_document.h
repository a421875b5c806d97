// A document's page of the report. Included by .cc files only (third-party types).
#pragma once

#include <string>

#include "stages/export/document_visitor.h"
#include "stages/export/report.h"

namespace tachado::exporting {

// Writes the page as it sees the document: first all that is known of it as a whole, then a section
// for each page. `id` is that of the document in the report.
[[nodiscard]] std::unique_ptr<DocumentVisitor> make_report_document(const ReportOptions& options,
                                                                    const std::string& id,
                                                                    TextSink sink);

}  // namespace tachado::exporting
