#include "pipeline/new_file.h"

#include <unistd.h>

namespace tachado::pipeline {

NewFile& NewFile::operator=(NewFile&& other) noexcept {
  if (this != &other) {
    drop();
    fd_ = std::move(other.fd_);
    path_ = std::exchange(other.path_, {});
  }
  return *this;
}

void NewFile::drop() {
  if (!path_.empty()) ::unlink(path_.c_str());
  path_.clear();
}

}  // namespace tachado::pipeline
