// Workers that hang, eat memory, crash and are killed: each document still ends with one answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <thread>

#include "tests/pipeline/support.h"

namespace tachado {
namespace {

using nlohmann::json;
using ::testing::AnyOf;
using testing::Finished;
using ::testing::HasSubstr;
using testing::make_pdf;
using testing::pdf_of_objects;
using testing::read_file;
using testing::run_tachado;
using testing::TemporaryFolder;

// Three pages; the second draws a form that draws ten forms and so on: 10^9 operators that
// draw nothing.
std::string slow_second_page() {
  std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R /Resources << /Font << "
      "/F1 7 0 R >> >> >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 8 0 R /Resources << /XObject "
      "<< /X 9 0 R >> >> >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R /Resources << /Font << "
      "/F1 7 0 R >> >> >>"};
  const auto stream = [](const std::string& dictionary, const std::string& content) {
    return "<< " + dictionary + " /Length " + std::to_string(content.size()) + " >>\nstream\n" +
           content + "\nendstream";
  };
  objects.push_back(stream("", "BT /F1 12 Tf 72 700 Td (Contrato) Tj ET"));
  objects.emplace_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  objects.push_back(stream("", "/X Do"));
  constexpr int kLevels = 8;
  for (int level = 0; level < kLevels; ++level) {
    const bool last = level + 1 == kLevels;
    std::string content;
    for (int i = 0; i < 10; ++i)
      content += last ? "q Q q Q q Q q Q q Q q Q q Q q Q q Q q Q\n" : "/X Do\n";
    const std::string next = std::to_string(10 + level);
    objects.push_back(stream("/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources <<" +
                                 (last ? "" : " /XObject << /X " + next + " 0 R >>") + " >>",
                             content));
  }
  return pdf_of_objects(objects);
}

TEST(Fault, ASlowPageIsLeftOutAndTheOthersStay) {
  const TemporaryFolder folder;
  const std::string path = folder.write("slow.pdf", slow_second_page());
  const auto begun = std::chrono::steady_clock::now();
  const Finished finished =
      run_tachado({"run", path, "-o", "-", "-q", "--ocr", "never", "--page-seconds", "0.5"});
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
  EXPECT_EQ(finished.code, 3);
  const json document = json::parse(finished.out);
  EXPECT_EQ(document["status"], "partial");
  EXPECT_EQ(document["problems"][0]["page"], 2);
  EXPECT_EQ(document["problems"][0]["kind"], "timeout");
  EXPECT_EQ(document["problems"][0]["message"],
            "took longer than 0.5 s; raise --page-seconds to wait longer");
  ASSERT_EQ(document["pages"].size(), 3U);
  EXPECT_EQ(document["pages"][1]["examined"], false);
  EXPECT_EQ(document["pages"][2]["text"], "Contrato\n");
  EXPECT_EQ(document["redactions"]["count"], nullptr);
  EXPECT_EQ(document["summary"]["redaction_level"], nullptr);
}

TEST(Fault, ASlowDocumentKeepsItsFirstPages) {
  const TemporaryFolder folder;
  const std::string path = folder.write("slow.pdf", slow_second_page());
  const Finished finished =
      run_tachado({"run", path, "-o", "-", "-q", "--ocr", "never", "--document-seconds", "0.5"});
  const json document = json::parse(finished.out);
  EXPECT_EQ(document["status"], "partial");
  EXPECT_EQ(document["pages"][0]["text"], "Contrato\n");
  EXPECT_EQ(document["pages"][2]["examined"], false);
  EXPECT_EQ(document["problems"][0]["message"],
            "the document took longer than 0.5 s; raise --document-seconds to wait longer");
}

TEST(Fault, AGreedyPageIsLeftOut) {
  // An engine with two languages does not fit into 64 MB.
  const Finished finished = run_tachado(
      {"run", TACHADO_SAMPLES_DIR "/scan_black_bars.pdf", "-o", "-", "-q", "--memory-mb", "64"});
  EXPECT_EQ(finished.code, 3);
  const json document = json::parse(finished.out);
  EXPECT_THAT(document["status"].get<std::string>(), AnyOf("failed", "partial"));
  EXPECT_EQ(document["problems"][0]["kind"], "memory");
  EXPECT_EQ(document["problems"][0]["message"],
            "needed more than 64 MB; raise --memory-mb to allow more");
}

// Small documents, which lie ready for a worker while it is at another one.
class ManySmall : public ::testing::Test {
 protected:
  static constexpr int kDocuments = 80;
  // `faulty`: by number, another name.
  std::string write(const std::map<int, std::string>& faulty) {
    for (int i = 0; i < kDocuments; ++i) {
      const auto found = faulty.find(i);
      const std::string name = found != faulty.end() ? found->second : std::to_string(i + 100);
      folder_.write("in/" + name + ".pdf", make_pdf({"hoja " + name, "otra"}));
    }
    return folder_ / "in";
  }
  // Documents in the order in which they were done.
  [[nodiscard]] std::vector<json> finished(const std::string& log) const {
    std::vector<json> documents;
    std::istringstream lines(read_file(log));
    for (std::string line; std::getline(lines, line);) {
      json event = json::parse(line);
      if (event["event"] == "document") documents.push_back(std::move(event));
    }
    return documents;
  }
  static int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {TACHADO_FAULTY, "run", "--ocr", "never", "-q"});
    return testing::run_program(arguments).code;
  }
  TemporaryFolder folder_;
};

