#include "stages/export/sqlite_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/export/batch.h"

namespace tachado::exporting {
namespace {

using tachado::testing::document_of;
using tachado::testing::sample_document;
using tachado::testing::Sketch;
using ::testing::ElementsAre;
using Rows = std::vector<SqliteExport::Row>;

// A database file of its own, gone with the object.
class File {
 public:
  File() {
    std::string name = (std::filesystem::temp_directory_path() / "tachado-db-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~File() { std::filesystem::remove_all(folder_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] std::string path() const { return folder_ + "/batch.sqlite"; }

 private:
  std::string folder_;
};

// Path and JSON of each document, in order.
using Batch = std::vector<std::pair<std::string, std::string>>;

Batch batch_of(const std::vector<Sketch>& sketches) {
  Batch batch;
  for (const Sketch& sketch : sketches) batch.emplace_back(sketch.path, document_of(sketch));
  return batch;
}

// Gives the paths of those that had to be put; the JSON is the stamp.
std::vector<std::string> update(const std::string& path, const Batch& batch, Privacy privacy = {}) {
  auto database = SqliteExport::open(path, privacy, FullText::yes);
  EXPECT_TRUE(database) << (database ? "" : database.error().message);
  std::vector<std::string> put;
  for (const auto& [source, json] : batch) {
    if ((*database)->keep(source, json)) continue;
    put.push_back(source);
    std::istringstream in(json);
    EXPECT_TRUE((*database)->put(source, json, in));
  }
  const auto finished = (*database)->finish();
  EXPECT_TRUE(finished) << (finished ? "" : finished.error().message);
  return put;
}

Rows ask(const std::string& path, const std::string& sql) {
  const auto database = SqliteExport::open(path, {}, FullText::yes);
  EXPECT_TRUE(database);
  Rows rows;
  const auto asked =
      (*database)->query(sql, {}, [&](const SqliteExport::Row& row) { rows.push_back(row); });
  EXPECT_TRUE(asked) << (asked ? "" : asked.error().message);
  return rows;
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

std::string prose(int words, int seed) {
  std::string text;
  for (int i = 0; i < words; ++i) text += "palabra" + std::to_string(seed * 10000 + i) + " ";
  return text;
}

TEST(Sqlite, HoldsEveryThing) {
  const File file;
  Batch batch;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    batch.emplace_back("d" + std::to_string(seed), sample_document(seed, 2));
  }
  update(file.path(), batch);
  for (const char* table : {"documents", "pages", "fields", "parties", "redactions", "findings",
                            "problems", "reviews"}) {
    const Rows rows = ask(file.path(), std::string("SELECT count(*) FROM ") + table);
    EXPECT_GE(std::stoi(rows[0][0]), 20) << table;
  }
  EXPECT_EQ(ask(file.path(), "PRAGMA integrity_check"), (Rows{{"ok"}}));
  EXPECT_EQ(ask(file.path(), "PRAGMA foreign_key_check"), Rows{});
  // Nothing is revealed.
  EXPECT_EQ(ask(file.path(), "SELECT count(*) FROM findings WHERE text IS NOT NULL"),
            (Rows{{"0"}}));
}

// Datasette 0.64, datasette/utils/__init__.py, detect_fts_sql.
TEST(Sqlite, DatasetteFindsTheSearchTable) {
  const File file;
  update(file.path(), batch_of({{.text = "Cámaras de videovigilancia"}}));
  EXPECT_EQ(ask(file.path(), R"sql(
        select name from sqlite_master where rootpage = 0 and (
            sql like '%VIRTUAL TABLE%USING FTS%content="pages"%'
            or sql like '%VIRTUAL TABLE%USING FTS%content=[pages]%'
            or (tbl_name = "pages" and sql like '%VIRTUAL TABLE%USING FTS%')))sql"),
            (Rows{{"pages_fts"}}));
  EXPECT_EQ(ask(file.path(), "SELECT rowid FROM pages_fts WHERE pages_fts MATCH 'camaras'"),
            (Rows{{"1"}}));
}

TEST(Sqlite, ReadsOnlyWhatChanged) {
  const File file;
  Batch batch = batch_of({{.path = "a", .text = "uno"}, {.path = "b", .text = "dos"}});
  EXPECT_THAT(update(file.path(), batch), ElementsAre("a", "b"));
  const std::string before = bytes_of(file.path());
  EXPECT_THAT(update(file.path(), batch), ElementsAre());
  EXPECT_EQ(bytes_of(file.path()), before);
  batch[0].second = document_of({.path = "a", .text = "tres", .redactions = 3});
  EXPECT_THAT(update(file.path(), batch), ElementsAre("a"));
  EXPECT_EQ(ask(file.path(), "SELECT path, redactions FROM documents ORDER BY path"),
            (Rows{{"a", "3"}, {"b", "0"}}));
  const auto found = [&](const std::string& word) {
    return ask(file.path(), "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH '" + word + "'");
  };
  EXPECT_EQ(found("uno"), (Rows{{"0"}}));
  EXPECT_EQ(found("tres"), (Rows{{"1"}}));
  // What is gone from the batch is gone from the file.
  batch.pop_back();
  EXPECT_THAT(update(file.path(), batch), ElementsAre());
  EXPECT_EQ(ask(file.path(), "SELECT path FROM documents"), (Rows{{"a"}}));
  EXPECT_EQ(found("dos"), (Rows{{"0"}}));
  // Other rules about privacy are other rows.
  EXPECT_THAT(update(file.path(), batch, {.mask_personal = true}), ElementsAre("a"));
}

TEST(Sqlite, WhatIsNotFinishedNeverHappened) {
  const File file;
  update(file.path(), batch_of({{.path = "a"}}));
  {
    auto database = SqliteExport::open(file.path(), {}, FullText::yes);
    std::istringstream in(document_of({.path = "b"}));
    EXPECT_TRUE((*database)->put("b", "1", in));
    std::istringstream broken("{");
    EXPECT_FALSE((*database)->put("c", "1", broken));
  }
  EXPECT_EQ(ask(file.path(), "SELECT path FROM documents"), (Rows{{"a"}}));
}

TEST(Sqlite, TheSameBatchGivesTheSameBytes) {
  const File one;
  const File two;
  const Batch batch{{"a", sample_document(1, 3)}, {"b", sample_document(2, 3)}};
  update(one.path(), batch);
  update(two.path(), batch);
  EXPECT_EQ(bytes_of(one.path()), bytes_of(two.path()));
}

TEST(Sqlite, LeavesOtherDatabasesAlone) {
  const File file;
  std::ofstream(file.path()) << "no database at all, but long enough to be looked at as one";
  const auto opened = SqliteExport::open(file.path(), {}, FullText::yes);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ProblemKind::damaged);
}

TEST(Views, SuppliersAreCountedOncePerContract) {
  const File file;
  update(file.path(), batch_of({
                          {.path = "a",
                           .number = "1/2022",
                           .amount_minor = 10000,
                           .supplier = "Uno, S.A. de C.V.",
                           .date = "2022-05-01"},
                          {.path = "a-copy",
                           .number = "1-2022",
                           .amount_minor = 10000,
                           .supplier = "UNO SA DE CV",
                           .date = "2022-05-01"},
                          {.path = "b",
                           .number = "2/2022",
                           .amount_minor = 20050,
                           .supplier = "Uno, S.A. de C.V.",
                           .date = "2023-01-01"},
                          {.path = "c",
                           .kind = "amendment",
                           .number = "1/2022",
                           .amount_minor = 999900,
                           .supplier = "Uno"},
                          {.path = "d", .amount_minor = 5000, .supplier = "Dos"},
                          {.path = "e", .amount_minor = 5000, .supplier = "Dos"},
                      }));
  EXPECT_EQ(
      ask(file.path(), "SELECT supplier_key, currency, total, contracts FROM suppliers_by_total"),
      (Rows{{"uno", "MXN", "300.5", "2"}, {"dos", "MXN", "100.0", "2"}}));
  EXPECT_EQ(ask(file.path(), "SELECT supplier_key, year, total FROM suppliers_by_year"),
            (Rows{{"uno", "2022", "100.0"}, {"uno", "2023", "200.5"}}));
}

TEST(Views, AmendmentsFindTheirContract) {
  const File file;
  update(file.path(),
         batch_of({
             {.path = "base", .number = "1/2022", .amount_minor = 10000},
             {.path = "change", .kind = "amendment", .number = "1-2022", .amount_minor = 12000},
             {.path = "lonely", .kind = "amendment", .number = "9/2022"},
         }));
  EXPECT_EQ(ask(file.path(), "SELECT path, base_path, base_amount FROM amendments"),
            (Rows{{"change", "base", "100.0"}, {"lonely", "", ""}}));
}

TEST(Views, OneNumberWithDifferentAmountsIsAConflict) {
  const File file;
  update(file.path(), batch_of({
                          {.path = "a", .number = "1/2022", .amount_minor = 10000},
                          {.path = "b", .number = "1/2022", .amount_minor = 10001},
                          {.path = "c", .number = "2/2022", .amount_minor = 10000},
                          {.path = "d", .number = "2/2022", .amount_minor = 10000},
                          {.path = "e", .kind = "amendment", .number = "2/2022", .amount_minor = 1},
                      }));
  EXPECT_EQ(ask(file.path(), "SELECT path, amount FROM number_conflicts"),
            (Rows{{"a", "100.0"}, {"b", "100.01"}}));
}

TEST(Views, VersionsOfOneDocumentAreFound) {
  const File file;
  const std::string text = prose(600, 1);
  std::string redacted = text;
  for (std::size_t at = 500; at + 11 < redacted.size(); at += 1500)
    redacted.replace(at, 11, "█████");
  update(file.path(), batch_of({
                          {.path = "a", .number = "1/2022", .text = text, .redactions = 1},
                          {.path = "b", .number = "1/2022", .text = redacted, .redactions = 12},
                          {.path = "c", .number = "2/2022", .text = prose(600, 2), .redactions = 1},
                          {.path = "d", .number = "3/2022", .text = text, .redactions = 1},
                      }));
  EXPECT_EQ(
      ask(file.path(), "SELECT first_path, second_path, second_redactions FROM public_versions"),
      (Rows{{"a", "b", "12"}}));
  EXPECT_EQ(ask(file.path(), "SELECT path FROM version_groups"), (Rows{{"a"}, {"b"}}));
  EXPECT_EQ(
      ask(file.path(), "SELECT first_path, second_path FROM near_duplicates WHERE similarity = 1"),
      (Rows{{"a", "d"}}));
  EXPECT_EQ(ask(file.path(), "SELECT path, redactions FROM heavily_redacted"), (Rows{{"b", "12"}}));
}

// A form that was filled in often: as many pairs as documents, not their square.
TEST(Views, ManyCopiesArePairedWithTheFirst) {
  constexpr int kCopies = 60;
  const File file;
  std::vector<Sketch> sketches;
  for (int i = 0; i < kCopies; ++i) {
    sketches.push_back({.path = "copy" + std::to_string(100 + i), .text = prose(200, 1)});
  }
  update(file.path(), batch_of(sketches));
  EXPECT_EQ(
      ask(file.path(), "SELECT count(*), min(first_path), max(first_path) FROM near_duplicates"),
      (Rows{{"59", "copy100", "copy100"}}));
}

// Of three versions the first and the last may be less alike than each is to the second.
TEST(Views, VersionsThatPairsJoinAreOneGroup) {
  const File file;
  const std::string text = prose(600, 1);
  const auto hidden = [](std::string from, std::size_t first) {
    for (std::size_t at = first; at + 11 < from.size(); at += 900) from.replace(at, 11, "█████");
    return from;
  };
  const std::string once = hidden(text, 500);
  update(file.path(), batch_of({
                          {.path = "a", .text = text, .redactions = 0},
                          {.path = "b", .text = once, .redactions = 7},
                          {.path = "c", .text = hidden(once, 900), .redactions = 14},
                          {.path = "x", .text = prose(600, 2), .redactions = 1},
                          {.path = "y", .text = hidden(prose(600, 2), 400), .redactions = 8},
                      }));
  EXPECT_EQ(ask(file.path(), "SELECT group_id, path FROM version_groups"),
            (Rows{{"1", "a"}, {"1", "b"}, {"1", "c"}, {"4", "x"}, {"4", "y"}}));
}

}  // namespace
}  // namespace tachado::exporting
