// Any bytes as a written document: read page by page, or refused; renamed line by line.
#include <sstream>
#include <string>

#include "stages/export/document_reader.h"
#include "stages/export/rename.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const auto words : {tachado::exporting::Words::keep, tachado::exporting::Words::skip}) {
    std::istringstream in(bytes);
    tachado::exporting::DocumentHandler handler;
    handler.head = [](nlohmann::json& head) {
      (void)tachado::exporting::text_of(tachado::exporting::member(head, "source"), "path");
    };
    handler.page = [](nlohmann::json& page) {
      (void)tachado::exporting::number_of(page, "width");
      (void)tachado::exporting::box_of(tachado::exporting::member(page, "lines"));
    };
    (void)tachado::exporting::read_document(in, handler, words);
  }
  std::istringstream lines(bytes);
  tachado::SourceInfo to;
  to.path = "b.pdf";
  to.manifest["url"] = "x";
  for (std::string line; std::getline(lines, line);) {
    (void)tachado::exporting::renamed_line(line, to);
  }
  tachado::SourceInfo from;
  from.path = bytes.substr(0, bytes.find(','));
  (void)tachado::exporting::renamed_summary_row(bytes, from, to);
  (void)tachado::exporting::renamed_failures_rows(bytes, from, to);
  return 0;
}
