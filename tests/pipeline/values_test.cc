// The small parts of the pipeline that need no process and no document.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "pipeline/answer_ring.h"
#include "pipeline/channel.h"
#include "pipeline/digest.h"
#include "pipeline/document_run.h"
#include "pipeline/exit_code.h"
#include "pipeline/inputs.h"
#include "pipeline/messages.h"
#include "pipeline/outcome.h"
#include "pipeline/output_folder.h"
#include "pipeline/output_names.h"
#include "pipeline/page_board.h"
#include "pipeline/path_name.h"
#include "pipeline/progress.h"
#include "pipeline/recovery.h"
#include "pipeline/seen_digests.h"
#include "pipeline/similar.h"
#include "pipeline/state.h"
#include "pipeline/utf8.h"
#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

namespace testing = tachado::testing;
using tachado::testing::TemporaryFolder;
using ::testing::ElementsAre;

TEST(ExitCode, TheWorseWins) {
  const auto worst = [](std::initializer_list<ExitCode> codes) {
    ExitCode code = ExitCode::ok;
    for (const ExitCode next : codes) code = worse(code, next);
    return static_cast<int>(code);
  };
  EXPECT_EQ(worst({}), 0);
  EXPECT_EQ(worst({ExitCode::some_failed, ExitCode::ok}), 3);
  EXPECT_EQ(worst({ExitCode::condition_met, ExitCode::some_failed}), 5);
  EXPECT_EQ(worst({ExitCode::condition_met, ExitCode::could_not_run}), 4);
  EXPECT_EQ(worst({ExitCode::interrupted, ExitCode::could_not_run}), 130);
}

TEST(Utf8, TellsWhatIsUtf8) {
  for (const char* good : {"", "abc", "año", "日本", "\xF0\x9F\x98\x80"})
    EXPECT_TRUE(is_utf8(good));
  for (const char* bad :
       {"\xFF", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\x80"}) {
    EXPECT_FALSE(is_utf8(bad)) << printable(bad);
  }
}

TEST(Utf8, WhatReachesATerminalMovesNoCursor) {
  EXPECT_EQ(printable("contrato año.pdf"), "contrato año.pdf");
  EXPECT_EQ(printable("a\x1b[2Jb\n"), "a\\x1B[2Jb\\x0A");
  EXPECT_EQ(printable("\xFF"), "\\xFF");
  EXPECT_EQ(printable("gpj.\xE2\x80\xAE"
                      "exe"),
            "gpj.\\u{202E}exe");
}

TEST(PathName, ComesBackByteForByte) {
  for (const std::string path : {"a/b.pdf", "50%.pdf",
                                 "a\xFF"
                                 "b%41.pdf",
                                 "\xC3", "a\nb"}) {
    SourceInfo source;
    set_path(source, path);
    EXPECT_TRUE(is_utf8(source.path));
    EXPECT_EQ(source.path_bytes.has_value(), !is_utf8(path));
    EXPECT_EQ(path_of(source), path);
  }
}

TEST(Messages, HaveOneForm) {
  EXPECT_EQ(message_line("error", "a\nb", "is empty; name another"),
            "tachado: error: a\\x0Ab: is empty; name another\n");
  EXPECT_EQ(message_line("warning", "", "x"), "tachado: warning: x\n");
  EXPECT_EQ(describe({"pdf", 3, ProblemKind::damaged, "ends early"}),
            "page 3: damaged: ends early");
}

TEST(Digest, IsSha256) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Similar, FindsWhatWasMeant) {
  const std::vector<std::string> words{"run", "extract", "regions", "ocr", "redactions", "fields"};
  EXPECT_EQ(most_similar("rnu", words), "run");
  EXPECT_EQ(most_similar("extrct", words), "extract");
  EXPECT_EQ(most_similar("redaction", words), "redactions");
  EXPECT_EQ(most_similar("frobnicate", words), std::nullopt);
  EXPECT_EQ(most_similar(std::string(100000, 'r'), words), std::nullopt);
}

