// A copy of a PDF with something added to its pages. Included by .cc files only (third-party
// types).
#pragma once

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/export/invisible_text.h"
#include "stages/export/original_file.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

// What the document JSON says of its source.
struct KnownSource {
  std::string media_type;
  std::string sha256;
  int pages = 0;  // that were read
};

// Opens `original`, lets `change` at its pages, and hands the copy to `sink`. Streams are copied as
// they are stored. Fails with unsupported, io, encrypted, damaged or (no page was read: what the
// copy would hold, nobody has seen) empty; nothing is thrown, whatever `change` throws.
[[nodiscard]] Result<void> write_pdf_copy(
    const OriginalFile& original, const KnownSource& known,
    const std::function<void(std::string_view)>& sink,
    const std::function<void(QPDF& pdf, std::vector<QPDFPageObjectHelper>& pages)>& change);

// How the displayed page, `width` points wide, lies in its user space.
[[nodiscard]] Placement placement_of(QPDFPageObjectHelper& page, double width);

}  // namespace tachado::exporting
