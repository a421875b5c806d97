// A copy of a PDF with what was found in it as annotations: redactions as squares in the colour of
// their kind, the places of values as highlights.
#pragma once

#include <functional>
#include <istream>
#include <string_view>

#include "stages/export/original_file.h"
#include "stages/export/privacy.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

// As write_pdf_text (pdf_text.h), with annotations in place of text. What a redaction fails to hide
// is never in them. Each has its appearance with it, so that every viewer draws the same.
[[nodiscard]] Result<void> write_marked_pdf(std::istream& document, const OriginalFile& original,
                                            const std::function<void(std::string_view)>& sink,
                                            Privacy privacy = {});

}  // namespace tachado::exporting
