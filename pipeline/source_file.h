// One input file: what it is by its content, its digest, and the PageSource that reads it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "pipeline/settings.h"
#include "stages/model/page_source.h"

namespace tachado::pipeline {

// By which a file that was changed meanwhile is told.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  std::int64_t size = -1;
  std::int64_t modified_ns = 0;
  bool operator==(const FileIdentity&) const = default;
};

// The whole of a small file, as it was when it was hashed; null for others.
struct FileBytes {
  std::unique_ptr<char[]> data;
  std::size_t size = 0;
};

struct OpenedFile {
  OpenedFile() = default;
  OpenedFile(OpenedFile&&) = default;
  OpenedFile& operator=(OpenedFile&&) = delete;  // its source would outlive what it reads

  SourceInfo info;                     // filled as far as the file could be read
  FileBytes bytes;                     // it is not opened again then
  std::unique_ptr<PageSource> source;  // may read `bytes`; none: `problem` says why
  std::optional<Problem> problem;
  FileIdentity identity;
  std::string content;  // the path that it was opened by
};

// Hashes and opens the file at `path` (bytes). PDF, PNG, JPEG and TIFF are told by their content,
// never by the name; anything else is unsupported, with the media type that was found. `content`:
// the path to open it by, where that is another one. Cost: one reading of the file; a PDF of less
// than 256 KiB is kept in memory and not read again.
[[nodiscard]] OpenedFile open_file(const std::string& path, const Settings& settings,
                                   const std::string& content = "");

// Its pages once more, without hashing it and without its metadata; `file` must outlive them. Fails
// like open_file, and with io where it is not the same file any more.
[[nodiscard]] Result<std::unique_ptr<PageSource>> reopen_file(const OpenedFile& file,
                                                              const Settings& settings);

// Only its pages: the file is neither hashed nor its metadata read. Fails like open_file.
[[nodiscard]] Result<std::unique_ptr<PageSource>> open_pages(const std::string& path,
                                                             const Settings& settings);

// open_file for a file that is only to be reported: digest and media type where it can be read.
[[nodiscard]] OpenedFile describe_file(const std::string& path, Problem problem);

}  // namespace tachado::pipeline