TEST(OutputNames, KeepPathsApart) {
  OutputNames names;
  EXPECT_EQ(names.name_for("contracts/a.pdf"), "contracts/a.pdf.json");
  EXPECT_EQ(names.name_for("/abs/./a.pdf"), "abs/a.pdf.json");
  EXPECT_EQ(names.name_for("../../a.pdf"), "a.pdf.json");
  const std::string twin = names.name_for("../a.pdf");
  EXPECT_EQ(twin, "a.pdf-" + sha256_hex("../a.pdf").substr(0, 8) + ".json");
  // A document may be called as a folder of others is, and the other way round.
  EXPECT_EQ(names.name_for("x.json/b.pdf"), "x.json/b.pdf.json");
  EXPECT_EQ(names.name_for("x"), "x-" + sha256_hex("x").substr(0, 8) + ".json");
  EXPECT_EQ(names.name_for("a.pdf.json/c"), sha256_hex("a.pdf.json/c") + ".json");
}

TEST(OutputNames, FitIntoAFileSystem) {
  OutputNames names;
  std::string longest;
  for (int i = 0; i < 120; ++i) longest += "ñ";
  const std::string name = names.name_for(longest + ".pdf");
  EXPECT_LE(name.size(), 255U);
  EXPECT_TRUE(is_utf8(name));
  EXPECT_NE(names.name_for(longest + "2.pdf"), name);
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "abcdef/";
  EXPECT_EQ(names.name_for(deep + "a.pdf"), sha256_hex(deep + "a.pdf").substr(0, 8) + ".json");
}

std::vector<std::string> paths_of(const std::vector<Input>& inputs) {
  std::vector<std::string> paths;
  for (const Input& input : inputs) paths.push_back(input.path);
  return paths;
}

TEST(Inputs, AreWalkedInTheOrderOfTheirBytes) {
  const TemporaryFolder folder;
  for (const char* name : {"in/b.pdf", "in/a/z.pdf", "in/a.pdf", "in/B.pdf", "in/out/x.json"}) {
    folder.write(name, "x");
  }
  const std::string in = folder / "in";
  const auto inputs = collect_inputs({in, in + "/a.pdf"}, {}, in + "/out");
  ASSERT_TRUE(inputs);
  EXPECT_THAT(paths_of(*inputs),
              ElementsAre(in + "/B.pdf", in + "/a.pdf", in + "/a/z.pdf", in + "/b.pdf"));
}

TEST(Inputs, LoopsAndPipesEndNothing) {
  const TemporaryFolder folder;
  folder.write("in/a.pdf", "x");
  const std::string in = folder / "in";
  std::filesystem::create_directory_symlink("..", in + "/loop");
  std::filesystem::create_symlink("a.pdf", in + "/link.pdf");
  std::filesystem::create_symlink("gone.pdf", in + "/nowhere.pdf");
  ASSERT_EQ(std::system(("mkfifo " + in + "/pipe").c_str()), 0);
  const auto inputs = collect_inputs({in}, {}, "");
  ASSERT_TRUE(inputs);
  EXPECT_THAT(paths_of(*inputs), ElementsAre(in + "/a.pdf", in + "/link.pdf", in + "/loop",
                                             in + "/nowhere.pdf", in + "/pipe"));
  EXPECT_EQ((*inputs)[2].problem->message,
            "is a link to a folder, which is not followed; name the folder itself to have it read");
  EXPECT_EQ((*inputs)[3].problem->kind, ProblemKind::io);
  EXPECT_EQ((*inputs)[4].problem->message, "is a named pipe, not a file");
  // Named by the user it is followed: once, whatever lies within.
  const auto named = collect_inputs({in + "/loop/in"}, {}, "");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->size(), 5U);
}

TEST(Inputs, AFolderWithoutFilesIsAnAnswer) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "in/empty");
  const auto inputs = collect_inputs({folder / "in"}, {}, "");
  ASSERT_TRUE(inputs);
  ASSERT_EQ(inputs->size(), 1U);
  EXPECT_EQ((*inputs)[0].problem->kind, ProblemKind::empty);
}

