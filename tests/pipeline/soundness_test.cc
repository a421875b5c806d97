// Every way in which a redaction fails, beside its sound twin, through the whole command; and that
// nothing of what was recovered is left behind unless it was asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "tests/pipeline/support.h"
#include "tests/support/redaction_pairs.h"

namespace tachado {
namespace {

using nlohmann::json;
using test::RedactionPair;
using testing::Finished;
using testing::read_file;
using testing::run_tachado;
using testing::TemporaryFolder;

const std::vector<RedactionPair>& pairs() {
  static const std::vector<RedactionPair> kPairs = test::redaction_pairs();
  return kPairs;
}

void write_pairs(const TemporaryFolder& folder) {
  for (const RedactionPair& pair : pairs()) {
    folder.write("in/" + pair.name + "_failed.pdf", pair.failed);
    folder.write("in/" + pair.name + "_sound.pdf", pair.sound);
  }
}

std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

// One run over all pairs, for all tests of them.
class Pairs : public ::testing::TestWithParam<std::size_t> {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    write_pairs(*folder_);
    const Finished run =
        run_tachado({"run", *folder_ / "in", "-o", *folder_ / "out", "--reveal", "--quiet"});
    ASSERT_EQ(run.code, 0) << run.err;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  [[nodiscard]] static json document(const std::string& name) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(*folder_ / "out/documents")) {
      if (entry.path().filename() == name + ".pdf.json")
        return json::parse(read_file(entry.path()));
    }
    ADD_FAILURE() << "no document for " << name;
    return {};
  }

  static TemporaryFolder* folder_;
};
TemporaryFolder* Pairs::folder_ = nullptr;

TEST_P(Pairs, TheFailedOneFailsAndItsTwinHolds) {
  const RedactionPair& pair = pairs()[GetParam()];
  const json failed = document(pair.name + "_failed");
  std::set<std::string> kinds;
  std::string recovered;
  const auto take = [&](const json& findings) {
    for (const json& finding : findings) {
      kinds.insert(finding["kind"].get<std::string>());
      if (finding["text"].is_string()) recovered += " " + finding["text"].get<std::string>();
      EXPECT_GE(finding["readability"], 0);
      EXPECT_LE(finding["readability"], 1);
    }
  };
  for (const json& page : failed["pages"]) {
    for (const json& redaction : page["redactions"]) take(redaction["findings"]);
  }
  take(failed["redactions"]["leaks"]);
  EXPECT_THAT(kinds, ::testing::Contains(pair.kind));
  for (const std::string& secret : pair.secrets) {
    EXPECT_THAT(without_blanks(recovered), ::testing::HasSubstr(without_blanks(secret)));
  }

  const json sound = document(pair.name + "_sound");
  EXPECT_EQ(sound["redactions"]["failed"], 0);
  EXPECT_EQ(sound["redactions"]["leaks"], json::array());
  for (const json& page : sound["pages"]) {
    for (const json& redaction : page["redactions"]) {
      if (redaction["kind"] == "replaced_text") continue;
      EXPECT_EQ(redaction["soundness"], "sound");
      EXPECT_THAT(redaction["checks"].get<std::vector<std::string>>(),
                  ::testing::IsSupersetOf({"text_under", "revisions"}));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Soundness, Pairs, ::testing::Range<std::size_t>(0, pairs().size()),
                         [](const auto& one) { return pairs()[one.param].name; });

}  // namespace
}  // namespace tachado
