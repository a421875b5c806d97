// Plans, shards, merge and status: the same answers as one run, and what is missing is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "pipeline/plan.h"
#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using tachado::testing::Finished;
using tachado::testing::make_pdf;
using tachado::testing::read_file;
using tachado::testing::run_program;
using tachado::testing::run_tachado;
using tachado::testing::TemporaryFolder;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

PlanEntry entry(const std::string& path, double seconds) {
  PlanEntry made;
  made.input.path = path;
  made.seconds = seconds;
  return made;
}

// ---- the plan as a value ----

TEST(PlanTest, IsWrittenALineADocument) {
  Plan plan;
  plan.roots = {"in"};
  plan.documents = {entry("in/a.pdf", 7.25), entry("in/\xff.pdf", 3596.75)};
  plan.documents[0].pages = 5;
  plan.documents[0].scanned = 0.5;
  plan.documents[1].input.problem = Problem{"pipeline", std::nullopt, ProblemKind::io, "is gone"};
  EXPECT_EQ(write_plan(plan),
            R"({"schema":"tachado/plan/1","hours":1.00,"pages":5,"roots":[{"path":"in"}],)"
            "\"documents\":[\n"
            R"({"path":"in/a.pdf","pages":5,"scanned":0.5,"seconds":7.25},)"
            "\n"
            "{\"path\":\"in/\xEF\xBF\xBD.pdf\",\"path_bytes\":\"in/%FF.pdf\","
            R"("problem":{"kind":"io","message":"is gone"},"pages":0,"scanned":0.0,)"
            R"("seconds":3596.75})"
            "\n]}\n");
}

TEST(PlanTest, IsReadAsItWasWritten) {
  Plan plan;
  plan.roots = {"in", "\xfe"};
  plan.documents = {entry("in/a.pdf", 7.25), entry("in/\xff.pdf", 3), entry("c", 0)};
  plan.documents[1].input.problem = Problem{"pipeline", std::nullopt, ProblemKind::io, "is gone"};
  plan.divide(2);
  const auto read = read_plan(write_plan(plan));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->roots, plan.roots);
  EXPECT_EQ(read->shards, 2);
  EXPECT_EQ(read->id, plan.id);
  ASSERT_THAT(read->documents, SizeIs(3));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(read->documents[i].input.path, plan.documents[i].input.path);
    EXPECT_EQ(read->documents[i].input.problem, plan.documents[i].input.problem);
    EXPECT_EQ(read->documents[i].seconds, plan.documents[i].seconds);
    EXPECT_EQ(read->documents[i].shard, plan.documents[i].shard);
  }
}

TEST(PlanTest, RefusesWhatIsNoPlan) {
  const struct {
    const char* json;
    const char* message;
  } kCases[] = {
      {"", "is no plan; make one with tachado plan"},
      {"[]", "is no plan; make one with tachado plan"},
      {R"({"schema":"tachado/plan/2","documents":[]})", "is no plan; make one with tachado plan"},
      {R"({"schema":"tachado/plan/1"})", "is no plan; make one with tachado plan"},
      {R"({"schema":"tachado/plan/1","documents":[{"path":"a","seconds":1},{"path":"b"}]})",
       "document 2 has no path or no seconds"},
      {R"({"schema":"tachado/plan/1","documents":[{"path":7,"seconds":1}]})",
       "document 1 has no path or no seconds"},
      {R"({"schema":"tachado/plan/1","shards":2,"documents":[{"path":"a","seconds":1,"shard":3}]})",
       "document 1 belongs to no shard of 2"},
      {R"({"schema":"tachado/plan/1","shards":1e300,"documents":[]})",
       "has more than 100000 shards"},
      {R"({"schema":"tachado/plan/1","documents":[{"path":"a","seconds":1,"shard":1}]})",
       "document 1 belongs to no shard of 0"},
  };
  for (const auto& one : kCases) {
    const auto plan = read_plan(one.json);
    ASSERT_FALSE(plan) << one.json;
    EXPECT_EQ(plan.error().kind, ProblemKind::damaged);
    EXPECT_EQ(plan.error().message, one.message);
  }
}

std::vector<int> shards_of(const Plan& plan) {
  std::vector<int> shards;
  for (const PlanEntry& document : plan.documents) shards.push_back(document.shard);
  return shards;
}

