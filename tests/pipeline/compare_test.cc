// Public versions beside each other: words by hand, then the command on documents made here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

#include "pipeline/compare_align.h"
#include "pipeline/compare_text.h"
#include "tests/pipeline/support.h"
#include "tests/support/redaction_pairs.h"

namespace tachado::pipeline {
namespace {

using nlohmann::json;
using tachado::testing::Finished;
using tachado::testing::make_pdf;
using tachado::testing::run_tachado;
using tachado::testing::TemporaryFolder;
using ::testing::HasSubstr;

// "#" stands for a redaction of ten characters; a bar ends a line. `read`: by a recogniser.
VersionPage page_of(const std::string& text, int number = 1, bool read = false) {
  VersionPage page;
  page.number = number;
  std::istringstream words(text);
  int line = 0;
  std::int64_t offset = 0;
  double x = 0;
  for (std::string word; words >> word;) {
    if (word == "|") {
      ++line;
      x = 0;
      continue;
    }
    VersionWord one;
    one.line = line;
    one.offset = offset;
    one.text = word;
    if (word == "#") {
      one.text.clear();
      for (int i = 0; i < 10; ++i) one.text += "█";
      one.region = page.regions.size();
      const std::string id =
          "p" + std::to_string(number) + "-r" + std::to_string(page.regions.size() + 1);
      page.regions.push_back({id, "brand", {}});
    }
    if (read) one.confidence = 0.9;
    one.box = {x, line * 12.0, x + 30, line * 12.0 + 10};
    x += 40;
    offset += 11;
    page.words.push_back(one);
  }
  return page;
}

Version version_of(const std::string& text, bool read = false) {
  return {{page_of(text, 1, read)}, std::nullopt};
}

constexpr const char* kText =
    "Las partes acuerdan la entrega de camaras de la marca Dahua modelo HFW para la vigilancia "
    "del municipio durante la vigencia del contrato";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

struct WordCase {
  const char* a;
  const char* b;
  bool alike;
};

TEST(AlikeWords, AllowForRecognitionErrors) {
  for (const WordCase& one : std::vector<WordCase>{{"contrato", "contrato", true},
                                                   {"contrato", "c0ntrato", true},
                                                   {"contrato", "contrat0s", true},
                                                   {"modemo", "rnodemo", true},
                                                   {"10", "lo", true},
                                                   {"2021", "2023", true},
                                                   {"marca", "banco", false},
                                                   {"de", "la", false},
                                                   {"sol", "sal", false},
                                                   {"", "a", false}}) {
    EXPECT_EQ(alike_words(one.a, one.b), one.alike) << one.a << " " << one.b;
  }
}

TEST(CompareText, OneShowsWhatTheOtherHides) {
  const auto result = compare_text(version_of(replaced(kText, "Dahua", "#")), version_of(kText));
  EXPECT_EQ(result.refusal, std::nullopt);
  EXPECT_EQ(result.similarity, 1);
  ASSERT_EQ(result.differences.size(), 1U);
  const Difference& one = result.differences[0];
  EXPECT_EQ(one.hidden_in, 0U);
  EXPECT_EQ(one.how, Difference::How::redacted);
  EXPECT_EQ(one.redactions, std::vector<std::string>{"p1-r1"});
  EXPECT_EQ(one.hides, "brand");
  EXPECT_EQ(one.shown.text, "Dahua");
  EXPECT_EQ(one.shown.page, 1);
  EXPECT_EQ(one.hidden.text, "entrega de camaras de la marca █ modelo HFW para la vigilancia del");
  EXPECT_EQ(one.context, "entrega de camaras de la marca Dahua modelo HFW para la vigilancia del");
  EXPECT_EQ(one.confidence, 1);
}

TEST(CompareText, BothMayHideSomething) {
  const auto result = compare_text(version_of(replaced(kText, "Dahua", "#")),
                                   version_of(replaced(kText, "HFW", "#")));
  ASSERT_EQ(result.differences.size(), 2U);
  EXPECT_EQ(result.differences[0].shown.text, "Dahua");
  EXPECT_EQ(result.differences[1].hidden_in, 1U);
  EXPECT_EQ(result.differences[1].shown.text, "HFW");
}

TEST(CompareText, WhatBothHideIsNoDifference) {
  const std::string text = replaced(kText, "Dahua", "#");
  EXPECT_TRUE(compare_text(version_of(text), version_of(text)).differences.empty());
}

TEST(CompareText, ALongRedactionStandsForManyWords) {
  const auto result =
      compare_text(version_of(replaced(kText, "camaras de la marca Dahua modelo HFW", "# # | #")),
                   version_of(kText));
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_EQ(result.differences[0].shown.text, "camaras de la marca Dahua modelo HFW");
  EXPECT_EQ(result.differences[0].redactions.size(), 3U);
}

TEST(CompareText, LinesMayBreakElsewhereAndBeMisread) {
  std::string read = replaced(kText, "entrega de", "entrcga | de");
  read = replaced(read, "vigilancia", "vigi1ancia |");
  const auto result =
      compare_text(version_of(replaced(kText, "Dahua", "#")), version_of(read, true));
  EXPECT_EQ(result.refusal, std::nullopt);
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_EQ(result.differences[0].shown.text, "Dahua");
  EXPECT_EQ(result.differences[0].shown.source, "ocr");
  EXPECT_LT(result.differences[0].confidence, 1);
  ASSERT_EQ(result.pages.size(), 1U);
  EXPECT_EQ(result.pages[0].lines.size(), 1U);
}

TEST(CompareText, WordsThatAreSimplyGoneAreSaid) {
  const auto result = compare_text(
      version_of(replaced(kText, "camaras de la marca Dahua modelo HFW ", "")), version_of(kText));
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_EQ(result.differences[0].how, Difference::How::absent);
  EXPECT_TRUE(result.differences[0].redactions.empty());
}

TEST(CompareText, PagesMayBeMissing) {
  Version whole;
  whole.pages = {page_of("indice de todas las clausulas que siguen y de sus anexos firmados", 1),
                 page_of(kText, 2), page_of("firmas de las partes y de los testigos del acto", 3)};
  Version part;
  part.pages = {page_of(replaced(kText, "Dahua", "#"), 1)};
  const auto result = compare_text(whole, part);
  EXPECT_EQ(result.refusal, std::nullopt);
  ASSERT_EQ(result.pages.size(), 3U);
  EXPECT_EQ(result.pages[0].first, 1);
  EXPECT_EQ(result.pages[0].second, 0);
  EXPECT_EQ(result.pages[1].first, 2);
  EXPECT_EQ(result.pages[1].second, 1);
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_EQ(result.differences[0].hidden_in, 1U);
  EXPECT_EQ(result.differences[0].shown.page, 2);
}

TEST(CompareText, OtherTextsAreRefused) {
  const auto other = compare_text(
      version_of(kText),
      version_of("El presente convenio modifica los plazos que se fijaron para pagar las obras de "
                 "la carretera estatal numero siete y sus ramales hacia la costa"));
  ASSERT_TRUE(other.refusal.has_value());
  EXPECT_TRUE(other.differences.empty());

  Version first = version_of(std::string("contrato DCA/161/2022 ") + kText);
  Version second = version_of(std::string("contrato DCA/162/2022 ") + kText);
  first.contract_number = "DCA/161/2022";
  second.contract_number = "DCA/162/2022";
  const auto numbered = compare_text(first, second);
  ASSERT_TRUE(numbered.refusal.has_value());
  EXPECT_THAT(*numbered.refusal, HasSubstr("different contract numbers"));

  EXPECT_TRUE(compare_text(version_of("poco texto"), version_of("poco texto")).refusal);
}

// ---- the command ----

const test::RedactionPair& pair_named(const std::string& name) {
  static const std::vector<test::RedactionPair> kPairs = test::redaction_pairs();
  return *std::find_if(kPairs.begin(), kPairs.end(),
                       [&](const auto& pair) { return pair.name == name; });
}

// The whole text: as the file stood before its redaction was appended.
std::string original() {
  const std::string& revised = pair_named("earlier_revision").failed;
  return revised.substr(0, revised.find("%%EOF") + 6);
}

TEST(Compare, DocumentsAndTheirJsonGiveTheSame) {
  TemporaryFolder folder;
  folder.write("hidden.pdf", pair_named("box").sound);
  folder.write("whole.pdf", original());
  const Finished documents = run_tachado({"compare", folder / "hidden.pdf", folder / "whole.pdf"});
  ASSERT_EQ(documents.code, 0) << documents.err;
  const json found = json::parse(documents.out);
  EXPECT_EQ(found["schema"], "tachado/comparison/1");
  ASSERT_EQ(found["differences"].size(), 2U);
  const json& name = found["differences"][0];
  EXPECT_EQ(name["hidden"]["document"], 0);
  EXPECT_EQ(name["hidden"]["redactions"], json::array({"p1-r1"}));
  EXPECT_EQ(name["hidden"]["hides"], "person_name");
  EXPECT_EQ(name["shown"][0]["document"], 1);
  EXPECT_EQ(name["shown"][0]["text"], test::kSecretName);
  EXPECT_EQ(found["differences"][1]["shown"][0]["text"], test::kSecretAmount);

  std::vector<std::string> command{"compare"};
  for (const char* file : {"hidden.pdf", "whole.pdf"}) {
    const Finished run = run_tachado({"run", folder / file, "-o", "-", "--quiet"});
    command.push_back(folder.write(std::string(file) + ".json", run.out));
  }
  EXPECT_EQ(run_tachado(command).out, documents.out);
}

TEST(Compare, SeveralMayShowTheSamePlace) {
  TemporaryFolder folder;
  folder.write("hidden.pdf", pair_named("box").sound);
  folder.write("whole.pdf", original());
  folder.write("copy.pdf", original());
  const Finished finished =
      run_tachado({"compare", folder / "hidden.pdf", folder / "whole.pdf", folder / "copy.pdf"});
  ASSERT_EQ(finished.code, 0) << finished.err;
  const json found = json::parse(finished.out);
  EXPECT_EQ(found["pairs"].size(), 3U);
  ASSERT_EQ(found["differences"].size(), 2U);
  EXPECT_EQ(found["differences"][0]["shown"].size(), 2U);
}

TEST(Compare, TextBeneathAFailedRedactionIsNotUsed) {
  TemporaryFolder folder;
  folder.write("failed.pdf", pair_named("box").failed);
  folder.write("sound.pdf", pair_named("box").sound);
  const Finished finished = run_tachado({"compare", folder / "failed.pdf", folder / "sound.pdf"});
  ASSERT_EQ(finished.code, 0) << finished.err;
  EXPECT_EQ(json::parse(finished.out)["differences"], json::array());
  EXPECT_EQ(finished.out.find("Teodora"), std::string::npos);
}

TEST(Compare, RefusesPolitely) {
  TemporaryFolder folder;
  folder.write("a.pdf", original());
  folder.write("b.pdf", make_pdf({"Otro documento que nada tiene que ver con aquel contrato"}));
  folder.write("c.pdf", "no document");
  const Finished other = run_tachado({"compare", folder / "a.pdf", folder / "b.pdf"});
  EXPECT_EQ(other.code, 4);
  EXPECT_EQ(other.out, "");
  EXPECT_THAT(other.err, HasSubstr("are no versions of one text"));
  const Finished unread = run_tachado({"compare", folder / "a.pdf", folder / "c.pdf"});
  EXPECT_EQ(unread.code, 4);
  EXPECT_THAT(unread.err, HasSubstr("c.pdf"));
  EXPECT_EQ(run_tachado({"compare", folder / "a.pdf"}).code, 2);
  EXPECT_EQ(run_tachado({"compare", folder / "a.pdf", folder / "missing.pdf"}).code, 4);
}

}  // namespace
}  // namespace tachado::pipeline
