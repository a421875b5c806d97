// The worker processes of a batch: started when there is work for them, listened to, ended.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/engines.h"
#include "pipeline/seen_digests.h"
#include "pipeline/worker_process.h"

namespace tachado::pipeline {

class WorkerPool {
 public:
  // Of at most `most` workers at a time.
  WorkerPool(Engines& engines, const WorkerSettings& settings, int most)
      : engines_(engines), settings_(settings), most_(static_cast<std::size_t>(most)) {}
  ~WorkerPool() { end(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  [[nodiscard]] const std::vector<std::unique_ptr<WorkerProcess>>& workers() const {
    return workers_;
  }
  // How many documents may lie ready for each.
  [[nodiscard]] std::size_t most_ready() const;
  [[nodiscard]] bool is_busy() const;

  // Whether one has nothing to do, or could be started.
  [[nodiscard]] bool has_idle() const;
  // One that has nothing to do, started where none is; null: none for now. Where the system refuses
  // another process, those that there are do the work, and it is tried again now and then. `fresh`:
  // one that has read nothing; another makes room for it and is gone at the next look. Forks: no
  // thread may be running.
  [[nodiscard]] WorkerProcess* idle(SeenDigests& seen, bool fresh);
  // Why the batch cannot go on: there is no worker, and none could be started for a while.
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }
  // Nothing more will come for it; it ends when it has done what it has.
  static void retire(WorkerProcess& worker);

  // Until one says something that matters now, or so many milliseconds.
  void wait(int milliseconds);
  // After wait(): gives `take` all that they have said by now, and to `bury` those that are gone.
  void listen(const std::function<void(WorkerProcess&, const MessageView&)>& take,
              const std::function<void(WorkerProcess&)>& bury);
  // The same, without looking whether one is gone: that shows at the next listen().
  void listen_to_living(const std::function<void(WorkerProcess&, const MessageView&)>& take);
  // Whatever they are at.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  WorkerProcess* start(SeenDigests& seen);
  [[nodiscard]] bool may_start() const {
    return workers_.size() < most_ && Clock::now() >= start_again_;
  }

  Engines& engines_;
  const WorkerSettings& settings_;
  std::size_t most_;
  std::vector<std::unique_ptr<WorkerProcess>> workers_;
  std::vector<bool> rang_;                       // of each, in the last wait
  MessageView message_;                          // in hand
  Clock::time_point start_again_;                // not before: the system refused
  std::optional<Clock::time_point> none_since_;  // there is no worker
  bool told_ = false;                            // that there are fewer than there should be
  std::optional<Problem> problem_;
};

}  // namespace tachado::pipeline
