#include "pipeline/media_type.h"

#include <magic.h>

#include "stages/handles/shared_library.h"

namespace tachado::pipeline {
namespace {

constexpr const char* kLibraryName = "libmagic.so.1";

// Loaded with the first foreign file, for the life of the process: most runs meet none.
struct Magic {
  magic_t cookie = nullptr;  // null where there is no libmagic, or no list of its own
  decltype(&::magic_buffer) buffer = nullptr;
};

Magic load() {
  handles::SharedLibrary library(kLibraryName);
  Magic magic;
  decltype(&::magic_open) open = nullptr;
  decltype(&::magic_load) load_list = nullptr;
  library.look_up("magic_open", open);
  library.look_up("magic_load", load_list);
  library.look_up("magic_buffer", magic.buffer);
  if (!library.failure().empty()) return magic;
  magic_t cookie = open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
  if (cookie != nullptr && load_list(cookie, nullptr) == 0) magic.cookie = cookie;
  return magic;
}

}  // namespace

std::string media_type_of(std::string_view head) {
  static const Magic magic = load();
  const char* type =
      magic.cookie != nullptr ? magic.buffer(magic.cookie, head.data(), head.size()) : nullptr;
  return type != nullptr ? type : "application/octet-stream";
}

}  // namespace tachado::pipeline
