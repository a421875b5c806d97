#include "pipeline/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

namespace tachado::pipeline {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20U;  // written at a time

}  // namespace

AtomicFile::AtomicFile(std::string path, unsigned mode, std::string temporary)
    : path_(std::move(path)),
      temporary_(temporary.empty() ? path_ + ".tmp" : std::move(temporary)),
      fd_(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)) {
  if (!fd_) result_ = fail(io_problem(path_ + " cannot be made"));
}

AtomicFile::~AtomicFile() {
  if (fd_) ::unlink(temporary_.c_str());
}

void AtomicFile::add(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= kBufferBytes) flush();
}

Result<void> AtomicFile::finish() {
  flush();
  if (result_ && ::fsync(fd_.value()) != 0) {
    result_ = fail(io_problem(path_ + " cannot be written"));
  }
  return result_ ? appear() : result_;
}

Result<void> AtomicFile::finish_all(std::initializer_list<AtomicFile*> files) {
  for (AtomicFile* file : files) {
    file->flush();
    if (!file->result_) return file->result_;
  }
  if (files.size() > 0 && ::syncfs((*files.begin())->fd_.value()) != 0) {
    return fail(io_problem((*files.begin())->path_ + " cannot be written"));
  }
  for (AtomicFile* file : files) {
    if (auto appeared = file->appear(); !appeared) return appeared;
  }
  return {};
}

Result<void> AtomicFile::appear() {
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
    return fail(io_problem(path_ + " cannot be made"));
  }
  fd_.reset();
  return {};
}

void AtomicFile::flush() {
  if (result_) result_ = write_all(fd_.value(), buffer_);
  buffer_.clear();
}

}  // namespace tachado::pipeline
