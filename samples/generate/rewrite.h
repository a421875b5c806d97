// What is done to a finished PDF: annotations, encryption, damage. By qpdf, with fixed identifiers,
// so that the same input gives the same bytes.
#pragma once

#include <string>
#include <vector>

#include "samples/generate/text_flow.h"

namespace tachado::samples {

// Adds an unapplied /Redact annotation for every redaction of kind Hide::annotation.
std::string add_redact_annotations(const std::string& pdf,
                                   const std::vector<DrawnRedaction>& redactions);

// AES-256; `password` opens it.
std::string encrypt(const std::string& pdf, const std::string& password);

// Overwrites the second half of a page's (1-based) content stream, as a bad block of a disk does.
std::string spoil_page(const std::string& pdf, std::size_t page);

}  // namespace tachado::samples
