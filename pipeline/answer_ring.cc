#include "pipeline/answer_ring.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "pipeline/files.h"

namespace tachado::pipeline {

std::size_t AnswerRing::write(std::string_view bytes) {
  const std::uint64_t begin = written_;
  const std::uint64_t room = kBytes - std::min<std::uint64_t>(begin - read_, kBytes);
  const std::size_t size = std::min<std::size_t>(bytes.size(), room);
  const std::size_t at = begin % kBytes;
  const std::size_t first = std::min(size, kBytes - at);
  std::memcpy(bytes_.data() + at, bytes.data(), first);
  std::memcpy(bytes_.data(), bytes.data() + first, size - first);
  written_ = begin + size;
  return size;
}

bool AnswerRing::read(MessageBuffer& into) {
  const std::uint64_t begin = read_;
  const std::uint64_t size = written_ - begin;
  if (size > kBytes) return false;
  if (size == 0) return true;
  const std::size_t at = begin % kBytes;
  const std::size_t first = std::min<std::size_t>(size, kBytes - at);
  char* room = into.room(size);
  std::memcpy(room, bytes_.data() + at, first);
  std::memcpy(room + first, bytes_.data(), size - first);
  into.filled(size);
  read_ = begin + size;
  return !into.is_broken();
}

bool AnswerRing::wait_from(std::uint32_t job) {
  wanted_from_ = job;
  return written_ == read_;
}

void AnswerRingUnmapper::operator()(AnswerRing* ring) const { ::munmap(ring, sizeof *ring); }

Result<SharedAnswerRing> make_answer_ring() {
  void* memory = ::mmap(nullptr, sizeof(AnswerRing), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return fail(io_problem("no memory can be shared with a worker"));
  // Without a value: the system's pages are zero, and none is touched before it is used.
  return SharedAnswerRing(new (memory) AnswerRing);
}

}  // namespace tachado::pipeline
