// The command from end to end, on documents made here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <chrono>
#include <thread>

#include "tests/pipeline/support.h"

namespace tachado {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using testing::Finished;
using ::testing::HasSubstr;
using testing::make_pdf;
using ::testing::Not;
using testing::read_file;
using testing::run_program;
using testing::run_tachado;
using testing::TemporaryFolder;

// A bar over a name that was taken out, as a drawing instruction.
constexpr const char* kBar = "0 0 0 rg 72 600 180 14 re f";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

json document(const TemporaryFolder& folder, const std::string& name) {
  return json::parse(read_file(folder.path() / "out/documents" / name));
}

// Three documents, the second of them foreign.
class Run : public ::testing::Test {
 protected:
  Run() {
    folder_.write("in/a.pdf", make_pdf({"Contrato DCA/SSPM/161/2022", "segunda"}, {.extra = kBar}));
    folder_.write("in/b.pdf", "<!DOCTYPE html><html><body>404 Not Found</body></html>");
    folder_.write("in/sub/c.pdf", make_pdf({"Monto total $1,234.50 M.N."}));
  }
  Finished run(std::vector<std::string> more = {}) const {
    std::vector<std::string> command{
        "sh",  "-c", "cd \"$0\" && exec \"$@\"", folder_.path().string(), TACHADO_BINARY,
        "run", "in"};
    command.insert(command.end(), more.begin(), more.end());
    return run_program(command);
  }
  TemporaryFolder folder_;
};

TEST_F(Run, EveryDocumentHasOneAnswer) {
  const Finished finished = run({"-o", "out"});
  EXPECT_EQ(finished.code, 3);
  EXPECT_EQ(finished.out, "");
  const json a = document(folder_, "in/a.pdf.json");
  EXPECT_EQ(a["schema"], "tachado/document/1");
  EXPECT_EQ(a["status"], "ok");
  EXPECT_EQ(a["source"]["path"], "in/a.pdf");
  EXPECT_EQ(a["source"]["path_bytes"], nullptr);
  EXPECT_EQ(a["source"]["media_type"], "application/pdf");
  EXPECT_EQ(a["pages"].size(), 2U);
  EXPECT_THAT(a["pages"][0]["text"].get<std::string>(), HasSubstr("Contrato DCA/SSPM/161/2022"));
  EXPECT_EQ(a["summary"]["pages_examined"], 2);
  const json b = document(folder_, "in/b.pdf.json");
  EXPECT_EQ(b["status"], "failed");
  EXPECT_EQ(b["problems"][0]["kind"], "unsupported");
  EXPECT_EQ(
      b["problems"][0]["message"],
      "is a web page, perhaps an error page of the portal (text/html); PDF, PNG, JPEG and TIFF "
      "are read");
  EXPECT_EQ(b["summary"]["redaction_level"], nullptr);
  EXPECT_EQ(document(folder_, "in/sub/c.pdf.json")["status"], "ok");
}

TEST_F(Run, TheTablesHoldEveryDocumentInOrder) {
  run({"-o", "out", "--jobs", "3"});
  const auto documents = lines_of(read_file(folder_ / "out/documents.jsonl"));
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(json::parse(documents[0])["source"]["path"], "in/a.pdf");
  EXPECT_FALSE(json::parse(documents[0])["pages"][0].contains("words"));
  EXPECT_EQ(json::parse(documents[1])["source"]["path"], "in/b.pdf");
  EXPECT_EQ(json::parse(documents[2])["source"]["path"], "in/sub/c.pdf");
  EXPECT_EQ(lines_of(read_file(folder_ / "out/summary.csv")).size(), 4U);
  const auto failures = lines_of(read_file(folder_ / "out/failures.csv"));
  ASSERT_EQ(failures.size(), 2U);
  EXPECT_THAT(failures[1], HasSubstr("in/b.pdf"));
  const json run_file = json::parse(read_file(folder_ / "out/run.json"));
  EXPECT_EQ(run_file["counts"]["ok"], 2);
  EXPECT_EQ(run_file["counts"]["failed_by_kind"]["unsupported"], 1);
  EXPECT_EQ(run_file["complete"], true);
}

TEST_F(Run, NothingElseIsLeftBehind) {
  run({"-o", "out"});
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "out")) {
    if (entry.is_regular_file()) {
      left.push_back(std::filesystem::relative(entry.path(), folder_ / "out").string());
    }
  }
  std::sort(left.begin(), left.end());
  EXPECT_THAT(left, ElementsAre(".tachado/limits", ".tachado/lock", ".tachado/state.sqlite",
                                ".tachado/tables", "documents.jsonl", "documents/in/a.pdf.json",
                                "documents/in/b.pdf.json", "documents/in/sub/c.pdf.json",
                                "failures.csv", "run.json", "summary.csv"));
}

