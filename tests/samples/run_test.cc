// `tachado run` on every sample says what NAME.expected.json expects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "stages/model/geometry.h"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Json read_json(const fs::path& path) {
  std::ifstream in(path);
  EXPECT_TRUE(in) << path;
  return Json::parse(in, nullptr, /*allow_exceptions=*/false);
}

std::vector<std::string> sample_names() {
  const std::string ending = ".expected.json";
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(TACHADO_SAMPLES_DIR)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(ending)) {
      names.push_back(name.substr(0, name.size() - ending.size()));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

int run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Capitals and small letters alike, Spanish ones included; no blanks and no punctuation.
std::string folded(const Json& value) {
  if (!value.is_string()) {
    return value.dump();
  }
  const std::string text = value.get<std::string>();
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    constexpr unsigned char kLatinLead = 0xC3;  // À to ÿ in UTF-8
    if (byte == kLatinLead && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      constexpr unsigned char kSmallFrom = 0xA0;
      constexpr unsigned char kCaseStep = 0x20;
      out += static_cast<char>(byte);
      out += static_cast<char>(next >= kSmallFrom ? next - kCaseStep : next);
    } else if (byte > 0x7F || std::isalnum(byte) != 0) {
      out += static_cast<char>(std::toupper(byte));
    }
  }
  return out;
}

// An office's name with or without its article.
std::string without_article(const std::string& folded_name) {
  return folded_name.starts_with("EL") ? folded_name.substr(2) : folded_name;
}

tachado::Rect rect_of(const Json& box) {
  return {box.at(0).get<double>(), box.at(1).get<double>(), box.at(2).get<double>(),
          box.at(3).get<double>()};
}

// One to one, at the overlap that published detection results are scored with.
void compare_redactions(const Json& expected, const Json& document) {
  constexpr double kSameBox = 0.5;
  struct Seen {
    int page;
    Json redaction;
    bool used = false;
  };
  std::vector<Seen> seen;
  for (const Json& page : document.at("pages")) {
    for (const Json& redaction : page.at("redactions")) {
      seen.push_back({page.at("number").get<int>(), redaction});
    }
  }
  for (const Json& want : expected.at("redactions")) {
    const auto found = std::find_if(seen.begin(), seen.end(), [&](const Seen& s) {
      return !s.used && s.page == want.at("page").get<int>() &&
             tachado::overlap(rect_of(want.at("bbox")), rect_of(s.redaction.at("bbox"))) >=
                 kSameBox;
    });
    if (found == seen.end()) {
      ADD_FAILURE() << "not found: " << want.dump();
      continue;
    }
    found->used = true;
    const Json& got = found->redaction;
    EXPECT_EQ(got.at("kind"), want.at("kind")) << want.dump();
    EXPECT_EQ(got.at("source"), want.at("source")) << want.dump();
    EXPECT_EQ(got.at("label"), want.at("label")) << want.dump();
    EXPECT_EQ(got.at("soundness") == "failed", want.at("failed").get<bool>()) << want.dump();
  }
  for (const Seen& s : seen) {
    EXPECT_TRUE(s.used) << "invented on page " << s.page << ": " << s.redaction.dump();
  }
}

void compare_summary(const Json& expected, const Json& summary) {
  for (const char* key : {"document_kind", "contract_number", "tender_number", "currency",
                          "supplier_name", "supplier_tax_id", "date_signed"}) {
    EXPECT_EQ(folded(summary.at(key)), folded(expected.at(key))) << key;
  }
  EXPECT_EQ(without_article(folded(summary.at("buyer_name"))),
            without_article(folded(expected.at("buyer_name"))));
  EXPECT_EQ(summary.at("amount"), expected.at("amount"));
}

class SampleRun : public testing::TestWithParam<std::string> {};

TEST_P(SampleRun, SaysWhatIsExpected) {
  const fs::path samples = TACHADO_SAMPLES_DIR;
  const Json expected = read_json(samples / (GetParam() + ".expected.json"));
  ASSERT_FALSE(expected.is_discarded());
  const fs::path out = fs::path(testing::TempDir()) / ("tachado-sample-" + GetParam());
  fs::remove_all(out);
  std::string command = std::string(TACHADO_TOOL) + " run '" +
                        (samples / expected.at("file").get<std::string>()).string() + "' -o '" +
                        out.string() + "' 2>/dev/null";
  if (expected.at("password").is_string()) {
    command += " --password '" + expected.at("password").get<std::string>() + "'";
  }
  const bool whole = expected.at("status") == "ok";
  constexpr int kSomeFailed = 3;
  EXPECT_EQ(run(command), whole ? 0 : kSomeFailed) << command;

  std::vector<fs::path> documents;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(out / "documents")) {
    if (entry.is_regular_file()) {
      documents.push_back(entry.path());
    }
  }
  ASSERT_EQ(documents.size(), 1U);
  const Json document = read_json(documents.front());
  ASSERT_FALSE(document.is_discarded());

  EXPECT_EQ(document.at("status"), expected.at("status"));
  if (expected.at("problem").is_string()) {
    EXPECT_EQ(document.at("problems").at(0).at("kind"), expected.at("problem"));
  }
  if (expected.at("pages").is_number()) {
    EXPECT_EQ(document.at("metadata").at("pages"), expected.at("pages"));
  }
  if (expected.at("status") != "failed") {
    EXPECT_EQ(document.at("metadata").at("encrypted"), expected.at("password").is_string());
  }
  compare_summary(expected, document.at("summary"));
  if (expected.at("redaction_level").is_string()) {
    EXPECT_EQ(document.at("summary").at("redaction_level"), expected.at("redaction_level"));
    EXPECT_EQ(document.at("summary").at("failed_redactions"), expected.at("failed_redactions"));
  } else {
    EXPECT_TRUE(document.at("summary").at("redaction_level").is_null());
  }
  compare_redactions(expected, document);
  fs::remove_all(out);
}

INSTANTIATE_TEST_SUITE_P(All, SampleRun, testing::ValuesIn(sample_names()),
                         [](const testing::TestParamInfo<std::string>& sample) {
                           return sample.param;
                         });

TEST(Samples, ThereAreAtLeastTen) {
  constexpr std::size_t kLeast = 10;
  EXPECT_GE(sample_names().size(), kLeast);
}

}  // namespace
