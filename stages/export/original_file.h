// The file that a document was made of, for exports that copy it.
#pragma once

#include <string>

namespace tachado::exporting {

struct OriginalFile {
  std::string path;
  std::string sha256;  // of its bytes now
};

}  // namespace tachado::exporting
