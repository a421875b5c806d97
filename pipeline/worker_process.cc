#include "pipeline/worker_process.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <utility>

#include "pipeline/sandbox.h"
#include "pipeline/signals.h"

namespace tachado::pipeline {
namespace {

// The address space that a worker may fill, over what is allowed it: the supervisor looks only
// every tick, this holds at once. Sanitizers need far more and are let be.
constexpr std::int64_t kDataLimitFactor = 2;
// Of what a dying worker said.
constexpr off_t kMostWords = 16384;

// Bytes that freed memory may hold before it is given back, and a block that is kept at all.
constexpr int kMostKept = 64 << 20;
constexpr int kLargestKept = 32 << 20;

// Members of archives, answers, and pages that wait in files. Twice what is allowed of the largest:
// what is checked piece by piece may go over by a piece.
std::int64_t largest_file_mb(const Limits& limits) {
  constexpr std::int64_t kPagesMb = 4096;
  return 2 * std::max({limits.archives.bytes >> 20U, std::int64_t{limits.output_mb}, kPagesMb});
}

// In the child: nothing of the supervisor's is kept but the channel.
void become_worker(int said, int channel, const Limits& limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ignore_interrupts();
  const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  ::dup2(nothing.value(), STDIN_FILENO);
  ::dup2(nothing.value(), STDOUT_FILENO);
  ::dup2(said >= 0 ? said : nothing.value(), STDERR_FILENO);
  const auto kept = static_cast<unsigned>(channel);
  if (kept > 3) ::close_range(3, kept - 1, 0);
  ::close_range(kept + 1, ~0U, 0);
  keep_freed_memory();
  limit_files(largest_file_mb(limits));
  limit_memory(limits.memory_mb * kDataLimitFactor);
}

// What is shared with one worker is not for those that are started after it: what one of them was
// made to do must not change what another says.
template <typename Shared>
bool keep_from_later_ones(Shared& memory) {
  return ::madvise(&memory, sizeof memory, MADV_DONTFORK) == 0;
}

// Whether a process that has closed its channel ends. It has a few system calls left to do, for
// which a busy machine may take its time.
bool ends_by_itself(pid_t pid, int& status) {
  constexpr int kTries = 400;
  constexpr int kMilliseconds = 5;
  for (int i = 0; i < kTries; ++i) {
    if (::waitpid(pid, &status, WNOHANG) == pid) return true;
    ::poll(nullptr, 0, i == 0 ? 1 : kMilliseconds);
  }
  return false;
}

}  // namespace

std::int64_t resident_mb(pid_t pid) {
  const Fd fd(::open(("/proc/" + std::to_string(pid) + "/statm").c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 128> text{};
  if (!fd || ::read(fd.value(), text.data(), text.size() - 1) <= 0) return 0;
  char* end = nullptr;
  std::strtoll(text.data(), &end, 10);  // the whole address space
  return std::strtoll(end, nullptr, 10) * ::sysconf(_SC_PAGESIZE) / (1 << 20);
}

double processor_seconds(pid_t pid) {
  const Fd fd(::open(("/proc/" + std::to_string(pid) + "/stat").c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 1024> text{};
  if (!fd || ::read(fd.value(), text.data(), text.size() - 1) <= 0) return 0;
  // After the name, which may hold anything but ends with the last parenthesis: fields 3 and on.
  constexpr int kUserTime = 14;
  const char* at = std::strrchr(text.data(), ')');
  for (int field = 2; at != nullptr && field < kUserTime; ++field) at = std::strchr(at + 1, ' ');
  if (at == nullptr) return 0;
  char* end = nullptr;
  const long long user = std::strtoll(at, &end, 10);
  const long long kernel = std::strtoll(end, nullptr, 10);
  return static_cast<double>(user + kernel) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

// A page's masks, a few megabytes each, come and go by the dozen: kept, they are not asked of the
// kernel, and cleared by it, again and again. That takes a tenth of a scan's time.
void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, kLargestKept);
  ::mallopt(M_TRIM_THRESHOLD, kMostKept);
}

void Spent::begin() {
  begun_ = true;
  spent_ = 0;
  clock_ = std::chrono::steady_clock::now();
}

double Spent::look(double processor) {
  if (begun_) first_ = processor;
  begun_ = false;
  return spent_ = processor - first_;
}

bool Spent::more_than(double seconds) const {
  // Seen on two cores that ten others wanted too.
  constexpr double kClockFactor = 10;
  const std::chrono::duration<double> clock = std::chrono::steady_clock::now() - clock_;
  return spent_ > seconds || clock.count() > seconds * kClockFactor;
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(Engines& engines, SeenDigests& seen,
                                                            const WorkerSettings& settings) {
  auto channels = Channel::pair();
  if (!channels) return fail(std::move(channels).error());
  auto board = make_page_board();
  if (!board) return fail(std::move(board).error());
  auto answers = make_answer_ring();
  if (!answers) return fail(std::move(answers).error());
  auto worker = std::make_unique<WorkerProcess>();
  worker->board = std::move(*board);
  worker->answers = std::move(*answers);
  worker->said = Fd(::memfd_create("tachado-worker", MFD_CLOEXEC));
  worker->pid = ::fork();
  if (worker->pid < 0) return fail(io_problem("no process can be started"));
  if (worker->pid == 0) {
    become_worker(worker->said.value(), channels->second.fd(), engines.settings().limits);
    work(std::move(channels->second), {*worker->board, *worker->answers, seen}, engines, settings);
  }
  worker->channel = std::move(channels->first);
  if (!keep_from_later_ones(*worker->board) || !keep_from_later_ones(*worker->answers)) {
    const Problem problem = io_problem("memory cannot be kept from other workers");
    worker->kill(Death::Cause::killed);
    (void)worker->bury();
    return fail(problem);
  }
  return worker;
}

void WorkerProcess::begin_clocks() {
  slow = false;
  begun = std::chrono::steady_clock::now();
  on_document.begin();
  on_page.begin();
}

void WorkerProcess::begin(std::size_t document, std::uint32_t number) {
  used = true;
  place = document;
  job = number;
  helps = false;
  board->page = 0;
  begin_clocks();
}

void WorkerProcess::begin_range(std::size_t document, int number) {
  used = true;
  place = document;
  range = number;
  helps = true;
  board->page = 0;
  begin_clocks();
}

// What stands on the board is the worker's by now.
void WorkerProcess::begin_ready() {
  if (ready.empty()) return;
  place = ready.front().place;
  job = ready.front().job;
  ready.pop_front();
  begin_clocks();
}

bool WorkerProcess::has_room(std::size_t most, std::size_t bytes) const {
  const std::size_t held =
      std::accumulate(ready.begin(), ready.end(), bytes,
                      [](std::size_t sum, const Ready& one) { return sum + one.bytes; });
  return place && !helps && !slow && !retiring && !killed_for && ready.size() < most &&
         held <= kMostReadyBytes && last_job + 1 - job < JobOffers::kMost;
}

std::size_t WorkerProcess::wanted_files() const {
  return std::min(files_of_late, ready.size() + (place && !helps ? 1 : 0));
}

std::optional<std::size_t> WorkerProcess::take_back() {
  if (ready.empty() || !board->offers.take_back(ready.back().job)) return std::nullopt;
  const std::size_t document = ready.back().place;
  ready.pop_back();
  return document;
}

// While much lies ready for it, nobody has to know of each answer.
bool WorkerProcess::wait() {
  constexpr std::size_t kMuch = 2;
  const bool much = place && ready.size() >= kMuch;
  return answers->wait_from(much ? ready[ready.size() / 2].job : 0);
}

bool WorkerProcess::listen() { return answers->read(heard_); }

void WorkerProcess::kill(Death::Cause cause) {
  killed_for = cause;
  ::kill(pid, SIGKILL);
}

Death WorkerProcess::bury() const {
  int status = 0;
  // Closing the channel is the last thing a worker does, but for hanging or for lying.
  const bool ended = !(place && killed_for) && ends_by_itself(pid, status);
  if (!ended) {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, &status, 0);
  }
  Death death;
  death.page = board->page;
  if (killed_for) {
    death.cause = *killed_for;
  } else if (!ended) {
    death.cause = Death::Cause::exception;
  } else if (WIFSIGNALED(status)) {
    death.signal = WTERMSIG(status);
    death.cause = death.signal == SIGKILL ? Death::Cause::killed : Death::Cause::crash;
  } else {
    death.cause =
        WEXITSTATUS(status) == kExitOutOfMemory ? Death::Cause::memory : Death::Cause::exception;
  }
  return death;
}

std::optional<Death::Cause> WorkerProcess::over(const Limits& limits, double helped_seconds) {
  const double processor = processor_seconds(pid);
  on_page.look(processor);
  on_document.look(processor);
  resident = resident_mb(pid);
  if (waits_for) return std::nullopt;
  if (on_page.more_than(limits.page_seconds)) return Death::Cause::page_time;
  if (on_document.more_than(limits.document_seconds - helped_seconds)) {
    return Death::Cause::document_time;
  }
  return resident > limits.memory_mb ? std::optional(Death::Cause::memory) : std::nullopt;
}

void WorkerProcess::keep_last_words(const std::string& path, const std::string& document) const {
  const off_t size = said ? ::lseek(said.value(), 0, SEEK_END) : 0;
  std::string words(static_cast<std::size_t>(std::clamp<off_t>(size, 0, kMostWords)), '\0');
  const off_t begin = size - static_cast<off_t>(words.size());
  if (!words.empty() && ::pread(said.value(), words.data(), words.size(), begin) < 0) words.clear();
  const Fd log(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!log) return;
  (void)write_all(log.value(),
                  document + ", page " + std::to_string(board->page) + ":\n" + words + "\n");
}

}  // namespace tachado::pipeline
