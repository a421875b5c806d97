// Documents for the tests of exports, as JSON: hand-made ones, and all kinds of them from seeds.
#pragma once

#include <string>

#include "stages/export/document_json.h"
#include "tests/support/model_samples.h"

namespace tachado::testing {

// What a test says about a document.
struct Sketch {
  std::string path = "a.pdf";
  std::string kind = "contract";
  std::optional<std::string> number;
  std::optional<std::int64_t> amount_minor;
  std::optional<std::string> supplier;
  std::optional<std::string> buyer;
  std::optional<std::string> date;
  std::string text;
  int redactions = 0;
};

inline std::string document_of(const Sketch& sketch) {
  DocumentInfo info;
  info.status = Status::ok;
  info.source.path = sketch.path;
  info.source.sha256 = std::string(64, 'a');
  info.metadata.pages = 1;
  info.pages_examined = 1;
  FieldsSummary& summary = info.fields.summary;
  summary.document_kind = sketch.kind;
  summary.contract_number = sketch.number;
  summary.amount_minor = sketch.amount_minor;
  if (sketch.amount_minor) summary.currency = "MXN";
  summary.supplier_name = sketch.supplier;
  summary.buyer_name = sketch.buyer;
  summary.date_signed = sketch.date;
  info.redactions.count = sketch.redactions;
  info.redactions.level = sketch.redactions > 10 ? "heavy" : "none";
  Page page;
  page.width = 612;
  page.height = 792;
  page.text = sketch.text;
  for (int i = 0; i < sketch.redactions; ++i) {
    Redaction redaction;
    redaction.id = "p1-r" + std::to_string(i + 1);
    redaction.box = {10, 10.0 * i, 100, 10.0 * i + 8};
    page.redactions.push_back(redaction);
  }
  std::string json;
  exporting::write_document_begin(json, info);
  exporting::write_page(json, page, true);
  exporting::write_document_end(json);
  return json;
}

// Every member set to something, `pages` pages.
inline std::string sample_document(std::uint64_t seed, int pages) {
  Samples samples(seed);
  std::string json;
  exporting::write_document_begin(json, samples.document(pages));
  for (int number = 1; number <= pages; ++number) {
    exporting::write_page(json, samples.page(number), number == 1);
  }
  exporting::write_document_end(json);
  return json;
}

}  // namespace tachado::testing
