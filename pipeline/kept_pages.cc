#include "pipeline/kept_pages.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <sstream>

#include "pipeline/digest.h"
#include "stages/export/work_format.h"

namespace tachado::pipeline {
namespace {

// Before each record; its leading line feed ends what may have been cut off before it. Lines of a
// work stream begin with a brace.
constexpr std::string_view kMark = "\n#range ";
constexpr std::size_t kMostMarkBytes = 128;

std::string read_at(int file, std::int64_t begin, std::size_t bytes) {
  std::string content(bytes, '\0');
  std::size_t got = 0;
  while (got < bytes) {
    const ssize_t now = ::pread(file, content.data() + got, bytes - got,
                                static_cast<off_t>(begin + static_cast<std::int64_t>(got)));
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) break;
    got += static_cast<std::size_t>(now);
  }
  content.resize(got);
  return content;
}

}  // namespace

std::string KeptPages::digest(int range, std::string_view content) const {
  constexpr std::size_t kDigits = 32;
  Sha256 sum;
  sum.add(fmt::format("{}\n{}\n", key_, range));
  sum.add(content);
  return sum.hex().substr(0, kDigits);
}

void KeptPages::refresh() {
  struct stat status {};
  if (!file_ || ::fstat(file_.value(), &status) != 0 || status.st_size <= scanned_) return;
  const std::string fresh =
      read_at(file_.value(), scanned_, static_cast<std::size_t>(status.st_size - scanned_));
  const std::string_view all = fresh;
  std::size_t at = all.find(kMark);
  while (at != std::string_view::npos) {
    const std::string mark(all.substr(at, kMostMarkBytes));
    int range = -1;
    std::size_t bytes = 0;
    char sum[33] = "";
    int length = 0;
    const bool read =
        std::sscanf(mark.c_str(), "\n#range %d %zu %32s%n", &range, &bytes, sum, &length) == 3;
    const std::size_t begin = at + static_cast<std::size_t>(length) + 1;  // after its line feed
    if (read && begin <= all.size() && bytes <= all.size() - begin &&
        digest(range, all.substr(begin, bytes)) == sum) {
      places_[range] = {scanned_ + static_cast<std::int64_t>(begin), bytes};
      at = all.find(kMark, begin + bytes);
    } else {
      at = all.find(kMark, at + kMark.size());
    }
  }
  // A record that is being appended is looked at again from its mark; whole ones are not.
  std::int64_t end = scanned_;
  for (const auto& [range, place] : places_) {
    end = std::max(end, place.begin + static_cast<std::int64_t>(place.bytes));
  }
  scanned_ = end;
}

std::vector<int> KeptPages::ranges() const {
  std::vector<int> ranges;
  for (const auto& [range, place] : places_) ranges.push_back(range);
  return ranges;
}

std::optional<std::vector<Page>> KeptPages::read(int range) const {
  const auto found = places_.find(range);
  if (found == places_.end()) return std::nullopt;
  const Place& place = found->second;
  std::istringstream in(read_at(file_.value(), place.begin, place.bytes));
  exporting::WorkReader reader(in);
  if (!reader.header()) return std::nullopt;
  std::vector<Page> pages;
  for (;;) {
    auto page = reader.page();
    if (!page) return std::nullopt;
    if (!*page) return pages;
    pages.push_back(std::move(**page));
  }
}

Result<void> KeptPages::keep(int range, const std::vector<Page>& pages) {
  std::string content = exporting::write_work_header({});
  for (const Page& page : pages) content += exporting::write_work_page(page);
  content += exporting::write_work_end({});
  const std::string mark =
      fmt::format("{}{} {} {}\n", kMark, range, content.size(), digest(range, content));
  auto written = write_all(file_.value(), mark + content);
  if (!written) written.error().message = "finished pages " + written.error().message;
  return written;
}

}  // namespace tachado::pipeline
