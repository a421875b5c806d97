// What a PDF says of itself: document information, XMP, revisions, signatures, attachments.
#pragma once

#include <string>
#include <string_view>

#include "stages/model/document.h"

class PDFDoc;

namespace tachado::pdf {

// Reads what can be read; what is damaged is left out. `path` is read for the revisions' marks, or
// `bytes` where it is empty. Cost: one reading of the file, and every page's list of annotations.
Metadata read_metadata(PDFDoc& document, const std::string& path, std::string_view bytes,
                       int max_pages);

}  // namespace tachado::pdf
