// The bytes of a document, wherever it lies: a file as it is, a member of an archive or of a
// portfolio in a file of the worker's own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/archive.h"
#include "pipeline/files.h"
#include "pipeline/source_file.h"
#include "pipeline/tasks.h"
#include "stages/pdf/portfolio.h"

namespace tachado::pipeline {

// Not thread-safe.
class ContentFiles {
 public:
  ContentFiles(std::vector<std::string> passwords, const ArchiveLimits& limits)
      : passwords_(std::move(passwords)),
        limits_(limits),
        levels_(static_cast<std::size_t>(limits.depth)) {}

  // Makes the files that it will need: a sealed worker cannot make any.
  void prepare();
  [[nodiscard]] std::vector<int> descriptors() const;
  // The path by which the content can be opened until the next call. Members that are asked for in
  // the order of their archive cost one reading of it. Fails like Archive.
  [[nodiscard]] Result<std::string> open(const Location& location);
  // What the container at `location` holds. Fails like Archive, and with limit where it lies too
  // deep.
  [[nodiscard]] Result<ArchiveList> list(const Location& location);
  // The files of the portfolio whose content is at `path`; none where it is an ordinary PDF.
  [[nodiscard]] std::vector<std::string> portfolio_files(const std::string& path) const;

 private:
  struct Level {
    Fd file;
    std::string content;  // whose bytes are in the file
    std::string container;
    std::optional<Archive> archive;  // of the container, or
    std::optional<pdf::Portfolio> portfolio;

    void forget();
  };
  [[nodiscard]] Result<void> open_container(Level& level, const std::string& path,
                                            const std::string& name) const;
  [[nodiscard]] Result<void> extract(Level& level, const std::string& member) const;

  std::vector<std::string> passwords_;
  ArchiveLimits limits_;
  std::vector<Level> levels_;  // one for each container that may lie in another
};

// open_file (source_file.h) of a document wherever it lies. What cannot be had of its archive is
// the file's problem. It can be read until `contents` opens another.
[[nodiscard]] OpenedFile open_document(const Location& location, const Settings& settings,
                                       ContentFiles& contents);

}  // namespace tachado::pipeline