TEST(Inputs, ListsNameFilesByLineOrByNul) {
  const TemporaryFolder folder;
  const std::string lines = folder.write("lines", "a.pdf\r\n\nb c.pdf");
  const std::string nul("a\nb.pdf\0c.pdf\0", 14);
  const std::string nuls = folder.write("nuls", nul);
  const auto inputs = collect_inputs({"@" + lines, "@" + nuls}, {}, "");
  ASSERT_TRUE(inputs);
  EXPECT_THAT(paths_of(*inputs), ElementsAre("a.pdf", "b c.pdf", "a\nb.pdf", "c.pdf"));
  const auto missing = collect_inputs({"@" + (folder / "gone")}, {}, "");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message, "the list cannot be read: No such file or directory");
}

TEST(Channel, CarriesAnyBytesAndADescriptor) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  const std::string large(100'000, '\0');
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  EXPECT_TRUE(pair->first.send('x', {"", "a\0b", large}, ends[1]));
  EXPECT_TRUE(pair->first.send('y', {}));
  const auto first = pair->second.receive();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kind, 'x');
  EXPECT_THAT(first->fields, ElementsAre("", "a", large));
  EXPECT_EQ(::write(first->fd.value(), "!", 1), 1);
  char byte = 0;
  EXPECT_EQ(::read(ends[0], &byte, 1), 1);
  EXPECT_EQ(byte, '!');
  EXPECT_EQ(pair->second.receive()->kind, 'y');
  pair->first.close();
  EXPECT_FALSE(pair->second.receive());
}

TEST(Channel, TakesInNothingThatIsNoMessage) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  EXPECT_TRUE(pair->first.send('x', {"a"}));
  EXPECT_TRUE(pair->second.fill());
  EXPECT_EQ(pair->second.next()->kind, 'x');
  EXPECT_FALSE(pair->second.next());
  // Descriptors that nobody asked for would fill the table.
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  EXPECT_TRUE(pair->first.send('y', {}, ends[1]));
  ::close(ends[1]);
  EXPECT_TRUE(pair->second.fill());
  EXPECT_FALSE(pair->second.next()->fd);
  char byte = 0;
  EXPECT_EQ(::read(ends[0], &byte, 1), 0);
  ::close(ends[0]);
  // As large as no message is.
  EXPECT_EQ(::write(pair->first.fd(), "\xFF\xFF\xFF\xFF", 4), 4);
  EXPECT_FALSE(pair->second.fill());
  EXPECT_FALSE(pair->second.next());
}

TEST(Channel, WhatWasPutGoesTogether) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  pair->first.put('a', {"1"});
  pair->first.put('b', {});
  EXPECT_TRUE(pair->second.fill());
  EXPECT_FALSE(pair->second.next());
  EXPECT_TRUE(pair->first.send('c', {}));
  for (const char kind : {'a', 'b', 'c'}) EXPECT_EQ(pair->second.receive()->kind, kind);
  pair->first.put('d', {});
  EXPECT_TRUE(pair->first.flush());
  EXPECT_EQ(pair->second.receive()->kind, 'd');
  pair->second.close();
  pair->first.put('e', {});
  EXPECT_FALSE(pair->first.flush());
}

