// Digital signatures, read from their dictionaries and the certificates in them. Nothing is
// verified: what counts is who claims to have signed, when, and over which bytes.
#pragma once

#include <cstdint>
#include <vector>

#include "stages/model/document.h"

class PDFDoc;

namespace tachado::pdf {

// In the order of the form's fields. `file_size` in bytes.
std::vector<Signature> read_signatures(PDFDoc& document, std::int64_t file_size);

}  // namespace tachado::pdf
