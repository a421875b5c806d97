// No text makes a rule, or a reader, take long: time is counted in the process's own seconds.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "stages/fields/fields.h"
#include "stages/fields/fold.h"
#include "stages/fields/rules.h"
#include "tests/fields/page_text.h"

namespace tachado::fields {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;
// Processor time for a megabyte, the best of some tries: what else the machine does slows a try by
// more than its half.
constexpr double kMaxRuleSeconds = 0.05;
constexpr int kTries = 10;
// Sanitizers and debug builds take their share; an unbounded reader would take minutes.
constexpr double kMaxDocumentSeconds = 20;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string repeated(const std::string& piece) {
  std::string text;
  while (text.size() < kMegabyte) text += piece;
  return text;
}

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts{
      repeated("CONTRATO DE DE DE DE DE DE DE DE DE "),
      repeated("CONTRATO A-A-A-A-A-A-A-A-A-"),
      repeated("NUMERO DE CONTRATO "),
      repeated("SE FIRMA A LOS "),
      repeated("1.1.1.1,1'1"),
      repeated("$$$$ $1,"),
      repeated("MIL MILLONES "),
      repeated("S.A. DE C.V. "),
      repeated("OBJETO: "),
      repeated("A"),
      repeated("PRIMERA.- "),
      repeated("FECHA 1 DE ENERO DE "),
      repeated("LICITACION PUBLICA INVITACION "),
      repeated(" ,.-/"),
  };
  return texts;
}

TEST(Hostile, NoRuleTakesLong) {
  const auto rules = Rules::load({});
  ASSERT_TRUE(rules.has_value());
  for (const std::string& text : hostile_texts()) {
    const Marks marks((*rules)->data(), text);
    for (std::size_t i = 0; i < (*rules)->data().rules.size(); ++i) {
      double best = kMaxDocumentSeconds;
      std::size_t hits = 0;
      for (int t = 0; t < kTries && best >= kMaxRuleSeconds; ++t) {
        const double begin = cpu_seconds();
        hits = marks.find_by(i).size();
        best = std::min(best, cpu_seconds() - begin);
      }
      EXPECT_LT(best, kMaxRuleSeconds) << (*rules)->data().rules[i].source.name << " on "
                                       << text.substr(0, 20) << ", " << hits << " hits";
    }
  }
}

// A signature's place, or the rest of a page: no rule gives up what follows.
TEST(Hostile, BlanksAreNoLimit) {
  const auto rules = Rules::load({});
  ASSERT_TRUE(rules.has_value());
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += "PRESENTE CONTRATO.\n" + std::string(2000, ' ') + "\nFIRMAS ";
  const Marks marks((*rules)->data(), text);
  for (std::size_t i = 0; i < (*rules)->data().rules.size(); ++i) (void)marks.find_by(i);
  EXPECT_EQ(marks.limited(), std::vector<std::string>{});
}

TEST(Hostile, NoDocumentTakesLong) {
  const auto rules = Rules::load({});
  ASSERT_TRUE(rules.has_value());
  for (const std::string& text : hostile_texts()) {
    Page page;
    page.text = text;  // one line of a megabyte, no words
    const double begin = cpu_seconds();
    Collector collector(*rules);
    collector.add(page);
    const FieldsResult result = collector.finish({}, {});
    EXPECT_LT(cpu_seconds() - begin, kMaxDocumentSeconds) << text.substr(0, 20);
  }
}

}  // namespace
}  // namespace tachado::fields