TEST_F(Run, ResultsDoNotDependOnTheNumberOfWorkers) {
  for (int i = 0; i < 12; ++i) {
    folder_.write("in/more/" + std::to_string(i) + ".pdf",
                  make_pdf(std::vector<std::string>(static_cast<std::size_t>(i + 1), "hoja")));
  }
  const std::string alone = run({"-o", "-", "--jobs", "1"}).out;
  EXPECT_EQ(lines_of(alone).size(), 15U);
  EXPECT_EQ(run({"-o", "-", "--jobs", "5"}).out, alone);
}

// Short documents go with their answer, others to a file, large ones in pieces.
TEST_F(Run, DocumentsOfAnySizeAreTheSameHoweverTheyTravel) {
  const std::string line(80, 'x');
  std::size_t number = 0;
  for (int round = 0; round < 4; ++round) {
    for (const std::size_t pages : std::initializer_list<std::size_t>{1, 1, 4, 1, 12, 60, 12, 1}) {
      const std::string name = std::to_string(number++);
      folder_.write("in/" + name + ".pdf",
                    make_pdf(std::vector<std::string>(pages, name + " de 1 " + line)));
    }
  }
  const Finished stream = run({"-o", "-", "--ocr", "never", "-q", "-j", "3"});
  const std::vector<std::string> documents = lines_of(stream.out);
  ASSERT_EQ(documents.size(), number + 3);
  std::size_t shortest = SIZE_MAX;
  std::size_t longest = 0;
  for (const std::string& document : documents) {
    shortest = std::min(shortest, document.size());
    longest = std::max(longest, document.size());
  }
  EXPECT_LT(shortest, 8U << 10U);
  EXPECT_GT(longest, 64U << 10U);
  for (const char* jobs : {"1", "3"}) {
    const std::string out = std::string("out-") + jobs;
    run({"-o", out, "--ocr", "never", "-q", "-j", jobs});
    for (const std::string& document : documents) {
      const std::string path = json::parse(document)["source"]["path"];
      std::string written = read_file(folder_.path() / out / "documents" / (path + ".json"));
      std::erase(written, '\n');
      EXPECT_EQ(written, document) << path;
    }
    EXPECT_EQ(read_file(folder_.path() / out / "documents.jsonl"),
              read_file(folder_.path() / "out-1/documents.jsonl"));
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path() / out / ".tachado/writing"));
  }
}

TEST_F(Run, TheStreamIsTheDocumentsThemselves) {
  run({"-o", "out"});
  const Finished stream = run({"-o", "-"});
  EXPECT_EQ(stream.code, 3);
  const auto lines = lines_of(stream.out);
  ASSERT_EQ(lines.size(), 3U);
  std::string whole = read_file(folder_ / "out/documents/in/a.pdf.json");
  std::erase(whole, '\n');
  EXPECT_EQ(lines[0], whole);
}

