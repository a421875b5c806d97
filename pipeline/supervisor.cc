#include "pipeline/supervisor.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <deque>
#include <map>
#include <memory>
#include <utility>

#include "pipeline/document_run.h"
#include "pipeline/path_name.h"
#include "pipeline/recovery.h"
#include "pipeline/shared_documents.h"
#include "pipeline/signals.h"
#include "pipeline/worker_messages.h"
#include "pipeline/worker_process.h"

namespace tachado::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

// Time and memory are looked at this often; a worker can take that much longer than allowed.
constexpr int kTickMilliseconds = 100;
// A worker that holds more after a document is replaced, and so is one that has read this many
// pages: what libraries keep does not add up.
constexpr std::int64_t kReplaceAboveMb = 400;
constexpr std::uint32_t kReplaceAfterPages = 5000;
// Helpers that may die of a document before they have read a page of it.
constexpr int kMostDeadHelpers = 2;
// While documents lie ready for all workers, answers are gathered for so long: else supervisor and
// worker would wake each other at each.
constexpr int kGatherMilliseconds = 2;
// A document that has taken so many seconds of processor time, or ten times as many by the clock,
// is a long one: the smallest take a hundredth of it.
constexpr double kLongSeconds = 0.05;

class Batch {
 public:
  Batch(const Tasks& tasks, Engines& engines, const BatchSettings& settings, Delivery& delivery,
        Progress& progress, EventLog& log, const BatchEvents& events)
      : tasks_(tasks),
        engines_(engines),
        limits_(engines.settings().limits),
        settings_(settings),
        delivery_(delivery),
        progress_(progress),
        log_(log),
        events_(events),
        next_(tasks.first()) {}

  // Until every document has its answer: hand out, wait, take in, look after.
  BatchResult run() {
    begin_seen();
    while (!problem_ && !interrupted() && work_left()) {
      hand_out();
      wait_for_news();
      take_in_answers();
      see_to_those_left();
      answer_those_who_wait();
      watch_limits();
      progress_.tick(current());
    }
    end_workers();
    if (problem_) return {BatchEnd::cannot_write, *problem_};
    return {interrupted() ? BatchEnd::interrupted : BatchEnd::complete, {}};
  }

 private:
  bool work_left() {
    if (next_ != Tasks::kNone || !again_.empty() || !joined_.empty() || !left_.empty() || busy()) {
      return true;
    }
    // Nobody is at these, and nobody will tell what became of their content: each is read.
    for (auto& [place, hand] : in_hand_) {
      hand.alone = true;
      again_.push_back(place);
    }
    in_work_.clear();
    return !again_.empty();
  }

  // What is remembered of a document while it is in hand.
  struct InHand {
    Recovery recovery;
    std::string sha256;         // where it was asked for
    bool alone = false;         // it is read whatever else has its content
    double helped_seconds = 0;  // processor time of helpers
    int dead_helpers = 0;
    bool crashed = false;  // its last worker
  };

