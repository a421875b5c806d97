// Each forbidden call fails inside a sealed process, and reading goes on.
#include "pipeline/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <functional>
#include <thread>
#include <vector>

#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

struct Attempt {
  const char* what;
  std::function<bool()> call;  // true: it worked
};

// Which of the attempts, made in a sealed process of their own, did not fail with EPERM.
std::vector<std::string> not_refused(const std::vector<Attempt>& attempts) {
  std::vector<std::string> wrong;
  for (const Attempt& attempt : attempts) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      if (!seal()) ::_exit(2);
      errno = 0;
      const bool worked = attempt.call();
      ::_exit(!worked && errno == EPERM ? 0 : 1);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) wrong.emplace_back(attempt.what);
  }
  return wrong;
}

TEST(Sandbox, RefusesWhatNoDocumentNeeds) {
  ASSERT_TRUE(can_seal());
  const tachado::testing::TemporaryFolder folder;
  const std::string there = folder.write("there", "x");
  const std::string made = folder / "made";
  const std::vector<Attempt> attempts = {
      {"socket", [] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
      {"unix socket", [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
      {"exec",
       [] {
         char name[] = "/bin/true";
         char* words[] = {name, nullptr};
         return ::execv(name, words) == 0;
       }},
      {"fork", [] { return ::fork() >= 0; }},
      {"kill", [] { return ::kill(::getppid(), 0) == 0; }},
      {"open to write", [&] { return ::open(there.c_str(), O_WRONLY) >= 0; }},
      {"open to read and write", [&] { return ::open(there.c_str(), O_RDWR) >= 0; }},
      {"open to append", [&] { return ::open(there.c_str(), O_WRONLY | O_APPEND) >= 0; }},
      {"open to empty", [&] { return ::open(there.c_str(), O_RDONLY | O_TRUNC) >= 0; }},
      {"make a file", [&] { return ::open(made.c_str(), O_RDONLY | O_CREAT, 0600) >= 0; }},
      {"make an unnamed file", [&] { return ::open("/tmp", O_TMPFILE | O_RDWR, 0600) >= 0; }},
      {"remove", [&] { return ::unlink(there.c_str()) == 0; }},
      {"rename", [&] { return ::rename(there.c_str(), made.c_str()) == 0; }},
      {"make a folder", [&] { return ::mkdir(made.c_str(), 0700) == 0; }},
      {"link", [&] { return ::symlink(there.c_str(), made.c_str()) == 0; }},
      {"change a mode", [&] { return ::chmod(there.c_str(), 0777) == 0; }},
      {"truncate", [&] { return ::truncate(there.c_str(), 0) == 0; }},
  };
  EXPECT_EQ(not_refused(attempts), std::vector<std::string>());
  EXPECT_EQ(tachado::testing::read_file(there), "x");
}

TEST(Sandbox, ReadingWritingToWhatIsHeldAndThreadsGoOn) {
  const tachado::testing::TemporaryFolder folder;
  const std::string there = folder.write("there", "x");
  const int held = ::open((folder / "held").c_str(), O_RDWR | O_CREAT, 0600);
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (!seal()) ::_exit(2);
    if (::open(there.c_str(), O_RDONLY) < 0) ::_exit(3);
    if (::write(held, "y", 1) != 1) ::_exit(4);
    bool ran = false;
    std::thread([&] { ran = true; }).join();
    ::_exit(ran ? 0 : 5);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(tachado::testing::read_file(folder / "held"), "y");
}

TEST(Sandbox, ReadsOnlyWhereInputsLie) {
  const tachado::testing::TemporaryFolder inside;
  const tachado::testing::TemporaryFolder outside;
  const std::string wanted = inside.write("in/wanted", "x");
  const std::string secret = outside.write("secret", "x");
  const std::string held = outside.write("held", "x");
  const pid_t pid = ::fork();
  if (pid == 0) {
    const int descriptor = ::open(held.c_str(), O_RDONLY);
    if (!seal({{inside.path().string()}, {descriptor}})) ::_exit(2);
    if (::open(wanted.c_str(), O_RDONLY) < 0) ::_exit(3);
    if (::open("/etc/passwd", O_RDONLY) < 0) ::_exit(4);
    const std::string by_descriptor = "/proc/self/fd/" + std::to_string(descriptor);
    if (::open(by_descriptor.c_str(), O_RDONLY) < 0) ::_exit(5);
    const bool refused = ::open(secret.c_str(), O_RDONLY) < 0 && errno == EACCES;
    ::_exit(refused ? 0 : 1);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  // A kernel without Landlock refuses nothing; it says so when asked for its version.
  const bool has_landlock = ::syscall(444, nullptr, 0, 1) > 0;
  EXPECT_EQ(WEXITSTATUS(status), has_landlock ? 0 : 1);
}

}  // namespace
}  // namespace tachado::pipeline
