// Ours against what other people's packages answer (tests/oracles). The committed tables hold some
// hundred rows each; `make oracles` makes whole ones and names their folder in TACHADO_ORACLES.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "stages/fields/fold.h"
#include "stages/fields/identifiers.h"
#include "stages/fields/number_words.h"

namespace tachado::fields {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> table(const std::string& name) {
  const char* folder = std::getenv("TACHADO_ORACLES");
  const std::string path =
      (folder != nullptr ? std::string(folder) : std::string(TACHADO_TEST_DATA) + "/oracles") +
      "/" + name + ".tsv";
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    Row row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    if (!line.empty() && line.back() == '\t') row.emplace_back();
    rows.push_back(std::move(row));
  }
  EXPECT_GT(rows.size(), 100U) << path;
  return rows;
}

TEST(Oracles, WordsOfN2words) {
  for (const Row& row : table("n2words")) {
    const std::string folded = fold(row.at(1));
    const auto read = read_number_words(folded, 0);
    ASSERT_TRUE(read.has_value()) << row[1];
    EXPECT_EQ(read->value, std::stoll(row[0])) << row[1];
    EXPECT_EQ(read->span.end, folded.size()) << row[1];
  }
}

TEST(Oracles, WordsOfNumeroALetras) {
  for (const Row& row : table("numero-a-letras")) {
    const auto read = read_number_words(fold(row.at(1)), 0);
    ASSERT_TRUE(read.has_value()) << row[1];
    EXPECT_EQ(read->value, std::stoll(row[0])) << row[1];
  }
}

TEST(Oracles, RfcAndItsNameCode) {
  for (const Row& row : table("rfc")) {
    EXPECT_EQ(rfc_valid(row.at(0)).value_or(false), row.at(1) == "1") << row[0];
    if (row.size() <= 2 || row[2].empty()) continue;
    EXPECT_EQ(rfc_matches_name(row[0], row[2], row[2]), true) << row[0] << " " << row[2];
  }
}

TEST(Oracles, Clabe) {
  for (const Row& row : table("clabe"))
    EXPECT_EQ(clabe_valid(row.at(0)), row.at(1) == "1") << row[0];
}

TEST(Oracles, Curp) {
  for (const Row& row : table("curp"))
    EXPECT_EQ(curp_valid(row.at(0)).value_or(false), row.at(1) == "1") << row[0];
}

}  // namespace
}  // namespace tachado::fields