  [[nodiscard]] bool busy() const {
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const auto& worker) { return worker->place.has_value(); });
  }

  // The document that is worked on for the longest.
  [[nodiscard]] std::string current() const {
    const WorkerProcess* longest = nullptr;
    for (const auto& worker : workers_) {
      if (!worker->place) continue;
      if (longest == nullptr || worker->begun < longest->begun) longest = worker.get();
    }
    return longest != nullptr ? tasks_[*longest->place].location.path : "";
  }

  // ---- handing out: whole documents first, so that small ones do not wait behind long ones ----

  void hand_out() {
    do {
      while (!problem_) {
        const auto place = next_place();
        WorkerProcess* worker = place ? idle_worker(wants_fresh_worker(*place)) : nullptr;
        if (worker == nullptr) break;
        give(*worker, *place);
      }
      lay_ready();
    } while (!problem_ && !next_place() && has_idle_worker() && take_one_back());
    while (!problem_ && !next_place()) {
      if (!has_idle_worker()) return;
      const auto range = shared_.help();
      WorkerProcess* worker = range ? idle_worker(false) : nullptr;
      if (worker == nullptr) {
        if (range) shared_.give_back(range->first, range->second);
        return;
      }
      give_range(*worker, range->first, range->second);
    }
  }

  [[nodiscard]] std::optional<std::size_t> next_place() const {
    if (!again_.empty()) return again_.front();
    if (!joined_.empty() && delivery_.may_begin(joined_.front())) return joined_.front();
    if (next_ != Tasks::kNone && delivery_.may_begin(next_)) return next_;
    return std::nullopt;
  }

  [[nodiscard]] bool has_idle_worker() const {
    return workers_.size() < static_cast<std::size_t>(settings_.jobs) ||
           std::any_of(workers_.begin(), workers_.end(),
                       [](const auto& worker) { return !worker->place && !worker->retiring; });
  }

  // What crashed a worker is tried again in one that nothing else has touched.
  [[nodiscard]] bool wants_fresh_worker(std::size_t place) const {
    const auto hand = in_hand_.find(place);
    return hand != in_hand_.end() && hand->second.crashed;
  }

  // `fresh`: one that has read nothing; another makes room for it and is gone at the next look.
  WorkerProcess* idle_worker(bool fresh) {
    WorkerProcess* used = nullptr;
    bool makes_room = false;
    for (const auto& worker : workers_) {
      makes_room = makes_room || worker->retiring;
      if (worker->place || worker->retiring) continue;
      if (!fresh || !worker->used) return worker.get();
      used = worker.get();
    }
    if (workers_.size() >= static_cast<std::size_t>(settings_.jobs)) {
      if (used != nullptr && !makes_room) retire(*used);
      return nullptr;
    }
    auto worker = WorkerProcess::start(engines_, *seen_, settings_.worker);
    if (!worker) {
      problem_ = std::move(worker).error();
      return nullptr;
    }
    workers_.push_back(std::move(*worker));
    return workers_.back().get();
  }

  void give(WorkerProcess& worker, std::size_t place) {
    if (!again_.empty()) {
      again_.pop_front();
    } else if (!joined_.empty() && joined_.front() == place) {
      joined_.pop_front();
    } else {
      next_ = tasks_.after(next_);  // members that join will stand before it
    }
    auto kept = delivery_.kept_pages(place, false);
    if (!kept) {
      problem_ = std::move(kept).error();
      return;
    }
    const Job job = next_job(worker, place);
    worker.begin(place, job.number);
    // A worker that is gone already shows at its channel.
    send_job(worker.channel, job, kept->value());
  }

  Job next_job(WorkerProcess& worker, std::size_t place) {
    InHand& hand = in_hand_.try_emplace(place, InHand{Recovery(job_of(place))}).first->second;
    Job job = hand.recovery.job();
    job.number = ++worker.last_job;
    job.may_share = settings_.jobs > 1;
    job.maybe_known = job.maybe_known && !hand.alone;
    worker.board->offers.offer(job.number);
    return job;
  }

  // ---- small documents lie ready for workers that are at another one ----

  void lay_ready() {
    put_ready();
    for (const auto& worker : workers_) worker->channel.flush();
  }

  // To each one in turn, so that none has much more than the others.
  void put_ready() {
    for (bool given = true; given && !problem_;) {
      given = false;
      for (const auto& worker : workers_) {
        if (!again_.empty() || !joined_.empty() || next_ == Tasks::kNone ||
            !delivery_.may_begin(next_) || !is_surely_small(tasks_[next_])) {
          return;
        }
        const std::size_t bytes = message_bytes(tasks_[next_]);
        if (!worker->has_room(bytes)) continue;
        const auto kept = delivery_.kept_pages(next_, false);
        if (!kept || *kept) return;  // it was begun once
        const std::size_t place = next_;
        next_ = tasks_.after(next_);
        const Job job = next_job(*worker, place);
        worker->ready.push_back({place, job.number, bytes});
        put_job(worker->channel, job);
        given = true;
      }
    }
  }

  bool take_one_back(WorkerProcess& worker) {
    const auto place = worker.take_back();
    if (place) again_.push_front(*place);
    return place.has_value();
  }

  void take_all_back(WorkerProcess& worker) {
    while (take_one_back(worker)) continue;
  }

  // For a worker that has nothing to do.
  bool take_one_back() {
    return std::any_of(workers_.begin(), workers_.end(),
                       [&](const auto& worker) { return take_one_back(*worker); });
  }

  [[nodiscard]] Job job_of(std::size_t place) const {
    const Task& task = tasks_[place];
    Job job;
    job.location = task.location;
    if (task.refused) job.refused = *task.refused;
    job.manifest = task.manifest;
    job.maybe_known = task.maybe_known;
    return job;
  }

  void give_range(WorkerProcess& worker, std::size_t place, int range) {
    auto kept = delivery_.kept_pages(place, true);
    if (!kept) {
      problem_ = std::move(kept).error();
      return;
    }
    Job job = in_hand_.at(place).recovery.job();
    job.range = range;
    worker.begin_range(place, range);
    send_job(worker.channel, job, kept->value());
  }

  void end_workers() {
    for (const auto& worker : workers_) {
      // Idle ones have nothing to lose, and a busy one is not worth waiting for.
      worker->channel.close();
      ::kill(worker->pid, SIGKILL);
    }
    for (const auto& worker : workers_) ::waitpid(worker->pid, nullptr, 0);
    workers_.clear();
  }

  // ---- news ----

  // Nobody is in want of work for a while.
  [[nodiscard]] bool all_have_enough() const {
    return workers_.size() == static_cast<std::size_t>(settings_.jobs) &&
           std::all_of(workers_.begin(), workers_.end(), [](const auto& worker) {
             return worker->ready.size() >= WorkerProcess::kMostReady / 2;
           });
  }

  void wait_for_news() {
    if (all_have_enough()) ::poll(nullptr, 0, kGatherMilliseconds);
    polled_.clear();
    for (const auto& worker : workers_) polled_.push_back({worker->channel.fd(), POLLIN, 0});
    if (::poll(polled_.data(), polled_.size(), kTickMilliseconds) < 0) polled_.clear();
  }

  void take_in_answers() {
    std::size_t i = 0;
    for (const pollfd& news : polled_) {
      WorkerProcess& worker = *workers_[i];
      if (news.revents == 0) {
        ++i;
        continue;
      }
      const bool alive = worker.channel.fill();
      while (auto message = worker.channel.next()) take(worker, std::move(*message));
      if (!alive) {
        bury(worker);
        workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
  }

  void take(WorkerProcess& worker, Message message) {
    auto answer = read_answer(std::move(message));
    if (!answer || !worker.place) {
      worker.kill(Death::Cause::exception);
      return;
    }
    const std::size_t place = *worker.place;
    switch (answer->kind) {
      case Answer::Kind::wants_file:
        give_file(worker, place);
        break;
      case Answer::Kind::wants_output:
        give_output(worker, place);
        break;
      case Answer::Kind::opened:
        shared_.open(place, answer->ranges, answer->kept, answer->range);
        break;
      case Answer::Kind::asks_turn:
        worker.waits_for = answer->range;
        break;
      case Answer::Kind::range_done:
        shared_.done(place, answer->range);
        worker.range.reset();
        if (worker.helps) {
          const auto hand = in_hand_.find(place);
          if (hand != in_hand_.end()) {
            hand->second.helped_seconds += worker.on_document.seconds();
          }
          release(worker);
        }
        break;
      case Answer::Kind::leaves:
        left_.emplace_back(place, std::move(answer->sha256));
        release(worker);
        break;
      case Answer::Kind::cannot_write:
        problem_ = Problem{"pipeline", std::nullopt, ProblemKind::io, answer->message};
        break;
      case Answer::Kind::done:
        if (answer->content.empty() && !worker.has_output && !answer->row.container) {
          worker.kill(Death::Cause::exception);
          return;
        }
        shared_.close(place);
        look_at_board(worker);
        finish(place, answer->row, answer->content);
        release(worker);
        break;
    }
  }

  // Whether it is at another page than at the last look.
  bool look_at_board(WorkerProcess& worker) {
    const std::uint32_t judged = worker.board->judged;
    const std::uint32_t moves = worker.board->moves;
    progress_.pages(judged - worker.seen_judged);
    worker.seen_judged = judged;
    return std::exchange(worker.seen_moves, moves) != moves;
  }

  void release(WorkerProcess& worker) {
    worker.place.reset();
    worker.killed_for.reset();
    const bool used_up =
        worker.resident > kReplaceAboveMb || worker.board->begun > kReplaceAfterPages;
    if (used_up) take_all_back(worker);
    worker.begin_ready();
    if (worker.place || !used_up) return;
    retire(worker);
  }

  static void retire(WorkerProcess& worker) {
    worker.retiring = true;
    worker.channel.shut_down();
  }

  // ---- contents that may be known ----

  // What earlier runs have read. From now on workers add what they read.
  void begin_seen() {
    auto made = make_seen_digests();
    if (!made) {
      problem_ = std::move(made).error();
      return;
    }
    seen_ = std::move(*made);
    delivery_.each_known([&](const std::string& sha256) { seen_->add(sha256); });
  }

  void see_to_those_left() {
    while (!left_.empty() && !problem_) {
      const auto [place, sha256] = std::move(left_.front());
      left_.pop_front();
      see_to(place, sha256);
    }
  }

  // All that workers have said by now. The end of one shows again when it is waited for.
  void take_in_what_is_there() {
    for (const auto& worker : workers_) {
      (void)worker->channel.fill();
      while (auto message = worker->channel.next()) take(*worker, std::move(*message));
    }
  }

  // The document of this content that a worker has in hand.
  [[nodiscard]] std::optional<std::size_t> reader_of(const std::string& sha256) const {
    const std::uint64_t digest = board_digest(sha256);
    for (const auto& worker : workers_) {
      if (!worker->place || worker->helps) continue;
      const std::uint32_t job = worker->board->job;
      if (worker->board->digest != digest || worker->board->job != job) continue;
      if (job == worker->job) return worker->place;
      for (const auto& ready : worker->ready) {
        if (ready.job == job) return ready.place;
      }
    }
    return std::nullopt;
  }

  // Of several documents of one content one is read; the others wait for it, without a worker.
  void see_to(std::size_t place, const std::string& sha256) {
    bool known = delivery_.knows(sha256);
    if (!known && !in_work_.contains(sha256)) {
      auto reader = reader_of(sha256);
      // Who had it and is at another document now has said what became of it.
      if (!reader) take_in_what_is_there();
      known = !reader && delivery_.knows(sha256);
      if (!known) {
        in_work_[sha256].reader = reader.value_or(place);
        in_hand_.at(reader.value_or(place)).sha256 = sha256;
      }
    }
    const auto in_work = in_work_.find(sha256);
    const bool reads = in_work != in_work_.end() && in_work->second.reader == place;
    if (known) {
      copy(place, sha256);
      // It was to be read for others, and another reader was faster.
      if (reads) finish_copies(sha256);
    } else if (reads) {
      in_hand_.at(place).alone = true;
      again_.push_back(place);
    } else {
      in_work->second.copies.push_back(place);
    }
  }

  void copy(std::size_t place, const std::string& sha256) {
    auto copied = delivery_.finish_by_copy(place, sha256);
    if (!copied) {
      problem_ = std::move(copied).error();
      return;
    }
    in_hand_.erase(place);
    settle(place, copied->row, copied->unchanged);
  }

  // Those that waited for this content: copies where that can be, else each is read.
  void finish_copies(const std::string& sha256) {
    const auto found = in_work_.find(sha256);
    if (found == in_work_.end()) return;
    const std::vector<std::size_t> copies = std::move(found->second.copies);
    in_work_.erase(found);
    if (copies.empty()) return;
    const bool known = delivery_.knows(sha256);
    for (const std::size_t place : copies) {
      if (problem_) return;
      if (known) {
        copy(place, sha256);
      } else {
        in_hand_.at(place).alone = true;
        again_.push_back(place);
      }
    }
  }

  void give_output(WorkerProcess& worker, std::size_t place) {
    auto output = delivery_.begin(place);
    if (!output) {
      problem_ = std::move(output).error();
      return;
    }
    worker.has_output = true;
    send_file(worker.channel, output->value());
  }

  void give_file(WorkerProcess& worker, std::size_t place) {
    auto kept = delivery_.kept_pages(place, true);
    if (!kept) {
      problem_ = std::move(kept).error();
      return;
    }
    send_file(worker.channel, kept->value());
  }

  void answer_those_who_wait() {
    for (const auto& worker : workers_) {
      if (!worker->waits_for || !worker->place) continue;
      const SharedDocuments::Turn next = shared_.turn(*worker->place, *worker->waits_for);
      if (next.answer == SharedDocuments::Answer::wait) continue;
      worker->waits_for.reset();
      worker->on_page.begin();
      Turn turn;
      turn.range = next.range;
      turn.skipped = in_hand_.at(*worker->place).recovery.job().skipped;
      turn.what = next.answer == SharedDocuments::Answer::kept    ? Turn::What::kept
                  : next.answer == SharedDocuments::Answer::other ? Turn::What::other
                                                                  : Turn::What::read;
      if (turn.what != Turn::What::kept) worker->range = next.range;
      send_turn(worker->channel, turn);
    }
  }

  // `content`: of a document that was not written to its file yet.
  void finish(std::size_t place, const DocumentRow& row, std::string_view content) {
    const std::string sha256 = in_hand_.at(place).sha256;
    in_hand_.erase(place);
    if (!row.sha256.empty()) seen_->add(row.sha256);
    if (auto delivered = delivery_.finish(place, row, content); !delivered) {
      problem_ = std::move(delivered).error();
      return;
    }
    for (const std::size_t member : events_.opened(place, row.members)) {
      joined_.push_back(member);
    }
    progress_.more(row.members.size());
    settle(place, row, false);
    if (!sha256.empty()) finish_copies(sha256);
  }

  void settle(std::size_t place, const DocumentRow& row, bool unchanged) {
    if (auto settled = delivery_.settle(); !settled) {
      problem_ = std::move(settled).error();
      return;
    }
    progress_.document(row);
    log_.document(tasks_[place].location.path, row);
    events_.finished(row, unchanged);
  }

  // Now and then: each look costs as much as a small message.
  void watch_limits() {
    const auto now = Clock::now();
    if (now - looked_ < std::chrono::milliseconds(kTickMilliseconds)) return;
    looked_ = now;
    if (auto kept_up = delivery_.tick(); !kept_up) problem_ = std::move(kept_up).error();
    for (const auto& worker : workers_) {
      if (!worker->place || worker->killed_for) continue;
      if (look_at_board(*worker)) worker->on_page.begin();
      const auto hand = in_hand_.find(*worker->place);
      const double helped =
          hand != in_hand_.end() && !worker->helps ? hand->second.helped_seconds : 0;
      if (const auto cause = worker->over(limits_, helped)) worker->kill(*cause);
      // What lies ready does not wait behind a document that takes long.
      worker->slow = worker->on_document.more_than(kLongSeconds);
      if (worker->slow) take_all_back(*worker);
    }
  }

  // ---- the dead ----

  void bury(WorkerProcess& worker) {
    const Death death = worker.bury();
    for (; !worker.ready.empty(); worker.ready.pop_back()) {
      again_.push_front(worker.ready.back().place);
    }
    if (!worker.place) return;
    const std::size_t place = *worker.place;
    if (worker.range) shared_.give_back(place, *worker.range);
    const auto hand = in_hand_.find(place);
    if (hand == in_hand_.end()) return;  // it helped with a document that is finished
    if (!worker.killed_for && !settings_.crash_log.empty()) {
      worker.keep_last_words(settings_.crash_log, tasks_[place].location.path);
    }
    log_.worker_died(tasks_[place].location.path, death.page, describe(death, limits_).message);
    if (worker.helps) {
      bury_helper(place, hand->second, death);
    } else if (hand->second.crashed = death.cause == Death::Cause::crash;
               hand->second.recovery.after(death, limits_)) {
      again_.push_back(place);
    } else {
      report_without_worker(place);
    }
  }

  // The range goes to another worker; what killed this one is left out there.
  void bury_helper(std::size_t place, InHand& hand, const Death& death) {
    if (death.page > 0) {
      (void)hand.recovery.after(death, limits_);
    } else if (++hand.dead_helpers >= kMostDeadHelpers) {
      shared_.leave_alone(place);
    }
  }

  // Even reporting it killed a worker: its path and problem, without a look at the file.
  void report_without_worker(std::size_t place) {
    SourceInfo source;
    set_path(source, tasks_[place].location.path);
    source.manifest = tasks_[place].manifest;
    const DocumentInfo info = failed_document(source, settings_.worker.options_hash,
                                              *in_hand_.at(place).recovery.job().refused);
    std::string content;
    (void)write_pageless_document(info, [&](std::string_view bytes) -> Result<void> {
      content += bytes;
      return {};
    });
    shared_.close(place);
    finish(place, make_row(info), content);
  }

  const Tasks& tasks_;
  Engines& engines_;
  const Limits& limits_;
  const BatchSettings& settings_;
  Delivery& delivery_;
  Progress& progress_;
  EventLog& log_;
  const BatchEvents& events_;

  std::vector<std::unique_ptr<WorkerProcess>> workers_;
  std::vector<pollfd> polled_;      // of each, what the last wait found; in the same order
  Clock::time_point looked_;        // at the workers' limits
  std::size_t next_;                // the first task that nobody had yet
  std::deque<std::size_t> joined_;  // members of containers, which nobody had yet
  struct InWork {
    std::size_t reader = 0;
    std::vector<std::size_t> copies;
  };
  std::map<std::string, InWork> in_work_;  // by digest
  // Documents whose worker left them, and the digests of what they hold.
  std::deque<std::pair<std::size_t, std::string>> left_;
  SharedSeenDigests seen_;
  std::deque<std::size_t> again_;  // those whose worker died
  std::map<std::size_t, InHand> in_hand_;
  SharedDocuments shared_;
  std::optional<Problem> problem_;  // results cannot be written
};

}  // namespace

BatchResult run_batch(const Tasks& tasks, Engines& engines, const BatchSettings& settings,
                      Delivery& delivery, Progress& progress, EventLog& log,
                      const BatchEvents& events) {
  return Batch(tasks, engines, settings, delivery, progress, log, events).run();
}

}  // namespace tachado::pipeline
