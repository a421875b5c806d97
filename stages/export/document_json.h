// The document JSON, schema tachado/document/1, written page by page.
//
// Line feeds stand between members only, and always in the same places: a page's words are one line
// that begins with `"words":`, each of its redactions is a line. Deterministic; clean UTF-8; no
// call fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/model/document.h"

namespace tachado::exporting {

inline constexpr std::string_view kDocumentSchema = "tachado/document/1";
// How the line of a page's words begins.
inline constexpr std::string_view kWordsLine = "\"words\":";
inline constexpr std::string_view kVersion = "0.1.0";

// Everything before the pages, up to and including `"pages":[` and a line feed.
void write_document_begin(std::string& out, const DocumentInfo& info);
// One page. `grounds` of its redactions must be set by now.
void write_page(std::string& out, const Page& page, bool first);
void write_document_end(std::string& out);

// The two halves of write_page, for a caller that learns the grounds only after the last page: all
// but the redactions (nearly all of the bytes, may lie in a file meanwhile), then these.
void write_page_head(std::string& out, const Page& page, bool first);
void write_page_redactions(std::string& out, const std::vector<Redaction>& redactions);

// A written document as its line of documents.jsonl: the same without words, and a line feed. A
// document too large for memory may be given line by line, the line feed taken off all but the
// last.
void write_document_line(std::string& out, std::string_view document);

// summary.csv and failures.csv. RFC 4180; cells that a spreadsheet would run as a formula are
// defused by an apostrophe. Rows end with CR LF.
[[nodiscard]] std::string summary_csv_header();
[[nodiscard]] std::string summary_csv_row(const DocumentInfo& info);
[[nodiscard]] std::string failures_csv_header();
// A row for each problem of a document that is not ok; none for one that is.
[[nodiscard]] std::string failures_csv_rows(const DocumentInfo& info);

}  // namespace tachado::exporting
