// What the summary says beside the fields' answers, with null where it was not examined: for the
// document JSON and for summary.csv alike.
#pragma once

#include <cstdint>
#include <optional>

#include "stages/model/document.h"

namespace tachado::exporting {

struct Extent {
  std::optional<int> pages;  // none: the document could not be opened
  std::optional<bool> encrypted;
  std::optional<int> revisions;
  std::optional<std::int64_t> bytes;  // none: the file could not be read
  std::optional<std::int64_t> leaks;  // none: not looked for, or not on every page
};

[[nodiscard]] Extent extent_of(const DocumentInfo& info);

}  // namespace tachado::exporting
