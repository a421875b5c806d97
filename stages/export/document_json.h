// The document JSON, schema tachado/document/1, written page by page.
#pragma once

#include <string>
#include <vector>

#include "stages/model/document.h"

namespace tachado::exporting {

inline constexpr std::string_view kDocumentSchema = "tachado/document/1";
inline constexpr std::string_view kVersion = "0.1.0";

// Everything before the pages, up to and including `"pages": [`. Deterministic; UTF-8; ends with a
// line feed.
void write_document_begin(std::string& out, const DocumentInfo& info);
// One page. `grounds` of its redactions must be set by now.
void write_page(std::string& out, const Page& page, bool first);
void write_document_end(std::string& out);

// The document without pages' words, as one line: documents.jsonl.
void write_document_line(std::string& out, const DocumentInfo& info);

// summary.csv and failures.csv. RFC 4180; cells that a spreadsheet would run as a formula are
// defused.
[[nodiscard]] std::string summary_csv_header();
[[nodiscard]] std::string summary_csv_row(const DocumentInfo& info);
[[nodiscard]] std::string failures_csv_header();
[[nodiscard]] std::string failures_csv_rows(const DocumentInfo& info);

}  // namespace tachado::exporting
