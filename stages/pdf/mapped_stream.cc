#include "stages/pdf/mapped_stream.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

#include "stages/pdf/poppler_version.h"
namespace tachado::pdf {
namespace {

// Mapping a file and giving it back costs more than reading one as small as this.
constexpr off_t kReadBytes = off_t{64} << 10U;

class ReadStream final : public MemStream {
 public:
  ReadStream(std::unique_ptr<char[]> bytes, Goffset size)
      : MemStream(bytes.get(), 0, size, null_object()), bytes_(std::move(bytes)) {}

 private:
  std::unique_ptr<char[]> bytes_;
};

std::unique_ptr<BaseStream> read_file(int fd, std::size_t size) {
  auto bytes = std::make_unique_for_overwrite<char[]>(size);
  std::size_t got = 0;
  while (got < size) {
    const ssize_t now = ::read(fd, bytes.get() + got, size - got);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return nullptr;  // it was cut off meanwhile
    got += static_cast<std::size_t>(now);
  }
  return std::make_unique<ReadStream>(std::move(bytes), static_cast<Goffset>(size));
}

class MappedStream final : public MemStream {
 public:
  MappedStream(void* bytes, Goffset size)
      : MemStream(static_cast<const char*>(bytes), 0, size, null_object()),
        bytes_(bytes),
        size_(static_cast<std::size_t>(size)) {}
  ~MappedStream() override { ::munmap(bytes_, size_); }
  MappedStream(const MappedStream&) = delete;
  MappedStream& operator=(const MappedStream&) = delete;

 private:
  void* bytes_;
  std::size_t size_;
};

}  // namespace

std::unique_ptr<BaseStream> map_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return nullptr;
  struct stat status {};
  std::unique_ptr<BaseStream> stream;
  if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
      status.st_size <= kMaxMappedBytes) {
    const auto size = static_cast<std::size_t>(status.st_size);
    if (status.st_size <= kReadBytes) {
      stream = read_file(fd, size);
    } else if (void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
               bytes != MAP_FAILED) {
      stream = std::make_unique<MappedStream>(bytes, status.st_size);
    }
  }
  ::close(fd);
  return stream;
}

}  // namespace tachado::pdf