TEST_F(Run, ThePipeOfStagesWritesTheSameBytes) {
  folder_.write("in/long.pdf", make_pdf(std::vector<std::string>(30, "una hoja")));
  ASSERT_EQ(run({"-o", "out", "--heavy-count", "3", "--ocr", "never"}).code, 3);
  const std::string tool = TACHADO_BINARY;
  for (const std::string name : {"in/a.pdf", "in/b.pdf", "in/long.pdf", "in/sub/c.pdf"}) {
    const std::string pipe = "cd " + folder_.path().string() + " && " + tool + " extract " + name +
                             " | " + tool + " regions | " + tool + " ocr --ocr never | " + tool +
                             " redactions --heavy-count 3 | " + tool + " fields";
    EXPECT_EQ(run_program({"sh", "-c", pipe}).out,
              read_file(folder_.path() / "out/documents" / (name + ".json")))
        << name;
  }
}

TEST_F(Run, EveryStageCanBeTheLast) {
  const std::string work = folder_.write("a.work", "");
  const std::string path = folder_ / "in/a.pdf";
  const Finished extracted = run_tachado({"extract", path, "--final"});
  EXPECT_EQ(extracted.code, 0);
  EXPECT_EQ(json::parse(extracted.out)["pages"].size(), 2U);
  EXPECT_EQ(json::parse(extracted.out)["summary"]["redaction_level"], nullptr);
  folder_.write("a.work", run_tachado({"extract", path}).out);
  EXPECT_EQ(json::parse(run_tachado({"regions", work, "--final"}).out)["status"], "ok");
}

TEST_F(Run, AToolRefusesADocumentThatHasChanged) {
  const std::string path = folder_ / "in/a.pdf";
  const std::string work = run_tachado({"extract", path}).out;
  folder_.write("in/a.pdf", make_pdf({"otra cosa"}));
  const Finished finished = run_tachado({"regions"}, work);
  EXPECT_EQ(finished.code, 4);
  EXPECT_THAT(finished.err, HasSubstr("is not the file that was extracted; extract it again"));
}

TEST_F(Run, AStreamThatWasCutOffIsRefused) {
  const std::string work = run_tachado({"extract", folder_ / "in/a.pdf"}).out;
  const Finished finished =
      run_tachado({"fields"}, work.substr(0, work.rfind('\n', work.size() - 2)));
  EXPECT_EQ(finished.code, 4);
  EXPECT_EQ(finished.out, "");
  EXPECT_THAT(finished.err, HasSubstr("tachado: error: standard input: damaged: "));
}

TEST_F(Run, ARerunDoesOnlyWhatIsMissing) {
  run({"-o", "out"});
  const auto file = folder_.path() / "out/documents/in/a.pdf.json";
  const auto before = std::filesystem::last_write_time(file);
  const std::string tables = read_file(folder_ / "out/documents.jsonl");
  const Finished again = run({"-o", "out"});
  EXPECT_EQ(again.code, 3);
  EXPECT_THAT(again.err, HasSubstr("3 (3 unchanged since an earlier run)"));
  EXPECT_EQ(std::filesystem::last_write_time(file), before);
  EXPECT_EQ(read_file(folder_ / "out/documents.jsonl"), tables);

  // A lost table comes back.
  std::filesystem::remove(folder_ / "out/documents.jsonl");
  run({"-o", "out"});
  EXPECT_EQ(read_file(folder_ / "out/documents.jsonl"), tables);

  // A changed file, a lost result and a new one.
  folder_.write("in/b.pdf", make_pdf({"ahora si"}));
  std::filesystem::remove(folder_ / "out/documents/in/sub/c.pdf.json");
  folder_.write("in/d.pdf", make_pdf({"nuevo"}));
  const Finished third = run({"-o", "out"});
  EXPECT_EQ(third.code, 0);
  EXPECT_THAT(third.err, HasSubstr("4 (1 unchanged since an earlier run)"));
  EXPECT_EQ(document(folder_, "in/b.pdf.json")["status"], "ok");
  EXPECT_EQ(document(folder_, "in/sub/c.pdf.json")["status"], "ok");

  // Other options, other results.
  EXPECT_THAT(run({"-o", "out", "--ocr", "never"}).err, ::testing::Not(HasSubstr("unchanged")));
}

TEST_F(Run, RetryFailedTriesAgain) {
  run({"-o", "out"});
  EXPECT_THAT(run({"-o", "out", "--retry-failed"}).err,
              HasSubstr("3 (2 unchanged since an earlier run)"));
}