TEST(Channel, DescriptorsStayWithTheirMessages) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  std::array<std::array<int, 2>, 3> pipes{};
  for (auto& ends : pipes) ASSERT_EQ(::pipe(ends.data()), 0);
  pair->first.put('a', {}, pipes[0][1]);
  pair->first.put('b', {std::string(20'000, 'x')});  // more than is read at a time
  pair->first.put('c', {}, pipes[1][1]);
  EXPECT_TRUE(pair->first.send('d', {}, pipes[2][1]));
  for (const char kind : {'a', 'b', 'c', 'd'}) {
    const auto message = pair->second.receive();
    ASSERT_TRUE(message);
    EXPECT_EQ(message->kind, kind);
    EXPECT_EQ(static_cast<bool>(message->fd), kind != 'b');
    if (kind != 'b') {
      EXPECT_EQ(::write(message->fd.value(), &message->kind, 1), 1);
    }
  }
  const std::string kinds = "acd";
  for (std::size_t i = 0; i < pipes.size(); ++i) {
    char byte = 0;
    EXPECT_EQ(::read(pipes[i][0], &byte, 1), 1);
    EXPECT_EQ(byte, kinds[i]);
    ::close(pipes[i][0]);
    ::close(pipes[i][1]);
  }
}

TEST(Channel, RingsWithoutAWord) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  EXPECT_TRUE(pair->first.hear());
  // However often nobody listens.
  for (int i = 0; i < 100'000; ++i) ASSERT_TRUE(pair->second.ring());
  EXPECT_TRUE(pair->first.hear());
  EXPECT_TRUE(pair->second.ring());
  pair->second.close();
  EXPECT_TRUE(pair->first.hear());  // the last ring
  EXPECT_FALSE(pair->first.hear());
  EXPECT_FALSE(pair->first.ring());
}

TEST(AnswerRing, CarriesMessagesOfAnySize) {
  const auto ring = make_answer_ring();
  ASSERT_TRUE(ring);
  MessageBuffer heard;
  MessageView message;
  std::size_t sent = 0;
  for (std::size_t size = 1; size < 3 * AnswerRing::kBytes; size = size * 3 + 1) {
    for (char kind = 'a'; kind < 'e'; ++kind) {
      std::string bytes;
      append_message(bytes, kind, {std::string(size, kind), "end"});
      std::string_view rest = bytes;
      while (!rest.empty()) {
        const std::size_t written = (*ring)->write(rest);
        rest.remove_prefix(written);
        sent += written;
        if (rest.empty()) break;
        EXPECT_EQ((*ring)->write(rest), 0U);  // it is full
        EXPECT_FALSE(heard.next(message));
        ASSERT_TRUE((*ring)->read(heard));
      }
      ASSERT_TRUE((*ring)->read(heard));
      ASSERT_TRUE(heard.next(message));
      EXPECT_EQ(message.kind, kind);
      EXPECT_THAT(message.fields, ElementsAre(std::string(size, kind), "end"));
      EXPECT_FALSE(heard.next(message));
    }
  }
  EXPECT_GT(sent, 4 * AnswerRing::kBytes);
}

TEST(AnswerRing, SaysWhomItWakes) {
  const auto ring = make_answer_ring();
  ASSERT_TRUE(ring);
  EXPECT_TRUE((*ring)->is_wanted(1));
  EXPECT_TRUE((*ring)->wait_from(7));
  EXPECT_FALSE((*ring)->is_wanted(6));
  EXPECT_TRUE((*ring)->is_wanted(7));
  EXPECT_EQ((*ring)->write("x"), 1U);
  EXPECT_FALSE((*ring)->is_half_full());
  EXPECT_FALSE((*ring)->wait_from(0));  // something came meanwhile
  EXPECT_TRUE((*ring)->is_wanted(1));
  EXPECT_EQ((*ring)->write(std::string(AnswerRing::kBytes / 2, 'x')), AnswerRing::kBytes / 2);
  EXPECT_TRUE((*ring)->is_half_full());
}

TEST(AnswerRing, BelievesNoNumber) {
  const auto ring = make_answer_ring();
  ASSERT_TRUE(ring);
  MessageBuffer heard;
  // How much was written stands first.
  auto& written = *reinterpret_cast<std::atomic<std::uint64_t>*>(ring->get());
  for (const std::uint64_t number : {AnswerRing::kBytes + 1, ~std::size_t{0}}) {
    written = number;
    EXPECT_FALSE((*ring)->read(heard));
  }
  written = 0;
  EXPECT_EQ((*ring)->write("\xFF\xFF\xFF\xFF"), 4U);  // as large as no message is
  EXPECT_FALSE((*ring)->read(heard));
}

TEST(OutputFolder, ADocumentAppearsWhole) {
  const TemporaryFolder out;
  auto folder = OutputFolder::open(out / "out", 0640);
  ASSERT_TRUE(folder);
  const auto put = [&](const std::string& name, const std::string& bytes, bool fresh) {
    auto file = folder->new_file();
    ASSERT_TRUE(file && write_all(file->fd().value(), bytes));
    EXPECT_TRUE(folder->publish(std::move(*file), name, fresh));
    EXPECT_EQ(testing::read_file(out / ("out/documents/" + name)), bytes);
  };
  put("a.json", "1", true);
  put("b/c.json", "2", true);
  put("a.json", "3", false);
  put("b/c.json", "4", true);  // it was not fresh after all
  put("d.json", "5", false);
  // Half a document is none.
  {
    auto file = folder->new_file();
    ASSERT_TRUE(file && write_all(file->fd().value(), "{"));
  }
  auto adopted = folder->adopt_document(out / "out/documents/a.json");
  ASSERT_TRUE(adopted);
  EXPECT_TRUE(folder->publish(std::move(*adopted), "e.json", false));
  EXPECT_EQ(testing::read_file(out / "out/documents/e.json"), "3");
  EXPECT_EQ(std::filesystem::status(out / "out/documents/e.json").permissions(),
            std::filesystem::perms{0640});
  EXPECT_TRUE(std::filesystem::is_empty(out / "out/.tachado/writing"));
}

// What Progress says while a made-up clock runs; standard error is no terminal here.
class ProgressLines : public ::testing::Test {
 protected:
  ProgressLines() { ::testing::internal::CaptureStderr(); }
  ProgressClock clock() {
    return [this] { return std::chrono::steady_clock::time_point(now_); };
  }
  // So many seconds later.
  void tick_after(double seconds, Progress& progress, const std::string& current) {
    now_ += std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double>(seconds));
    progress.tick(current);
  }
  static std::string said() { return ::testing::internal::GetCapturedStderr(); }

 private:
  std::chrono::nanoseconds now_{0};
};

TEST_F(ProgressLines, AreTenSecondsApart) {
  Progress progress(4, ProgressMode::human, clock());
  tick_after(9.9, progress, "a.pdf");
  progress.pages(30);
  tick_after(0.1, progress, "a.pdf");
  DocumentRow row;
  row.status = Status::ok;
  progress.document(row);
  progress.pages(10);
  tick_after(9, progress, "b.pdf");
  tick_after(1, progress, "in/una carpeta/de muy larga ruta/contrato-2.pdf\n");
  row.status = Status::failed;
  progress.document(row);
  progress.document(row);
  progress.more(200);
  tick_after(25, progress, "");
  progress.document(row);
  for (int i = 0; i < 200; ++i) progress.document(row);
  tick_after(10, progress, "");
  progress.finish();
  EXPECT_EQ(said(),
            "tachado: 0 of 4 documents, 30 pages, 3.0 pages/s: a.pdf\n"
            "tachado: 1 of 4 documents, 40 pages, 2.0 pages/s, 1 min 00 s left: "
            "…/de muy larga ruta/contrato-2.pdf\\x0A\n"
            "tachado: 3 of 204 documents, 40 pages, 0.9 pages/s, 2 failed, 50 min 15 s left\n"
            "tachado: 204 of 204 documents, 40 pages, 0.7 pages/s, 203 failed\n");
}

TEST_F(ProgressLines, OfJsonAreASecondApart) {
  Progress progress(2, ProgressMode::json, clock());
  tick_after(0.5, progress, "a.pdf");
  progress.pages(3);
  tick_after(0.5, progress, "a\xFF.pdf");
  EXPECT_EQ(said(),
            "{\"event\":\"progress\",\"documents\":2,\"done\":0,\"failed\":0,\"pages\":3,"
            "\"seconds\":1.0,\"current\":\"a\uFFFD.pdf\"}\n");
}

TEST_F(ProgressLines, AreNoneWhereItIsQuiet) {
  Progress progress(2, ProgressMode::quiet, clock());
  tick_after(100, progress, "a.pdf");
  progress.finish();
  EXPECT_EQ(said(), "");
}

Page page_with(int number, bool examined, std::vector<Problem> problems) {
  Page page;
  page.number = number;
  page.examined = examined;
  page.problems = std::move(problems);
  return page;
}

TEST(Outcome, IsDecidedByWhatWasExamined) {
  const Problem damage{"extract", 1, ProblemKind::damaged, "d"};
  const Problem slow{"pipeline", 2, ProblemKind::timeout, "t"};
  const Problem opening{"pdf", std::nullopt, ProblemKind::damaged, "o"};

  DocumentInfo info;
  info.metadata.pages = 2;
  Outcome whole;
  whole.add(page_with(1, true, {}));
  whole.add(page_with(2, true, {}));
  whole.settle(info);
  EXPECT_EQ(info.status, Status::ok);
  EXPECT_EQ(info.pages_examined, 2);

  info = {};
  info.metadata.pages = 2;
  info.problems = {opening};
  Outcome part;
  part.add(page_with(1, true, {damage}));
  part.add(page_with(2, false, {slow}));
  part.settle(info);
  EXPECT_EQ(info.status, Status::partial);
  EXPECT_THAT(info.problems, ElementsAre(slow, opening, damage));

  info = {};
  info.metadata.pages = 1;
  info.problems = {opening};
  Outcome none;
  none.add(page_with(1, false, {slow}));
  none.settle(info);
  EXPECT_EQ(info.status, Status::failed);
  EXPECT_THAT(info.problems, ElementsAre(opening, slow));

  info = {};
  Outcome().settle(info);
  EXPECT_EQ(info.status, Status::failed);
  EXPECT_EQ(info.problems.front().kind, ProblemKind::empty);

  // Pages beyond the limit: examined whole, but not all of it.
  info = {};
  info.metadata.pages = 3;
  whole.settle(info);
  EXPECT_EQ(info.status, Status::partial);
}

TEST(Recovery, LeavesOutWhatKills) {
  const Limits limits;
  Recovery slow{Job()};
  EXPECT_TRUE(slow.after({Death::Cause::page_time, 3, 0}, limits));
  ASSERT_EQ(slow.job().skipped.pages.size(), 1U);
  EXPECT_EQ(slow.job().skipped.pages.at(3).kind, ProblemKind::timeout);
  EXPECT_EQ(slow.job().skipped.pages.at(3).message,
            "took longer than 60 s; raise --page-seconds to wait longer");
  EXPECT_FALSE(slow.job().refused);
  EXPECT_TRUE(slow.after({Death::Cause::document_time, 9, 0}, limits));
  EXPECT_EQ(slow.job().skipped.from->first, 9);
  EXPECT_TRUE(slow.after({Death::Cause::document_time, 8, 0}, limits));
  EXPECT_EQ(slow.job().refused->kind, ProblemKind::timeout);
  EXPECT_FALSE(slow.after({Death::Cause::crash, 0, SIGSEGV}, limits));
}

TEST(Recovery, ACrashIsTriedOnceMore) {
  const Limits limits;
  Recovery crash{Job()};
  EXPECT_TRUE(crash.after({Death::Cause::crash, 2, SIGSEGV}, limits));
  EXPECT_TRUE(crash.job().skipped.pages.empty());
  EXPECT_TRUE(crash.after({Death::Cause::crash, 2, SIGSEGV}, limits));
  EXPECT_EQ(crash.job().skipped.pages.at(2).message,
            "the process that read it died of signal 11 (Segmentation fault)");
  // While opening there is no page to leave out.
  Recovery opening{Job()};
  EXPECT_TRUE(opening.after({Death::Cause::crash, 0, SIGABRT}, limits));
  EXPECT_FALSE(opening.job().refused);
  EXPECT_TRUE(opening.after({Death::Cause::crash, 0, SIGABRT}, limits));
  EXPECT_EQ(opening.job().refused->kind, ProblemKind::crash);
}

TEST(Recovery, AKillByTheSystemIsTriedFiveTimes) {
  const Limits limits;
  Recovery killed{Job()};
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(killed.after({Death::Cause::killed, 1, 0}, limits));
    EXPECT_TRUE(killed.job().skipped.pages.empty());
  }
  EXPECT_TRUE(killed.after({Death::Cause::killed, 1, 0}, limits));
  EXPECT_EQ(killed.job().skipped.pages.at(1).kind, ProblemKind::crash);
}

