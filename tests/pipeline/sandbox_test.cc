// Each forbidden call fails inside a sealed process, and reading goes on.
#include "pipeline/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "tests/pipeline/forbidden_calls.h"
#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

using tachado::testing::forbidden_calls;
using tachado::testing::not_refused;
using tachado::testing::TemporaryFolder;

// Runs `in_child` in a process of its own and gives its exit status.
int status_of(const std::function<int()>& in_child) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(in_child());
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Sandbox, RefusesWhatNoDocumentNeeds) {
  ASSERT_TRUE(can_seal());
  const TemporaryFolder folder;
  const std::string there = folder.write("there", "x");
  const int status = status_of([&] {
    if (!seal()) return 2;
    const auto wrong = not_refused(forbidden_calls(folder.path().string(), there));
    for (const std::string& name : wrong) std::fprintf(stderr, "not refused: %s\n", name.c_str());
    return wrong.empty() ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(tachado::testing::read_file(there), "x");
  EXPECT_FALSE(std::filesystem::exists(folder / "made"));
}

TEST(Sandbox, IsForGood) {
  EXPECT_EQ(status_of([] { return ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); }), 0);
  EXPECT_EQ(status_of([] { return seal() ? ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) : 2; }), 1);
}

TEST(Sandbox, LimitsAreTheKernelsToo) {
  const TemporaryFolder folder;
  const int status = status_of([&] {
    limit_files(1);
    const int file = ::open((folder / "big").c_str(), O_WRONLY | O_CREAT, 0600);
    const std::string megabyte(1 << 20, 'x');
    if (::write(file, megabyte.data(), megabyte.size()) != 1 << 20) return 2;
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    if (limit.rlim_max != 0) return 3;
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max > 1024) return 4;
    ::getrlimit(RLIMIT_AS, &limit);
    if (limit.rlim_cur != RLIM_INFINITY) return 5;
    std::signal(SIGXFSZ, [](int) { ::_exit(0); });
    ::write(file, "x", 1);
    return 1;
  });
  EXPECT_EQ(status, 0);
}

TEST(Sandbox, ReadingWritingToWhatIsHeldAndThreadsGoOn) {
  const TemporaryFolder folder;
  const std::string there = folder.write("there", "x");
  const int held = ::open((folder / "held").c_str(), O_RDWR | O_CREAT, 0600);
  const int status = status_of([&] {
    if (!seal()) return 2;
    if (::open(there.c_str(), O_RDONLY) < 0) return 3;
    if (::write(held, "y", 1) != 1) return 4;
    bool ran = false;
    std::thread([&] { ran = true; }).join();
    return ran ? 0 : 5;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(tachado::testing::read_file(folder / "held"), "y");
}

// A process that aborts must still be able to.
TEST(Sandbox, AProcessMayEndItself) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    limit_files(1);
    if (!seal()) ::_exit(2);
    std::abort();
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGABRT);
}

// Fonts that are not in the file, character maps, languages: the same with and without.
TEST(Sandbox, EnginesFindWhatTheyNeed) {
  using tachado::testing::pdf_of_objects;
  const TemporaryFolder folder;
  folder.write("in/drawn.pdf", tachado::testing::make_pdf({"CONTRATO DE OBRA PUBLICA"}));
  const std::string text = "BT /F1 24 Tf 72 700 Td <8C5F96F1> Tj ET";
  folder.write(
      "in/mapped.pdf",
      pdf_of_objects(
          {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
           "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << "
           "/Font << /F1 5 0 R >> >> >>",
           "<< /Length " + std::to_string(text.size()) + " >>\nstream\n" + text + "\nendstream",
           "<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H "
           "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light "
           "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>] >>"}));
  const auto run = [&](const char* name, const char* ocr, std::vector<std::string> more) {
    more.insert(more.begin(), {"run", folder / "in" + "/" + name, "-o", "-", "-q", "--ocr", ocr});
    return tachado::testing::run_tachado(more);
  };
  for (const auto& [name, ocr, words] :
       {std::tuple("drawn.pdf", "always", "CONTRATO DE OBRA PUBLICA"),
        std::tuple("mapped.pdf", "never", "契約")}) {
    const auto sealed = run(name, ocr, {});
    EXPECT_EQ(sealed.code, 0);
    EXPECT_EQ(sealed.err, "");
    EXPECT_NE(sealed.out.find(words), std::string::npos) << name;
    EXPECT_EQ(run(name, ocr, {"--no-sandbox"}).out, sealed.out) << name;
  }
}