TEST_F(ManySmall, NoneWaitsBehindOneThatHangs) {
  const std::string in = write({{0, "000-loop-2"}});
  const std::string log = folder_ / "log";
  EXPECT_EQ(run({in, "-o", folder_ / "out", "-j", "2", "--page-seconds", "1.5", "--log", log}), 3);
  const std::vector<json> documents = finished(log);
  ASSERT_EQ(documents.size(), static_cast<std::size_t>(kDocuments));
  EXPECT_THAT(documents.back()["path"].get<std::string>(), HasSubstr("000-loop-2"));
  EXPECT_EQ(documents.back()["problem"], "timeout");
}

TEST_F(ManySmall, ThoseBehindOneThatCrashesCostNothing) {
  const std::string in = write({{7, "107-crash-2"}, {8, "108-abort-1"}, {40, "140-crash-2"}});
  for (const char* jobs : {"1", "2"}) {
    const std::string log = folder_ / ("log" + std::string(jobs));
    EXPECT_EQ(run({in, "-o", folder_ / jobs, "-j", jobs, "--log", log}), 3);
    const std::vector<json> documents = finished(log);
    EXPECT_EQ(documents.size(), static_cast<std::size_t>(kDocuments));
    EXPECT_EQ(std::count_if(documents.begin(), documents.end(),
                            [](const json& event) { return event["status"] != "ok"; }),
              3);
  }
  EXPECT_EQ(read_file(folder_ / "1/documents.jsonl"), read_file(folder_ / "2/documents.jsonl"));
  EXPECT_EQ(read_file(folder_ / "1/summary.csv"), read_file(folder_ / "2/summary.csv"));
}

TEST_F(ManySmall, AWorkerIsReplacedAfterSoManyPages) {
  constexpr int kPages = 50;
  constexpr int kOfThem = 160;
  constexpr int kReplaceAfter = 5000;
  // What it is at then, and what lies ready for it and was begun before the supervisor looked.
  constexpr int kBegunByThen = (1 + 48) * kPages;
  for (int i = 0; i < kOfThem; ++i) {
    folder_.write("in/" + std::to_string(100 + i) + ".pdf",
                  make_pdf(std::vector<std::string>(kPages, "hoja " + std::to_string(100 + i))));
  }
  const std::string pages = folder_ / "pages";
  ::setenv("TACHADO_PAGES", pages.c_str(), 1);
  EXPECT_EQ(run({folder_ / "in", "-o", folder_ / "out", "-j", "1", "--no-sandbox"}), 0);
  ::unsetenv("TACHADO_PAGES");
  std::map<std::string, int> read;
  std::istringstream lines(read_file(pages));
  for (std::string line; std::getline(lines, line);) ++read[line.substr(0, line.find(' '))];
  std::vector<int> counts;
  for (const auto& [worker, count] : read) counts.push_back(count);
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0] + counts[1], kPages * kOfThem);
  EXPECT_GT(std::max(counts[0], counts[1]), kReplaceAfter);
  EXPECT_LE(std::max(counts[0], counts[1]), kReplaceAfter + kBegunByThen);
}

