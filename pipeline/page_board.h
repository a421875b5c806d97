// What a worker is at, in memory that it shares with the supervisor: a page costs no message.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "stages/model/problem.h"

namespace tachado::pipeline {

// Written by the worker; the supervisor reads it when it looks at the worker, and when it buries
// it. What a worker in the wrong hands writes here is believed of that worker only.
struct PageBoard {
  std::atomic<std::int32_t> page{0};     // 0 while opening, kFinishing after the last
  std::atomic<std::uint32_t> begun{0};   // pages, in all the worker's life
  std::atomic<std::uint32_t> judged{0};  // the same
  std::atomic<std::uint32_t> moves{0};   // whenever one of the above changes

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
};

struct PageBoardUnmapper {
  void operator()(PageBoard* board) const;
};
using SharedPageBoard = std::unique_ptr<PageBoard, PageBoardUnmapper>;

// Shared with every process that is forked from now on. Fails with io.
[[nodiscard]] Result<SharedPageBoard> make_page_board();

}  // namespace tachado::pipeline
