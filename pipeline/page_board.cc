#include "pipeline/page_board.h"

#include <sys/mman.h>

#include <new>

#include "pipeline/files.h"

namespace tachado::pipeline {

void PageBoardUnmapper::operator()(PageBoard* board) const { ::munmap(board, sizeof *board); }

Result<SharedPageBoard> make_page_board() {
  static_assert(std::atomic<std::int32_t>::is_always_lock_free);
  void* memory =
      ::mmap(nullptr, sizeof(PageBoard), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return fail(io_problem("no memory can be shared with a worker"));
  return SharedPageBoard(new (memory) PageBoard());
}

}  // namespace tachado::pipeline
