// What `tachado export --to` takes. Names and kinds only: the command line knows them without what
// writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/export/batch_export.h"
#include "stages/export/text_formats.h"

namespace tachado::pipeline {

enum class ExportCopy { text, marks, pictures };

// A stream over all documents, a text or a copy of each, or else a database.
struct ExportFormat {
  std::string_view name;
  std::string_view file;  // in OUT/export: the file's name, or the ending of each document's file
  std::optional<exporting::StreamFormat> stream;
  std::optional<exporting::TextFormat> text;
  std::optional<ExportCopy> copy;
};

// Null where there is none of that name.
[[nodiscard]] const ExportFormat* export_format(const std::string& name);
// All names, in the order of the help.
[[nodiscard]] std::vector<std::string> export_formats();
// Whether it can go to standard output.
[[nodiscard]] bool is_stream(const std::string& format);
// Whether it shows the pages of the originals, on which nothing is masked.
[[nodiscard]] bool shows_originals(const std::string& format);

}  // namespace tachado::pipeline
