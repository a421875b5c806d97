#include "stages/pdf/revisions.h"

#include <sys/stat.h>
#include <sys/types.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string>

namespace tachado::pdf {
namespace {

constexpr std::string_view kMark = "startxref";
constexpr std::string_view kEnd = "%%EOF";
// Room for the mark, blanks, an offset, blanks, and the end.
constexpr std::size_t kTail = 96;
constexpr std::size_t kPiece = 1U << 20U;
constexpr std::size_t kTable = 512;  // of a table: its type is among the first entries
constexpr std::size_t kHead = 1024;  // the header may stand after some junk
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
        tables_.push_back(offset);
      }
    }
    note_object(text, own, start);
  }

  // `read` gives some bytes of the file from an offset on. An attached PDF has marks of its own:
  // its tables are not where they say. A damaged file's may be nowhere: then all marks count.
  template <typename Read>
  [[nodiscard]] std::vector<std::int64_t> take(Read&& read) {
    if (ends_.size() < 2) return std::move(ends_);
    const std::string head = read(0, kHead);
    const std::size_t header = head.find("%PDF-");
    const auto base = static_cast<std::int64_t>(header == std::string::npos ? 0 : header);
    std::vector<std::int64_t> real;
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      const bool table = is_table(read(tables_[i], kTable)) ||
                         (base > 0 && is_table(read(base + tables_[i], kTable)));
      if (table) real.push_back(ends_[i]);
    }
    return real.empty() ? std::move(ends_) : real;
  }

 private:
  // "xref", or the object that is a cross-reference stream (ISO 32000-1, 7.5.8).
  [[nodiscard]] static bool is_table(const std::string& bytes) {
    std::size_t at = 0;
    while (at < bytes.size() && is_space(bytes[at])) ++at;
    if (bytes.compare(at, 4, "xref") == 0) return true;
    if (bytes.find("/XRef") == std::string::npos) return false;
    const std::size_t object = bytes.find(" obj", at);
    const auto number_or_blank = [](char c) { return is_space(c) || (c >= '0' && c <= '9'); };
    return object != std::string::npos && object > at &&
           std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                       bytes.begin() + static_cast<std::ptrdiff_t>(object), number_or_blank);
  }

  // Remembers the last object that begins before `end`.
  void note_object(std::string_view text, std::size_t end, std::int64_t start) {
    const auto at = text.substr(0, std::min(text.size(), end)).rfind(" obj");
    if (at != std::string_view::npos) last_object_ = start + static_cast<std::int64_t>(at);
  }

  std::int64_t last_object_ = -1;
  std::set<std::int64_t> offsets_;
  std::vector<std::int64_t> ends_;
  std::vector<std::int64_t> tables_;  // offset of the table that each names
};

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// One byte more than the file has, so that one reading sees its end: most files are far smaller
// than a piece, and clearing a whole one takes longer than looking through them.
std::size_t piece_for(std::FILE& file) {
  struct stat status {};
  if (::fstat(::fileno(&file), &status) != 0 || status.st_size < 0) return kPiece;
  return std::min(kPiece, static_cast<std::size_t>(status.st_size) + 1);
}

}  // namespace

std::vector<std::int64_t> revision_ends(std::string_view bytes) {
  Scanner scanner;
  scanner.scan(bytes, bytes.size(), 0);
  return scanner.take([bytes](std::int64_t at, std::size_t count) {
    const auto from = static_cast<std::size_t>(at);
    return from < bytes.size() ? std::string(bytes.substr(from, count)) : std::string();
  });
}

std::vector<std::int64_t> revision_ends(const std::string& path) {
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rb"));
  Scanner scanner;
  if (!file) return {};
  std::string buffer;
  std::int64_t start = 0;
  const std::size_t piece = piece_for(*file);
  for (;;) {
    const std::size_t kept = buffer.size();
    buffer.resize(kept + piece);
    const std::size_t got = std::fread(buffer.data() + kept, 1, piece, file.get());
    buffer.resize(kept + got);
    const bool last = got < piece;
    const std::size_t own = last ? buffer.size() : buffer.size() - std::min(kTail, buffer.size());
    scanner.scan(buffer, own, start);
    if (last) break;
    buffer.erase(0, own);
    start += static_cast<std::int64_t>(own);
  }
  return scanner.take([&](std::int64_t at, std::size_t count) {
    std::string bytes(count, '\0');
    if (::fseeko(file.get(), static_cast<off_t>(at), SEEK_SET) != 0) return std::string();
    bytes.resize(std::fread(bytes.data(), 1, count, file.get()));
    return bytes;
  });
}

}  // namespace tachado::pdf
