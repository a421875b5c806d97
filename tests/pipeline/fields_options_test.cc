// --watchlist, --rules and --explain through the whole command: what reaches the document, and what
// is said where a file is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "tests/pipeline/support.h"

namespace tachado::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

constexpr const char* kList =
    "name,aliases,tax_id,list,listed,status,url\n"
    "Novitech,,NOV100101AB2,Own list,2021-05-01,listed,\n"
    "Camaras del Golfo,,,Own list,2021-05-02,listed,\n";

class FieldsOptions : public ::testing::Test {
 protected:
  FieldsOptions() {
    PdfOptions options;
    int y = 680;
    for (const char* line : {"PROVEEDOR: NOVITECH, S.A. DE C.V.", "R.F.C.: NOV100101AB2",
                             "MONTO: $1,500,000.00 M.N.", "Marca: CAMARAS DEL GOLFO"}) {
      options.extra += "BT /F1 12 Tf 72 " + std::to_string(y) + " Td (" + line + ") Tj ET\n";
      y -= 24;
    }
    folder_.write("a.pdf", make_pdf({"CONTRATO No. DA/12/2020"}, options));
  }
  [[nodiscard]] Finished run(const std::vector<std::string>& more) const {
    std::vector<std::string> command{"run",   folder_ / "a.pdf", "-o", folder_ / "out", "--ocr",
                                     "never", "--jobs",          "1",  "--quiet"};
    command.insert(command.end(), more.begin(), more.end());
    return run_tachado(command);
  }
  // The work stream in front of `fields`.
  [[nodiscard]] std::string work() const {
    std::string stream = run_tachado({"extract", folder_ / "a.pdf"}).out;
    for (const char* stage : {"regions", "ocr", "redactions"})
      stream = run_tachado({stage}, stream).out;
    return stream;
  }

  TemporaryFolder folder_;
};

TEST_F(FieldsOptions, AWatchListReachesTheDocument) {
  const std::string list = folder_.write("list.csv", kList);
  const Finished finished = run({"--watchlist", list});
  ASSERT_EQ(finished.code, 0) << finished.err;
  const json document = json::parse(read_file(folder_ / "out/documents.jsonl"));
  EXPECT_EQ(document["summary"]["watchlist_matches"], json::array({"Novitech"}));
  EXPECT_EQ(document["summary"]["watchlist_leads"], json::array({"Camaras del Golfo"}));
  const json& match = document["fields"]["watchlist"][0];
  EXPECT_EQ(match["match"], "tax_id");
  EXPECT_EQ(match["list"], "Own list");
  EXPECT_EQ(match["listed"], "2021-05-01");
}

TEST_F(FieldsOptions, AListThatCannotBeReadIsNamedWithItsOption) {
  const std::string missing = folder_ / "missing.csv";
  const Finished none = run({"--watchlist", missing});
  EXPECT_EQ(none.code, 4);
  EXPECT_EQ(none.err, "tachado: error: --watchlist: " + missing +
                          " cannot be read: No such file or directory\n");
  const std::string odd = folder_.write("odd.csv", "x,y\n1,2\n");
  const Finished wrong = run({"--watchlist", odd});
  EXPECT_EQ(wrong.code, 4);
  EXPECT_EQ(wrong.err, "tachado: error: --watchlist: " + odd +
                           ":1: no header of a watch list; give a CSV with a column `name`, the "
                           "SAT's 69-B list, the consolidated screening list as JSON or a list of "
                           "sanctioned suppliers\n");
}

TEST_F(FieldsOptions, ARuleFileThatIsWrongIsNamedWithItsLine) {
  const std::string rules = folder_.write("my.rules", "rule a\n  kind nonsense\n");
  const Finished wrong = run({"--rules", rules});
  EXPECT_EQ(wrong.code, 4);
  EXPECT_THAT(wrong.err, HasSubstr("tachado: error: --rules: " + rules + ":2: "));
}

TEST_F(FieldsOptions, ExplainTellsHowAnswersWereReached) {
  const std::string list = folder_.write("list.csv", kList);
  const Finished told = run_tachado({"fields", "--explain", "--watchlist", list}, work());
  ASSERT_EQ(told.code, 0) << told.err;
  const auto said = [&](const std::string& text) { EXPECT_THAT(told.out, HasSubstr(text)); };
  said(
      "contract_number\n  * 0.87  “DA/12/2020”  rule contract.title; read 1 times\n"
      "      page 1, characters 13 to 23, text: “DA/12/2020”\n");
  said("tender_number\n    no candidate\n");
  said("amount\n  * ");
  said("“1500000.00 MXN”  rule amount.value_label; sum read 1 times\n");
  said("supplier_name\n  * ");
  said("“NOVITECH, S.A. DE C.V.”  rule party.supplier_label; named 1 times, MX-RFC NOV100101AB2");
  said("watchlist match\n    1.00  “Novitech”  Own list, listed; rule watch.tax_id\n");
  said("watchlist lead\n    1.00  “Camaras del Golfo”  Own list, listed; rule watch.name\n");
  said("needs_review check_digit of supplier_tax_id: NOV100101AB2 has a wrong check digit\n");
  // In place of the document.
  EXPECT_EQ(told.out.find('{'), std::string::npos);
}

}  // namespace
}  // namespace tachado::testing
