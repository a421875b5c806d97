// Files by descriptor: whole reads and writes that either happen or say why not.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

#include "stages/model/problem.h"

namespace tachado::pipeline {

// An owned descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd() { reset(); }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;

  [[nodiscard]] int value() const { return fd_; }
  [[nodiscard]] explicit operator bool() const { return fd_ >= 0; }
  int release();
  void reset();

 private:
  int fd_ = -1;
};

// What libraries say on their own goes nowhere: for processes that answer by other ways.
void silence_standard_streams();

// A Problem of kind io that names `what` and the system's reason in errno.
[[nodiscard]] Problem io_problem(std::string_view what);

// All bytes, whatever the interruptions; fails with io (disk full, closed pipe, …).
[[nodiscard]] Result<void> write_all(int fd, std::string_view bytes);

// A regular file for reading; never blocks on a FIFO or device. Fails with io or, for what is no
// regular file, unsupported.
[[nodiscard]] Result<Fd> open_regular(const std::string& path);

// The whole of a small file (a list, a key, a password file); fails with limit beyond `most` bytes.
[[nodiscard]] Result<std::string> read_small_file(const std::string& path,
                                                  std::size_t most = std::size_t{64} << 20U);

// What is left of an open file or pipe. Fails with io, also when the user interrupts, and with
// limit beyond `most` bytes.
[[nodiscard]] Result<std::string> read_to_end(int fd, std::size_t most);

// A list that the user names: it may come from a pipe too, as in `@<(find …)`, and is waited for.
[[nodiscard]] Result<std::string> read_list_file(const std::string& path, std::size_t most);

// Writes `bytes` beside `path` and renames: a file under its final name is whole. `mode`: 0644 or,
// for what holds private data, 0600.
[[nodiscard]] Result<void> write_file_atomically(const std::string& path, std::string_view bytes,
                                                 unsigned mode = 0644);

// A file without a name, gone with its last descriptor; in $TMPDIR or /tmp. `flags`: O_APPEND or 0.
[[nodiscard]] Result<Fd> make_unnamed_file(int flags = 0);

}  // namespace tachado::pipeline
