#include "pipeline/supervisor.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <utility>

#include "pipeline/document_run.h"
#include "pipeline/path_name.h"
#include "pipeline/recovery.h"
#include "pipeline/same_contents.h"
#include "pipeline/shared_documents.h"
#include "pipeline/signals.h"
#include "pipeline/task_queue.h"
#include "pipeline/worker_messages.h"
#include "pipeline/worker_pool.h"
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
// A document that has taken so many seconds of processor time, or ten times as many by the clock,
// is a long one: the smallest take a hundredth of it.
constexpr double kLongSeconds = 0.05;

class Batch {
 public:
  Batch(const Tasks& tasks, Engines& engines, const BatchSettings& settings, Delivery& delivery,
        Progress& progress, EventLog& log, const BatchEvents& events)
      : tasks_(tasks),
        limits_(engines.settings().limits),
        settings_(settings),
        delivery_(delivery),
        progress_(progress),
        log_(log),
        events_(events),
        pool_(engines, settings.worker, settings.jobs),
        queue_(tasks, delivery) {}

  // Until every document has its answer: hand out, wait, take in, look after.
  BatchResult run() {
    begin_seen();
    while (!problem_ && !interrupted() && work_left()) {
      hand_out();
      pool_.wait(kTickMilliseconds);
      pool_.listen(
          [&](WorkerProcess& worker, const MessageView& message) { take(worker, message); },
          [&](WorkerProcess& worker) { bury(worker); });
      see_to_those_left();
      answer_those_who_wait();
      watch_limits();
      progress_.tick(current());
    }
    pool_.end();
    if (problem_) return {BatchEnd::cannot_go_on, *problem_};
    return {interrupted() ? BatchEnd::interrupted : BatchEnd::complete, {}};
  }

