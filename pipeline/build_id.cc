#include "pipeline/build_id.h"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>

#include <cstddef>
#include <cstring>
#include <iterator>

namespace tachado::pipeline {
namespace {

constexpr std::size_t padded(std::size_t size) { return (size + 3U) & ~std::size_t{3}; }

// The notes of one segment: size of name, size of content, type; then both, padded to four bytes.
std::string id_in_notes(const char* notes, std::size_t size) {
  std::size_t at = 0;
  while (at + sizeof(ElfW(Nhdr)) <= size) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes + at, sizeof header);
    const std::size_t name = at + sizeof header;
    const std::size_t content = name + padded(header.n_namesz);
    if (content + header.n_descsz > size) break;
    if (header.n_type == NT_GNU_BUILD_ID && header.n_namesz == sizeof "GNU" &&
        std::memcmp(notes + name, "GNU", sizeof "GNU") == 0) {
      std::string id;
      for (std::size_t i = 0; i < header.n_descsz; ++i) {
        fmt::format_to(std::back_inserter(id), "{:02x}",
                       static_cast<unsigned char>(notes[content + i]));
      }
      return id;
    }
    at = content + padded(header.n_descsz);
  }
  return "";
}

// Called for the program first; that is enough.
int visit(dl_phdr_info* program, std::size_t, void* result) {
  for (int i = 0; i < program->dlpi_phnum; ++i) {
    const auto& segment = program->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    const auto* notes = reinterpret_cast<const char*>(program->dlpi_addr + segment.p_vaddr);
    std::string id = id_in_notes(notes, segment.p_memsz);
    if (!id.empty()) *static_cast<std::string*>(result) = std::move(id);
  }
  return 1;
}

}  // namespace

std::string build_id() {
  std::string id;
  ::dl_iterate_phdr(visit, &id);
  return id;
}

}  // namespace tachado::pipeline
