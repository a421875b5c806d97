// Which document is begun next: those whose worker died or that were taken back, members of
// containers that were opened, then the tasks in their order.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "pipeline/delivery.h"
#include "pipeline/tasks.h"

namespace tachado::pipeline {

class TaskQueue {
 public:
  // Of those that `delivery` lets begin.
  TaskQueue(const Tasks& tasks, const Delivery& delivery)
      : tasks_(tasks), delivery_(delivery), next_(tasks.first()) {}

  [[nodiscard]] bool empty() const {
    return next_ == Tasks::kNone && again_.empty() && joined_.empty();
  }
  // None also where those that wait may not begin yet.
  [[nodiscard]] std::optional<std::size_t> front() const {
    if (!again_.empty()) return again_.front();
    if (!joined_.empty() && delivery_.may_begin(joined_.front())) return joined_.front();
    return front_of_tasks();
  }
  // The same where nobody was at it yet and it is no member.
  [[nodiscard]] std::optional<std::size_t> front_if_new() const {
    return again_.empty() && joined_.empty() ? front_of_tasks() : std::nullopt;
  }
  // `front`: what is there.
  void pop(std::size_t front) {
    if (!again_.empty()) {
      again_.pop_front();
    } else if (!joined_.empty() && joined_.front() == front) {
      joined_.pop_front();
    } else {
      next_ = tasks_.after(next_);  // members that join will stand before it
    }
  }

  // One that was begun is to be begun again, before the others or after those that are, too.
  void again_first(std::size_t place) { again_.push_front(place); }
  void again(std::size_t place) { again_.push_back(place); }
  void join(std::size_t member) { joined_.push_back(member); }

 private:
  [[nodiscard]] std::optional<std::size_t> front_of_tasks() const {
    return next_ != Tasks::kNone && delivery_.may_begin(next_) ? std::optional(next_)
                                                               : std::nullopt;
  }

  const Tasks& tasks_;
  const Delivery& delivery_;
  std::deque<std::size_t> again_;
  std::deque<std::size_t> joined_;  // which nobody had yet
  std::size_t next_;                // the first task that nobody had yet
};

}  // namespace tachado::pipeline
