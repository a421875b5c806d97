// Any bytes as an archive: listed or refused; its first members taken out.
#include <algorithm>
#include <string>

#include "pipeline/archive.h"
#include "tests/fuzz/memory_file.h"

namespace {

constexpr std::size_t kMembers = 4;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tachado::pipeline::Archive;
  const tachado::fuzz::MemoryFile file(data, size);
  tachado::pipeline::ArchiveLimits limits;
  limits.members = 100;
  limits.bytes = 1'000'000;
  auto archive = Archive::open(file.path(), {"secreto"}, limits);
  if (!archive) return 0;
  const auto list = archive->list();
  if (!list) return 0;
  auto again = Archive::open(file.path(), {"secreto"}, limits);
  if (!again) return 0;
  for (std::size_t i = 0; i < std::min(list->members.size(), kMembers); ++i) {
    const tachado::fuzz::MemoryFile out(nullptr, 0);
    (void)again->extract(list->members[i], out.descriptor());
  }
  return 0;
}
