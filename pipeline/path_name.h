// A path as it stands in a document: UTF-8 for people, and the exact bytes where it is none.
#pragma once

#include <string>
#include <string_view>

#include "stages/model/document.h"

namespace tachado::pipeline {

// Sets source.path and, where the name is no UTF-8, source.path_bytes.
void set_path(SourceInfo& source, std::string_view bytes);
// The bytes that set_path was given.
[[nodiscard]] std::string path_of(const SourceInfo& source);

}  // namespace tachado::pipeline
