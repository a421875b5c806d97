#include "pipeline/media_type.h"

#include <magic.h>

#include <memory>
#include <type_traits>

namespace tachado::pipeline {
namespace {

struct MagicCloser {
  void operator()(magic_t cookie) const { magic_close(cookie); }
};
using Magic = std::unique_ptr<std::remove_pointer_t<magic_t>, MagicCloser>;

Magic load() {
  Magic magic(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS));
  if (magic != nullptr && magic_load(magic.get(), nullptr) != 0) magic.reset();
  return magic;
}

}  // namespace

std::string media_type_of(std::string_view head) {
  // Loaded with the first foreign file: most runs meet none.
  static const Magic magic = load();
  const char* type =
      magic != nullptr ? magic_buffer(magic.get(), head.data(), head.size()) : nullptr;
  return type != nullptr ? type : "application/octet-stream";
}

}  // namespace tachado::pipeline
