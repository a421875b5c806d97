#include "stages/pdf/mapped_stream.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>

#include "stages/pdf/poppler_version.h"
namespace tachado::pdf {
namespace {

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
    void* bytes =
        ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes != MAP_FAILED) stream = std::make_unique<MappedStream>(bytes, status.st_size);
  }
  ::close(fd);
  return stream;
}

}  // namespace tachado::pdf
