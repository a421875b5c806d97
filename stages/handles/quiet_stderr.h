// Keeps C libraries from writing to standard error. For .cc files only.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

namespace tachado::handles {

// While it lives, standard error goes nowhere. libjpeg, libpng and libtiff print on damaged files
// and Leptonica offers no way to hook them; its return values say enough. Not thread-safe.
class QuietStderr {
 public:
  QuietStderr() {
    std::fflush(stderr);
    saved_ = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (saved_ >= 0 && nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0) ::close(nowhere);
  }
  ~QuietStderr() {
    if (saved_ < 0) return;
    std::fflush(stderr);
    ::dup2(saved_, STDERR_FILENO);
    ::close(saved_);
  }
  QuietStderr(const QuietStderr&) = delete;
  QuietStderr& operator=(const QuietStderr&) = delete;

 private:
  int saved_ = -1;
};

}  // namespace tachado::handles