TEST(State, RemembersWhatWasCommitted) {
  const TemporaryFolder folder;
  StateEntry entry;
  entry.name = "a.json";
  entry.size = 7;
  entry.modified_ns = 1'700'000'000'123'456'789;
  entry.setup = "s";
  entry.row.status = Status::partial;
  entry.row.problem = "timeout";
  entry.row.pages = 3;
  entry.row.summary_csv = "x,\"y\"\r\n";
  const std::string path = "b\xFF.pdf";
  {
    auto state = State::open_to_write(folder / "state.sqlite");
    ASSERT_TRUE(state);
    ASSERT_TRUE(state->put(path, entry));
    ASSERT_TRUE(state->commit());
    ASSERT_TRUE(state->put("lost.pdf", entry));
  }
  auto state = State::open_to_write(folder / "state.sqlite");
  ASSERT_TRUE(state);
  const auto found = state->find(path);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->modified_ns, entry.modified_ns);
  EXPECT_EQ(found->row.status, Status::partial);
  EXPECT_EQ(found->row.summary_csv, entry.row.summary_csv);
  EXPECT_FALSE(state->find("lost.pdf"));
}

TEST(State, FindsInAnyOrder) {
  const TemporaryFolder folder;
  auto state = State::open_to_write(folder / "state.sqlite");
  ASSERT_TRUE(state);
  const auto name_of = [](int i) { return "f" + std::to_string(1000 + i); };
  StateEntry entry;
  for (int i = 0; i < 100; i += 2) {
    entry.name = name_of(i);
    entry.row.summary_csv = "row\r\n";
    ASSERT_TRUE(state->put(entry.name, entry));
  }
  const auto check = [&](int i) {
    const auto found = state->find_facts(name_of(i));
    ASSERT_EQ(found.has_value(), i >= 0 && i < 100 && i % 2 == 0) << i;
    if (found) {
      EXPECT_EQ(found->name, name_of(i));
      EXPECT_EQ(state->find(name_of(i))->row.summary_csv, "row\r\n");
    }
  };
  for (int i = -2; i < 104; ++i) check(i);
  for (int i = 103; i > -3; --i) check(i);
  for (int i = 0; i < 200; ++i) check(i * 37 % 103);
  for (int i = 0; i < 100; i += 31) check(i);  // far apart
  // What is put behind and before where the last one was found.
  check(50);
  for (const int i : {49, 51, 101}) {
    entry.name = name_of(i);
    ASSERT_TRUE(state->put(entry.name, entry));
    EXPECT_TRUE(state->find(name_of(i)));
  }
  ASSERT_TRUE(state->commit());
  EXPECT_TRUE(state->find(name_of(101)));
  EXPECT_FALSE(state->find(name_of(103)));
}

