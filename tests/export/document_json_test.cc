#include "stages/export/document_json.h"

#include <gtest/gtest.h>

#include "tests/support/model_samples.h"

namespace tachado::exporting {
namespace {

DocumentInfo small_document() {
  DocumentInfo info;
  info.options_hash = "00ff";
  info.source = {"a.pdf", std::nullopt, std::string(64, '0'), 9, "application/pdf", {{"url", "u"}}};
  info.status = Status::partial;
  info.problems = {{"ocr", 2, ProblemKind::timeout, "took more than 60 s"}};
  info.metadata.pages = 2;
  info.metadata.created = "2022-05-16T10:00:00-06:00";
  info.pages_examined = 1;
  info.fields.language = "spa";
  info.fields.summary.amount_minor = 6131087700;
  info.fields.summary.currency = "MXN";
  AmountField amount;
  amount.minor_units = 6131087700;
  amount.currency = "MXN";
  amount.role = "total";
  amount.confidence = 0.98;
  amount.rule = "total";
  amount.evidence = {{1, {72, 90.126, 100, 101}, 3, 9, "$61,310,877.00", "text"}};
  info.fields.fields.amounts = {amount};
  return info;
}

Page small_page() {
  Page page;
  page.number = 1;
  page.width = 612;
  page.height = 792;
  page.text_source = TextSource::text;
  page.lines = {{{72, 90, 140.256, 101}, 0}};
  Word word;
  word.text = "año";
  word.box = {72, 90, 90.5, 101};
  page.words = {word};
  word.text = "██";
  word.confidence = 0.5;
  page.words.push_back(word);
  assemble_text(page);
  Redaction redaction;
  redaction.id = "p1-r1";
  redaction.box = {91, 90, 140, 101};
  redaction.confidence = 0.99;
  redaction.soundness = Soundness::sound;
  redaction.grounds = {0};
  redaction.checks = {"text_under"};
  page.redactions = {redaction};
  return page;
}

constexpr std::string_view kBegin =
    R"({"schema":"tachado/document/1",
"tool":{"name":"tachado","version":"0.1.0","options_hash":"00ff"},
"source":{"path":"a.pdf","path_bytes":null,"sha256":"0000000000000000000000000000000000000000000000000000000000000000","bytes":9,"media_type":"application/pdf","manifest":{"url":"u"}},
"status":"partial",
"problems":[{"stage":"ocr","page":2,"kind":"timeout","message":"took more than 60 s"}],
"metadata":{"title":null,"author":null,"producer":null,"created":"2022-05-16T10:00:00-06:00","modified":null,"pages":2,"encrypted":false,"revisions":1,"signatures":[],"attachments":[]},
"language":"spa",
"summary":{"document_kind":null,"subject":null,"contract_number":null,"tender_number":null,"amount":61310877.00,"currency":"MXN","amount_minimum":null,"amount_maximum":null,"supplier_name":null,"supplier_tax_id":null,"buyer_name":null,"date_signed":null,"pages":2,"pages_examined":1,"redactions":null,"redacted_share":null,"redaction_level":null,"failed_redactions":null,"leaks":null,"redacted_fields":[],"watchlist_matches":[],"watchlist_leads":[],"needs_review":[]},
"fields":{"numbers":[],"amounts":[{"value":61310877.00,"currency":"MXN","role":"total","tax":"unknown","words":null,"words_agree":null,"confidence":0.98,"rule":"total","evidence":[{"page":1,"bbox":[72,90.13,100,101],"span":[3,9],"text":"$61,310,877.00","source":"text"}]}],"parties":[],"dates":[],"identifiers":[],"items":[],"watchlist":[]},
"redactions":{"count":null,"pages":[],"area_share":null,"content_share":null,"characters_estimated":null,"level":null,"failed":null,"unverified":null,"kinds":{},"grounds":[],"checks":[],"leaks":[]},
"pages":[
)";

constexpr std::string_view kPage =
    R"({"number":1,"label":null,"width":612,"height":792,"rotation":0,"examined":true,"text_source":"text","ocr_reason":null,"text_quality":null,"ocr_confidence":null,
"text":"año ██\n",
"lines":[{"bbox":[72,90,140.26,101],"block":0}],
"words":[["año",72,90,90.5,101,0,0,null],["██",72,90,90.5,101,0,4,0.5]],
"redactions":[
{"id":"p1-r1","bbox":[91,90,140,101],"quad":null,"kind":"filled","color":"#000000","source":"raster","confidence":0.99,"label":null,"characters_estimated":0,"hides":{"what":"unknown","evidence":"","confidence":0},"grounds":[0],"soundness":"sound","checks":["text_under"],"findings":[]}]})";

