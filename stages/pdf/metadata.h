// What a PDF says of itself: document information, XMP dates, revisions, signatures, attachments.
#pragma once

#include <string>

#include "stages/model/document.h"

class PDFDoc;

namespace tachado::pdf {

// Reads what can be read; damage is left out. `path` is read for the revisions' marks; empty for
// `bytes`.
Metadata read_metadata(PDFDoc& document, const std::string& path, std::string_view bytes);

}  // namespace tachado::pdf
