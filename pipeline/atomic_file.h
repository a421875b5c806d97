// A file that is written piece by piece and appears under its name when it is whole.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "pipeline/files.h"

namespace tachado::pipeline {

class AtomicFile {
 public:
  // Writes beside `path`, or at `temporary` on the same file system; what stands at `path` stays
  // until finish(). A failure is kept for finish().
  AtomicFile(std::string path, unsigned mode, std::string temporary = "");
  // Not finished: nothing of it is left.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void add(std::string_view bytes);
  // Whether all went well so far.
  [[nodiscard]] bool good() const { return result_.has_value(); }
  [[nodiscard]] Result<void> finish();
  // finish() of several on one file system, which is waited for once.
  [[nodiscard]] static Result<void> finish_all(std::initializer_list<AtomicFile*> files);

 private:
  void flush();
  [[nodiscard]] Result<void> appear();

  std::string path_;
  std::string temporary_;
  Fd fd_;
  std::string buffer_;
  Result<void> result_;
};

}  // namespace tachado::pipeline
