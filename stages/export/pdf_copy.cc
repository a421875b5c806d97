#include "stages/export/pdf_copy.h"

#include <qpdf/Pl_Function.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFSystemError.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <exception>
#include <utility>

namespace tachado::exporting {
namespace {

constexpr std::string_view kPdf = "application/pdf";

Problem problem(ProblemKind kind, std::string message) {
  return {"export", std::nullopt, kind, std::move(message)};
}

Rect box_of(QPDFObjectHandle rectangle) {
  const auto box = rectangle.getArrayAsRectangle();
  return {std::min(box.llx, box.urx), std::min(box.lly, box.ury), std::max(box.llx, box.urx),
          std::max(box.lly, box.ury)};
}

// What of the page is displayed, in its user space.
Rect displayed_box(QPDFPageObjectHelper& page) {
  constexpr Rect kLetter{0, 0, 612, 792};  // what viewers take for a page without a size
  QPDFObjectHandle media = page.getAttribute("/MediaBox", false);
  const Rect whole = media.isRectangle() ? box_of(media) : kLetter;
  QPDFObjectHandle crop = page.getAttribute("/CropBox", false);
  const Rect part = crop.isRectangle() ? intersect(box_of(crop), whole) : whole;
  return part.empty() ? whole : part;
}

int rotation_of(QPDFPageObjectHelper& page) {
  QPDFObjectHandle rotate = page.getAttribute("/Rotate", false);
  return rotate.isInteger() ? static_cast<int>(rotate.getIntValue() % 360) : 0;
}

ProblemKind kind_of(qpdf_error_code_e code) {
  switch (code) {
    case qpdf_e_system:
      return ProblemKind::io;
    case qpdf_e_unsupported:
      return ProblemKind::unsupported;
    default:
      return ProblemKind::damaged;
  }
}

// With the first password that fits; the copy is encrypted as its original is.
void open(QPDF& pdf, const OriginalFile& original) {
  for (const std::string& password : original.passwords) {
    try {
      pdf.processFile(original.path.c_str(), password.c_str());
      return;
    } catch (const QPDFExc& error) {
      if (error.getErrorCode() != qpdf_e_password) throw;
    }
  }
  pdf.processFile(original.path.c_str());
}

}  // namespace

Placement placement_of(QPDFPageObjectHelper& page, double width) {
  return place_page(displayed_box(page), rotation_of(page), width);
}

Result<void> write_pdf_copy(
    const OriginalFile& original, const KnownSource& known,
    const std::function<void(std::string_view)>& sink,
    const std::function<void(QPDF& pdf, std::vector<QPDFPageObjectHelper>& pages)>& change) {
  if (known.media_type != kPdf) {
    return fail(
        problem(ProblemKind::unsupported, "the original is no PDF (" + known.media_type + ")"));
  }
  if (known.sha256 != original.sha256) {
    return fail(problem(ProblemKind::io, "the original was changed after it was read; run again"));
  }
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    open(pdf, original);
    if (known.pages == 0) {
      return fail(problem(ProblemKind::empty, "no page of the original was read"));
    }
    std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(pdf).getAllPages();
    change(pdf, pages);
    Pl_Function out("sink", nullptr, [&](const unsigned char* bytes, std::size_t length) {
      sink({reinterpret_cast<const char*>(bytes), length});
    });
    QPDFWriter writer(pdf);
    writer.setOutputPipeline(&out);
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.setDeterministicID(!pdf.isEncrypted());
    writer.write();
  } catch (const QPDFExc& error) {
    if (error.getErrorCode() == qpdf_e_password) {
      return fail(
          problem(ProblemKind::encrypted, "the original needs a password that was not given"));
    }
    return fail(problem(kind_of(error.getErrorCode()), error.getMessageDetail()));
  } catch (const QPDFSystemError& error) {
    return fail(problem(ProblemKind::io, error.what()));
  } catch (const std::exception& error) {
    return fail(problem(ProblemKind::damaged, error.what()));
  }
  return {};
}

}  // namespace tachado::exporting
