// A worker as the supervisor holds it: how it is started, and what it takes.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "pipeline/answer_ring.h"
#include "pipeline/channel.h"
#include "pipeline/engines.h"
#include "pipeline/new_file.h"
#include "pipeline/recovery.h"
#include "pipeline/worker.h"

namespace tachado::pipeline {

// Of a process; 0 where it is gone.
[[nodiscard]] std::int64_t resident_mb(int pid);
// Processor time so far, of all its threads; whole ticks, most often of 10 ms.
[[nodiscard]] double processor_seconds(int pid);

// For this process: memory that was freed is kept for the next page, within bounds.
void keep_freed_memory();

// Time spent on something: the processor's is what counts, so that a busy machine loses nothing;
// the clock's ends what sleeps. Looked at now and then: what was begun counts from the next look.
class Spent {
 public:
  void begin();
  // `processor`: the process's processor time by now. Gives what was spent of it.
  double look(double processor);
  [[nodiscard]] bool more_than(double seconds) const;
  [[nodiscard]] double seconds() const { return spent_; }

 private:
  bool begun_ = false;  // and not looked at
  double first_ = 0;
  double spent_ = 0;
  std::chrono::steady_clock::time_point clock_ = std::chrono::steady_clock::now();
};

struct WorkerProcess {
  // Documents that lie ready for it: a small one takes a fraction of a millisecond, less than it
  // costs two processes to wake each other. The supervisor is wanted when half of them are done;
  // and no more than fit into a channel that nobody reads.
  static constexpr std::size_t kMostReady = 48;
  static constexpr std::size_t kMostReadyBytes = std::size_t{96} << 10U;
  static_assert(kMostReady < JobOffers::kMost && kMostReady < Channel::kMostDescriptors);

  int pid = -1;
  Channel channel;           // to it
  SharedAnswerRing answers;  // from it
  Fd said;                   // its standard error

  // What it has in hand.
  std::optional<std::size_t> place;  // a document
  std::uint32_t job = 0;             // its number
  struct Ready {
    std::size_t place = 0;
    std::uint32_t job = 0;
    std::size_t bytes = 0;  // of its message, about
  };
  std::deque<Ready> ready;    // documents that lie ready for it, in their order
  std::deque<NewFile> files;  // it was given, in the order in which it fills them
  std::size_t files_of_late = 0;
  std::uint32_t last_job = 0;         // the highest number it was given
  bool slow = false;                  // nothing more is laid ready behind its document
  bool helps = false;                 // only a range of it
  std::optional<int> range;           // of a shared document
  std::optional<int> waits_for;       // a range that another worker has
  SharedPageBoard board;              // which page it is at
  std::uint32_t seen_judged = 0;      // on the board, at the last look
  std::uint32_t answered_judged = 0;  // the same when it last answered for a document
  std::uint32_t seen_moves = 0;
  std::chrono::steady_clock::time_point begun;  // the document
  Spent on_document;
  Spent on_page;
  std::int64_t resident = 0;  // MB, at the last look

  std::optional<Death::Cause> killed_for;
  bool used = false;      // it was given something
  bool retiring = false;  // was told that nothing more will come

  // Forks: no thread may be running.
  [[nodiscard]] static Result<std::unique_ptr<WorkerProcess>> start(Engines& engines,
                                                                    SeenDigests& seen,
                                                                    const WorkerSettings& settings);
  // It was given a document, or a range to read for another worker.
  void begin(std::size_t document, std::uint32_t number);
  void begin_range(std::size_t document, int number);
  // It is done with its document and goes on with the next one that lies ready, if there is one.
  void begin_ready();
  // Whether one more may lie ready, of `most`, whose message has so many bytes.
  [[nodiscard]] bool has_room(std::size_t most, std::size_t bytes) const;
  // How many files it should have: as many as it fills of late, and no more than it has documents
  // to answer for.
  [[nodiscard]] std::size_t wanted_files() const;
  // A document of its own was whole in its answer, or in a file.
  void answered_at_once() { files_of_late = std::max(files_of_late, std::size_t{1}) - 1; }
  void filled_a_file() { files_of_late = std::min(files_of_late + 2, kMostReady + 1); }
  // The last document that lies ready is not its own any more; none where it has begun all.
  [[nodiscard]] std::optional<std::size_t> take_back();

  // What it says. wait(): from now on it wakes who waits at its channel; false where it has said
  // something already. listen(): takes in all that it has said; false where that is no message.
  // Then next().
  [[nodiscard]] bool wait();
  [[nodiscard]] bool listen();
  [[nodiscard]] bool next(MessageView& message) { return heard_.next(message); }

  void kill(Death::Cause cause);
  // Waits for its end and says what it died of.
  [[nodiscard]] Death bury() const;
  // Looks at what it has taken so far. What it is to be killed for; none where it keeps within
  // `limits`. `helped_seconds`: what others spent on its document.
  [[nodiscard]] std::optional<Death::Cause> over(const Limits& limits, double helped_seconds);
  // Adds what it said last on standard error to the file at `path`, for those who look into why it
  // died. Never part of a result.
  void keep_last_words(const std::string& path, const std::string& document) const;

 private:
  void begin_clocks();

  MessageBuffer heard_;
};

}  // namespace tachado::pipeline
