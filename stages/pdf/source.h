// An open PDF as a PageSource.
#pragma once

#include <memory>
#include <string>

#include "stages/model/page_source.h"
#include "stages/pdf/pdf.h"

class PDFDoc;

namespace tachado::pdf {

// Takes over an opened document. `bytes` (empty for a file) must outlive the source.
std::unique_ptr<PageSource> make_source(std::unique_ptr<PDFDoc> document, const std::string& path,
                                        std::string_view bytes, const Options& options,
                                        std::vector<Problem> opening_problems);

}  // namespace tachado::pdf
