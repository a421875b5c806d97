// The tables that grow with a run are those that are written at its end.
#include "pipeline/batch_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "stages/export/document_json.h"
#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

using tachado::testing::read_file;
using tachado::testing::TemporaryFolder;

constexpr const char* kTables[] = {"documents.jsonl", "summary.csv", "failures.csv",
                                   ".tachado/tables"};

// Documents of a made-up run, told to the tables in some order.
class Tables : public ::testing::Test {
 protected:
  Tables() : folder_(*OutputFolder::open(out_ / "out", 0644)) {}

  std::size_t add(const std::string& path) {
    inputs_.push_back({path, {}});
    return tasks_.add(task(path));
  }
  std::size_t add_member(std::size_t container, const std::string& path) {
    return tasks_.insert(container, task(path));
  }
  // `at_hand`: its JSON is given to the tables, or of every other one its line.
  void finish(GrowingTables& tables, std::size_t place, std::size_t bytes, bool at_hand = true,
              std::vector<std::string> members = {}, bool container = false) {
    const Task& done = tasks_[place];
    const std::string json = "{\"schema\":\"s\",\n\"path\":\"" + done.location.path +
                             "\",\n\"fill\":\"" + std::string(bytes, 'x') + "\"}\n";
    DocumentRow row;
    row.status = Status::ok;
    row.members = std::move(members);
    row.container = container;
    row.summary_csv = done.location.path + ",ok\r\n";
    row.failures_csv = done.location.path + ",failure\r\n";
    if (!container) {
      auto file = folder_.new_file();
      ASSERT_TRUE(file && write_all(file->fd().value(), json));
      ASSERT_TRUE(folder_.publish(std::move(*file), done.name, true));
    }
    StateEntry entry;
    entry.name = container ? "" : done.name;
    entry.row = row;
    ASSERT_TRUE(folder_.state().put(done.location.path, entry));
    std::string line;
    exporting::write_document_line(line, json);
    line.pop_back();
    const std::string& given = place % 2 == 0 ? json : line;
    tables.finished(place, row, at_hand && !container ? given : "");
  }
  // The tables as they are now, and as they are when they are written anew.
  void expect_the_same() {
    for (const char* table : kTables) grown_.push_back(read_file(folder_.path() + "/" + table));
    ASSERT_TRUE(write_tables(folder_, inputs_));
    for (std::size_t i = 0; i < std::size(kTables); ++i) {
      EXPECT_EQ(read_file(folder_.path() + "/" + kTables[i]), grown_[i]) << kTables[i];
      EXPECT_NE(grown_[i], "");
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path() + "/.tachado/writing"));
  }

  TemporaryFolder out_;
  OutputFolder folder_;
  Tasks tasks_;
  std::vector<Input> inputs_;
  std::vector<std::string> grown_;

 private:
  static Task task(const std::string& path) {
    Task task;
    task.location = {path, {}};
    task.name = path + ".json";
    return task;
  }
};

TEST_F(Tables, AreThoseOfAllDocumentsInAnyOrder) {
  constexpr std::size_t kDocuments = 150;
  // More than may wait in memory.
  constexpr std::size_t kBytes = 100'000;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < kDocuments; ++i) order.push_back(add(std::to_string(i)));
  std::rotate(order.begin(), order.begin() + 1, order.end());  // the first one is last
  std::swap(order[20], order[70]);
  GrowingTables tables(folder_, tasks_);
  for (const std::size_t place : order) finish(tables, place, kBytes, place % 7 != 0);
  const auto finished = tables.finish(inputs_);
  ASSERT_TRUE(finished);
  EXPECT_TRUE(*finished);
  expect_the_same();
}

TEST_F(Tables, HaveTheMembersOfContainersInTheirPlace) {
  const std::size_t first = add("a.pdf");
  const std::size_t archive = add("b.zip");
  GrowingTables tables(folder_, tasks_);
  finish(tables, first, 10);
  finish(tables, archive, 0, true, {"x", "y.pdf"}, true);
  // A container whose members join when it is done, one of them a portfolio.
  const std::size_t x = add_member(archive, "b.zip!/x");
  const std::size_t portfolio = add_member(x, "b.zip!/y.pdf");
  finish(tables, portfolio, 20, true, {"z"});
  const std::size_t z = add_member(portfolio, "b.zip!/y.pdf!/z");
  finish(tables, z, 30);
  finish(tables, x, 40);
  const std::size_t last = add("c.pdf");
  finish(tables, last, 50);
  EXPECT_TRUE(*tables.finish(inputs_));
  expect_the_same();
  EXPECT_THAT(grown_[1], ::testing::HasSubstr("a.pdf,ok\r\nb.zip!/x,ok\r\nb.zip!/y.pdf,ok\r\n"
                                              "b.zip!/y.pdf!/z,ok\r\nc.pdf,ok\r\n"));
}

TEST_F(Tables, PassOverWhatHasNoAnswer) {
  std::vector<std::size_t> places;
  for (const char* path : {"a", "b", "c", "d", "e"}) places.push_back(add(path));
  GrowingTables tables(folder_, tasks_);
  for (const std::size_t place : {places[3], places[0], places[4]}) finish(tables, place, 10);
  EXPECT_TRUE(*tables.finish(inputs_));
  expect_the_same();
}

// A path that comes twice has one answer.
TEST_F(Tables, AreWrittenAnewWhereTheyAreNotThoseOfTheState) {
  const std::size_t first = add("a");
  const std::size_t again = tasks_.add(tasks_[first]);
  {
    GrowingTables tables(folder_, tasks_);
    finish(tables, first, 10);
    finish(tables, again, 10);
    EXPECT_FALSE(*tables.finish(inputs_));
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.path() + "/documents.jsonl"));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path() + "/.tachado/writing"));
}

}  // namespace
}  // namespace tachado::pipeline