TEST(PlanTest, DividesTheDearestFirst) {
  Plan plan;
  plan.documents = {entry("a", 1), entry("b", 5), entry("c", 4), entry("d", 2), entry("e", 1)};
  plan.divide(2);
  EXPECT_THAT(shards_of(plan), ElementsAre(1, 1, 2, 2, 1));
  EXPECT_EQ(plan.longest_part(), 7);
  std::reverse(plan.documents.begin(), plan.documents.end());
  for (PlanEntry& document : plan.documents) document.shard = 0;
  plan.divide(2);
  EXPECT_THAT(shards_of(plan), ElementsAre(1, 2, 2, 1, 1));
}

TEST(PlanTest, LeavesEachDocumentInItsShard) {
  Plan plan;
  plan.documents = {entry("a", 10), entry("b", 10)};
  plan.divide(2);
  const std::string id = plan.id;
  plan.documents.push_back(entry("c", 1));
  plan.documents[1].seconds = 2;
  plan.divide(2);
  EXPECT_THAT(shards_of(plan), ElementsAre(1, 2, 2));
  EXPECT_EQ(plan.id, id);
}

// ---- the commands ----

// Nine files in in/, one of them damaged, and what one run makes of them in whole/.
class Shards : public ::testing::Test {
 protected:
  Shards() {
    fs::current_path(folder_.path());
    for (const char* name : {"a", "b", "c", "d/e", "d/f", "g", "h", "i"}) {
      folder_.write(std::string("in/") + name + ".pdf",
                    make_pdf(std::vector<std::string>(static_cast<std::size_t>(1 + name[0] % 4),
                                                      std::string("hoja ") + name)));
    }
    folder_.write("in/bad.pdf", "%PDF-1.7 no");
    expect(3, {"run", "in", "-o", "whole"});
  }
  ~Shards() override { fs::current_path("/"); }

  static std::string expect(int code, std::vector<std::string> command) {
    if (command.front() == "run") {
      command.insert(command.end(), {"--quiet", "--jobs", "1", "--ocr", "never"});
    }
    const Finished finished = run_tachado(command);
    EXPECT_EQ(finished.code, code) << ::testing::PrintToString(command) << finished.err;
    return command.front() == "status" ? finished.out : finished.err;
  }

  // Plans in/ into out/ and reads some of its shards.
  static void plan_and_read(int of, const std::vector<int>& numbers) {
    const std::string shards = std::to_string(of);
    fs::create_directories("out/shards");
    expect(0, {"plan", "in", "-o", "out/plan.json", "--shards", shards});
    for (const int number : numbers) read_shard(number, of);
  }
  static void read_shard(int number, int of) {
    const std::string text = std::to_string(number);
    const Finished finished =
        run_tachado({"run", "--plan", "out/plan.json", "--shard", text + "/" + std::to_string(of),
                     "-o", "out/shards/" + text, "-q", "--ocr", "never"});
    EXPECT_THAT(finished.code, ::testing::AnyOf(0, 3)) << finished.err;
  }
  static std::string merge_shards(int code, const std::vector<int>& numbers) {
    std::vector<std::string> command{"merge", "-o", "out", "--plan", "out/plan.json"};
    for (const int number : numbers) command.push_back("out/shards/" + std::to_string(number));
    return expect(code, command);
  }

  static std::string database_of(const std::string& out) {
    expect(0, {"export", out, "--to", "sqlite", "-o", out + ".sqlite"});
    return run_program({"python3", "-c",
                        "import sqlite3, sys\n"
                        "print('\\n'.join(sqlite3.connect(sys.argv[1]).iterdump()))",
                        out + ".sqlite"})
        .out;
  }
  static void expect_same_as_whole(const std::string& out) {
    for (const char* file : {"documents.jsonl", "summary.csv", "failures.csv"}) {
      EXPECT_EQ(read_file(fs::path(out) / file), read_file(fs::path("whole") / file)) << file;
    }
    EXPECT_EQ(database_of(out), database_of("whole"));
  }

  TemporaryFolder folder_;
};