TEST(DocumentJson, BeginsWithAllButThePages) {
  std::string out;
  write_document_begin(out, small_document());
  EXPECT_EQ(out, kBegin);
}

TEST(DocumentJson, WritesAPage) {
  std::string out;
  write_page(out, small_page(), true);
  EXPECT_EQ(out, kPage);
  out.clear();
  write_page(out, small_page(), false);
  EXPECT_EQ(out, ",\n" + std::string(kPage));
}

TEST(DocumentJson, HalvesOfAPageMakeThePage) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Page page = tachado::testing::Samples(seed).page(3);
    std::string whole;
    write_page(whole, page, false);
    std::string halves;
    write_page_head(halves, page, false);
    write_page_redactions(halves, page.redactions);
    EXPECT_EQ(halves, whole);
  }
}

TEST(DocumentJson, LineLeavesOutTheWordsAndTheLineFeeds) {
  std::string document;
  write_document_begin(document, small_document());
  write_page(document, small_page(), true);
  write_document_end(document);
  std::string line;
  write_document_line(line, document);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(line.find("\"words\":["), std::string::npos);
  EXPECT_NE(line.find(R"("block":0}],"redactions":[{"id")"), std::string::npos);
  EXPECT_NE(line.find(R"("text":"año ██\n")"), std::string::npos);
}

// Text that looks like the line of words is inside a string, where line feeds are escaped.
TEST(DocumentJson, LineIsNotMisledByText) {
  Page page = small_page();
  page.text = "a\n\"words\":[1],\n";
  std::string document;
  write_document_begin(document, small_document());
  write_page(document, page, true);
  write_document_end(document);
  std::string line;
  write_document_line(line, document);
  EXPECT_NE(line.find(R"("text":"a\n\"words\":[1],\n")"), std::string::npos);
}

struct Unknown {
  const char* what;
  DocumentInfo info;
  std::string piece;  // of the JSON
};

// "Not known" is null, never 0 or false.
TEST(DocumentJson, SaysNullWhereNothingIsKnown) {
  DocumentInfo unreadable;
  unreadable.status = Status::failed;
  unreadable.problems = {{"pipeline", std::nullopt, ProblemKind::io, "could not be read"}};
  DocumentInfo encrypted = unreadable;
  encrypted.problems[0].kind = ProblemKind::encrypted;
  DocumentInfo empty = unreadable;
  empty.source.sha256 = std::string(64, 'e');
  DocumentInfo sound = small_document();
  sound.redactions.failed = 0;
  const Unknown cases[] = {
      {"bytes of an unreadable file", unreadable,
       R"("sha256":null,"bytes":null,"media_type":null)"},
      {"facts of an unreadable file", unreadable,
       R"("pages":null,"encrypted":null,"revisions":null)"},
      {"facts of an encrypted file", encrypted,
       R"("pages":null,"encrypted":true,"revisions":null)"},
      {"an empty file", empty, R"("bytes":0,)"},
      {"leaks that were not looked for", small_document(),
       R"("failed_redactions":null,"leaks":null)"},
      {"leaks that were looked for", sound, R"("failed_redactions":0,"leaks":0)"},
  };
  for (const Unknown& each : cases) {
    std::string out;
    write_document_begin(out, each.info);
    EXPECT_NE(out.find(each.piece), std::string::npos) << each.what << "\n" << out;
  }
}

}  // namespace
}  // namespace tachado::exporting
