// tachado/work/1: what flows between the stage tools. JSON lines: a header, a line per page with
// its whole record, an end line with what is known of the document as a whole. A stream without its
// end line was cut off, and is refused as damaged.
#pragma once

#include <istream>
#include <optional>
#include <string>

#include "stages/model/document.h"

namespace tachado::exporting {

inline constexpr std::string_view kWorkSchema = "tachado/work/1";

struct WorkHeader {
  DocumentInfo info;                // source, metadata, status and problems so far
  std::vector<std::string> stages;  // that have been through it, in order
};

[[nodiscard]] std::string write_work_header(const WorkHeader& header);
[[nodiscard]] std::string write_work_page(const Page& page);
[[nodiscard]] std::string write_work_end(
    const DocumentInfo& info);  // problems, redactions with grounds

// Reads line by line; every number, depth and length is checked. Not thread-safe.
class WorkReader {
 public:
  explicit WorkReader(std::istream& in);
  [[nodiscard]] Result<WorkHeader> header();
  // The next page; none after the last. Fails with kind damaged, naming the line.
  [[nodiscard]] Result<std::optional<Page>> page();
  // After the last page: what the end line says, laid over the header's info.
  [[nodiscard]] const DocumentInfo& end() const;

 private:
  std::istream& in_;
  std::size_t line_ = 0;
  DocumentInfo info_;
};

}  // namespace tachado::exporting
