// Who may include whom. Stages know their own headers, the model and the handles; third-party
// headers stand in .cc files; pipeline/ may include stages but never the other way round.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Include {
  std::string file;  // from the root
  std::string target;
  bool quoted = false;
};

std::vector<Include> includes_under(const std::string& folder) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> includes;
  const fs::path root = TACHADO_SOURCE_DIR;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".h" && extension != ".cc") continue;
    std::ifstream in(entry.path());
    std::string line;
    std::smatch match;
    while (std::getline(in, line)) {
      if (!std::regex_search(line, match, kInclude)) continue;
      includes.push_back(
          {fs::relative(entry.path(), root).string(), match[2].str(), match[1].str() == "\""});
    }
  }
  return includes;
}

std::string stage_of(const std::string& path) {
  static const std::regex kStage("^stages/([^/]+)/");
  std::smatch match;
  return std::regex_search(path, match, kStage) ? match[1].str() : "";
}

TEST(Layering, AStageIncludesNoOtherStage) {
  const std::vector<Include> includes = includes_under("stages");
  ASSERT_GT(includes.size(), 100U) << "the stages were not found";
  for (const Include& include : includes) {
    if (!include.quoted) continue;
    const std::string from = stage_of(include.file);
    const std::string to = stage_of(include.target);
    if (include.target.starts_with("generated/")) continue;
    const bool allowed = to == from || to == "model" || (to == "handles" && from != "model");
    EXPECT_TRUE(allowed) << include.file << " includes " << include.target;
  }
}

TEST(Layering, ThirdPartyHeadersStandInSourcesOnly) {
  // The standard library has no slash and no .h; what else is there is POSIX or somebody's.
  static const std::regex kStandard("^[a-z_0-9]+$");
  for (const char* folder : {"stages", "pipeline"}) {
    for (const Include& include : includes_under(folder)) {
      const bool header = include.file.ends_with(".h");
      const bool handles = include.file.starts_with("stages/handles/");
      if (!header || handles || include.quoted) continue;
      const bool allowed =
          std::regex_match(include.target, kStandard) ||
          (include.file == "stages/model/problem.h" && include.target == "tl/expected.hpp");
      EXPECT_TRUE(allowed) << include.file << " includes <" << include.target << ">";
    }
  }
}

TEST(Layering, HandlesAreForSourcesOnly) {
  for (const Include& include : includes_under("stages")) {
    const bool header = include.file.ends_with(".h") && stage_of(include.file) != "handles";
    EXPECT_FALSE(header && stage_of(include.target) == "handles")
        << include.file << " includes " << include.target;
  }
}

TEST(Layering, EveryHeaderGuardsItself) {
  const fs::path root = TACHADO_SOURCE_DIR;
  std::size_t headers = 0;
  for (const char* folder : {"stages", "pipeline"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".h") continue;
      ++headers;
      std::ifstream in(entry.path());
      std::string line;
      bool guarded = false;
      while (!guarded && std::getline(in, line)) guarded = line == "#pragma once";
      EXPECT_TRUE(guarded) << entry.path();
    }
  }
  EXPECT_GT(headers, 30U);
}

}  // namespace
