#include "stages/export/marked_pdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "stages/export/document_reader.h"
#include "stages/export/pdf_copy.h"
#include "stages/export/privacy_filter.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

struct Paint {
  double r = 0;
  double g = 0;
  double b = 0;
};

// The colours of the report's overlays.
Paint paint_of(const std::string& kind) {
  if (kind == "outlined") return {0.08, 0.24, 0.9};
  if (kind == "whiteout") return {0.82, 0.47, 0};
  if (kind == "pattern" || kind == "marker") return {0.59, 0.12, 0.75};
  if (kind == "image") return {0.55, 0.35, 0.12};
  if (kind == "annotation") return {0, 0.59, 0.59};
  if (kind == "replaced_text") return {0, 0.59, 0.16};
  return {0.78, 0.08, 0.08};
}
constexpr Paint kEvidence{1, 0.83, 0};

struct Mark {
  Rect box;  // displayed points, from the top
  Paint paint;
  bool highlight = false;
  std::string name;  // /NM
  std::string text;
};

struct MarkedPage {
  double width = 0;
  double height = 0;
  std::vector<Mark> marks;
};

struct Found {
  KnownSource source;
  std::map<std::size_t, MarkedPage> pages;  // by number
};

void add_evidence(Found& result, const char* list, const json& found) {
  std::string value = text_of(found, "value");
  if (value.empty()) value = text_of(found, "name");
  const std::string role = text_of(found, "role");
  for (const json& each : member(found, "evidence")) {
    const int number = whole_number_of(each, "page");
    if (number < 1) continue;
    MarkedPage& page = result.pages[static_cast<std::size_t>(number)];
    page.marks.push_back({box_of(member(each, "bbox")), kEvidence, true,
                          fmt::format("tachado-{}-{}", list, page.marks.size() + 1),
                          fmt::format("{}{}{}{}{}", list, role.empty() ? "" : ", ", role,
                                      value.empty() ? "" : ": ", value)});
  }
}

std::string redaction_text(const json& redaction) {
  std::string text = text_of(redaction, "id") + ": " + text_of(redaction, "kind") + ", hides " +
                     text_of(member(redaction, "hides"), "what");
  const std::string soundness = text_of(redaction, "soundness");
  if (!soundness.empty()) text += ", " + soundness;
  for (const json& finding : member(redaction, "findings")) text += ", " + text_of(finding, "kind");
  return text;
}

Result<Found> read_marks(std::istream& document, Privacy privacy) {
  Found result;
  // Annotations travel with the copy: nothing that was recovered goes into them.
  privacy.reveal = false;
  PrivacyFilter filter(privacy);
  DocumentHandler handler;
  handler.head = [&](json& head) {
    filter.head(head);
    result.source.media_type = text_of(member(head, "source"), "media_type");
    result.source.sha256 = text_of(member(head, "source"), "sha256");
    for (const char* list :
         {"numbers", "amounts", "parties", "dates", "identifiers", "items", "watchlist"}) {
      for (const json& found : member(member(head, "fields"), list)) {
        add_evidence(result, list, found);
      }
    }
  };
  handler.page = [&](json& page) {
    filter.page(page);
    const int number = whole_number_of(page, "number");
    ++result.source.pages;
    if (number < 1) return;
    const auto known = result.pages.find(static_cast<std::size_t>(number));
    if (known == result.pages.end() && member(page, "redactions").empty()) return;
    MarkedPage& marked = result.pages[static_cast<std::size_t>(number)];
    marked.width = number_of(page, "width");
    marked.height = number_of(page, "height");
    for (const json& redaction : member(page, "redactions")) {
      marked.marks.push_back({box_of(member(redaction, "bbox")),
                              paint_of(text_of(redaction, "kind")), false,
                              "tachado-" + text_of(redaction, "id"), redaction_text(redaction)});
    }
  };
  if (auto read = read_document(document, handler, Words::skip); !read) {
    return fail(std::move(read).error());
  }
  return result;
}

// The box in the page's user space, whichever way the page is turned.
Rect in_user_space(const Rect& box, double page_height, const Placement& to) {
  const auto at = [&](double x, double y) {
    const double up = page_height - y;
    return Point{to.a * x + to.c * up + to.e, to.b * x + to.d * up + to.f};
  };
  const Point p = at(box.x0, box.y0);
  const Point q = at(box.x1, box.y1);
  return {std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)};
}

