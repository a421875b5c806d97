#include <gtest/gtest.h>

#include "stages/export/document_json.h"

namespace tachado::exporting {
namespace {

std::size_t cells(std::string_view row) {
  std::size_t count = 1;
  bool quoted = false;
  for (const char c : row) {
    if (c == '"') quoted = !quoted;
    if (c == ',' && !quoted) ++count;
  }
  return count;
}

TEST(SummaryCsv, WritesARow) {
  DocumentInfo info;
  info.source.path = "contracts/a, b.pdf";
  info.source.sha256 = "00";
  info.status = Status::partial;
  info.metadata.pages = 20;
  info.pages_examined = 19;
  info.fields.summary.document_kind = "contract";
  info.fields.summary.subject = "dos\nlíneas y \"comillas\"";
  info.fields.summary.amount_minor = -5;
  info.redactions.count = 6;
  info.redactions.content_share = 1.0 / 32;
  info.redactions.hidden_fields = {"brand", "model"};
  info.fields.summary.needs_review = {{"amount_words_differ", "amount", "text"}, {"other", {}, ""}};
  EXPECT_EQ(
      summary_csv_row(info),
      "contract,\"dos\nlíneas y \"\"comillas\"\"\",,,-0.05,,,,,,,,20,19,6,0.03125,,,,"
      "\"brand; model\",,,\"amount_words_differ; other\",partial,\"contracts/a, b.pdf\",00\r\n");
  EXPECT_EQ(cells(summary_csv_row(info)), cells(summary_csv_header()));
}

TEST(SummaryCsv, DefusesFormulas) {
  const std::pair<std::string, std::string> cases[] = {
      {"=1+1", "'=1+1"},
      {"+52 55 1234", "'+52 55 1234"},
      {"-2", "'-2"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"\t=1", "\"'\t=1\""},
      {"\r=1", "\"'\r=1\""},
      {"\n=1", "\"'\n=1\""},
      {"  =1", "'  =1"},
      {"＝1", "'＝1"},
      {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
      {std::string("a\0b", 3), "a b"},
      {"a\xF1o", "a\xEF\xBF\xBDo"},
      {"a=b", "a=b"},
      {"a;b", "\"a;b\""},
  };
  for (const auto& [text, cell] : cases) {
    DocumentInfo info;
    info.fields.summary.document_kind = text;
    EXPECT_EQ(summary_csv_row(info).substr(0, cell.size() + 1), cell + ",");
  }
}

TEST(SummaryCsv, DefusesEveryElementOfAList) {
  DocumentInfo info;
  info.fields.summary.watchlist_leads = {"a", "=cmd|' /C calc'!A0"};
  EXPECT_NE(summary_csv_row(info).find("\"a; '=cmd|' /C calc'!A0\""), std::string::npos);
}

TEST(FailuresCsv, HasARowForEachProblem) {
  DocumentInfo info;
  info.source.path = "=a.pdf";
  info.problems = {{"extract", 3, ProblemKind::damaged, "one"},
                   {"pipeline", std::nullopt, ProblemKind::crash, "two, three"}};
  EXPECT_EQ(failures_csv_rows(info), "") << "a document that is ok has no failures";
  info.status = Status::failed;
  EXPECT_EQ(failures_csv_header(), "path,status,stage,page,kind,message,sha256\r\n");
  EXPECT_EQ(failures_csv_rows(info),
            "'=a.pdf,failed,extract,3,damaged,one,\r\n"
            "'=a.pdf,failed,pipeline,,crash,\"two, three\",\r\n");
}

}  // namespace
}  // namespace tachado::exporting
