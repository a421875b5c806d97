// One input file: what it is by its content, its digest, and the PageSource that reads it.
#pragma once

#include <memory>
#include <string>

#include "pipeline/settings.h"
#include "stages/model/page_source.h"

namespace tachado::pipeline {

struct OpenedFile {
  SourceInfo info;                     // filled as far as the file could be read
  std::unique_ptr<PageSource> source;  // none: `problem` says why
  std::optional<Problem> problem;
};

// Hashes and opens the file at `path` (bytes). PDF, PNG, JPEG and TIFF are told by their content,
// never by the name; anything else is unsupported, with the media type that was found. Cost: one
// reading of the file.
[[nodiscard]] OpenedFile open_file(const std::string& path, const Settings& settings);

// The same for a file that is only to be reported: digest and media type where it can be read.
[[nodiscard]] OpenedFile describe_file(const std::string& path, Problem problem);

}  // namespace tachado::pipeline
