// The file that a document was made of, for exports that copy it.
#pragma once

#include <string>
#include <vector>

namespace tachado::exporting {

struct OriginalFile {
  std::string path;
  std::string sha256;                  // of its bytes now
  std::vector<std::string> passwords;  // to try if it is encrypted
};

}  // namespace tachado::exporting
