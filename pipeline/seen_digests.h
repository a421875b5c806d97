// Which contents somebody has in hand or has read, in memory that all workers share with the
// supervisor: a worker asks about a content only where it may be known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "stages/model/problem.h"

namespace tachado::pipeline {

// One bit for a range of digests: it may say "seen" of what was not (of one content in eighty among
// 100,000), never the other way round. Safe from several processes.
class SeenDigests {
 public:
  // `digest`: hexadecimal. Whether it, or another of its range, was added before.
  bool add(std::string_view digest);

 private:
  static constexpr std::size_t kBits = std::size_t{1} << 23U;
  static constexpr std::size_t kWordBits = 64;
  // Plain numbers, each changed as one: atomics would be set to 0 when they are made, page by page.
  std::uint64_t words_[kBits / kWordBits];
};

struct SeenDigestsUnmapper {
  void operator()(SeenDigests* seen) const;
};
using SharedSeenDigests = std::unique_ptr<SeenDigests, SeenDigestsUnmapper>;

// Shared with every process that is forked from now on: a megabyte, taken as it is used. Fails with
// io.
[[nodiscard]] Result<SharedSeenDigests> make_seen_digests();

}  // namespace tachado::pipeline
