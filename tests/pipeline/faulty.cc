// tachado run with workers that fail on purpose, told by the names of the documents:
//   …slow…       each page takes 30 ms
//   …crash-N…    page N ends in SIGSEGV
//   …abort-N…    in SIGABRT
//   …loop-N…     never ends
//   …eat-N…      takes memory without end
//   …mute-N…     closes the worker's channel at page N and stays
//   …hold…       its worker goes on with 450 MB more than it had
//   …spoilt…     its first page ends in SIGSEGV where the worker has read something else before
//   …calls-N…    tries what a sealed worker must not do, and aborts at the first that works
//   …sees-N…     notes in the file TACHADO_SHARED how many pieces of memory the worker shares with
//   others
//                (without sandbox)
//   …kill-N…     its worker is killed as the system would (without sandbox)
//   …stop-N…     the whole run is killed (without sandbox), but for TACHADO_GO_ON=1
// Each page that is begun adds a line to the file TACHADO_PAGES: its worker's number and its path
// (without sandbox).
// With TACHADO_HASTE=N, what is said of progress comes N times as often.
// Every range of pages is kept and shared, however little it costs.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/command_line.h"
#include "tests/pipeline/forbidden_calls.h"

// In sanitizer builds a crash must end the process as everywhere, not in AddressSanitizer's report;
// and what was freed is not to look like memory that a worker holds.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "handle_segv=0:quarantine_size_mb=16"; }

namespace {

bool is_for(std::string_view name, std::string_view fault, int page) {
  const std::string mark = std::string(fault) + "-" + std::to_string(page);
  const std::size_t at = name.find(mark);
  if (at == std::string_view::npos) return false;
  const std::size_t end = at + mark.size();
  return end == name.size() || name[end] < '0' || name[end] > '9';
}

[[noreturn]] void loop() {
  for (volatile unsigned i = 0;;) i = i + 1;
}

[[noreturn]] void eat() {
  constexpr std::size_t kPiece = std::size_t{16} << 20U;
  for (std::vector<std::string> eaten;;) eaten.emplace_back(kPiece, 'x');
}

// Long enough for the supervisor to see it.
void hold() {
  constexpr std::size_t kHeld = std::size_t{450} << 20U;
  constexpr unsigned kMicroseconds = 400'000;
  static const std::string held(kHeld, 'x');
  ::usleep(kMicroseconds);
}

[[noreturn]] void stay_mute() {
  ::close_range(3, ~0U, 0);
  for (;;) ::pause();
}

void try_forbidden_calls(const std::string& path) {
  const std::string folder = path.substr(0, path.rfind('/'));
  for (const auto& call : tachado::testing::forbidden_calls(folder, path)) {
    if (tachado::testing::not_refused({call}).empty()) continue;
    std::fprintf(stderr, "not refused: %s\n", call.name.c_str());
    std::abort();
  }
}

void note_what_is_shared() {
  std::ifstream maps("/proc/self/maps");
  int shared = 0;
  for (std::string line; std::getline(maps, line);) {
    if (line.find("/dev/zero (deleted)") != std::string::npos) ++shared;
  }
  std::ofstream(std::getenv("TACHADO_SHARED"), std::ios::app) << std::to_string(shared) + "\n";
}

void before_page(const std::string& path, int page) {
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  if (const char* pages = std::getenv("TACHADO_PAGES"); pages != nullptr && page > 0) {
    std::ofstream(pages, std::ios::app) << std::to_string(::getpid()) + " " + path + "\n";
  }
  constexpr unsigned kSlowMicroseconds = 30'000;
  if (page > 0 && name.find("slow") != std::string_view::npos) ::usleep(kSlowMicroseconds);
  if (is_for(name, "crash", page)) std::raise(SIGSEGV);
  if (is_for(name, "abort", page)) std::abort();
  if (is_for(name, "loop", page)) loop();
  if (is_for(name, "eat", page)) eat();
  if (is_for(name, "mute", page)) stay_mute();
  if (page > 0 && name.find("hold") != std::string_view::npos) hold();
  static const std::string first = path;
  if (name.find("spoilt") != std::string_view::npos && path != first) std::raise(SIGSEGV);
  if (is_for(name, "calls", page)) try_forbidden_calls(path);
  if (is_for(name, "sees", page)) note_what_is_shared();
  if (is_for(name, "kill", page)) ::kill(::getpid(), SIGKILL);
  if (is_for(name, "stop", page) && std::getenv("TACHADO_GO_ON") == nullptr) {
    ::kill(::getppid(), SIGKILL);
    ::pause();
  }
}

// A clock that runs faster.
std::chrono::steady_clock::time_point hasty_now(int haste) {
  static const auto begun = std::chrono::steady_clock::now();
  return begun + haste * (std::chrono::steady_clock::now() - begun);
}

}  // namespace

int main(int count, char** values) {
  using namespace tachado::pipeline;
  Command command =
      parse_command_line(std::vector<std::string>(values + (count > 0 ? 1 : 0), values + count));
  auto* batch = std::get_if<RunOptions>(&command);
  if (batch == nullptr) return static_cast<int>(ExitCode::usage);
  batch->before_page = before_page;
  batch->settings.effort = {0, 0};
  if (const char* haste = std::getenv("TACHADO_HASTE")) {
    batch->progress_clock = [times = std::atoi(haste)] { return hasty_now(times); };
  }
  return static_cast<int>(run(*batch));
}
