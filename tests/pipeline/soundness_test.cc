// Every way in which a redaction fails, beside its sound twin, through the whole command; and that
// nothing of what was recovered is left behind unless it was asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
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

json document(const TemporaryFolder& folder, const std::string& name) {
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder / "out/documents")) {
    if (entry.path().filename() == name + ".pdf.json") return json::parse(read_file(entry.path()));
  }
  ADD_FAILURE() << "no document for " << name;
  return {};
}

void expect_failed(const RedactionPair& pair, const json& failed) {
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
}

void expect_sound(const json& sound) {
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

TEST(Pairs, TheFailedOnesFailAndTheirTwinsHold) {
  TemporaryFolder folder;
  write_pairs(folder);
  const Finished run =
      run_tachado({"run", folder / "in", "-o", folder / "out", "--reveal", "--quiet"});
  ASSERT_EQ(run.code, 0) << run.err;
  for (const RedactionPair& pair : pairs()) {
    SCOPED_TRACE(pair.name);
    expect_failed(pair, document(folder, pair.name + "_failed"));
    expect_sound(document(folder, pair.name + "_sound"));
  }
}

// ---- nothing recovered is left behind ----

std::string escaped(const std::string& text, const std::function<std::string(unsigned char)>& one) {
  std::string result;
  for (const char c : text) result += one(static_cast<unsigned char>(c));
  return result;
}

std::string in_base(unsigned value, unsigned base, std::size_t digits) {
  std::string text;
  for (; text.size() < digits; value /= base)
    text.insert(text.begin(), "0123456789abcdef"[value % base]);
  return text;
}

std::string base64(const std::string& bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i + 2 < bytes.size(); i += 3) {
    const unsigned group = static_cast<unsigned>(static_cast<unsigned char>(bytes[i])) << 16U |
                           static_cast<unsigned>(static_cast<unsigned char>(bytes[i + 1])) << 8U |
                           static_cast<unsigned>(static_cast<unsigned char>(bytes[i + 2]));
    for (const unsigned shift : {18U, 12U, 6U, 0U}) text += kDigits[group >> shift & 63U];
  }
  return text;
}

// A word in every way in which somebody would look for it: as it is, backwards, in both orders of
// UTF-16, in hexadecimal, octal, percent and JSON escapes, and in base64 from each of its three
// beginnings. Compared without case.
std::vector<std::string> encodings(const std::string& word) {
  std::vector<std::string> all{word, {word.rbegin(), word.rend()}};
  all.push_back(
      escaped(word, [](unsigned char c) { return std::string(1, '\0') + static_cast<char>(c); }));
  all.push_back(escaped(word, [](unsigned char c) { return in_base(c, 16, 2); }));
  all.push_back(escaped(word, [](unsigned char c) { return in_base(c, 16, 4); }));
  all.push_back(escaped(word, [](unsigned char c) { return "%" + in_base(c, 16, 2); }));
  all.push_back(escaped(word, [](unsigned char c) { return "\\u" + in_base(c, 16, 4); }));
  all.push_back(escaped(word, [](unsigned char c) { return "\\x" + in_base(c, 16, 2); }));
  all.push_back(escaped(word, [](unsigned char c) { return "\\" + in_base(c, 8, 3); }));
  for (const std::size_t skipped : {0U, 1U, 2U}) all.push_back(base64(word.substr(skipped)));
  return all;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// Words that no page of any pair shows, in every encoding.
const std::vector<std::string>& needles() {
  static const std::vector<std::string> kNeedles = [] {
    std::vector<std::string> all;
    for (const char* word : {"Teodora", "Quintanar", "73,914.50", "73914.50"}) {
      for (const std::string& one : encodings(word)) all.push_back(lower(one));
    }
    return all;
  }();
  return kNeedles;
}

std::string found_in(const std::string& bytes) {
  const std::string text = lower(bytes);
  for (const std::string& needle : needles()) {
    if (text.find(needle) != std::string::npos) return needle;
  }
  return "";
}

TEST(Secrets, TheSearchFindsEveryEncoding) {
  for (const char* hidden :
       {"xx TEODORA xx", "arodoeT", "54656f646f7261", "00540065006F0064006F00720061",
        "%54%65%6f%64%6f%72%61", "\\u0054\\u0065\\u006f\\u0064\\u006f\\u0072\\u0061",
        "\\124\\145\\157\\144\\157\\162\\141", "VGVvZG9yYSBRdWludGFuYXI=", "IFRlb2RvcmEg"}) {
    EXPECT_NE(found_in(hidden), "") << hidden;
  }
  EXPECT_EQ(found_in("El proveedor es representado por █████"), "");
}

// Everything that lies under the folder, but for the inputs; names of files too.
void expect_nothing_under(const TemporaryFolder& folder, const std::string& part) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / part)) {
    EXPECT_EQ(found_in(entry.path().string()), "");
    if (!entry.is_regular_file()) continue;
    EXPECT_EQ(found_in(read_file(entry.path())), "") << entry.path();
  }
}

