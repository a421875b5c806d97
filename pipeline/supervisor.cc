#include "pipeline/supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <utility>

#include "pipeline/document_run.h"
#include "pipeline/path_name.h"
#include "pipeline/recovery.h"
#include "pipeline/signals.h"

namespace tachado::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

// Time and memory are looked at this often; a worker can take that much longer than allowed.
constexpr int kTickMilliseconds = 100;
// A worker that holds more after a document is replaced: what libraries keep does not add up.
constexpr std::int64_t kReplaceAboveMb = 400;
// The address space that a worker may fill, over what is allowed it: the supervisor looks only
// every tick, this holds at once. Sanitizers need far more and are let be.
constexpr std::int64_t kDataLimitFactor = 2;
// Of what a dying worker said.
constexpr off_t kMostCrashBytes = 16384;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::int64_t resident_mb(pid_t pid) {
  const Fd fd(::open(("/proc/" + std::to_string(pid) + "/statm").c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 128> text{};
  if (!fd || ::read(fd.value(), text.data(), text.size() - 1) <= 0) return 0;
  char* end = nullptr;
  std::strtoll(text.data(), &end, 10);  // the whole address space
  return std::strtoll(end, nullptr, 10) * ::sysconf(_SC_PAGESIZE) / (1 << 20);
}

// Processor time so far, of all its threads; whole ticks, most often of 10 ms.
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

// Time spent on something: the processor's is what counts, so that a busy machine loses nothing;
// the clock's ends what sleeps.
class Spent {
 public:
  void begin(pid_t pid) {
    processor_ = processor_seconds(pid);
    clock_ = Clock::now();
  }
  [[nodiscard]] bool more_than(double seconds, pid_t pid) const {
    return processor_seconds(pid) - processor_ > seconds ||
           seconds_since(clock_) > seconds * kClockFactor;
  }

 private:
  // Seen on two cores that ten others wanted too.
  static constexpr double kClockFactor = 10;
  double processor_ = 0;
  Clock::time_point clock_ = Clock::now();
};

struct Worker {
  pid_t pid = -1;
  Channel channel;
  Fd said;  // its standard error
  std::optional<std::size_t> place;
  int page = 0;
  Clock::time_point begun;  // the document
  Spent on_document;
  Spent on_page;
  std::optional<Death::Cause> killed_for;
  bool retiring = false;  // was told that nothing more will come
};

class Batch {
 public:
  Batch(const std::vector<Task>& tasks, Engines& engines, const BatchSettings& settings,
        Delivery& delivery, Progress& progress,
        const std::function<void(const DocumentRow&)>& finished)
      : tasks_(tasks),
        engines_(engines),
        limits_(engines.settings().limits),
        settings_(settings),
        delivery_(delivery),
        progress_(progress),
        finished_(finished) {}

  // Until every document has its answer: hand out, wait, take in, look after.
  BatchResult run() {
    while (!problem_ && !interrupted() && (next_ < tasks_.size() || !again_.empty() || busy())) {
      hand_out();
      wait_for_news();
      take_in_answers();
      watch_limits();
      progress_.tick(current());
    }
    end_workers();
    if (problem_) return {BatchEnd::cannot_write, *problem_};
    return {interrupted() ? BatchEnd::interrupted : BatchEnd::complete, {}};
  }

 private:
  [[nodiscard]] bool busy() const {
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const auto& worker) { return worker->place.has_value(); });
  }

  // The document that is worked on for the longest.
  [[nodiscard]] std::string current() const {
    const Worker* longest = nullptr;
    for (const auto& worker : workers_) {
      if (!worker->place) continue;
      if (longest == nullptr || worker->begun < longest->begun) {
        longest = worker.get();
      }
    }
    return longest != nullptr ? tasks_[*longest->place].path : "";
  }

  // ---- handing out ----

  void hand_out() {
    while (!problem_) {
      const auto place = next_place();
      if (!place) return;
      Worker* worker = idle_worker();
      if (worker == nullptr) return;
      give(*worker, *place);
    }
  }

  [[nodiscard]] std::optional<std::size_t> next_place() const {
    if (!again_.empty()) return again_.front();
    if (next_ < tasks_.size() && delivery_.may_begin(next_)) return next_;
    return std::nullopt;
  }

  Worker* idle_worker() {
    for (const auto& worker : workers_) {
      if (!worker->place && !worker->retiring) return worker.get();
    }
    return workers_.size() < static_cast<std::size_t>(settings_.jobs) ? start_worker() : nullptr;
  }

  void give(Worker& worker, std::size_t place) {
    if (again_.empty()) {
      ++next_;
    } else {
      again_.pop_front();
    }
    Recovery& recovery =
        recoveries_.try_emplace(place, tasks_[place].path, tasks_[place].refused).first->second;
    auto output = delivery_.begin(place);
    if (!output) {
      problem_ = std::move(output).error();
      return;
    }
    worker.place = place;
    worker.page = 0;
    worker.begun = Clock::now();
    worker.on_document.begin(worker.pid);
    worker.on_page.begin(worker.pid);
    // A worker that is gone already shows at its channel.
    send_job(worker.channel, recovery.job(), output->value());
  }

  // ---- workers ----

  Worker* start_worker() {
    auto channels = Channel::pair();
    if (!channels) {
      problem_ = std::move(channels).error();
      return nullptr;
    }
    auto worker = std::make_unique<Worker>();
    worker->said = Fd(::memfd_create("tachado-worker", MFD_CLOEXEC));
    const pid_t pid = ::fork();
    if (pid < 0) {
      problem_ = io_problem("no process can be started");
      return nullptr;
    }
    if (pid == 0) {
      become_worker(worker->said.value(), channels->second.fd());
      work(std::move(channels->second), engines_, settings_.options_hash, settings_.sealed);
    }
    worker->pid = pid;
    worker->channel = std::move(channels->first);
    workers_.push_back(std::move(worker));
    return workers_.back().get();
  }

  // In the child: nothing of the supervisor's is kept but the channel.
  void become_worker(int said, int channel) const {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ignore_interrupts();
    const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    ::dup2(nothing.value(), STDIN_FILENO);
    ::dup2(nothing.value(), STDOUT_FILENO);
    ::dup2(said >= 0 ? said : nothing.value(), STDERR_FILENO);
    const auto kept = static_cast<unsigned>(channel);
    if (kept > 3) ::close_range(3, kept - 1, 0);
    ::close_range(kept + 1, ~0U, 0);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
#if !defined(__SANITIZE_ADDRESS__)
    const auto most = static_cast<rlim_t>(limits_.memory_mb) * kDataLimitFactor << 20U;
    const rlimit data{most, most};
    ::setrlimit(RLIMIT_DATA, &data);
#endif
  }

  void end_workers() {
    for (const auto& worker : workers_) {
      // Idle ones end with their channel; a busy one is not worth waiting for.
      worker->channel.close();
      if (worker->place) ::kill(worker->pid, SIGKILL);
    }
    for (const auto& worker : workers_) ::waitpid(worker->pid, nullptr, 0);
    workers_.clear();
  }

  // ---- news ----

  void wait_for_news() {
    std::vector<pollfd> polled;
    for (const auto& worker : workers_) polled.push_back({worker->channel.fd(), POLLIN, 0});
    ::poll(polled.data(), polled.size(), kTickMilliseconds);
  }

  void take_in_answers() {
    for (std::size_t i = 0; i < workers_.size();) {
      Worker& worker = *workers_[i];
      const bool alive = worker.channel.fill();
      while (auto message = worker.channel.next()) take(worker, *message);
      if (!alive) {
        bury(worker);
        workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
  }

  void take(Worker& worker, const Message& message) {
    auto answer = read_answer(message);
    if (!answer || !worker.place) {
      kill(worker, Death::Cause::exception);
      return;
    }
    switch (answer->kind) {
      case Answer::Kind::page_begun:
        worker.page = answer->page;
        worker.on_page.begin(worker.pid);
        if (worker.page > 0) progress_.page();
        break;
      case Answer::Kind::cannot_write:
        problem_ = Problem{"pipeline", std::nullopt, ProblemKind::io, answer->message};
        break;
      case Answer::Kind::done:
        finish(*worker.place, answer->row);
        worker.place.reset();
        worker.killed_for.reset();
        if (resident_mb(worker.pid) > kReplaceAboveMb) {
          worker.retiring = true;
          worker.channel.shut_down();
        }
        break;
    }
  }

  void finish(std::size_t place, const DocumentRow& row) {
    recoveries_.erase(place);
    if (auto delivered = delivery_.finish(place, row); !delivered) {
      problem_ = std::move(delivered).error();
      return;
    }
    progress_.document(row);
    finished_(row);
  }

  void watch_limits() {
    for (const auto& worker : workers_) {
      if (!worker->place || worker->killed_for) continue;
      if (worker->on_page.more_than(limits_.page_seconds, worker->pid)) {
        kill(*worker, Death::Cause::page_time);
      } else if (worker->on_document.more_than(limits_.document_seconds, worker->pid)) {
        kill(*worker, Death::Cause::document_time);
      } else if (resident_mb(worker->pid) > limits_.memory_mb) {
        kill(*worker, Death::Cause::memory);
      }
    }
  }

  static void kill(Worker& worker, Death::Cause cause) {
    worker.killed_for = cause;
    ::kill(worker.pid, SIGKILL);
  }

  // ---- the dead ----

  void bury(Worker& worker) {
    int status = 0;
    // Closing the channel is the last thing a worker does, but for hanging or for lying.
    if (worker.place) ::kill(worker.pid, worker.killed_for ? SIGKILL : 0);
    ::waitpid(worker.pid, &status, 0);
    if (!worker.place) return;
    const Death death = death_of(worker, status);
    if (!worker.killed_for) keep_last_words(worker);
    const std::size_t place = *worker.place;
    if (recoveries_.at(place).after(death, limits_)) {
      again_.push_back(place);
    } else {
      report_without_worker(place);
    }
  }

  static Death death_of(const Worker& worker, int status) {
    Death death;
    death.page = worker.page;
    if (worker.killed_for) {
      death.cause = *worker.killed_for;
    } else if (WIFSIGNALED(status)) {
      death.signal = WTERMSIG(status);
      death.cause = death.signal == SIGKILL ? Death::Cause::killed : Death::Cause::crash;
    } else {
      death.cause =
          WEXITSTATUS(status) == kExitOutOfMemory ? Death::Cause::memory : Death::Cause::exception;
    }
    return death;
  }

  // What a library said before it died, for those who look into it. Never part of a result.
  void keep_last_words(const Worker& worker) const {
    if (settings_.crash_log.empty() || !worker.said) return;
    const off_t size = ::lseek(worker.said.value(), 0, SEEK_END);
    std::string words(static_cast<std::size_t>(std::clamp<off_t>(size, 0, kMostCrashBytes)), '\0');
    const off_t begin = size - static_cast<off_t>(words.size());
    if (::pread(worker.said.value(), words.data(), words.size(), begin) < 0) return;
    const Fd log(
        ::open(settings_.crash_log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!log) return;
    (void)write_all(log.value(), tasks_[*worker.place].path + ", page " +
                                     std::to_string(worker.page) + ":\n" + words + "\n");
  }

  // Even reporting it killed a worker: its path and problem, without a look at the file.
  void report_without_worker(std::size_t place) {
    SourceInfo source;
    set_path(source, tasks_[place].path);
    const DocumentInfo info =
        failed_document(source, settings_.options_hash, *recoveries_.at(place).job().refused);
    auto output = delivery_.begin(place);
    if (!output) {
      problem_ = std::move(output).error();
      return;
    }
    auto written = write_pageless_document(
        info, [&](std::string_view bytes) { return write_all(output->value(), bytes); });
    if (!written) {
      problem_ = std::move(written).error();
      return;
    }
    finish(place, make_row(info));
  }

  const std::vector<Task>& tasks_;
  Engines& engines_;
  const Limits& limits_;
  const BatchSettings& settings_;
  Delivery& delivery_;
  Progress& progress_;
  const std::function<void(const DocumentRow&)>& finished_;

  std::vector<std::unique_ptr<Worker>> workers_;
  std::size_t next_ = 0;                        // the first task that nobody had yet
  std::deque<std::size_t> again_;               // those whose worker died
  std::map<std::size_t, Recovery> recoveries_;  // of the tasks in hand
  std::optional<Problem> problem_;              // results cannot be written
};

}  // namespace

BatchResult run_batch(const std::vector<Task>& tasks, Engines& engines,
                      const BatchSettings& settings, Delivery& delivery, Progress& progress,
                      const std::function<void(const DocumentRow&)>& finished) {
  return Batch(tasks, engines, settings, delivery, progress, finished).run();
}

}  // namespace tachado::pipeline
