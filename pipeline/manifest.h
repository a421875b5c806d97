// A list of files with what else is known of them (where each was downloaded from, its number in
// the portal), carried through into `source.manifest` of their documents.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::pipeline {

class Manifest {
 public:
  using Values = std::map<std::string, std::string>;

  // CSV (RFC 4180, comma or semicolon, first line names the columns) or JSON lines (an object each;
  // told by the first character). The column `path`, `file` or `filename` names the file. Text that
  // is no UTF-8 is replaced. Fails with damaged or limit, naming the line.
  [[nodiscard]] static Result<Manifest> parse(std::string_view content);
  // The same from a file. Paths are taken as they are where such a file is there, else as beside
  // the manifest.
  [[nodiscard]] static Result<Manifest> load(const std::string& path);

  // In the order of the manifest.
  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }
  // Of the first row with this path; empty for one that is not in it.
  [[nodiscard]] Values values(const std::string& path) const;
  [[nodiscard]] bool empty() const { return paths_.empty(); }

 private:
  Result<void> add(const Values& row, std::size_t line);

  std::vector<std::string> paths_;
  std::unordered_map<std::string, Values> values_;
};

}  // namespace tachado::pipeline