 private:
  bool work_left() {
    if (!queue_.empty() || !left_.empty() || pool_.is_busy()) return true;
    // Nobody is at these, and nobody will tell what became of their content: each is read.
    for (auto& [place, hand] : in_hand_) {
      hand.alone = true;
      queue_.again(place);
    }
    same_.clear();
    return !queue_.empty();
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

  // The document that is worked on for the longest.
  [[nodiscard]] std::string current() const {
    const WorkerProcess* longest = nullptr;
    for (const auto& worker : pool_.workers()) {
      if (!worker->place) continue;
      if (longest == nullptr || worker->begun < longest->begun) longest = worker.get();
    }
    return longest != nullptr ? tasks_[*longest->place].location.path : "";
  }

  // ---- handing out: whole documents first, so that small ones do not wait behind long ones ----

  void hand_out() {
    do {
      while (!problem_) {
        const auto place = queue_.front();
        WorkerProcess* worker = place ? idle_worker(wants_fresh_worker(*place)) : nullptr;
        if (worker == nullptr) break;
        give(*worker, *place);
      }
      lay_ready();
    } while (!problem_ && !queue_.front() && pool_.has_idle() && take_one_back());
    while (!problem_ && !queue_.front()) {
      if (!pool_.has_idle()) return;
      const auto range = shared_.help();
      WorkerProcess* worker = range ? idle_worker(false) : nullptr;
      if (worker == nullptr) {
        if (range) shared_.give_back(range->first, range->second);
        return;
      }
      give_range(*worker, range->first, range->second);
    }
  }

  // What crashed a worker is tried again in one that nothing else has touched.
  [[nodiscard]] bool wants_fresh_worker(std::size_t place) const {
    const auto hand = in_hand_.find(place);
    return hand != in_hand_.end() && hand->second.crashed;
  }

  WorkerProcess* idle_worker(bool fresh) {
    WorkerProcess* worker = pool_.idle(*seen_, fresh);
    if (worker == nullptr && pool_.problem()) problem_ = pool_.problem();
    return worker;
  }

  void give(WorkerProcess& worker, std::size_t place) {
    queue_.pop(place);
    auto kept = delivery_.kept_pages(place, false);
    if (!kept) {
      problem_ = std::move(kept).error();
      return;
    }
    const Job job = next_job(worker, place);
    worker.begin(place, job.number);
    send(worker, job, *kept);
  }

  // A worker that is gone already shows at its channel.
  void send(WorkerProcess& worker, const Job& job, const Fd& kept) {
    put_files(worker);
    if (kept) put_kept(worker.channel, kept.value());
    put_job(worker.channel, job);
    worker.channel.flush();
  }

  void put_files(WorkerProcess& worker) {
    while (!problem_ && worker.files.size() < worker.wanted_files()) put_one_file(worker);
  }

  void put_one_file(WorkerProcess& worker) {
    auto file = delivery_.new_file();
    if (!file) {
      problem_ = std::move(file).error();
      return;
    }
    put_file(worker.channel, file->fd().value());
    worker.files.push_back(std::move(*file));
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
    for (const auto& worker : pool_.workers()) worker->channel.flush();
  }

  // To each one in turn, so that none has much more than the others.
  void put_ready() {
    for (bool given = true; given && !problem_;) {
      given = false;
      for (const auto& worker : pool_.workers()) {
        const auto next = queue_.front_if_new();
        if (!next || !is_surely_small(tasks_[*next])) return;
        const std::size_t place = *next;
        const std::size_t bytes = message_bytes(tasks_[place]);
        if (!worker->has_room(pool_.most_ready(), bytes)) continue;
        const auto kept = delivery_.kept_pages(place, false);
        if (!kept || *kept) return;  // it was begun once
        queue_.pop(place);
        const Job job = next_job(*worker, place);
        worker->ready.push_back({place, job.number, bytes});
        put_files(*worker);
        put_job(worker->channel, job);
        given = true;
      }
    }
  }

  bool take_one_back(WorkerProcess& worker) {
    const auto place = worker.take_back();
    if (place) queue_.again_first(*place);
    return place.has_value();
  }

  void take_all_back(WorkerProcess& worker) {
    while (take_one_back(worker)) continue;
  }

  // For a worker that has nothing to do.
  bool take_one_back() {
    const auto& workers = pool_.workers();
    return std::any_of(workers.begin(), workers.end(),
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
    send(worker, job, *kept);
  }

  // ---- news ----

  // Of a document that another has in hand a helper can say nothing but how its range goes.
  static bool may_say(const WorkerProcess& worker, Answer::Kind kind) {
    return !worker.helps || kind == Answer::Kind::wants_file || kind == Answer::Kind::range_done ||
           kind == Answer::Kind::cannot_write;
  }

  void take(WorkerProcess& worker, const MessageView& message) {
    auto answer = read_answer(message);
    if (!answer || !worker.place || !may_say(worker, answer->kind)) {
      worker.kill(Death::Cause::exception);
      return;
    }
    const std::size_t place = *worker.place;
    switch (answer->kind) {
      case Answer::Kind::wants_file:
        give_file(worker, place);
        break;
      case Answer::Kind::wants_output:
        worker.filled_a_file();
        put_one_file(worker);
        worker.channel.flush();
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
      case Answer::Kind::done: {
        auto file = file_of(worker, *answer);
        if (!file) {
          problem_ = std::move(file).error();
          return;
        }
        if (!answer->row.container && !file->fd()) {
          worker.kill(Death::Cause::exception);
          return;
        }
        shared_.close(place);
        look_at_board(worker);
        worker.answered_judged = worker.seen_judged;
        finish(place, answer->row, std::move(*file),
               answer->document.empty() ? answer->line : answer->document);
        release(worker);
        break;
      }
    }
  }

  // With the document that it has answered: one that is written now, or that it has filled; none
  // for a container, and where that has not the size that was said. Fails where it cannot be
  // written.
  Result<NewFile> file_of(WorkerProcess& worker, const Answer& answer) {
    if (answer.row.container) return NewFile();
    if (!answer.document.empty()) {
      worker.answered_at_once();
      return written_file(answer.document);
    }
    if (worker.files.empty()) return NewFile();
    worker.filled_a_file();
    NewFile file = std::move(worker.files.front());
    worker.files.pop_front();
    struct stat status {};
    const bool whole = answer.bytes > 0 && ::fstat(file.fd().value(), &status) == 0 &&
                       status.st_size == static_cast<off_t>(answer.bytes);
    return whole ? std::move(file) : NewFile();
  }

  Result<NewFile> written_file(std::string_view document) {
    auto file = delivery_.new_file();
    if (!file) return file;
    if (auto written = write_all(file->fd().value(), document); !written) {
      return fail(std::move(written).error());
    }
    return file;
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
    WorkerPool::retire(worker);
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

  // The document of this content that a worker has in hand.
  [[nodiscard]] std::optional<std::size_t> reader_of(const std::string& sha256) const {
    const std::uint64_t digest = board_digest(sha256);
    for (const auto& worker : pool_.workers()) {
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

  void see_to(std::size_t place, const std::string& sha256) {
    bool known = delivery_.knows(sha256);
    if (!known && !same_.is_read(sha256)) {
      auto reader = reader_of(sha256);
      // Who had it and is at another document now has said what became of it.
      if (!reader) {
        pool_.listen_to_living(
            [&](WorkerProcess& worker, const MessageView& message) { take(worker, message); });
      }
      known = !reader && delivery_.knows(sha256);
      if (!known) {
        same_.begin(sha256, reader.value_or(place));
        in_hand_.at(reader.value_or(place)).sha256 = sha256;
      }
    }
    const bool reads = same_.reads(sha256, place);
    if (known) {
      copy(place, sha256);
      // It was to be read for others, and another reader was faster.
      if (reads) finish_copies(sha256);
    } else if (reads) {
      in_hand_.at(place).alone = true;
      queue_.again(place);
    } else {
      same_.wait(sha256, place);
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
    const std::vector<std::size_t> copies = same_.end(sha256);
    if (copies.empty()) return;
    const bool known = delivery_.knows(sha256);
    for (const std::size_t place : copies) {
      if (problem_) return;
      if (known) {
        copy(place, sha256);
      } else {
        in_hand_.at(place).alone = true;
        queue_.again(place);
      }
    }
  }

  void give_file(WorkerProcess& worker, std::size_t place) {
    auto kept = delivery_.kept_pages(place, true);
    if (!kept) {
      problem_ = std::move(kept).error();
      return;
    }
    put_kept(worker.channel, kept->value());
    worker.channel.flush();
  }

  void answer_those_who_wait() {
    for (const auto& worker : pool_.workers()) {
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

  // `json`: see Delivery.
  void finish(std::size_t place, const DocumentRow& row, NewFile file, std::string_view json) {
    const std::string sha256 = in_hand_.at(place).sha256;
    in_hand_.erase(place);
    if (!row.sha256.empty()) seen_->add(row.sha256);
    if (auto delivered = delivery_.finish(place, row, std::move(file), json); !delivered) {
      problem_ = std::move(delivered).error();
      return;
    }
    for (const std::size_t member : events_.opened(place, row.members)) {
      queue_.join(member);
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
    for (const auto& worker : pool_.workers()) {
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
      queue_.again_first(worker.ready.back().place);
    }
    if (!worker.place) return;
    const std::size_t place = *worker.place;
    look_at_board(worker);
    progress_.again(worker.seen_judged - worker.answered_judged);
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
      queue_.again(place);
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
    std::string document;
    (void)write_pageless_document(info, [&](std::string_view bytes) -> Result<void> {
      document += bytes;
      return {};
    });
    auto file = written_file(document);
    if (!file) {
      problem_ = std::move(file).error();
      return;
    }
    shared_.close(place);
    finish(place, make_row(info), std::move(*file), document);
  }

  const Tasks& tasks_;
  const Limits& limits_;
  const BatchSettings& settings_;
  Delivery& delivery_;
  Progress& progress_;
  EventLog& log_;
  const BatchEvents& events_;

  WorkerPool pool_;
  Clock::time_point looked_;  // at the workers' limits
  TaskQueue queue_;
  SameContents same_;
  // Documents whose worker left them, and the digests of what they hold.
  std::deque<std::pair<std::size_t, std::string>> left_;
  SharedSeenDigests seen_;
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
