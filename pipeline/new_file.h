// A file that nobody sees before it is whole and gets its name.
#pragma once

#include <string>
#include <utility>

#include "pipeline/files.h"

namespace tachado::pipeline {

class NewFile {
 public:
  NewFile() = default;
  // `path`: where it has a name already, that of no finished file; empty: it has none.
  explicit NewFile(Fd fd, std::string path = "") : fd_(std::move(fd)), path_(std::move(path)) {}
  NewFile(NewFile&& other) noexcept
      : fd_(std::move(other.fd_)), path_(std::exchange(other.path_, {})) {}
  NewFile& operator=(NewFile&& other) noexcept;
  // Nothing of it is left but under a name that it was given otherwise.
  ~NewFile() { drop(); }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  [[nodiscard]] const Fd& fd() const { return fd_; }
  [[nodiscard]] Fd& fd() { return fd_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  // It was given this name, still not its last one.
  void set_path(std::string path) { path_ = std::move(path); }

 private:
  void drop();

  Fd fd_;
  std::string path_;
};

}  // namespace tachado::pipeline
