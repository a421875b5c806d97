#include "pipeline/page_board.h"

#include <sys/mman.h>

#include <charconv>
#include <new>

#include "pipeline/files.h"

namespace tachado::pipeline {

std::uint64_t board_digest(std::string_view hexadecimal) {
  constexpr std::size_t kDigits = 16;
  std::uint64_t number = 0;
  const std::string_view head = hexadecimal.substr(0, kDigits);
  std::from_chars(head.data(), head.data() + head.size(), number, 16);
  return number;
}

void PageBoardUnmapper::operator()(PageBoard* board) const { ::munmap(board, sizeof *board); }

Result<SharedPageBoard> make_page_board() {
  static_assert(std::atomic<std::int32_t>::is_always_lock_free);
  static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
  void* memory =
      ::mmap(nullptr, sizeof(PageBoard), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return fail(io_problem("no memory can be shared with a worker"));
  return SharedPageBoard(new (memory) PageBoard());
}

}  // namespace tachado::pipeline
