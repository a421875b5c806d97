// Where a document's JSON lies: OUT/documents/<path>.json.
#pragma once

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
  void take(const std::string& name);

 private:
  [[nodiscard]] bool free(const std::string& name) const;

  std::unordered_set<std::string> files_;
  std::unordered_set<std::string> folders_;
};

}  // namespace tachado::pipeline