// By the memory that it holds after a document: what lay ready for it is read by another.
TEST_F(ManySmall, AWorkerThatHoldsMuchIsReplaced) {
  for (const char* name : {"a", "b-hold", "c", "d"}) {
    folder_.write("in/" + std::string(name) + ".pdf", make_pdf({std::string("hoja ") + name}));
  }
  const std::string pages = folder_ / "pages";
  ::setenv("TACHADO_PAGES", pages.c_str(), 1);
  EXPECT_EQ(run({folder_ / "in", "-o", folder_ / "out", "-j", "1", "--no-sandbox"}), 0);
  ::unsetenv("TACHADO_PAGES");
  std::vector<std::pair<std::string, std::string>> read;  // worker, document
  std::istringstream lines(read_file(pages));
  for (std::string line; std::getline(lines, line);) {
    read.emplace_back(line.substr(0, line.find(' ')), line.substr(line.rfind('/') + 1));
  }
  ASSERT_EQ(read.size(), 4U);
  EXPECT_EQ(read[1].second, "b-hold.pdf");
  EXPECT_EQ(read[1].first, read[0].first);
  EXPECT_NE(read[2].first, read[1].first);
  EXPECT_EQ(read[3].first, read[2].first);
}

TEST_F(ManySmall, OneContentIsReadOnce) {
  for (int i = 100; i < 100 + kDocuments; ++i) {
    // Two contents of one size.
    folder_.write("in/" + std::to_string(i) + ".pdf",
                  make_pdf({i % 5 == 0 ? "esta hoja" : "otra hoja"}));
  }
  const std::string in = folder_ / "in";
  for (const char* jobs : {"1", "3"}) {
    const std::string pages = folder_ / ("pages" + std::string(jobs));
    ::setenv("TACHADO_PAGES", pages.c_str(), 1);
    EXPECT_EQ(run({in, "-o", folder_ / jobs, "-j", jobs, "--no-sandbox"}), 0);
    ::unsetenv("TACHADO_PAGES");
    const std::string read = read_file(pages);
    EXPECT_EQ(std::count(read.begin(), read.end(), '\n'), 2) << read;
  }
  EXPECT_EQ(read_file(folder_ / "1/documents.jsonl"), read_file(folder_ / "3/documents.jsonl"));
}

// Who reads a content that several documents have is decided while workers go on: the moment at
// which the reader turns out to be another one comes once in some fifty such runs.
TEST_F(ManySmall, EveryCopyHasItsAnswer) {
  const std::string copy = make_pdf(std::vector<std::string>(20, "la misma hoja"));
  for (int i = 0; i < kDocuments; ++i)
    folder_.write("in/" + std::to_string(100 + i) + ".pdf", i < 6 ? make_pdf({"una"}) : copy);
  for (int round = 0; round < 20; ++round) {
    const std::string out = folder_ / std::to_string(round);
    ASSERT_EQ(run({folder_ / "in", "-o", out, "-j", "2"}), 0);
    const std::string lines = read_file(out + "/documents.jsonl");
    ASSERT_EQ(std::count(lines.begin(), lines.end(), '\n'), kDocuments) << round;
  }
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> children;
  std::ifstream in("/proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) +
                   "/children");
  for (pid_t child = 0; in >> child;) children.push_back(child);
  return children;
}

