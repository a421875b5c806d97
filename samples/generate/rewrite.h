// What is done to a finished PDF: annotations, encryption, damage. By qpdf, with fixed identifiers,
// so that the same input gives the same bytes.
#pragma once

#include <string>
#include <vector>

namespace tachado::samples {

struct RedactAnnotation {
  int page = 1;   // 1-based
  double x0 = 0;  // points, counted upwards from the page's bottom, as in PDF
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
};

// Adds /Redact annotations that nobody applied.
std::string add_redact_annotations(const std::string& pdf,
                                   const std::vector<RedactAnnotation>& annotations);

// AES-256; `password` opens it.
std::string encrypt(const std::string& pdf, const std::string& password);

// Overwrites the second half of a page's (1-based) content stream, as a bad block of a disk does.
std::string spoil_page(const std::string& pdf, std::size_t page);

}  // namespace tachado::samples
