// Any bytes as a written document: read page by page, or refused; written as text and as layouts,
// which hold nothing that XML cannot; renamed line by line.
#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "stages/export/document_reader.h"
#include "stages/export/rename.h"
#include "stages/export/text_formats.h"

namespace {

bool fits_into_xml(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n'; }) &&
         text.find("\xEF\xBF\xBE") == std::string_view::npos &&
         text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

void convert(const std::string& bytes) {
  using tachado::exporting::TextFormat;
  for (const TextFormat format : {TextFormat::txt, TextFormat::hocr, TextFormat::alto}) {
    std::istringstream in(bytes);
    (void)tachado::exporting::convert_text(in, format, [&](std::string_view piece) {
      if (format != TextFormat::txt && !fits_into_xml(piece)) std::abort();
    });
  }
}

}  // namespace

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
  convert(bytes);
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
