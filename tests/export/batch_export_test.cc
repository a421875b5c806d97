#include "stages/export/batch_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

#include "tests/export/batch.h"

namespace tachado::exporting {
namespace {

using tachado::testing::document_of;
using tachado::testing::sample_document;
using ::testing::ElementsAre;

std::string exported(StreamFormat format, const std::vector<std::string>& documents,
                     Privacy privacy = {}) {
  std::string out;
  const auto stream = stream_export(format, privacy, [&](std::string_view piece) { out += piece; });
  for (const std::string& document : documents) {
    std::istringstream in(document);
    EXPECT_TRUE(stream->add(in));
  }
  EXPECT_TRUE(stream->finish());
  return out;
}

// Cells of a table, by RFC 4180.
std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
      rows.back().back() += csv[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\r') {
      ++i;
      rows.push_back({""});
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

TEST(StreamExport, JsonLinesAreTheDocumentsWithoutWords) {
  const std::string document = sample_document(7, 3);
  const std::string lines = exported(StreamFormat::jsonl, {document, document}, {.reveal = true});
  nlohmann::json expected = nlohmann::json::parse(document);
  for (auto& page : expected["pages"]) page.erase("words");
  std::istringstream in(lines);
  std::string line;
  int count = 0;
  for (; std::getline(in, line); ++count) EXPECT_EQ(nlohmann::json::parse(line), expected);
  EXPECT_EQ(count, 2);
}

TEST(StreamExport, NothingIsRevealedUnlessAsked) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const std::string lines = exported(StreamFormat::jsonl, {sample_document(seed, 2)});
    const nlohmann::json document = nlohmann::json::parse(lines);
    for (const auto& leak : document["redactions"]["leaks"]) EXPECT_TRUE(leak["text"].is_null());
    for (const auto& page : document["pages"]) {
      for (const auto& redaction : page["redactions"]) {
        for (const auto& finding : redaction["findings"]) EXPECT_TRUE(finding["text"].is_null());
      }
    }
  }
}

TEST(StreamExport, CsvHasARowADocument) {
  const auto rows =
      rows_of(exported(StreamFormat::csv_documents, {document_of({.path = "=1+1.pdf",
                                                                  .number = "A/1",
                                                                  .amount_minor = 123456,
                                                                  .supplier = "Uno, S.A.",
                                                                  .redactions = 2}),
                                                     sample_document(3, 1)}));
  ASSERT_EQ(rows.size(), 3U);
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  const auto at = [&](const std::string& column) {
    for (std::size_t i = 0; i < rows[0].size(); ++i) {
      if (rows[0][i] == column) return rows[1][i];
    }
    return std::string("(no such column)");
  };
  EXPECT_EQ(at("path"), "'=1+1.pdf");  // a spreadsheet does not run it
  EXPECT_EQ(at("amount"), "1234.56");
  EXPECT_EQ(at("currency"), "MXN");
  EXPECT_EQ(at("contract_number"), "A/1");
  EXPECT_EQ(at("number_key"), "a-1");
  EXPECT_EQ(at("supplier_key"), "uno");
  EXPECT_EQ(at("redactions"), "2");
  EXPECT_EQ(at("tender_number"), "");
}

TEST(StreamExport, CsvOfRedactionsHasARowEach) {
  const auto rows = rows_of(
      exported(StreamFormat::csv_redactions, {document_of({.path = "a.pdf", .redactions = 2}),
                                              document_of({.path = "b.pdf", .redactions = 1})}));
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_THAT(std::vector<std::string>(rows[2].begin(), rows[2].begin() + 7),
              ElementsAre("a.pdf", "p1-r2", "1", "10", "10", "100", "18"));
  EXPECT_EQ(rows[3][0], "b.pdf");
}

TEST(StreamExport, EveryRowHasItsTablesColumns) {
  for (const StreamFormat format :
       {StreamFormat::csv_documents, StreamFormat::csv_fields, StreamFormat::csv_redactions}) {
    std::vector<std::string> documents;
    for (std::uint64_t seed = 0; seed < 20; ++seed) documents.push_back(sample_document(seed, 2));
    const auto rows = rows_of(exported(format, documents));
    EXPECT_GT(rows.size(), 20U);
    for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  }
}

TEST(StreamExport, RefusesWhatIsNoDocument) {
  const auto stream = stream_export(StreamFormat::csv_documents, {}, [](std::string_view) {});
  std::istringstream in("{\"schema\":\"other\",\"pages\":[]}");
  const auto added = stream->add(in);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ProblemKind::damaged);
}

}  // namespace
}  // namespace tachado::exporting
