#include "pipeline/delivery.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tachado::pipeline {
namespace {

// Documents whose state is made durable together: a killed run does at most these again.
constexpr int kDocumentsPerCommit = 64;
// Each holds a descriptor and a file: far under the usual limit of 1024.
constexpr std::size_t kMostWaiting = 256;
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

Result<Fd> copy_of(const Fd& file) {
  Fd copy(::fcntl(file.value(), F_DUPFD_CLOEXEC, 0));
  if (!copy) return fail(io_problem("no descriptor can be had"));
  return copy;
}

}  // namespace

Result<void> FolderDelivery::finish(std::size_t place, const DocumentRow& row) {
  const Task& task = tasks_[place];
  if (auto published = folder_.publish(place, task.name); !published) return published;
  folder_.drop_kept_pages(task.path);
  auto put = folder_.state().put(task.path, {task.name, task.size, task.modified_ns, setup_, row});
  if (!put) return put;
  if (++uncommitted_ < kDocumentsPerCommit) return {};
  uncommitted_ = 0;
  return folder_.make_durable();
}

bool StreamDelivery::may_begin(std::size_t place) const { return place < next_ + kMostWaiting; }

Result<Fd> StreamDelivery::begin(std::size_t place) {
  auto file = make_unnamed_file();
  if (!file) return file;
  auto copy = copy_of(*file);
  if (!copy) return copy;
  waiting_[place] = {std::move(*file), false};
  return copy;
}

Result<Fd> StreamDelivery::kept_pages(std::size_t place, bool make) {
  Fd& kept = kept_[place];
  if (!kept && !make) return Fd();
  if (!kept) {
    auto file = make_unnamed_file(O_APPEND);
    if (!file) return file;
    kept = std::move(*file);
  }
  return copy_of(kept);
}

Result<void> StreamDelivery::finish(std::size_t place, const DocumentRow&) {
  waiting_[place].whole = true;
  kept_.erase(place);
  while (!waiting_.empty() && waiting_.begin()->first == next_ && waiting_.begin()->second.whole) {
    if (auto written = write_line(waiting_.begin()->second.file.value()); !written) return written;
    waiting_.erase(waiting_.begin());
    ++next_;
  }
  return {};
}

// Line feeds stand between members only (stages/export/document_json.h): without them the document
// is one line.
Result<void> StreamDelivery::write_line(int file) const {
  std::string piece;
  off_t at = 0;
  for (;;) {
    piece.resize(kPieceBytes);
    const ssize_t got = ::pread(file, piece.data(), piece.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(io_problem("a temporary file cannot be read"));
    if (got == 0) return write_all(out_, "\n");
    at += got;
    piece.resize(static_cast<std::size_t>(got));
    std::erase(piece, '\n');
    if (auto written = write_all(out_, piece); !written) return written;
  }
}

}  // namespace tachado::pipeline