TEST_F(Shards, TogetherAreTheSingleRun) {
  for (const int of : {1, 2, 7}) {
    fs::remove_all("out");
    fs::remove("out.sqlite");
    std::vector<int> numbers;
    for (int number = 1; number <= of; ++number) numbers.push_back(number);
    plan_and_read(of, numbers);
    EXPECT_EQ(merge_shards(0, numbers), "");
    expect_same_as_whole("out");
    const json run = json::parse(read_file("out/run.json"));
    EXPECT_EQ(run["counts"]["documents"], 9);
    EXPECT_EQ(run["complete"], true);
    EXPECT_TRUE(run["shard"].is_null());
  }
}

TEST_F(Shards, TogetherAreTheSingleRunWithoutAPlanToo) {
  std::vector<std::string> command{"merge", "-o", "out"};
  for (const char* number : {"1", "2", "3"}) {
    const Finished finished = run_tachado({"run", "in", "--shard", std::string(number) + "/3", "-o",
                                           std::string("part") + number, "-q", "--ocr", "never"});
    EXPECT_THAT(finished.code, ::testing::AnyOf(0, 3)) << finished.err;
    command.push_back(std::string("part") + number);
  }
  EXPECT_EQ(expect(0, command), "");
  expect_same_as_whole("out");
}

TEST_F(Shards, MoreThanThereAreDocumentsAreEmpty) {
  std::vector<int> numbers;
  for (int number = 1; number <= 12; ++number) numbers.push_back(number);
  plan_and_read(12, numbers);
  EXPECT_EQ(merge_shards(0, numbers), "");
  expect_same_as_whole("out");
}

TEST_F(Shards, HaveTheOrderOfTheInputsByThePlan) {
  folder_.write("list", "in/g.pdf\nin/a.pdf\nin/d/f.pdf\n");
  expect(0, {"run", "@list", "-o", "listed"});
  expect(0, {"plan", "@list", "-o", "plan.json", "--shards", "2"});
  expect(0, {"run", "--plan", "plan.json", "--shard", "1/2", "-o", "one"});
  expect(0, {"run", "--plan", "plan.json", "--shard", "2/2", "-o", "two"});
  expect(0, {"merge", "two", "one", "-o", "all", "--plan", "plan.json"});
  EXPECT_EQ(read_file("all/documents.jsonl"), read_file("listed/documents.jsonl"));
  EXPECT_EQ(read_file("all/summary.csv"), read_file("listed/summary.csv"));
}

TEST_F(Shards, AreReadAnewWithoutHarm) {
  plan_and_read(2, {1, 2, 2, 1});
  merge_shards(0, {1, 2});
  expect_same_as_whole("out");
}

// A task that dies leaves neither lock nor half a document; the next one does the rest.
TEST_F(Shards, AreReadAnewAfterAKill) {
  for (int i = 0; i < 200; ++i) {
    folder_.write("in/more/" + std::to_string(i) + ".pdf",
                  make_pdf(std::vector<std::string>(20, "hoja de un contrato")));
  }
  fs::remove_all("whole");
  expect(3, {"run", "in", "-o", "whole"});
  plan_and_read(2, {1});
  const Finished killed =
      run_program({"sh", "-c",
                   std::string(TACHADO_BINARY) +
                       " run --plan out/plan.json --shard 2/2 -o out/shards/2 -q --ocr never & "
                       "pid=$!; until find out/shards/2 -name '*.pdf.json' | grep -q .; "
                       "do sleep 0.01; done 2>/dev/null; kill -KILL $pid; wait $pid"});
  EXPECT_EQ(killed.code, 137);
  EXPECT_THAT(expect(3, {"status", "out"}),
              ContainsRegex("^  shard 1/2                   [0-9]+ documents, done\n"));
  EXPECT_EQ(expect(0, {"status", "out", "--missing"}), "2\n");
  read_shard(2, 2);
  EXPECT_EQ(expect(0, {"status", "out", "--missing"}), "");
  merge_shards(0, {1, 2});
  expect_same_as_whole("out");
}

TEST_F(Shards, ThatAreMissingAreNamed) {
  plan_and_read(3, {2});
  EXPECT_EQ(merge_shards(3, {2}),
            "tachado: warning: shard 1/3 is missing\n"
            "tachado: warning: shard 3/3 is missing\n"
            "tachado: warning: in/a.pdf: has no answer, nor have 5 other documents of the plan\n");
  EXPECT_EQ(json::parse(read_file("out/run.json"))["complete"], false);
  read_shard(1, 3);
  EXPECT_THAT(merge_shards(3, {1, 2}), HasSubstr("tachado: warning: shard 3/3 is missing\n"));
  read_shard(3, 3);
  EXPECT_EQ(merge_shards(0, {1, 2, 3}), "");
  expect_same_as_whole("out");
}