TEST(JobOffers, IsBegunOrTakenBack) {
  JobOffers offers;
  offers.offer(1);
  offers.offer(2);
  EXPECT_TRUE(offers.begin(1));
  EXPECT_FALSE(offers.take_back(1));
  EXPECT_TRUE(offers.take_back(2));
  EXPECT_FALSE(offers.begin(2));
  EXPECT_FALSE(offers.begin(3));  // nobody offered it
  // One that was taken back stays so when its place is another's.
  offers.offer(2 + JobOffers::kMost);
  EXPECT_FALSE(offers.begin(2));
  EXPECT_TRUE(offers.begin(2 + JobOffers::kMost));
}

TEST(SeenDigests, RemembersWhatWasAdded) {
  const auto seen = make_seen_digests();
  ASSERT_TRUE(seen);
  const std::string one = sha256_hex("one");
  EXPECT_FALSE((*seen)->add(one));
  EXPECT_TRUE((*seen)->add(one));
  int met = 0;
  for (int i = 0; i < 10'000; ++i) met += (*seen)->add(sha256_hex(std::to_string(i))) ? 1 : 0;
  EXPECT_LT(met, 30);  // 6 are to be expected
}

TEST(State, RefusesAFileThatIsNone) {
  const TemporaryFolder folder;
  const auto state = State::open(folder.write("state.sqlite", std::string(5000, 'x')));
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().kind, ProblemKind::damaged);
}

}  // namespace
}  // namespace tachado::pipeline
