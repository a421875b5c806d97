// What a worker says, in memory that it shares with the supervisor: an answer costs no system call,
// wakes nobody who has no use for it yet, and outlives the worker.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "pipeline/message.h"
#include "stages/model/problem.h"

namespace tachado::pipeline {

// A stream of bytes from one process to another. Both may be wrong about it only where the other
// writes what it should not: every number is checked before it is used.
class AnswerRing {
 public:
  // What two dozen small documents have to say, twice over; in the processor's cache still.
  static constexpr std::size_t kBytes = std::size_t{256} << 10U;

  // By the worker: as many of the bytes as there is room for.
  [[nodiscard]] std::size_t write(std::string_view bytes);
  [[nodiscard]] bool is_half_full() const { return written_ - read_ > kBytes / 2; }
  // Whether the supervisor waits for the answer to the job of this number. Asked after it was
  // written: then either this is true or stop_waiting() finds the answer.
  [[nodiscard]] bool is_wanted(std::uint32_t job) const { return job >= wanted_from_; }

  // By the supervisor: takes in what was written. False where the numbers cannot be.
  [[nodiscard]] bool read(MessageBuffer& into);
  // From now on it waits only for the answers to jobs of this number and above (0: for all). False
  // where something is there already.
  [[nodiscard]] bool wait_from(std::uint32_t job);

 private:
  static constexpr std::size_t kCacheLine = 64;                // each is written by one side only
  alignas(kCacheLine) std::atomic<std::uint64_t> written_{0};  // bytes, in all; by the worker
  alignas(kCacheLine) std::atomic<std::uint64_t> read_{0};     // by the supervisor
  std::atomic<std::uint32_t> wanted_from_{0};
  std::array<char, kBytes> bytes_;
};

struct AnswerRingUnmapper {
  void operator()(AnswerRing* ring) const;
};
using SharedAnswerRing = std::unique_ptr<AnswerRing, AnswerRingUnmapper>;

// Shared with every process that is forked from now on. Fails with io.
[[nodiscard]] Result<SharedAnswerRing> make_answer_ring();

}  // namespace tachado::pipeline
