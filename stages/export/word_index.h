// An inverted index over a batch, as scripts that a page opened from disk can load piece by piece.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::exporting {

// Documents are numbered from 0 in the order of their texts. Memory is bounded: what is more waits
// in sorted files in the folder, which finish() merges and removes.
class WordIndex {
 public:
  // `folder` must be there. Fails later, with io, where it cannot be written.
  explicit WordIndex(std::string folder) : folder_(std::move(folder)) {}

  void add(std::string_view text);  // of the present document
  [[nodiscard]] Result<void> end_document();
  // Writes `<two letters>.js` for all words that begin so: an object from each word to its
  // documents, as steps in base 36 ("0 0 5": the first two, and the eighth); "*": most of them.
  // Gives the names without ending, sorted.
  [[nodiscard]] Result<std::vector<std::string>> finish();

 private:
  struct Postings {
    std::uint32_t last = 0;  // one more than the last document
    std::uint32_t count = 0;
    std::string steps;
  };
  [[nodiscard]] Result<void> spill();

  std::string folder_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
      return std::hash<std::string_view>()(word);
    }
  };
  std::unordered_map<std::string, Postings, Hash, std::equal_to<>> words_;  // sorted when written
  std::unordered_set<std::string, Hash, std::equal_to<>> of_document_;
  std::size_t bytes_ = 0;
  std::size_t spilled_ = 0;
  std::uint32_t documents_ = 0;
};

}  // namespace tachado::exporting
