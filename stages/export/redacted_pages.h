// The pages of a written document that have redactions, with as much of them as a picture shows.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "stages/model/page.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

struct RedactedPages {
  std::string sha256;       // of the source
  std::vector<Page> pages;  // number, size and redactions: place, kind, confidence, soundness
};

// Fails as read_document does. Memory: the redactions.
[[nodiscard]] Result<RedactedPages> read_redacted_pages(std::istream& document);

}  // namespace tachado::exporting
