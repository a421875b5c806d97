// Any bytes as a work stream: read, or refused with a problem; what was read is written and read
// again, and must then be the same bytes.
#include <cstdlib>
#include <sstream>
#include <string>

#include "stages/export/document_json.h"
#include "stages/export/work_format.h"

namespace {

using tachado::exporting::WorkReader;

struct Read {
  bool whole = false;
  std::string again;     // the stream, written anew
  std::string document;  // what an export makes of it
};

Read read(const std::string& bytes) {
  Read result;
  std::istringstream in(bytes);
  tachado::exporting::WorkLimits limits;
  limits.line_bytes = 1U << 20U;
  limits.values = 100'000;
  WorkReader reader(in, limits);
  const auto header = reader.header();
  if (!header) return result;
  result.again = tachado::exporting::write_work_header(*header);
  bool first = true;
  while (true) {
    const auto page = reader.page();
    if (!page) return result;
    if (!*page) break;
    result.again += tachado::exporting::write_work_page(**page);
    tachado::exporting::write_page(result.document, **page, first);
    first = false;
  }
  result.again += tachado::exporting::write_work_end(reader.end(), reader.grounds());
  tachado::exporting::write_document_begin(result.document, reader.end());
  result.document += tachado::exporting::summary_csv_row(reader.end());
  result.document += tachado::exporting::failures_csv_rows(reader.end());
  result.whole = true;
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Read first = read(std::string(reinterpret_cast<const char*>(data), size));
  if (!first.whole) return 0;
  const Read second = read(first.again);
  if (!second.whole || second.again != first.again || second.document != first.document) {
    std::abort();
  }
  return 0;
}
