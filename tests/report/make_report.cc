// Writes a report over made-up documents into a folder: for the tests in a browser and for
// measuring. Every text in every third document tries to be markup and script; the first document
// has 300 pages.
//
// usage: make_report FOLDER DOCUMENTS [JSON_FOLDER]: the documents themselves, too
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "stages/export/document_json.h"
#include "stages/export/report.h"

namespace tachado {
namespace {

constexpr const char* kHostile =
    "<script>window.hacked=1</script>\"'><img src=x onerror=\"hacked=1\">";
constexpr int kManyPages = 300;
// Of a page: as in contracts, for measuring; enough to be found, for the browser.
constexpr int kUsualWords = 380;
constexpr int kFewWords = 40;

// A small generator of its own: the same documents on every machine.
class Numbers {
 public:
  explicit Numbers(unsigned seed) : state_(seed * 2654435761U + 12345) {}
  unsigned below(unsigned limit) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 8U) % limit;
  }

 private:
  unsigned state_;
};

std::string prose(Numbers& numbers, int words) {
  constexpr std::array kWords{"contrato",   "servicio",    "cámaras",   "videovigilancia",
                              "proveedor",  "entrega",     "municipio", "secretaría",
                              "garantía",   "fianza",      "importe",   "cláusula",
                              "suministro", "instalación", "el",        "la",
                              "de",         "para",        "conforme",  "vigencia",
                              "rescisión",  "anexo",       "técnico",   "equipos"};
  std::string text;
  for (int i = 0; i < words; ++i) {
    // A tail of rare words, as names and numbers are.
    text += numbers.below(6) == 0 ? fmt::format("palabra{}", numbers.below(60000))
                                  : kWords[numbers.below(kWords.size())];
    text += i % 12 == 11 ? '\n' : ' ';
  }
  return text;
}

Page page_of(int number, Numbers& numbers, int words_wanted, bool hostile, int redactions) {
  Page page;
  page.number = number;
  page.width = 612;
  page.height = 792;
  page.text = (hostile ? kHostile : "") + prose(numbers, words_wanted);
  for (int i = 0; i < 45; ++i) page.lines.push_back({{72, 72 + 15.0 * i, 540, 84 + 15.0 * i}, 0});
  int offset = 0;
  std::istringstream words(page.text);
  for (std::string text; words >> text; ++offset) {
    Word word;
    word.text = text;
    const int row = offset / 12;
    const double x = 72.0 + 37 * (offset % 12);
    const double y = 72.0 + 15 * row;
    word.box = {x, y, x + 33, y + 12};
    word.line = std::min(44, offset / 12);
    word.offset = offset * 8;
    page.words.push_back(word);
  }
  for (int i = 0; i < redactions; ++i) {
    Redaction redaction;
    redaction.id = fmt::format("p{}-r{}", number, i + 1);
    redaction.box = {100, 100.0 + 30 * i, 250, 115.0 + 30 * i};
    redaction.confidence = 0.97;
    redaction.hides = {"brand", hostile ? kHostile : "marca █", 0.9};
    if (hostile) redaction.label = kHostile;
    redaction.soundness = i % 2 == 0 ? Soundness::sound : Soundness::failed;
    if (i % 2 == 1) redaction.findings.push_back({.kind = "box_over_text", .characters = 12});
    page.redactions.push_back(redaction);
  }
  return page;
}

Evidence evidence_on(int page, bool hostile) {
  Evidence evidence;
  evidence.page = page;
  evidence.box = {72, 200, 300, 215};
  evidence.text = hostile ? kHostile : "$61,310,877.00";
  return evidence;
}

DocumentInfo info_of(int index, int pages, Numbers& numbers, bool hostile) {
  DocumentInfo info;
  const std::string spoilt = hostile ? kHostile : "";
  info.source.path = fmt::format("contratos/{:05}{}.pdf", index, spoilt);
  info.source.sha256 = fmt::format("{:064x}", index);
  info.source.bytes = 100000;
  info.source.media_type = "application/pdf";
  info.metadata.pages = pages;
  info.metadata.title = spoilt;
  info.pages_examined = pages;
  info.status = index % 40 == 39 ? Status::partial : Status::ok;
  if (hostile) info.problems.push_back({"extract", 1, ProblemKind::damaged, kHostile});
  const int redactions = index % 5 == 0 ? 12 : index % 5;
  info.redactions.count = redactions;
  info.redactions.content_share = redactions * 0.006;
  info.redactions.level = redactions > 10  ? "heavy"
                          : redactions > 2 ? "moderate"
                          : redactions > 0 ? "light"
                                           : "none";
  info.redactions.failed = redactions / 2;
  FieldsSummary& summary = info.fields.summary;
  summary.document_kind = index % 9 == 8 ? "amendment" : "contract";
  summary.contract_number = fmt::format("SSP/{:04}/{}{}", index / 3, 2018 + index % 6, spoilt);
  summary.amount_minor = std::int64_t{100} * numbers.below(90000000);
  summary.currency = "MXN";
  summary.supplier_name = fmt::format("Proveedora {} S.A. de C.V.{}", numbers.below(300), spoilt);
  summary.buyer_name = fmt::format("Municipio {}{}", numbers.below(40), spoilt);
  summary.date_signed = fmt::format("{}-05-16", 2018 + index % 6);
  summary.subject = "Cámaras de videovigilancia" + spoilt;
  if (index % 7 == 0)
    summary.needs_review.push_back({"amount_words_differ", "amount", "digits" + spoilt});
  AmountField amount;
  amount.minor_units = *summary.amount_minor;
  amount.currency = "MXN";
  amount.role = "total";
  amount.evidence = {evidence_on(pages, hostile)};
  info.fields.fields.amounts.push_back(amount);
  PartyField party;
  party.name = *summary.supplier_name;
  party.role = "supplier";
  party.evidence = {evidence_on(1, hostile)};
  info.fields.fields.parties.push_back(party);
  return info;
}

std::string document_of(int index, int words) {
  Numbers numbers(static_cast<unsigned>(index));
  const bool hostile = index % 3 == 2;
  const int pages = index == 0 ? kManyPages : 3 + static_cast<int>(numbers.below(12));
  const DocumentInfo info = info_of(index, pages, numbers, hostile);
  std::string json;
  exporting::write_document_begin(json, info);
  for (int number = 1; number <= pages; ++number) {
    const int redactions = number == 1 ? *info.redactions.count : 0;
    Page page = page_of(number, numbers, words, hostile, redactions);
    if (index == 3 && number == 2) page.text += " ornitorrinco";
    exporting::write_page(json, page, number == 1);
  }
  exporting::write_document_end(json);
  return json;
}

int make(const std::string& folder, int count, const std::string& json_folder) {
  const auto report = exporting::Report::begin(folder, {});
  if (!report) return 1;
  for (int i = 0; i < count; ++i) {
    const std::string json = document_of(i, json_folder.empty() ? kFewWords : kUsualWords);
    if (!json_folder.empty()) std::ofstream(fmt::format("{}/{:05}.json", json_folder, i)) << json;
    std::istringstream in(json);
    const auto added = (*report)->add(fmt::format("{}", i), in);
    if (!added) return 1;
    // What the test has to draw pictures for.
    if (i == 0) fmt::print("{} {}\n", added->id, added->pages);
  }
  return (*report)->finish() ? 0 : 1;
}

}  // namespace
}  // namespace tachado

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  return tachado::make(argv[1], std::stoi(argv[2]), argc > 3 ? argv[3] : "");
}
