// The invisible text of an earlier recognition, taken from a page that was recognised anew.
// Included by .cc files only (third-party types).
#pragma once

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

namespace tachado::exporting {

// Leaves out what the page's own instructions show in render mode 3 (ISO 32000-1, 9.3.6), which
// marks no paper; everything else stays, token by token, and so does what visible text on the same
// line stands behind. A page without such text keeps its streams
// as they are stored, and so do forms, which other pages may show too. Throws what qpdf throws on
// damaged streams.
void remove_invisible_text(QPDF& pdf, QPDFPageObjectHelper& page);

}  // namespace tachado::exporting
