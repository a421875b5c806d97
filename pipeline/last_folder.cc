#include "pipeline/last_folder.h"

#include <fcntl.h>

#include <string_view>

namespace tachado::pipeline {

LastFolder::Place LastFolder::of(const std::string& path) {
  const std::size_t length = path.rfind('/') + 1;  // 0: in the working directory
  if (length == 0) return {AT_FDCWD, path.c_str()};
  const std::string_view folder = std::string_view(path).substr(0, length);
  if (folder != path_) {
    path_ = folder;
    folder_ = Fd(::open(path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  }
  if (!folder_) return {AT_FDCWD, path.c_str()};
  return {folder_.value(), path.c_str() + length};
}

}  // namespace tachado::pipeline
