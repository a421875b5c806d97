#include "pipeline/export_formats.h"

#include <algorithm>
#include <array>

namespace tachado::pipeline {
namespace {

constexpr std::array kFormats{
    ExportFormat{"jsonl", "documents.jsonl", exporting::StreamFormat::jsonl, {}},
    ExportFormat{"csv", "documents.csv", exporting::StreamFormat::csv_documents, {}},
    ExportFormat{"csv-fields", "fields.csv", exporting::StreamFormat::csv_fields, {}},
    ExportFormat{"csv-redactions", "redactions.csv", exporting::StreamFormat::csv_redactions, {}},
    ExportFormat{"ocds", "release-package.json", exporting::StreamFormat::ocds, {}},
    ExportFormat{"ftm", "entities.ftm.json", exporting::StreamFormat::ftm, {}},
    ExportFormat{"xlsx", "tables.xlsx", {}, {}},
    ExportFormat{"sqlite", "tachado.sqlite", {}, {}},
    ExportFormat{"txt", ".txt", {}, exporting::TextFormat::txt},
    ExportFormat{"hocr", ".hocr", {}, exporting::TextFormat::hocr},
    ExportFormat{"alto", ".alto.xml", {}, exporting::TextFormat::alto},
    ExportFormat{"pdf-text", ".text.pdf", {}, {}, ExportCopy::text},
    ExportFormat{"pdf-marked", ".marked.pdf", {}, {}, ExportCopy::marks},
    ExportFormat{"overlay", "", {}, {}, ExportCopy::pictures},
};

}  // namespace

const ExportFormat* export_format(const std::string& name) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const ExportFormat& each) { return each.name == name; });
  return found == kFormats.end() ? nullptr : &*found;
}

std::vector<std::string> export_formats() {
  std::vector<std::string> names;
  for (const ExportFormat& format : kFormats) names.emplace_back(format.name);
  return names;
}

bool is_stream(const std::string& format) {
  const ExportFormat* known = export_format(format);
  return known != nullptr && known->stream.has_value();
}

bool shows_originals(const std::string& format) {
  const ExportFormat* known = export_format(format);
  return known != nullptr && known->copy.has_value();
}

}  // namespace tachado::pipeline