QPDFObjectHandle appearance_of(QPDF& pdf, const Mark& mark, const Rect& box) {
  constexpr double kLine = 1.5;  // points
  const std::string color = fmt::format("{} {} {}", mark.paint.r, mark.paint.g, mark.paint.b);
  const std::string instructions =
      mark.highlight
          ? fmt::format("/G gs {} rg {:.2f} {:.2f} {:.2f} {:.2f} re f\n", color, box.x0, box.y0,
                        box.width(), box.height())
          : fmt::format("{} RG {} w {:.2f} {:.2f} {:.2f} {:.2f} re S\n", color, kLine,
                        box.x0 + kLine / 2, box.y0 + kLine / 2, std::max(0.0, box.width() - kLine),
                        std::max(0.0, box.height() - kLine));
  QPDFObjectHandle form = QPDFObjectHandle::newStream(&pdf, instructions);
  form.replaceDict(QPDFObjectHandle::parse(fmt::format(
      "<< /Type /XObject /Subtype /Form /BBox [{:.2f} {:.2f} {:.2f} {:.2f}] /Resources << "
      "/ExtGState << /G << /Type /ExtGState /ca 0.45 /BM /Multiply >> >> >> >>",
      box.x0, box.y0, box.x1, box.y1)));
  return pdf.makeIndirectObject(form);
}

QPDFObjectHandle annotation_of(QPDF& pdf, const Mark& mark, const Rect& box) {
  // Bit 3: printed too.
  QPDFObjectHandle annotation = QPDFObjectHandle::parse(fmt::format(
      "<< /Type /Annot /Subtype /{} /Rect [{:.2f} {:.2f} {:.2f} {:.2f}] /C [{} {} {}] /F 4 >>",
      mark.highlight ? "Highlight" : "Square", box.x0, box.y0, box.x1, box.y1, mark.paint.r,
      mark.paint.g, mark.paint.b));
  if (mark.highlight) {
    annotation.replaceKey("/QuadPoints",
                          QPDFObjectHandle::parse(fmt::format(
                              "[{0:.2f} {3:.2f} {2:.2f} {3:.2f} {0:.2f} {1:.2f} {2:.2f} {1:.2f}]",
                              box.x0, box.y0, box.x1, box.y1)));
  }
  annotation.replaceKey("/Contents", QPDFObjectHandle::newUnicodeString(mark.text));
  annotation.replaceKey("/NM", QPDFObjectHandle::newUnicodeString(mark.name));
  annotation.replaceKey("/T", QPDFObjectHandle::newString("tachado"));
  QPDFObjectHandle appearances = QPDFObjectHandle::newDictionary();
  appearances.replaceKey("/N", appearance_of(pdf, mark, box));
  annotation.replaceKey("/AP", appearances);
  return pdf.makeIndirectObject(annotation);
}

void add_marks(const Found& found, QPDF& pdf, std::vector<QPDFPageObjectHelper>& pages) {
  for (const auto& [number, marked] : found.pages) {
    if (number > pages.size() || marked.width <= 0) continue;
    QPDFPageObjectHelper& page = pages[number - 1];
    const Placement placement = placement_of(page, marked.width);
    // A list of its own: two pages may share one.
    QPDFObjectHandle known = page.getObjectHandle().getKey("/Annots");
    QPDFObjectHandle list = QPDFObjectHandle::newArray();
    if (known.isArray()) {
      for (int i = 0; i < known.getArrayNItems(); ++i) list.appendItem(known.getArrayItem(i));
    }
    for (const Mark& mark : marked.marks) {
      list.appendItem(annotation_of(pdf, mark, in_user_space(mark.box, marked.height, placement)));
    }
    page.getObjectHandle().replaceKey("/Annots", list);
  }
}

}  // namespace

Result<void> write_marked_pdf(std::istream& document, const OriginalFile& original,
                              const std::function<void(std::string_view)>& sink, Privacy privacy) {
  const auto found = read_marks(document, privacy);
  if (!found) return fail(found.error());
  return write_pdf_copy(
      original, found->source, sink,
      [&](QPDF& pdf, std::vector<QPDFPageObjectHelper>& pages) { add_marks(*found, pdf, pages); });
}

}  // namespace tachado::exporting
