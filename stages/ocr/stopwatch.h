// Processor time of this process, against which recognition's limits count: what a page may cost
// does not depend on what else the machine is doing. An engine that waits for nothing for ever is
// the supervisor's business.
#pragma once

#include <ctime>

namespace tachado::ocr {

class Stopwatch {
 public:
  Stopwatch() : begin_(std::clock()) {}

  [[nodiscard]] double seconds() const {
    return static_cast<double>(std::clock() - begin_) / CLOCKS_PER_SEC;
  }

 private:
  std::clock_t begin_;
};

}  // namespace tachado::ocr