TEST_F(Shards, ThatWereNotReadToTheirEndAreNamed) {
  plan_and_read(2, {1, 2});
  fs::remove("out/shards/2/.tachado/tables");  // gone from the first change to the last
  EXPECT_EQ(merge_shards(3, {1, 2}),
            "tachado: warning: out/shards/2: was not read to its end; run its command again\n");
  fs::remove("out/shards/2/run.json");  // killed the first time
  EXPECT_EQ(merge_shards(3, {1, 2}),
            "tachado: warning: out/shards/2: was not read to its end; run its command again\n"
            "tachado: warning: shard 2/2 is missing\n");
}

// Names, times and bytes of all files below.
std::string files_in(const fs::path& folder) {
  std::vector<std::string> lines;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    struct stat status {};
    EXPECT_EQ(::stat(file.path().c_str(), &status), 0);
    lines.push_back(file.path().string() + " " + std::to_string(status.st_ino) + " " +
                    (file.is_regular_file() ? read_file(file.path()) : ""));
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

TEST_F(Shards, AreMergedAgainWithoutAChange) {
  plan_and_read(2, {1, 2});
  const std::string sources = files_in("out/shards");
  merge_shards(0, {1, 2});
  const std::string documents = files_in("out/documents");
  const std::string tables = read_file("out/documents.jsonl") + read_file("out/run.json");
  merge_shards(0, {1, 2});
  EXPECT_EQ(files_in("out/documents"), documents);
  EXPECT_EQ(read_file("out/documents.jsonl") + read_file("out/run.json"), tables);
  EXPECT_EQ(files_in("out/shards"), sources);
}

TEST_F(Shards, AreMergedAgainWithWhatWasReadAnew) {
  plan_and_read(2, {1, 2});
  merge_shards(0, {1, 2});
  folder_.write("in/bad.pdf", make_pdf({"ahora si", "y mas"}));
  read_shard(1, 2);
  read_shard(2, 2);
  EXPECT_EQ(merge_shards(0, {1, 2}), "");
  fs::remove_all("whole");
  expect(0, {"run", "in", "-o", "whole"});
  expect_same_as_whole("out");
}

TEST_F(Shards, AreMergedAgainWhereADocumentIsLost) {
  plan_and_read(2, {1, 2});
  merge_shards(0, {1, 2});
  fs::remove("out/documents/in/a.pdf.json");
  merge_shards(0, {1, 2});
  expect_same_as_whole("out");
}

TEST_F(Shards, TakeUpNewFilesAndLeaveTheOthersAlone) {
  plan_and_read(3, {1, 2, 3});
  const auto shard_of = [](const json& plan) {
    std::map<std::string, int> shards;
    for (const json& document : plan["documents"]) shards[document["path"]] = document["shard"];
    return shards;
  };
  const auto before = shard_of(json::parse(read_file("out/plan.json")));
  folder_.write("in/0.pdf", make_pdf({"uno nuevo"}));
  fs::remove("in/b.pdf");
  expect(0, {"plan", "in", "-o", "out/plan.json", "--shards", "3"});
  auto after = shard_of(json::parse(read_file("out/plan.json")));
  const std::string missing = expect(0, {"status", "out", "--missing"});
  EXPECT_THAT(missing, HasSubstr(std::to_string(after["in/0.pdf"])));
  after.erase("in/0.pdf");
  for (const auto& [path, shard] : after) EXPECT_EQ(shard, before.at(path)) << path;
}

TEST_F(Shards, OfAnotherKindAreRefused) {
  plan_and_read(2, {1, 2});
  // Other options.
  folder_.write("extra.pdf", make_pdf({"otro"}));
  expect(0, {"run", "extra.pdf", "-o", "other", "--pages", "7"});
  EXPECT_EQ(expect(4, {"merge", "out/shards/1", "other", "-o", "all"}),
            "tachado: error: other: was read by another version, build or other options than "
            "out/shards/1; read all shards alike\n");
  EXPECT_FALSE(fs::exists("all"));
  // Into results of other options.
  EXPECT_EQ(
      expect(4, {"merge", "out/shards/1", "out/shards/2", "-o", "other"}),
      "tachado: error: other: holds answers of another version, build or other options; choose "
      "another folder with -o\n");
  // Of other divisions.
  for (const char* number : {"1/3", "2/3", "3/3"}) {
    run_tachado({"run", "in", "--shard", number, "-o", std::string("hashed") + number[0], "-q",
                 "--ocr", "never"});
  }
  EXPECT_EQ(expect(4, {"merge", "out/shards/1", "hashed1", "-o", "all"}),
            "tachado: error: hashed1: is a shard of 3, out/shards/1 says 2; join shards of one "
            "division\n");
  EXPECT_EQ(expect(4, {"merge", "hashed1", "-o", "all", "--plan", "out/plan.json"}),
            "tachado: error: hashed1: is a shard of 3, the plan says 2; join shards of one "
            "division\n");
  // Of another plan.
  fs::create_directory("second");
  folder_.write("in/new.pdf", make_pdf({"nuevo"}));
  expect(0, {"plan", "in", "-o", "second/plan.json", "--shards", "2"});
  expect(0, {"merge", "out/shards/1", "out/shards/2", "-o", "all"});
  EXPECT_EQ(
      expect(4, {"merge", "out/shards/1", "-o", "all", "--plan", "second/plan.json"}),
      "tachado: error: out/shards/1: was divided by another plan than the plan; join shards of "
      "one plan\n");
  // No results.
  EXPECT_EQ(expect(4, {"merge", "in", "-o", "all"}),
            "tachado: error: in: holds no results; name folders that were given to run with -o\n");
}

TEST_F(Shards, OfAPlanThatSaysAnotherNumberAreRefused) {
  plan_and_read(2, {});
  EXPECT_EQ(expect(4, {"run", "--plan", "out/plan.json", "--shard", "3/4", "-o", "x"}),
            "tachado: error: out/plan.json: divides the inputs into 2 shards; give --shard 2/2\n");
  EXPECT_EQ(expect(4, {"run", "in", "--plan", "out/plan.json", "-o", "x"}),
            "tachado: error: out/plan.json: divides the inputs into 2 shards; give --shard 1/2\n");
}

TEST_F(Shards, HaveALineEachInTheStatus) {
  plan_and_read(3, {2});
  const std::string status = expect(3, {"status", "out"});
  EXPECT_THAT(status, StartsWith("  shard 1/3                   not begun\n"
                                 "  shard 2/3                   3 documents, done\n"
                                 "  shard 3/3                   not begun\n"
                                 "  merged                      no\n"
                                 "  documents                   3\n"));
  EXPECT_EQ(expect(0, {"status", "out", "--missing"}), "1,3\n");
  read_shard(1, 3);
  read_shard(3, 3);
  merge_shards(0, {1, 2, 3});
  EXPECT_THAT(expect(3, {"status", "out"}), HasSubstr("  merged                      yes\n"
                                                      "  documents                   9\n"));
  EXPECT_EQ(run_tachado({"status", "whole", "--missing"}).err,
            "tachado: error: whole: holds no shards of a plan; see cluster/submit-slurm\n");
}

// Beside a run, and where nothing may be written.
TEST_F(Shards, AreLookedAtWithoutWriting) {
  plan_and_read(1, {1});
  const std::string before = files_in("out");
  expect(3, {"status", "out"});
  expect(3, {"status", "out/shards/1"});
  EXPECT_EQ(files_in("out"), before);
}

TEST_F(Shards, RevealedTextStaysForItsOwner) {
  for (const char* shard : {"1/2", "2/2"}) {
    run_tachado({"run", "in", "--shard", shard, "-o", std::string("part") + shard[0], "--reveal",
                 "-q", "--ocr", "never"});
  }
  expect(0, {"merge", "part1", "part2", "-o", "all"});
  for (const char* name : {"all/documents/in/a.pdf.json", "all/documents.jsonl"}) {
    struct stat status {};
    ASSERT_EQ(::stat(name, &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
  }
}

}  // namespace
}  // namespace tachado::pipeline
