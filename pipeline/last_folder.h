// Files of one folder after another, each reached from a descriptor of the folder: so the system
// does not walk the whole path for every one of them.
#pragma once

#include <string>

#include "pipeline/files.h"

namespace tachado::pipeline {

class LastFolder {
 public:
  // For calls that end in `at`. `name` points into the path that was asked for.
  struct Place {
    int folder = -1;
    const char* name = nullptr;
  };
  // Where the folder cannot be opened: the path as it is, so that the call says what is wrong.
  [[nodiscard]] Place of(const std::string& path);
  // Opens it anew next time.
  void forget() { path_.clear(); }

 private:
  std::string path_;  // of the folder, with its last slash
  Fd folder_;
};

}  // namespace tachado::pipeline
