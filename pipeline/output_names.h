// Where a document's JSON lies: OUT/documents/<path>.json.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace tachado::pipeline {

class OutputNames {
 public:
  // The name, relative to OUT/documents, for the document at `path`: leading / and every . and ..
  // stripped. A name that is taken already (also by a folder), and one that a file system would
  // refuse as too long, get `-` and eight digits of the path's SHA-256.
  [[nodiscard]] std::string name_for(std::string_view path);
  // A name from an earlier run.
  void take(std::string_view name);

 private:
  [[nodiscard]] bool free(std::string_view name) const;

  // Of names, by their hashes: a quarter of what the names take. Two names of one hash cost one of
  // them a suffix that it did not need.
  std::unordered_set<std::size_t> files_;
  std::unordered_set<std::size_t> folders_;
};

}  // namespace tachado::pipeline
