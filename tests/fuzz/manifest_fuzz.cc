// Any bytes as a manifest and as a list of paths: read, or refused with the line that is wrong.
#include <cstdlib>
#include <string>
#include <string_view>

#include "pipeline/inputs.h"
#include "pipeline/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const std::string& path : tachado::pipeline::split_list(std::string(bytes))) {
    if (path.empty() || path.size() > size) std::abort();
  }
  const auto manifest = tachado::pipeline::Manifest::parse(bytes);
  if (!manifest) {
    if (manifest.error().message.empty()) std::abort();
    return 0;
  }
  for (const std::string& path : manifest->paths()) {
    if (path.empty()) std::abort();
    (void)manifest->values(path);
  }
  return 0;
}
