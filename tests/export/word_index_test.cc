#include "stages/export/word_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace tachado::exporting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tachado-words-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(path_ + "/" + name, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    return content.str();
  }

 private:
  std::string path_;
};

TEST(WordIndex, WritesAScriptForEachBeginning) {
  const Folder folder;
  WordIndex index(folder.path());
  for (const char* text : {"Cámaras y cable", "camaras", "x", "CABLE, cable; 161/2022"}) {
    index.add(text);
    ASSERT_TRUE(index.end_document());
  }
  const auto names = index.finish();
  ASSERT_TRUE(names);
  EXPECT_THAT(*names, ElementsAre("16", "20", "ca"));
  EXPECT_EQ(folder.read("ca.js"),
            "tachado.words(\"ca\",{\n\"cable\":\"0 2\",\n\"camaras\":\"0 0\"\n});\n");
  EXPECT_EQ(folder.read("16.js"), "tachado.words(\"16\",{\n\"161\":\"3\"\n});\n");
  int files = 0;
  for (const auto& each : std::filesystem::directory_iterator(folder.path())) {
    files += each.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(files, 3);  // nothing is left over
}

TEST(WordIndex, AWordInMostDocumentsIsMarkedSo) {
  const Folder folder;
  WordIndex index(folder.path());
  for (int i = 0; i < 300; ++i) {
    index.add(i % 2 == 0 ? "contrato par" : "contrato");
    ASSERT_TRUE(index.end_document());
  }
  ASSERT_TRUE(index.finish());
  EXPECT_THAT(folder.read("co.js"), HasSubstr("\"contrato\":\"*\""));
  EXPECT_THAT(folder.read("pa.js"), HasSubstr("\"par\":\"0 1 1 1"));
}

// More words than memory may hold go through files, and come out the same.
TEST(WordIndex, ManyWordsAreMerged) {
  const Folder folder;
  WordIndex index(folder.path());
  constexpr int kDocuments = 150;
  for (int i = 0; i < kDocuments; ++i) {
    std::string text;
    for (int word = 0; word < 8000; ++word) {
      text += "w" + std::to_string(i) + "x" + std::to_string(word) + " ";
    }
    index.add(text + (i % 50 == 0 ? "zorro" : ""));
    ASSERT_TRUE(index.end_document());
  }
  ASSERT_TRUE(index.finish());
  EXPECT_EQ(folder.read("zo.js"), "tachado.words(\"zo\",{\n\"zorro\":\"0 1d 1d\"\n});\n");
}

}  // namespace
}  // namespace tachado::exporting
