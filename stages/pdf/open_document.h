// How a file becomes a document of Poppler's. Not seen outside this stage.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "stages/model/problem.h"

class PDFDoc;

namespace tachado::pdf {

// Passwords are tried in order, after the empty one. Starts Poppler. Fails with encrypted, damaged,
// empty or io; a document that is given is sound as a whole, though it may have no page. Throws
// what Poppler throws.
[[nodiscard]] Result<std::unique_ptr<PDFDoc>> open_document(
    const std::string& path, const std::vector<std::string>& passwords);

}  // namespace tachado::pdf
