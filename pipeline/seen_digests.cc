#include "pipeline/seen_digests.h"

#include <sys/mman.h>

#include <atomic>
#include <charconv>
#include <new>

#include "pipeline/files.h"

namespace tachado::pipeline {

bool SeenDigests::add(std::string_view digest) {
  constexpr std::size_t kDigits = 8;
  std::uint32_t number = 0;
  const std::string_view head = digest.substr(0, kDigits);
  std::from_chars(head.data(), head.data() + head.size(), number, 16);
  const std::size_t bit = number % kBits;
  const std::uint64_t mask = std::uint64_t{1} << (bit % kWordBits);
  using Word = std::atomic_ref<std::uint64_t>;
  static_assert(Word::is_always_lock_free);
  return (Word(words_[bit / kWordBits]).fetch_or(mask) & mask) != 0;
}

void SeenDigestsUnmapper::operator()(SeenDigests* seen) const { ::munmap(seen, sizeof *seen); }

Result<SharedSeenDigests> make_seen_digests() {
  void* memory = ::mmap(nullptr, sizeof(SeenDigests), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return fail(io_problem("no memory can be shared with workers"));
  // Without a value: the system's pages are zero, and none is touched before it is used.
  return SharedSeenDigests(new (memory) SeenDigests);
}

}  // namespace tachado::pipeline