TEST_F(Run, TheOutputFolderIsNotAnInput) {
  const std::vector<std::string> command{"sh", "-c", "cd \"$0\" && exec \"$@\" run . -o out",
                                         folder_.path().string(), TACHADO_BINARY};
  run_program(command);
  EXPECT_THAT(run_program(command).err, HasSubstr("3 (3 unchanged since an earlier run)"));
}

TEST_F(Run, NamesOfAnyBytesAreKeptApart) {
  folder_.write("in/n\xFF.pdf", make_pdf({"uno"}));
  folder_.write("in/n\xFE.pdf", make_pdf({"dos"}));
  const Finished stream = run({"-o", "-", "--quiet"});
  std::vector<std::string> names;
  for (const std::string& line : lines_of(stream.out)) {
    const json source = json::parse(line)["source"];
    if (!source["path_bytes"].is_null()) names.push_back(source["path_bytes"]);
  }
  EXPECT_THAT(names, ElementsAre("in/n%FE.pdf", "in/n%FF.pdf"));
  EXPECT_EQ(stream.err, "");
}

TEST_F(Run, FailOnTellsByTheExitCode) {
  EXPECT_EQ(run({"-o", "-", "--fail-on", "heavy", "--heavy-count", "0", "--heavy-share", "0",
                 "--light-count", "0", "--light-share", "0"})
                .code,
            5);
  EXPECT_EQ(run({"-o", "-", "--fail-on", "heavy", "--heavy-share", "1"}).code, 3);
}

TEST_F(Run, FailOnTellsOfWhatIsLeftUnderABar) {
  testing::TemporaryFolder alone;
  const std::string sound = alone.write(
      "sound.pdf", make_pdf({"Contrato de servicios de soporte"}, {.extra = "72 600 90 14 re f"}));
  const std::string failed =
      alone.write("failed.pdf",
                  make_pdf({"Contrato de servicios de soporte"},
                           {.extra = "BT /F1 12 Tf 72 690 Td (El proveedor es Rosalba Ibarrola) Tj "
                                     "ET 150 687 120 14 re f"}));
  const auto code = [](const std::string& file, const std::string& condition) {
    return run_tachado({"run", file, "-o", "-", "--quiet", "--fail-on", condition}).code;
  };
  EXPECT_EQ(code(sound, "failed"), 0);
  EXPECT_EQ(code(sound, "failed,leaks"), 0);
  EXPECT_EQ(code(failed, "failed"), 5);
  EXPECT_EQ(code(failed, "leaks,failed"), 5);
  EXPECT_EQ(code(failed, "sound"), 2);
}

TEST_F(Run, AFolderInUseIsRefused) {
  std::filesystem::create_directories(folder_ / "out/.tachado");
  const std::string lock = folder_.write("out/.tachado/lock", "");
  const Finished finished =
      run_program({"flock", lock, TACHADO_BINARY, "run", folder_ / "in", "-o", folder_ / "out"});
  EXPECT_EQ(finished.code, 4);
  EXPECT_EQ(finished.err, "tachado: error: " + (folder_ / "out") +
                              ": another run is writing there; wait for it, or choose another "
                              "folder with -o\n");
}

