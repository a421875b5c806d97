#include "pipeline/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "pipeline/signals.h"

namespace tachado::pipeline {

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}

int Fd::release() {
  const int fd = fd_;
  fd_ = -1;
  return fd;
}

void Fd::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Problem io_problem(std::string_view what) {
  const int error = errno;
  return {"pipeline", std::nullopt, ProblemKind::io,
          fmt::format("{}: {}", what, std::strerror(error))};
}

Result<void> write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail(io_problem("cannot be written"));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<Fd> open_regular(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd && errno == ENXIO) {
    return fail({"pipeline", std::nullopt, ProblemKind::unsupported, "is a socket or a device"});
  }
  if (!fd) return fail(io_problem("cannot be read"));
  struct stat status {};
  if (::fstat(fd.value(), &status) != 0) return fail(io_problem("cannot be read"));
  if (S_ISREG(status.st_mode)) return fd;
  const std::string_view what = S_ISDIR(status.st_mode)    ? "a folder"
                                : S_ISFIFO(status.st_mode) ? "a named pipe"
                                                           : "a device";
  return fail(
      {"pipeline", std::nullopt, ProblemKind::unsupported, fmt::format("is {}, not a file", what)});
}

void silence_standard_streams() {
  const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing.value(), fd);
}

Result<std::string> read_to_end(int fd, std::size_t most) {
  std::string content;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR && !interrupted()) continue;
    if (got < 0) return fail(io_problem("cannot be read"));
    if (got == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(got));
    if (content.size() > most) {
      return fail({"pipeline", std::nullopt, ProblemKind::limit,
                   fmt::format("is larger than {} bytes", most)});
    }
  }
}

Result<std::string> read_small_file(const std::string& path, std::size_t most) {
  const auto fd = open_regular(path);
  return fd ? read_to_end(fd->value(), most) : fail(fd.error());
}

Result<std::string> read_list_file(const std::string& path, std::size_t most) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISFIFO(status.st_mode)) {
    return read_small_file(path, most);
  }
  const Fd pipe(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!pipe) return fail(io_problem("cannot be read"));
  return read_to_end(pipe.value(), most);
}

Result<void> write_file_atomically(const std::string& path, std::string_view bytes, unsigned mode) {
  const std::string beside = path + ".tmp";
  const Fd fd(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
  if (!fd) return fail(io_problem("cannot be made"));
  auto written = write_all(fd.value(), bytes);
  if (written && ::fsync(fd.value()) != 0) written = fail(io_problem("cannot be written"));
  if (written && ::rename(beside.c_str(), path.c_str()) != 0) {
    written = fail(io_problem("cannot be renamed"));
  }
  if (!written) ::unlink(beside.c_str());
  return written;
}

Result<Fd> make_unnamed_file(int flags) {
  const char* chosen = std::getenv("TMPDIR");
  const std::string folder = chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
  Fd fd(::open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC | flags, 0600));
  if (fd) return fd;
  // File systems without O_TMPFILE: made with a name, which is taken away at once.
  std::string name = folder + "/tachado-XXXXXX";
  Fd named(::mkostemp(name.data(), O_CLOEXEC | flags));
  if (!named) return fail(io_problem(folder + ": no temporary file can be made"));
  ::unlink(name.c_str());
  return named;
}

}  // namespace tachado::pipeline
