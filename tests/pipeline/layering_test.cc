// Who may include whom. Stages know their own headers, the model and the handles; what others see
// of a stage names no third-party type; pipeline/ may include stages but never the other way round.
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

// The headers of stages that are seen from outside: those that pipeline/ includes, and what they
// include in turn.
std::set<std::string> contracts(const std::vector<Include>& stages) {
  std::set<std::string> seen;
  std::vector<std::string> open;
  for (const Include& include : includes_under("pipeline")) {
    // Handles are for the sources that own one.
    if (stage_of(include.target) == "handles" && include.file.ends_with(".cc")) continue;
    if (!stage_of(include.target).empty()) open.push_back(include.target);
  }
  while (!open.empty()) {
    const std::string header = open.back();
    open.pop_back();
    if (!seen.insert(header).second) continue;
    for (const Include& include : stages) {
      if (include.file == header && include.quoted) open.push_back(include.target);
    }
  }
  return seen;
}

// The standard library has no slash and no .h; what else is there is POSIX or somebody's.
bool third_party(const Include& include) {
  static const std::regex kStandard("^[a-z_0-9]+$");
  return !include.quoted && !std::regex_match(include.target, kStandard);
}

TEST(Layering, NoThirdPartyTypeCrossesTheBorderOfAStage) {
  const std::vector<Include> stages = includes_under("stages");
  const std::set<std::string> headers = contracts(stages);
  for (const char* known : {"stages/model/page.h", "stages/pdf/pdf.h", "stages/fields/fields.h"}) {
    EXPECT_TRUE(headers.contains(known)) << known;
  }
  for (const Include& include : stages) {
    if (!headers.contains(include.file)) continue;
    // std::expected until the compiler has it; and a document that is read is JSON by nature.
    const bool expected =
        (include.file == "stages/model/problem.h" && include.target == "tl/expected.hpp") ||
        (include.file == "stages/export/document_reader.h" &&
         include.target == "nlohmann/json.hpp");
    EXPECT_TRUE(!third_party(include) || expected)
        << include.file << " includes <" << include.target << ">";
    EXPECT_NE(stage_of(include.target), "handles") << include.file;
  }
}

TEST(Layering, ThePipelineHidesItsLibrariesToo) {
  for (const Include& include : includes_under("pipeline")) {
    EXPECT_FALSE(include.file.ends_with(".h") && third_party(include))
        << include.file << " includes <" << include.target << ">";
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
