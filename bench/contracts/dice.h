// Chance that is the same on every machine: the standard's engine, not its distributions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace tachado::bench {

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  // 0 to below `limit`.
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const std::uint64_t bits = (static_cast<std::uint64_t>(engine_()) << 32U) | engine_();
    return low + static_cast<std::int64_t>(bits % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::mt19937 engine_;
};

}  // namespace tachado::bench