// Starts tachado and sends `signal` to its workers, `times` times in all.
int run_under_fire(const std::vector<std::string>& arguments, int signal, int times,
                   const char* program = TACHADO_BINARY) {
  std::vector<std::string> command{program};
  command.insert(command.end(), arguments.begin(), arguments.end());
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(pid, &status, WNOHANG) == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(40));
    if (times == 0) continue;
    for (const pid_t child : children_of(pid)) {
      if (times > 0) ::kill(child, signal);
      if (times > 0) --times;
    }
  }
  EXPECT_EQ(times, 0) << "the run was over too soon to be disturbed";
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class UnderFire : public ::testing::Test {
 protected:
  UnderFire() {
    for (int i = 0; i < 60; ++i) {
      folder_.write(
          "in/" + std::to_string(i) + ".pdf",
          make_pdf(std::vector<std::string>(60, "hoja del archivo " + std::to_string(i))));
    }
  }
  std::string out(const char* name) const { return folder_ / name; }
  TemporaryFolder folder_;
};

TEST_F(UnderFire, KilledWorkersCostNothing) {
  const std::string in = folder_ / "in";
  ASSERT_EQ(run_tachado({"run", in, "-o", out("calm"), "-q"}).code, 0);
  EXPECT_EQ(run_under_fire({"run", in, "-o", out("fire"), "-q", "-j", "2"}, SIGKILL, 5), 0);
  for (const char* table : {"documents.jsonl", "summary.csv", "failures.csv"}) {
    EXPECT_EQ(read_file(folder_.path() / "fire" / table),
              read_file(folder_.path() / "calm" / table));
  }
}

TEST_F(UnderFire, CrashesCostPagesAndAreReported) {
  const int code =
      run_under_fire({"run", folder_ / "in", "-o", out("fire"), "-q", "-j", "2"}, SIGSEGV, 8);
  EXPECT_THAT(code, AnyOf(0, 3));
  const std::string documents = read_file(folder_ / "fire/documents.jsonl");
  EXPECT_EQ(std::count(documents.begin(), documents.end(), '\n'), 60);
}

TEST_F(UnderFire, AKilledSupervisorLosesNothingThatWasFinished) {
  const std::string in = folder_ / "in";
  ASSERT_EQ(run_tachado({"run", in, "-o", out("calm"), "-q"}).code, 0);
  // While it starts, reads and writes its tables.
  for (const char* seconds : {"0.03", "0.4", "0.08", "0.7", "0.2"}) {
    testing::run_program({"timeout", "-s", "KILL", seconds, TACHADO_BINARY, "run", in, "-o",
                          out("fire"), "-q", "-j", "2"});
  }
  ASSERT_EQ(run_tachado({"run", in, "-o", out("fire"), "-q"}).code, 0);
  EXPECT_EQ(read_file(folder_ / "fire/documents.jsonl"),
            read_file(folder_ / "calm/documents.jsonl"));
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "fire/.tachado/writing"));
}

// Gone, or dead and not yet taken notice of by whoever inherited it.
bool is_over(pid_t process) {
  const std::string status = read_file("/proc/" + std::to_string(process) + "/stat");
  const std::size_t name = status.rfind(')');
  return name == std::string::npos || status.substr(name, 3) == ") Z";
}