struct Missing {
  int call;
  std::uint32_t answer;
  std::vector<scmp_arg_cmp> arguments;
};

// A run on a kernel without these calls, as far as the run can see, and what it says.
std::string said_without(const std::vector<Missing>& calls, const char* more) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.pdf", tachado::testing::make_pdf({"uno"}));
  const std::string said = folder.write("said", "");
  const int status = status_of([&] {
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    for (const Missing& missing : calls) {
      seccomp_rule_add_array(filter, missing.answer, missing.call,
                             static_cast<unsigned>(missing.arguments.size()),
                             missing.arguments.data());
    }
    if (seccomp_load(filter) != 0) return 2;
    ::dup2(::open(said.c_str(), O_WRONLY | O_TRUNC), STDERR_FILENO);
    ::execl(TACHADO_BINARY, "tachado", "run", path.c_str(), "-o", (folder / "out").c_str(), "-q",
            more, nullptr);
    return 3;
  });
  EXPECT_EQ(status, 0);
  EXPECT_NE(tachado::testing::read_file(folder / "out/documents.jsonl"), "");
  return tachado::testing::read_file(said);
}

TEST(Sandbox, SaysWhatTheSystemLacks) {
  const std::vector<Missing> filters{
      {SCMP_SYS(prctl), SCMP_ACT_ERRNO(EINVAL), {{0, SCMP_CMP_EQ, PR_SET_SECCOMP, 0}}},
      {SCMP_SYS(seccomp), SCMP_ACT_ERRNO(ENOSYS), {}}};
  EXPECT_EQ(said_without(filters, "--verify"),
            "tachado: warning: this system cannot keep workers from the network and from writing; "
            "they run without that, as with --no-sandbox\n");
  EXPECT_EQ(said_without(filters, "--no-sandbox"), "");
  constexpr int kCreateRuleset = 444;
  const std::vector<Missing> landlock{{kCreateRuleset, SCMP_ACT_ERRNO(ENOSYS), {}}};
  EXPECT_EQ(said_without(landlock, "--verify"),
            "tachado: warning: this system has no Landlock: workers cannot write or reach the "
            "network, but they can read every file that you can\n");
  EXPECT_EQ(said_without(landlock, "--no-sandbox"), "");
}

TEST(Sandbox, ReadsOnlyWhereInputsLie) {
  const TemporaryFolder inside;
  const TemporaryFolder outside;
  const std::string wanted = inside.write("in/wanted", "x");
  const std::string secret = outside.write("secret", "x");
  const std::string held = outside.write("held", "x");
  const std::string supervisor = "/proc/" + std::to_string(::getpid()) + "/cmdline";
  const int status = status_of([&] {
    const int descriptor = ::open(held.c_str(), O_RDONLY);
    if (!seal({{inside.path().string()}, {descriptor}})) return 2;
    const std::string by_descriptor = "/proc/self/fd/" + std::to_string(descriptor);
    for (const std::string& path :
         {wanted, by_descriptor, std::string("/proc/self/status"), std::string("/dev/null"),
          std::string("/usr/share/poppler/nameToUnicode/Bulgarian"),
          std::string("/etc/fonts/fonts.conf")}) {
      if (::open(path.c_str(), O_RDONLY) >= 0) continue;
      std::fprintf(stderr, "cannot be read: %s\n", path.c_str());
      return 3;
    }
    for (const std::string& path :
         {secret, supervisor, std::string("/etc/passwd"), std::string("/dev/tty")}) {
      errno = 0;
      if (::open(path.c_str(), O_RDONLY) < 0 && errno == EACCES) continue;
      std::fprintf(stderr, "can be read: %s\n", path.c_str());
      return 1;
    }
    return 0;
  });
  // A kernel without Landlock refuses nothing.
  EXPECT_EQ(status, can_limit_reading() ? 0 : 1);
}

}  // namespace
}  // namespace tachado::pipeline
