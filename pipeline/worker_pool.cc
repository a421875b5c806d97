#include "pipeline/worker_pool.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "pipeline/messages.h"

namespace tachado::pipeline {
namespace {

// A system that has no process to spare has one again soon, most often.
constexpr std::chrono::milliseconds kStartAgain{500};
constexpr std::chrono::seconds kMostWithoutWorker{5};
// Files of documents, over all workers; far under the usual limit of 1024 descriptors.
constexpr std::size_t kMostFiles = 512;

}  // namespace

std::size_t WorkerPool::most_ready() const {
  return std::min(WorkerProcess::kMostReady, kMostFiles / most_);
}

bool WorkerPool::is_busy() const {
  return std::any_of(workers_.begin(), workers_.end(),
                     [](const auto& worker) { return worker->place.has_value(); });
}

bool WorkerPool::has_idle() const {
  return may_start() || std::any_of(workers_.begin(), workers_.end(), [](const auto& worker) {
           return !worker->place && !worker->retiring;
         });
}

WorkerProcess* WorkerPool::idle(SeenDigests& seen, bool fresh) {
  WorkerProcess* used = nullptr;
  bool makes_room = false;
  for (const auto& worker : workers_) {
    makes_room = makes_room || worker->retiring;
    if (worker->place || worker->retiring) continue;
    if (!fresh || !worker->used) return worker.get();
    used = worker.get();
  }
  if (may_start()) {
    if (WorkerProcess* started = start(seen)) return started;
  }
  // Also where the system refuses another one.
  if (used != nullptr && !makes_room) retire(*used);
  return nullptr;
}

WorkerProcess* WorkerPool::start(SeenDigests& seen) {
  auto worker = WorkerProcess::start(engines_, seen, settings_);
  if (worker) {
    none_since_.reset();
    workers_.push_back(std::move(*worker));
    return workers_.back().get();
  }
  const auto now = Clock::now();
  start_again_ = now + kStartAgain;
  if (!workers_.empty()) {
    if (!std::exchange(told_, true)) {
      say_warning("", fmt::format("{}; the batch goes on with {} of {} workers",
                                  worker.error().message, workers_.size(), most_));
    }
  } else if (!none_since_) {
    none_since_ = now;
  } else if (now - *none_since_ > kMostWithoutWorker) {
    problem_ = std::move(worker).error();
  }
  return nullptr;
}

void WorkerPool::retire(WorkerProcess& worker) {
  worker.retiring = true;
  worker.channel.shut_down();
}

void WorkerPool::wait(int milliseconds) {
  std::vector<pollfd> polled;
  polled.reserve(workers_.size());
  for (const auto& worker : workers_) {
    if (!worker->wait()) milliseconds = 0;
    polled.push_back({worker->channel.fd(), POLLIN, 0});
  }
  ::poll(polled.data(), polled.size(), milliseconds);
  rang_.clear();
  for (const pollfd& one : polled) rang_.push_back(one.revents != 0);
}

void WorkerPool::listen(const std::function<void(WorkerProcess&, const MessageView&)>& take,
                        const std::function<void(WorkerProcess&)>& bury) {
  std::size_t i = 0;
  for (const bool rang : rang_) {
    WorkerProcess& worker = *workers_[i];
    // First whether it is gone: what it said before that is there then.
    const bool heard = !rang || worker.channel.hear();
    const bool alive = worker.listen() && heard;
    while (worker.next(message_)) take(worker, message_);
    if (alive) {
      ++i;
      continue;
    }
    bury(worker);
    workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  rang_.clear();
}

void WorkerPool::listen_to_living(
    const std::function<void(WorkerProcess&, const MessageView&)>& take) {
  for (const auto& worker : workers_) {
    (void)worker->listen();
    while (worker->next(message_)) take(*worker, message_);
  }
}

// Idle ones have nothing to lose, and a busy one is not worth waiting for.
void WorkerPool::end() {
  for (const auto& worker : workers_) {
    worker->channel.close();
    ::kill(worker->pid, SIGKILL);
  }
  for (const auto& worker : workers_) ::waitpid(worker->pid, nullptr, 0);
  workers_.clear();
}

}  // namespace tachado::pipeline