bool soon(const std::function<bool()>& holds) {
  constexpr int kTries = 500;
  for (int i = 0; i < kTries && !holds(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return holds();
}

// The first interruption lets a run write what it has, which can take long where nobody reads it.
TEST_F(UnderFire, ASecondInterruptionStopsAtOnce) {
  std::array<int, 2> unread{};
  ASSERT_EQ(::pipe(unread.data()), 0);
  const std::string in = folder_ / "in";
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(unread[1], STDOUT_FILENO);
    ::execl(TACHADO_BINARY, TACHADO_BINARY, "run", in.c_str(), "-o", "-", "-q", "-j", "2", nullptr);
    ::_exit(127);
  }
  // Until it waits for a reader.
  int waiting = 0;
  EXPECT_TRUE(soon([&] {
    const int before = waiting;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return ::ioctl(unread[0], FIONREAD, &waiting) == 0 && waiting > 0 && waiting == before;
  }));
  const std::vector<pid_t> workers = children_of(pid);
  EXPECT_EQ(workers.size(), 2U);
  ::kill(pid, SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  int status = 0;
  EXPECT_EQ(::waitpid(pid, &status, WNOHANG), 0);
  ::kill(pid, SIGINT);
  const auto begun = std::chrono::steady_clock::now();
  ::waitpid(pid, &status, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
  EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, 130);
  EXPECT_TRUE(soon([&] { return std::all_of(workers.begin(), workers.end(), is_over); }));
  ::close(unread[0]);
  ::close(unread[1]);
}

// Everything that a command says on a terminal of so many columns.
std::string on_terminal(const std::vector<std::string>& command, unsigned short columns) {
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int terminal = -1;
  const winsize size{24, columns, 0, 0};
  const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (pid == 0) {
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  std::string said;
  std::array<char, 4096> piece{};
  // A terminal whose other end is gone gives an error, not an end.
  for (ssize_t got = 0; (got = ::read(terminal, piece.data(), piece.size())) > 0;) {
    said.append(piece.data(), static_cast<std::size_t>(got));
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(pid, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  return said;
}

// The system has so many processes for it, itself included. As a user who has no others, one for
// each process of tests, and who need not be let in where the program was built.
Finished run_with_processes(int most, const TemporaryFolder& folder, const std::string& out) {
  const std::string program = folder / "tachado";
  std::filesystem::copy_file(TACHADO_BINARY, program);
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
  std::filesystem::create_directories(out);
  constexpr uid_t kFirstUser = 1'000'000;
  const uid_t user = kFirstUser + static_cast<uid_t>(::getpid());
  EXPECT_EQ(::chown(out.c_str(), user, user), 0);
  return testing::run_program({"setpriv", "--reuid=" + std::to_string(user),
                               "--regid=" + std::to_string(user), "--clear-groups", "prlimit",
                               "--nproc=" + std::to_string(most), program, "run", folder / "in",
                               "-o", out, "-q", "--ocr", "never", "-j", "4"});
}

TEST(Workers, FewerThanWanted) {
  const TemporaryFolder folder;
  for (int i = 0; i < 20; ++i) {
    folder.write("in/" + std::to_string(i) + ".pdf", make_pdf({"hoja " + std::to_string(i)}));
  }
  const Finished fewer = run_with_processes(3, folder, folder / "fewer");
  EXPECT_EQ(fewer.code, 0) << fewer.err;
  EXPECT_EQ(fewer.err,
            "tachado: warning: no process can be started: Resource temporarily unavailable; the "
            "batch goes on with 2 of 4 workers\n");
  const Finished calm =
      run_tachado({"run", folder / "in", "-o", folder / "calm", "-q", "--ocr", "never"});
  EXPECT_EQ(calm.code, 0);
  EXPECT_EQ(read_file(folder.path() / "fewer/documents.jsonl"),
            read_file(folder.path() / "calm/documents.jsonl"));
}

TEST(Workers, NoneCanBeHad) {
  const TemporaryFolder folder;
  folder.write("in/a.pdf", make_pdf({"hoja"}));
  const Finished none = run_with_processes(1, folder, folder / "none");
  EXPECT_EQ(none.code, 4);
  EXPECT_EQ(none.err, "tachado: error: " + (folder / "none") +
                          ": no process can be started: Resource temporarily unavailable; what was "
                          "finished is kept, the same command does the rest\n");
}

TEST(Progress, ATerminalHasABarThatGoesAway) {
  const TemporaryFolder folder;
  for (const char* name : {"in/a-slow.pdf", "in/b-slow.pdf", "in/c.pdf"}) {
    folder.write(name, make_pdf(std::vector<std::string>(20, std::string("hoja de ") + name)));
  }
  folder.write("in/nada.pdf", "");
  const std::string said = on_terminal(
      {TACHADO_FAULTY, "run", folder / "in", "-o", folder / "out", "--ocr", "never", "-j", "1"},
      120);
  const std::string bar = "\r\x1b[K[";
  ASSERT_THAT(said, HasSubstr(bar + "#####---------------] 1 of 4 documents, "));
  EXPECT_THAT(said, HasSubstr(" pages/s"));
  EXPECT_THAT(said, HasSubstr(" left: "));
  EXPECT_THAT(said, HasSubstr("b-slow.pdf"));
  // Then nothing of it is left on the line, and the table stands there.
  const std::size_t last = said.rfind("\r\x1b[K");
  EXPECT_EQ(said.find(" pages/s", last), std::string::npos);
  EXPECT_THAT(said.substr(last), HasSubstr("documents                   4\r\n"));
  EXPECT_THAT(said.substr(last), HasSubstr("      empty                   1\r\n"));
}

TEST(Progress, ABarFitsItsTerminal) {
  const TemporaryFolder folder;
  folder.write("in/un nombre que no cabe ni en tres líneas slow.pdf",
               make_pdf(std::vector<std::string>(20, "hoja")));
  for (const std::uint16_t columns : std::initializer_list<std::uint16_t>{20, 60, 80}) {
    const std::string said =
        on_terminal({TACHADO_FAULTY, "run", folder / "in", "-o", folder / std::to_string(columns),
                     "--ocr", "never", "-j", "1"},
                    columns);
    const std::string mark = "\r\x1b[K";
    int bars = 0;
    // After the last one stands the table.
    for (std::size_t at = said.find(mark), next = 0;
         (next = said.find(mark, at + 1)) != std::string::npos; at = next, ++bars) {
      const std::string line = said.substr(at + mark.size(), next - at - mark.size());
      const auto shown = std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      });
      EXPECT_LE(shown, columns - 3) << line;
    }
    EXPECT_GE(bars, 1);
  }
}

TEST(Progress, ElsewhereALineEveryTenSeconds) {
  const TemporaryFolder folder;
  for (const char* name : {"in/a-slow.pdf", "in/b-slow.pdf"}) {
    folder.write(name, make_pdf(std::vector<std::string>(20, std::string("hoja de ") + name)));
  }
  folder.write("in/nada.pdf", "");
  ::setenv("TACHADO_HASTE", "50", 1);
  const Finished finished = testing::run_program(
      {TACHADO_FAULTY, "run", folder / "in", "-o", folder / "out", "--ocr", "never", "-j", "1"});
  ::unsetenv("TACHADO_HASTE");
  // Each document takes 30 of its seconds and more: two lines at least while it is read.
  const char* line =
      "tachado: [012] of 3 documents, [0-9]+ pages, [0-9]+\\.[0-9] pages/s(, 1 failed)?"
      "(, ([0-9]+ min )?[0-9.]+ s left)?: .*/in/[ab]-slow\\.pdf";
  std::istringstream said(finished.err);
  std::string shown;
  int lines = 0;
  while (std::getline(said, shown) && shown.starts_with("tachado: ")) {
    EXPECT_THAT(shown, ::testing::MatchesRegex(line));
    ++lines;
  }
  EXPECT_GE(lines, 4);
  EXPECT_THAT(shown, HasSubstr("documents                   3"));
}

// A document of many ranges of pages; tachado_faulty shares and keeps each of them.
class LongDocument : public ::testing::Test {
 protected:
  [[nodiscard]] std::string write(const std::string& name) const {
    std::vector<std::string> pages;
    for (int i = 1; i <= kPages; ++i) pages.push_back("hoja " + std::to_string(i));
    return folder_.write("in/" + name, make_pdf(pages));
  }
  static Finished run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {TACHADO_FAULTY, "run", "--ocr", "never", "-q"});
    return testing::run_program(arguments);
  }
  static constexpr int kPages = 60;
  TemporaryFolder folder_;
};

TEST_F(LongDocument, IsTheSameWhoeverReadsIt) {
  const std::string path = write("slow.pdf");
  const std::string alone = run({path, "-o", "-", "-j", "1"}).out;
  EXPECT_EQ(json::parse(alone)["pages"].size(), static_cast<std::size_t>(kPages));
  EXPECT_EQ(json::parse(alone)["status"], "ok");
  EXPECT_EQ(run({path, "-o", "-", "-j", "3"}).out, alone);
}

TEST_F(LongDocument, KilledWorkersCostNothing) {
  const std::string path = write("slow.pdf");
  ASSERT_EQ(run({path, "-o", folder_ / "calm"}).code, 0);
  const int code =
      run_under_fire({"run", "--ocr", "never", path, "-o", folder_ / "fire", "-q", "-j", "3"},
                     SIGKILL, 5, TACHADO_FAULTY);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(read_file(folder_ / "fire/documents.jsonl"),
            read_file(folder_ / "calm/documents.jsonl"));
}

TEST_F(LongDocument, ACrashCostsItsPage) {
  for (const auto& [name, bad] : {std::pair("crash-13.pdf", 13), std::pair("abort-60.pdf", 60)}) {
    const std::string path = write(name);
    const Finished alone = run({path, "-o", "-", "-j", "1"});
    EXPECT_EQ(alone.code, 3);
    const json document = json::parse(alone.out);
    EXPECT_EQ(document["status"], "partial");
    EXPECT_EQ(document["problems"].size(), 1U);
    EXPECT_EQ(document["problems"][0]["page"], bad);
    EXPECT_EQ(document["problems"][0]["kind"], "crash");
    EXPECT_EQ(document["summary"]["pages_examined"], kPages - 1);
    EXPECT_EQ(run({path, "-o", "-", "-j", "3"}).out, alone.out);
  }
}

// A worker that something else has spoilt costs a document nothing.
TEST_F(LongDocument, ACrashIsTriedAgainInAWorkerOfItsOwn) {
  (void)write("a-slow.pdf");
  (void)write("b-slow.pdf");
  folder_.write("in/c-spoilt.pdf", make_pdf({"una hoja"}));
  folder_.write("in/d-spoilt.pdf", make_pdf({"otra hoja"}));
  const Finished finished = run({folder_ / "in", "-o", folder_ / "out", "-j", "2"});
  EXPECT_EQ(finished.code, 0) << read_file(folder_ / "out/failures.csv");
}

// The system may kill for want of memory that others took: five times, then the page is given up.
TEST_F(LongDocument, AKillThatNobodyOrderedIsTriedAgain) {
  const Finished finished = run({write("kill-60.pdf"), "-o", folder_ / "out", "-j", "1",
                                 "--no-sandbox", "--log", folder_ / "log"});
  EXPECT_EQ(finished.code, 3);
  const json document = json::parse(read_file(folder_ / "out/documents.jsonl"));
  EXPECT_EQ(document["summary"]["pages_examined"], kPages - 1);
  EXPECT_EQ(document["problems"].size(), 1U);
  EXPECT_EQ(document["problems"][0]["page"], 60);
  EXPECT_EQ(document["problems"][0]["kind"], "crash");
  EXPECT_EQ(document["problems"][0]["message"],
            "the process that read it was killed by the system, most likely for memory");
  const std::string log = read_file(folder_ / "log");
  std::size_t deaths = 0;
  for (std::size_t at = 0; (at = log.find("worker_died", at)) != std::string::npos; ++at) ++deaths;
  EXPECT_EQ(deaths, 6U);
}

// Pages that a killed worker had read are counted once.
TEST_F(LongDocument, ProgressCountsEachPageOnce) {
  const Finished finished =
      testing::run_program({TACHADO_FAULTY, "run", "--ocr", "never", "--progress", "json",
                            write("kill-40-slow.pdf"), "-o", folder_ / "out", "--no-sandbox"});
  EXPECT_EQ(finished.code, 3);
  std::int64_t most = 0;
  std::istringstream lines(finished.err);
  for (std::string line; std::getline(lines, line);) {
    const json event = json::parse(line, nullptr, false);
    if (event.is_object() && event["event"] == "progress") {
      most = std::max(most, event["pages"].get<std::int64_t>());
    }
  }
  EXPECT_GT(most, 0);
  EXPECT_LE(most, kPages);
}

// One that is there and says nothing any more is not waited for.
TEST_F(LongDocument, AWorkerThatClosesItsChannelIsEnded) {
  const json document = json::parse(run({write("mute-13.pdf"), "-o", "-", "-j", "1"}).out);
  EXPECT_EQ(document["problems"].size(), 1U);
  EXPECT_EQ(document["problems"][0]["page"], 13);
  EXPECT_EQ(document["problems"][0]["kind"], "internal");
  EXPECT_EQ(document["summary"]["pages_examined"], kPages - 1);
}

// The signal is named.
TEST_F(LongDocument, ACrashNamesItsSignal) {
  for (const auto& [name, signal] : {std::pair("crash-2.pdf", "11 (Segmentation fault)"),
                                     std::pair("abort-2.pdf", "6 (Aborted)")}) {
    const json document = json::parse(run({write(name), "-o", "-"}).out);
    EXPECT_EQ(document["problems"][0]["message"],
              std::string("the process that read it died of signal ") + signal);
  }
}

// Its board, what it says, and which contents were seen: nothing of another worker's.
TEST_F(LongDocument, AWorkerSharesMemoryWithTheSupervisorOnly) {
  for (const char* name : {"a", "b", "c", "d"}) {
    folder_.write("in/" + std::string(name) + "-slow-sees-1.pdf",
                  make_pdf(std::vector<std::string>(10, std::string("hoja ") + name)));
  }
  const std::string shared = folder_ / "shared";
  ::setenv("TACHADO_SHARED", shared.c_str(), 1);
  EXPECT_EQ(run({folder_ / "in", "-o", folder_ / "out", "-j", "4", "--no-sandbox"}).code, 0);
  ::unsetenv("TACHADO_SHARED");
  EXPECT_EQ(read_file(shared), "3\n3\n3\n3\n");
}

// What a sealed worker must not do is tried in one; the attempts can succeed where it is not
// sealed.
TEST_F(LongDocument, AWorkerCanDoNothingButRead) {
  const std::string path = folder_.write("in/calls-1.pdf", make_pdf({"una hoja"}));
  const Finished sealed = run({path, "-o", folder_ / "sealed"});
  EXPECT_EQ(sealed.code, 0) << read_file(folder_ / "sealed/.tachado/crashes.log");
  EXPECT_EQ(sealed.err, "");
  EXPECT_EQ(run({path, "-o", folder_ / "open", "--no-sandbox"}).code, 3);
  EXPECT_THAT(read_file(folder_ / "open/.tachado/crashes.log"),
              HasSubstr("not refused: a socket\n"));
}

TEST_F(LongDocument, AnInterruptedOneGoesOnWhereItWas) {
  const std::string path = write("stop-35.pdf");
  const std::vector<std::string> command{path, "-j", "1", "--no-sandbox", "-o"};
  const auto to = [&](const char* name) {
    std::vector<std::string> with = command;
    with.push_back(folder_ / name);
    return run(with).code;
  };
  EXPECT_EQ(to("out"), 128 + SIGKILL);
  // Four ranges were finished, and are not read again.
  const auto kept = folder_.path() / "out/.tachado/pages";
  ASSERT_FALSE(std::filesystem::is_empty(kept));
  ::setenv("TACHADO_GO_ON", "1", 1);
  EXPECT_EQ(to("out"), 0);
  EXPECT_EQ(to("calm"), 0);
  ::unsetenv("TACHADO_GO_ON");
  EXPECT_EQ(read_file(folder_ / "out/documents.jsonl"),
            read_file(folder_ / "calm/documents.jsonl"));
  EXPECT_TRUE(std::filesystem::is_empty(kept));
}

TEST_F(LongDocument, FinishedPagesOutliveALimit) {
  const json slow =
      json::parse(run({write("loop-50.pdf"), "-o", "-", "-j", "2", "--page-seconds", "1"}).out);
  EXPECT_EQ(slow["status"], "partial");
  EXPECT_EQ(slow["problems"][0]["kind"], "timeout");
  EXPECT_EQ(slow["summary"]["pages_examined"], kPages - 1);
  const json greedy =
      json::parse(run({write("eat-9.pdf"), "-o", "-", "-j", "2", "--memory-mb", "200"}).out);
  EXPECT_EQ(greedy["problems"][0]["kind"], "memory");
  EXPECT_EQ(greedy["summary"]["pages_examined"], kPages - 1);
}

}  // namespace
}  // namespace tachado
