#include "stages/pdf/annotations.h"

#include <Annot.h>
#include <PDFDoc.h>
#include <Page.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

constexpr int kMaxAnnotations = 20'000;  // of a page
constexpr int kMaxQuads = 2'000;         // of an annotation
constexpr int kMaxFormDepth = 64;
constexpr std::size_t kMaxFields = 200'000;

Point placed(double x, double y, const double* m) {
  return {m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]};
}

std::optional<Color> colour_of(const Object& array) {
  if (!array.isArray()) return {};
  const int count = array.arrayGetLength();
  std::array<double, 4> v{};
  for (int i = 0; i < std::min(count, 4); ++i) {
    v[static_cast<std::size_t>(i)] =
        std::clamp(array.arrayGet(i).getNumWithDefaultValue(0), 0.0, 1.0);
  }
  const auto byte = [](double share) { return static_cast<std::uint8_t>(share * 255 + 0.5); };
  switch (count) {
    case 1:
      return Color{byte(v[0]), byte(v[0]), byte(v[0])};
    case 3:
      return Color{byte(v[0]), byte(v[1]), byte(v[2])};
    case 4:
      return Color{byte((1 - v[0]) * (1 - v[3])), byte((1 - v[1]) * (1 - v[3])),
                   byte((1 - v[2]) * (1 - v[3]))};
    default:
      return {};
  }
}

Annotation read_annotation(const Object& dict, const double* to_page) {
  Annotation result;
  const Object subtype = dict.dictLookup("Subtype");
  if (subtype.isName()) result.subtype = subtype.getName();
  const Object rect = dict.dictLookup("Rect");
  if (rect.isArray() && rect.arrayGetLength() == 4) {
    const auto number = [&](int i) { return rect.arrayGet(i).getNumWithDefaultValue(0); };
    const Point a = placed(number(0), number(1), to_page);
    const Point b = placed(number(2), number(3), to_page);
    result.box = {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
  }
  const Object quads = dict.dictLookup("QuadPoints");
  if (quads.isArray()) {
    const int count = std::min(quads.arrayGetLength() / 8, kMaxQuads);
    for (int q = 0; q < count; ++q) {
      std::array<Point, 4> p;
      for (int i = 0; i < 4; ++i) {
        p[static_cast<std::size_t>(i)] =
            placed(quads.arrayGet(q * 8 + i * 2).getNumWithDefaultValue(0),
                   quads.arrayGet(q * 8 + i * 2 + 1).getNumWithDefaultValue(0), to_page);
      }
      // Writers go top left, top right, bottom left, bottom right, whatever 12.5.6.10 says.
      result.quads.push_back({p[0], p[1], p[3], p[2]});
    }
  }
  result.color = colour_of(dict.dictLookup("C"));
  if (result.subtype == "Redact") {
    if (auto inside = colour_of(dict.dictLookup("IC"))) result.color = inside;
    const Object overlay = dict.dictLookup("OverlayText");
    if (overlay.isString()) result.overlay_text = text_of(raw_bytes(overlay.getString()));
  }
  const Object flags = dict.dictLookup("F");
  const auto bits = static_cast<unsigned>(flags.isInt() ? flags.getInt() : 0);
  result.hidden = (bits & (Annot::flagHidden | Annot::flagNoView)) != 0;
  const Object appearance = dict.dictLookup("AP");
  result.has_appearance = appearance.isDict() && !appearance.dictLookup("N").isNull();
  return result;
}

bool walk_fields(const Object& kids, XRef* xref, std::set<int>& seen, int depth) {
  if (!kids.isArray()) return true;
  if (depth > kMaxFormDepth) return false;
  for (int i = 0; i < kids.arrayGetLength(); ++i) {
    const Object& kid = kids.arrayGetNF(i);
    if (kid.isRef() && !seen.insert(kid.getRefNum()).second) return false;
    if (seen.size() > kMaxFields) return false;
    const Object field = kid.fetch(xref);
    if (field.isDict() && !walk_fields(field.dictLookup("Kids"), xref, seen, depth + 1)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<Annotation> read_annotations(::Page& page, const double* to_page) {
  std::vector<Annotation> result;
  const Object list = page.getAnnotsObject();
  if (!list.isArray()) return result;
  const int count = std::min(list.arrayGetLength(), kMaxAnnotations);
  for (int i = 0; i < count; ++i) {
    const Object dict = list.arrayGet(i);
    if (dict.isDict()) result.push_back(read_annotation(dict, to_page));
  }
  return result;
}

bool form_is_a_tree(PDFDoc& document) {
  const Object* form = document.getCatalog()->getAcroForm();
  if (form == nullptr || !form->isDict()) return true;
  std::set<int> seen;
  return walk_fields(form->dictLookup("Fields"), document.getXRef(), seen, 0);
}

}  // namespace tachado::pdf
