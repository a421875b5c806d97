#include "pipeline/delivery.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "pipeline/digest.h"
#include "pipeline/path_name.h"
#include "stages/export/rename.h"

namespace tachado::pipeline {
namespace {

// Documents whose state is made durable together: a killed run does at most these again. Waiting
// for the disk costs as much as ten small documents, so it is done by time; the bound on their
// number is one on memory.
constexpr std::chrono::seconds kCommitInterval{2};
constexpr int kDocumentsPerCommit = 4096;
// Each holds a descriptor and a file: far under the usual limit of 1024.
constexpr std::size_t kMostWaiting = 256;
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

Result<Fd> copy_of(const Fd& file) {
  Fd copy(::fcntl(file.value(), F_DUPFD_CLOEXEC, 0));
  if (!copy) return fail(io_problem("no descriptor can be had"));
  return copy;
}

}  // namespace

std::string manifest_digest(const std::map<std::string, std::string>& values) {
  if (values.empty()) return "";
  constexpr std::size_t kDigits = 16;
  Sha256 sum;
  for (const auto& [name, value] : values) {
    sum.add(std::string_view(name.c_str(), name.size() + 1));
    sum.add(std::string_view(value.c_str(), value.size() + 1));
  }
  return sum.hex().substr(0, kDigits);
}

Result<Delivery::Copied> Delivery::finish_by_copy(std::size_t, const std::string&) {
  return fail({"pipeline", std::nullopt, ProblemKind::internal, "nothing is had again here"});
}

Result<void> FolderDelivery::finish(std::size_t place, const DocumentRow& row, NewFile file,
                                    std::string_view line) {
  const Task& task = tasks_[place];
  if (!row.container) {
    auto published = folder_.publish(std::move(file), task.name, !task.named);
    if (!published) return published;
  }
  folder_.drop_kept_pages(task.location.path);
  auto remembered = remember(task, row);
  if (remembered && tables_ != nullptr) tables_->finished(place, row, line);
  return remembered;
}

bool FolderDelivery::knows(const std::string& sha256) const {
  const auto found = folder_.state().find_content(sha256, facts_.setup, only_ok_);
  return found && folder_.holds(found->entry.name);
}

Result<Delivery::Copied> FolderDelivery::finish_by_copy(std::size_t place,
                                                        const std::string& sha256) {
  const Task& task = tasks_[place];
  const auto found = folder_.state().find_content(sha256, facts_.setup, only_ok_);
  if (!found) return Delivery::finish_by_copy(place, sha256);
  Copied copied{found->entry.row, false};
  const std::string manifest = manifest_digest(task.manifest);
  const auto own = folder_.state().find(task.location.path);
  if (own && own->row.sha256 == sha256 && own->setup == facts_.setup && own->manifest == manifest &&
      folder_.holds(own->name)) {
    copied = {own->row, true};
  } else {
    SourceInfo from;
    SourceInfo to;
    set_path(from, found->path);
    set_path(to, task.location.path);
    to.manifest = task.manifest;
    auto written = folder_.copy_document(found->entry.name, to);
    if (!written) return fail(std::move(written).error());
    auto published = folder_.publish(std::move(*written), task.name, !task.named);
    if (!published) return fail(std::move(published).error());
    copied.row.summary_csv = exporting::renamed_summary_row(copied.row.summary_csv, from, to);
    copied.row.failures_csv = exporting::renamed_failures_rows(copied.row.failures_csv, from, to);
  }
  if (auto remembered = remember(task, copied.row); !remembered) {
    return fail(std::move(remembered).error());
  }
  if (tables_ != nullptr) tables_->finished(place, copied.row, {});
  return copied;
}

Result<void> FolderDelivery::remember(const Task& task, const DocumentRow& row) {
  facts_.name = row.container ? "" : task.name;
  facts_.size = task.size;
  facts_.modified_ns = task.modified_ns;
  facts_.manifest = manifest_digest(task.manifest);
  if (auto put = folder_.state().put(task.location.path, facts_, row); !put) return put;
  return ++uncommitted_ < kDocumentsPerCommit ? Result<void>() : commit();
}

Result<void> FolderDelivery::tick() {
  const auto since = std::chrono::steady_clock::now() - committed_;
  return uncommitted_ == 0 || since < kCommitInterval ? Result<void>() : commit();
}

Result<void> FolderDelivery::commit() {
  uncommitted_ = 0;
  auto durable = folder_.make_durable();
  committed_ = std::chrono::steady_clock::now();
  return durable;
}

bool StreamDelivery::may_begin(std::size_t place) const {
  return place == next_ || waiting_.size() < kMostWaiting;
}

Result<NewFile> StreamDelivery::new_file() {
  auto file = make_unnamed_file();
  if (!file) return fail(std::move(file).error());
  return NewFile(std::move(*file));
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

Result<void> StreamDelivery::finish(std::size_t place, const DocumentRow& row, NewFile file,
                                    std::string_view) {
  waiting_[place] = row.container ? NewFile() : std::move(file);
  kept_.erase(place);
  return {};
}

Result<void> StreamDelivery::settle() {
  for (auto found = waiting_.find(next_); found != waiting_.end(); found = waiting_.find(next_)) {
    if (const Fd& file = found->second.fd()) {
      if (auto written = write_line(file.value()); !written) return written;
    }
    waiting_.erase(found);
    next_ = tasks_.after(next_);
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
