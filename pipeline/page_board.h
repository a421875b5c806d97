// What a worker is at, in memory that it shares with the supervisor: a page costs no message.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

#include "stages/model/problem.h"

namespace tachado::pipeline {

// Documents that lie ready for a worker, each told by a number that only grows. One that it has not
// begun can be taken back.
class JobOffers {
 public:
  // Those that are out at one time have numbers less than this apart.
  static constexpr std::uint32_t kMost = 64;

  // By the supervisor.
  void offer(std::uint32_t job) { at(job) = word(job, State::offered); }
  // False where the worker has begun it.
  [[nodiscard]] bool take_back(std::uint32_t job) { return move(job, State::taken_back); }
  // By the worker: false where it was taken back.
  [[nodiscard]] bool begin(std::uint32_t job) { return move(job, State::begun); }

 private:
  enum class State : std::uint64_t { none, offered, begun, taken_back };
  static constexpr std::uint64_t word(std::uint32_t job, State state) {
    return std::uint64_t{job} << 2U | static_cast<std::uint64_t>(state);
  }
  std::atomic<std::uint64_t>& at(std::uint32_t job) { return words_[job % kMost]; }
  bool move(std::uint32_t job, State to) {
    std::uint64_t expected = word(job, State::offered);
    return at(job).compare_exchange_strong(expected, word(job, to));
  }

  std::array<std::atomic<std::uint64_t>, kMost> words_{};
};

// Written by the worker; the supervisor reads it when it looks at the worker, and when it buries
// it. What a worker in the wrong hands writes here is believed of that worker only.
struct PageBoard {
  std::atomic<std::int32_t> page{0};     // 0 while opening, kFinishing after the last
  std::atomic<std::uint32_t> begun{0};   // pages, in all the worker's life
  std::atomic<std::uint32_t> judged{0};  // the same
  std::atomic<std::uint32_t> moves{0};   // whenever one of the above changes
  JobOffers offers;
  std::atomic<std::uint32_t> job{0};     // in hand
  std::atomic<std::uint64_t> digest{0};  // of its content, the first 16 digits; 0: not known yet

  void begin(int number) {
    page.store(number, std::memory_order_relaxed);
    if (number > 0) begun.fetch_add(1, std::memory_order_relaxed);
    moves.fetch_add(1, std::memory_order_relaxed);
  }
  void judge(int number) {
    page.store(number, std::memory_order_relaxed);
    judged.fetch_add(1, std::memory_order_relaxed);
    moves.fetch_add(1, std::memory_order_relaxed);
  }
  // False where the job was taken back: then nothing has changed.
  [[nodiscard]] bool begin_job(std::uint32_t number) {
    if (!offers.begin(number)) return false;
    page = 0;
    digest = 0;
    job = number;
    moves.fetch_add(1);
    return true;
  }
};

// As it stands on the board.
[[nodiscard]] std::uint64_t board_digest(std::string_view hexadecimal);

struct PageBoardUnmapper {
  void operator()(PageBoard* board) const;
};
using SharedPageBoard = std::unique_ptr<PageBoard, PageBoardUnmapper>;

// Shared with every process that is forked from now on. Fails with io.
[[nodiscard]] Result<SharedPageBoard> make_page_board();

}  // namespace tachado::pipeline
