#include "pipeline/path_name.h"

#include "pipeline/utf8.h"

namespace tachado::pipeline {

void set_path(SourceInfo& source, std::string_view bytes) {
  source.path = replace_invalid_utf8(bytes);
  source.path_bytes.reset();
  if (!is_utf8(bytes)) source.path_bytes = percent_escape(bytes);
}

std::string path_of(const SourceInfo& source) {
  return source.path_bytes ? percent_decode(*source.path_bytes) : source.path;
}

}  // namespace tachado::pipeline
