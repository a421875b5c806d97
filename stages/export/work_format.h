// tachado/work/1: what flows between the stage tools. JSON lines: a header, a line per page with
// its whole record, an end line with what is known of the document as a whole. A stream without its
// end line was cut off, and is refused as damaged.
//
// What is written reads back as the same values, every number to its last bit (broken UTF-8 and
// numbers that are not finite excepted: they are replaced when written, as in the document).
#pragma once

#include <cstddef>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/document.h"

namespace tachado::exporting {

inline constexpr std::string_view kWorkSchema = "tachado/work/1";

// Checked before a line is kept, and before it is parsed.
struct WorkLimits {
  std::size_t line_bytes = 128U << 20U;  // a page of 200,000 shapes and a million glyphs has 40 MB
  std::size_t values = 8'000'000;        // of a line: its parsed form takes about 32 bytes each
  std::size_t depth = 32;                // brackets within brackets; our own lines reach 9
};

struct WorkHeader {
  DocumentInfo info;                           // source, metadata, status and problems so far
  std::vector<std::string> stages;             // that have been through it, in order
  std::map<std::string, std::string> options;  // that change results, as those stages were given
};

// The grounds of each redaction, by its id: known only after the last page, so they travel in the
// end line and are put into the pages when these are exported.
using GroundsById = std::map<std::string, std::vector<int>>;

// Each is one line with its line feed.
[[nodiscard]] std::string write_work_header(const WorkHeader& header);
[[nodiscard]] std::string write_work_page(const Page& page);
[[nodiscard]] std::string write_work_end(const DocumentInfo& info, const GroundsById& grounds = {});

// Reads line by line; every number, index, depth and length is checked; keys that are not known are
// passed over. Memory: one line and its page. Not thread-safe.
class WorkReader {
 public:
  explicit WorkReader(std::istream& in, const WorkLimits& limits = {});
  // First of all. Fails with kind damaged or limit, naming the line.
  [[nodiscard]] Result<WorkHeader> header();
  // The next page, in ascending order; none after the last. Fails like header(); after a failure it
  // must not be called again.
  [[nodiscard]] Result<std::optional<Page>> page();
  // After the last page: what the end line says; before it: the header's info.
  [[nodiscard]] const DocumentInfo& end() const { return info_; }
  [[nodiscard]] const GroundsById& grounds() const { return grounds_; }

 private:
  std::istream& in_;
  WorkLimits limits_;
  std::size_t line_ = 0;
  int last_page_ = 0;
  bool ended_ = false;
  DocumentInfo info_;
  GroundsById grounds_;
};

}  // namespace tachado::exporting
