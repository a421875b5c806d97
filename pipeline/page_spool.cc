#include "pipeline/page_spool.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

// Held in memory: the JSON of some 200 pages, so that most documents never touch a file.
constexpr std::size_t kMemoryBytes = std::size_t{8} << 20U;
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

}  // namespace

Result<void> PageSpool::add(const Page& page) {
  const std::size_t before = memory_.size();
  exporting::write_page_head(memory_, page, pages_.empty());
  pages_.push_back({memory_.size() - before, page.redactions});
  return memory_.size() > kMemoryBytes ? overflow() : Result<void>();
}

Result<void> PageSpool::overflow() {
  if (scratch_ < 0) {
    auto made = make_unnamed_file();
    if (!made) return fail(std::move(made).error());
    own_scratch_ = std::move(*made);
    scratch_ = own_scratch_.value();
  }
  if (in_file_ == 0 && (::lseek(scratch_, 0, SEEK_SET) != 0 || ::ftruncate(scratch_, 0) != 0)) {
    return fail(io_problem("the temporary file cannot be used"));
  }
  if (auto written = write_all(scratch_, memory_); !written) return written;
  in_file_ += memory_.size();
  memory_.clear();
  return {};
}

Result<void> PageSpool::copy_head(std::size_t begin, std::size_t bytes, const Sink& sink) {
  std::string piece;
  while (bytes > 0 && begin < in_file_) {
    piece.resize(std::min({bytes, kPieceBytes, in_file_ - begin}));
    const ssize_t got = ::pread(scratch_, piece.data(), piece.size(), static_cast<off_t>(begin));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail(io_problem("the temporary file cannot be read"));
    piece.resize(static_cast<std::size_t>(got));
    if (auto sunk = sink(piece); !sunk) return sunk;
    begin += piece.size();
    bytes -= piece.size();
  }
  return bytes > 0 ? sink(std::string_view(memory_).substr(begin - in_file_, bytes))
                   : Result<void>();
}

Result<void> PageSpool::write(const Complete& complete, const Sink& sink) {
  std::size_t begin = 0;
  std::string tail;
  for (Entry& page : pages_) {
    if (auto copied = copy_head(begin, page.bytes, sink); !copied) return copied;
    begin += page.bytes;
    for (Redaction& redaction : page.redactions) complete(redaction);
    tail.clear();
    exporting::write_page_redactions(tail, page.redactions);
    if (auto sunk = sink(tail); !sunk) return sunk;
  }
  return {};
}

}  // namespace tachado::pipeline
