// tachado search: words in the pages of a batch.
#pragma once

#include <string>
#include <vector>

#include "pipeline/exit_code.h"

namespace tachado::pipeline {

struct SearchOptions {
  std::string folder;
  std::vector<std::string> words;
  int most = 20;
};

// What was typed as a question to SQLite's FTS5: every word and every "phrase" must be there, a *
// at a word's end stands for any ending, nothing else means anything. Empty where no word is left.
[[nodiscard]] std::string full_text_query(const std::vector<std::string>& words);

// To standard output, a line for each page. some_failed where nothing was found.
[[nodiscard]] ExitCode search(const SearchOptions& options);

}  // namespace tachado::pipeline
