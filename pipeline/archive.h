// ZIP, TAR (also compressed), 7z and RAR archives: what is in them, and each member's bytes. The
// only place that knows libarchive.
//
// Archives come from outside: sizes they state are believed only to refuse; what comes out is
// counted. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/files.h"

namespace tachado::pipeline {

struct ArchiveLimits {
  int members = 100'000;  // of one archive
  // That one archive, or one member, may come to. A folder of scans has some gigabytes.
  std::int64_t bytes = std::int64_t{4} << 30U;
  // More than this times its own size is a bomb (deflate reaches 1032)...
  std::int64_t ratio = 200;
  // ... unless it comes to no more than this.
  std::int64_t harmless_bytes = std::int64_t{64} << 20U;
  // Containers within containers: real ones have one level, two where a portal packs what was sent
  // to it.
  int depth = 3;
};

// Whether the name ends as archives' names do. Files of other names are not looked into: most
// office documents are ZIP archives too.
[[nodiscard]] bool is_archive_name(std::string_view name);

struct ArchiveList {
  std::vector<std::string> members;  // names of the files in it, in its order, each once
  std::optional<Problem> problem;    // what kept it from being listed to its end
};

// An open archive, read forward: asking for members in their order costs one reading of it.
class Archive {
 public:
  // `path` is opened; fails with unsupported where it is no archive, encrypted, damaged or io.
  [[nodiscard]] static Result<Archive> open(const std::string& path,
                                            const std::vector<std::string>& passwords,
                                            const ArchiveLimits& limits = {});
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

  // Used up by it. Fails like open(), and with limit for a bomb; `problem` where it ends early.
  [[nodiscard]] Result<ArchiveList> list();
  // Writes the first member of this name to `out`. Fails with damaged, encrypted, limit or io, with
  // damaged where there is none.
  [[nodiscard]] Result<void> extract(const std::string& member, int out);

 private:
  struct State;
  explicit Archive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tachado::pipeline
