#include "stages/pdf/revisions.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>

namespace tachado::pdf {
namespace {

constexpr std::string_view kMark = "startxref";
constexpr std::string_view kEnd = "%%EOF";
// Room for the mark, blanks, an offset, blanks, and the end.
constexpr std::size_t kTail = 96;
constexpr std::size_t kPiece = 1U << 20U;
constexpr std::size_t kMaxRevisions = 10'000;

bool is_space(char c) { return c == ' ' || c == '\r' || c == '\n' || c == '\t' || c == '\f'; }

class Scanner {
 public:
  // `text` begins at byte `start` of the file; marks that begin in its first `own` bytes count.
  void scan(std::string_view text, std::size_t own, std::int64_t start) {
    for (std::size_t at = text.find(kMark); at != std::string_view::npos && at < own;
         at = text.find(kMark, at + kMark.size())) {
      std::size_t i = at + kMark.size();
      while (i < text.size() && is_space(text[i])) ++i;
      std::int64_t offset = 0;
      std::size_t digits = 0;
      for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && digits < 15; ++i, ++digits) {
        offset = offset * 10 + (text[i] - '0');
      }
      while (i < text.size() && is_space(text[i])) ++i;
      if (digits == 0 || text.substr(i, kEnd.size()) != kEnd) continue;
      if (offset == 0 || !offsets_.insert(offset).second) continue;
      // Word ends its files with a second, empty table (for readers of cross-reference streams):
      // without an object it changes nothing.
      note_object(text, at, start);
      if (!ends_.empty() && last_object_ < ends_.back()) continue;
      if (ends_.size() < kMaxRevisions) {
        ends_.push_back(start + static_cast<std::int64_t>(i + kEnd.size()));
      }
    }
    note_object(text, own, start);
  }

  [[nodiscard]] std::vector<std::int64_t> take() { return std::move(ends_); }

 private:
  // Remembers the last object that begins before `end`.
  void note_object(std::string_view text, std::size_t end, std::int64_t start) {
    const auto at = text.substr(0, std::min(text.size(), end)).rfind(" obj");
    if (at != std::string_view::npos) last_object_ = start + static_cast<std::int64_t>(at);
  }

  std::int64_t last_object_ = -1;
  std::set<std::int64_t> offsets_;
  std::vector<std::int64_t> ends_;
};

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::vector<std::int64_t> revision_ends(std::string_view bytes) {
  Scanner scanner;
  scanner.scan(bytes, bytes.size(), 0);
  return scanner.take();
}

std::vector<std::int64_t> revision_ends(const std::string& path) {
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rb"));
  Scanner scanner;
  if (!file) return {};
  std::string buffer;
  std::int64_t start = 0;
  for (;;) {
    const std::size_t kept = buffer.size();
    buffer.resize(kept + kPiece);
    const std::size_t got = std::fread(buffer.data() + kept, 1, kPiece, file.get());
    buffer.resize(kept + got);
    const bool last = got < kPiece;
    const std::size_t own = last ? buffer.size() : buffer.size() - std::min(kTail, buffer.size());
    scanner.scan(buffer, own, start);
    if (last) break;
    buffer.erase(0, own);
    start += static_cast<std::int64_t>(own);
  }
  return scanner.take();
}

}  // namespace tachado::pdf