TEST_F(Run, RevealedTextIsForItsOwnerAlone) {
  const Finished finished = run({"-o", "out", "--reveal"});
  EXPECT_THAT(finished.err, HasSubstr("tachado: warning: out: holds revealed text"));
  for (const char* name : {"out/documents/in/a.pdf.json", "out/documents.jsonl"}) {
    struct stat status {};
    ASSERT_EQ(::stat((folder_ / name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
  }
}

TEST_F(Run, InterruptedItKeepsWhatIsFinished) {
  for (int i = 0; i < 400; ++i) {
    folder_.write("in/more/" + std::to_string(i) + ".pdf",
                  make_pdf(std::vector<std::string>(20, "hoja de un contrato")));
  }
  // As soon as one is finished: four hundred are not.
  const std::string script = TACHADO_BINARY
      " run \"$0\" -o \"$1\" --jobs 1 & pid=$!; "
      "until find \"$1\" -name '*.pdf.json' | grep -q .; do sleep 0.01; "
      "done 2>/dev/null; kill -INT $pid; wait $pid";
  const Finished finished = run_program({"sh", "-c", script, folder_ / "in", folder_ / "out"});
  EXPECT_EQ(finished.code, 130);
  EXPECT_THAT(finished.err, HasSubstr("tachado: error: interrupted; what was finished is kept"));
  EXPECT_EQ(json::parse(read_file(folder_ / "out/run.json"))["complete"], false);
  const Finished status = run_tachado({"status", folder_ / "out"});
  EXPECT_EQ(status.code, 3);
  EXPECT_THAT(status.out, HasSubstr("/out: unless a run is at it, the same command goes on\n"));
  const Finished rest = run_tachado({"run", folder_ / "in", "-o", folder_ / "out", "--jobs", "2"});
  EXPECT_THAT(rest.err, HasSubstr("unchanged since an earlier run"));
  EXPECT_EQ(lines_of(read_file(folder_ / "out/documents.jsonl")).size(), 403U);
  EXPECT_THAT(run_tachado({"status", folder_ / "out"}).out, Not(HasSubstr("not finished")));
}

// Rather than a table with a line that ends in the middle.
TEST_F(Run, ADocumentThatCannotBeReadForTheTablesIsNamed) {
  run({"-o", "out"});
  const std::filesystem::path answer = folder_.path() / "out/documents/in/a.pdf.json";
  const std::string tables = read_file(folder_ / "out/documents.jsonl");
  std::filesystem::remove(answer);
  std::filesystem::create_directory(answer);
  folder_.write("in/new.pdf", make_pdf({"otra hoja"}));
  const Finished finished = run({"-o", "out"});
  EXPECT_EQ(finished.code, 4);
  EXPECT_THAT(finished.err, HasSubstr("out: out/documents/in/a.pdf.json: Is a directory"));
  EXPECT_EQ(read_file(folder_ / "out/documents.jsonl"), tables);
}

TEST_F(Run, ShardsMergeIntoTheWhole) {
  run({"-o", "whole"});
  EXPECT_EQ(run({"-o", "one", "--shard", "1/2"}).code | run({"-o", "two", "--shard", "2/2"}).code,
            3);
  const std::vector<std::string> merge{"merge", folder_ / "one", folder_ / "two", "-o",
                                       folder_ / "all"};
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(run_tachado(merge).code, 0);
    for (const char* file : {"documents.jsonl", "summary.csv", "documents/in/a.pdf.json"}) {
      EXPECT_EQ(read_file(folder_.path() / "all" / file),
                read_file(folder_.path() / "whole" / file));
    }
  }
  const Finished status = run_tachado({"status", folder_ / "all"});
  EXPECT_EQ(status.code, 3);
  EXPECT_THAT(status.out,
              HasSubstr("  documents                   3\n    ok                        2\n"));
}

TEST_F(Run, AMergeNamesWhatIsInConflict) {
  run({"-o", "one"});
  folder_.write("in/b.pdf", make_pdf({"ahora si"}));
  run({"-o", "two"});
  const Finished merged =
      run_tachado({"merge", folder_ / "one", folder_ / "two", "-o", folder_ / "all"});
  EXPECT_EQ(merged.code, 3);
  EXPECT_EQ(merged.err, "tachado: warning: " + (folder_ / "two") +
                            ": in/b.pdf: another folder answers differently; its answer is kept\n");
  EXPECT_EQ(run_tachado({"merge", folder_ / "in", "-o", folder_ / "all"}).code, 4);
}

TEST_F(Run, StatusWantsResults) {
  const Finished finished = run_tachado({"status", folder_ / "in"});
  EXPECT_EQ(finished.code, 4);
  EXPECT_EQ(finished.err,
            "tachado: error: " + (folder_ / "in") +
                ": holds no results; name the folder that was given to run with -o\n");
}

}  // namespace
}  // namespace tachado
