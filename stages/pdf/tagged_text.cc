#include "stages/pdf/tagged_text.h"

#include <PDFDoc.h>
#include <goo/GooString.h>

#include <algorithm>
#include <array>
#include <set>

#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

class Walker {
 public:
  Walker(PDFDoc& document, const std::vector<int>& pages) : xref_(*document.getXRef()) {
    for (const int number : pages) {
      if (const Ref* ref = document.getCatalog()->getPageRef(number)) pages_[ref->num] = number;
    }
  }

  std::vector<TaggedText> run() {
    const Object catalog = xref_.getCatalog();
    if (catalog.isDict()) {
      const Object root = catalog.dictLookup("StructTreeRoot");
      if (root.isDict()) kids(root.dictLookupNF("K"), 0, 0);
    }
    return std::move(found_);
  }

 private:
  void kids(const Object& list, int page, int depth) {
    if (depth > kMaxTagDepth) return;
    if (list.isRef()) {
      // A tree: what is met twice is damage.
      if (seen_.insert(list.getRefNum()).second) kids(list.fetch(&xref_), page, depth + 1);
    } else if (list.isArray()) {
      for (int i = 0; i < list.arrayGetLength(); ++i) kids(list.arrayGetNF(i), page, depth + 1);
    } else if (list.isDict()) {
      element(list, page, depth);
    }
  }

  void element(const Object& dict, int page, int depth) {
    if (++elements_ > kMaxElements || found_.size() >= kMaxTagged) return;
    const int own = page_of(dict, page);
    std::string text;
    for (const char* key : {"ActualText", "Alt", "E"}) {
      const Object value = dict.dictLookup(key);
      if (value.isString())
        text += (text.empty() ? "" : " ") + text_of(raw_bytes(value.getString()));
    }
    if (!text.empty()) {
      TaggedText tagged;
      tagged.page = own;
      tagged.text = std::move(text);
      tagged.box = box_of(dict);
      marks(dict.dictLookup("K"), tagged, 0);
      if (tagged.page > 0) found_.push_back(std::move(tagged));
    }
    kids(dict.dictLookupNF("K"), own, depth + 1);
  }

  [[nodiscard]] int page_of(const Object& dict, int inherited) const {
    const Object& page = dict.dictLookupNF("Pg");
    if (!page.isRef()) return inherited;
    const auto known = pages_.find(page.getRefNum());
    return known != pages_.end() ? known->second : 0;
  }

  // The identifiers below an element, its children's too (ISO 32000-1, 14.7.4).
  void marks(const Object& value, TaggedText& to, int depth) const {
    constexpr std::size_t kMaxMarks = 1000;
    if (depth > kMaxTagDepth || to.marks.size() >= kMaxMarks) return;
    if (value.isInt()) {
      to.marks.push_back(value.getInt());
    } else if (value.isArray()) {
      for (int i = 0; i < value.arrayGetLength(); ++i) marks(value.arrayGet(i), to, depth + 1);
    } else if (value.isDict()) {
      if (to.page == 0) to.page = page_of(value, 0);
      const Object mark = value.dictLookup("MCID");
      if (mark.isInt()) to.marks.push_back(mark.getInt());
      marks(value.dictLookup("K"), to, depth + 1);
    }
  }

  [[nodiscard]] static std::optional<Rect> box_of(const Object& dict) {
    Object attributes = dict.dictLookup("A");
    if (attributes.isArray() && attributes.arrayGetLength() > 0)
      attributes = attributes.arrayGet(0);
    if (!attributes.isDict()) return std::nullopt;
    const Object box = attributes.dictLookup("BBox");
    if (!box.isArray() || box.arrayGetLength() != 4) return std::nullopt;
    std::array<double, 4> r{};
    for (int i = 0; i < 4; ++i) {
      r[static_cast<std::size_t>(i)] = box.arrayGet(i).getNumWithDefaultValue(0);
    }
    return Rect{std::min(r[0], r[2]), std::min(r[1], r[3]), std::max(r[0], r[2]),
                std::max(r[1], r[3])};
  }

  XRef& xref_;
  std::map<int, int> pages_;  // numbers by object
  std::set<int> seen_;
  int elements_ = 0;
  std::vector<TaggedText> found_;
};

}  // namespace

std::vector<TaggedText> read_tagged_texts(PDFDoc& document, const std::vector<int>& pages) {
  return Walker(document, pages).run();
}

}  // namespace tachado::pdf
