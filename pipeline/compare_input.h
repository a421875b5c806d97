// One input of a comparison: a document, or the JSON that was made of it.
#pragma once

#include <string>

#include "pipeline/compare_text.h"
#include "pipeline/engines.h"

namespace tachado::pipeline {

struct CompareInput {
  std::string path;    // of the document, as its JSON says
  std::string sha256;  // of the document
  Version version;
};

// Fails with what kept the document from being read: io, encrypted, damaged, unsupported, …; with
// limit beyond kMaxComparedPages, and with empty where no page was examined.
constexpr std::size_t kMaxComparedPages = 2000;
[[nodiscard]] Result<CompareInput> read_compare_input(const std::string& path, Engines& engines);

}  // namespace tachado::pipeline