TEST(Secrets, ARunLeavesNoneBehind) {
  TemporaryFolder folder;
  write_pairs(folder);
  std::filesystem::create_directories(folder / "tmp");
  const std::string command = "TMPDIR='" + (folder / "tmp") + "' '" TACHADO_BINARY "' run '" +
                              (folder / "in") + "' -o '" + (folder / "out") + "'";
  const Finished finished = testing::run_program({"sh", "-c", command});
  EXPECT_EQ(finished.code, 0) << finished.err;
  EXPECT_EQ(found_in(finished.out), "");
  EXPECT_EQ(found_in(finished.err), "");
  expect_nothing_under(folder, "out");
  expect_nothing_under(folder, "tmp");
}

TEST(Secrets, StreamedDocumentsHoldNone) {
  TemporaryFolder folder;
  write_pairs(folder);
  const Finished finished = run_tachado({"run", folder / "in", "-o", "-", "--quiet"});
  EXPECT_EQ(finished.code, 0) << finished.err;
  EXPECT_EQ(found_in(finished.out), "");
  EXPECT_EQ(found_in(finished.err), "");
}

// What every reader of the page sees is no secret yet: a mark that was never applied, and letters
// that shine through, are in the text until they were judged.
bool can_be_seen(const RedactionPair& pair) {
  return pair.name == "unapplied" || pair.name == "see_through" || pair.name == "pattern" ||
         pair.name == "half_height";
}

TEST(Secrets, TheStageToolsHandNoneOn) {
  TemporaryFolder folder;
  write_pairs(folder);
  for (const RedactionPair& pair : pairs()) {
    std::string stream;
    const std::string file = folder / ("in/" + pair.name + "_failed.pdf");
    for (const char* tool : {"extract", "regions", "ocr", "redactions", "fields"}) {
      const bool first = std::string_view(tool) == "extract";
      const Finished finished = run_tachado({tool, first ? file : "-"}, stream);
      ASSERT_EQ(finished.code, 0) << pair.name << " " << tool << " " << finished.err;
      EXPECT_EQ(found_in(finished.err), "") << pair.name << " " << tool;
      const bool judged =
          std::string_view(tool) == "redactions" || std::string_view(tool) == "fields";
      if (judged || !can_be_seen(pair)) {
        EXPECT_EQ(found_in(finished.out), "") << pair.name << " " << tool;
      }
      stream = finished.out;
    }
  }
}

TEST(Secrets, WhatIsRevealedIsForItsOwnerAlone) {
  TemporaryFolder folder;
  write_pairs(folder);
  const Finished finished =
      run_tachado({"run", folder / "in", "-o", folder / "out", "--reveal", "--quiet"});
  EXPECT_EQ(finished.code, 0);
  EXPECT_THAT(finished.err, ::testing::HasSubstr("holds revealed text"));
  EXPECT_EQ(found_in(finished.err), "");
  bool revealed = false;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "out")) {
    if (!entry.is_regular_file()) continue;
    EXPECT_EQ(entry.status().permissions(), std::filesystem::perms(0600)) << entry.path();
    revealed = revealed || !found_in(read_file(entry.path())).empty();
  }
  EXPECT_TRUE(revealed);
  const Finished refused = run_tachado({"run", folder / "in", "-o", "-", "--reveal"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(refused.out, "");
}

}  // namespace
}  // namespace tachado
