#include "stages/pdf/orphans.h"

#include <Gfx.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>

#include <set>
#include <utility>

#include "stages/pdf/object_bytes.h"
#include "stages/pdf/poppler_version.h"
#include "stages/pdf/text_collector.h"

namespace tachado::pdf {
namespace {

constexpr std::size_t kMaxOrphans = 500;       // whose text is read
constexpr std::size_t kMaxStream = 4U << 20U;  // bytes of one

class Reader {
 public:
  explicit Reader(PDFDoc& document) : document_(document), xref_(*document.getXRef()) {}

  std::vector<OrphanText> run() {
    std::vector<OrphanText> found;
    const int objects = xref_.getNumObjects();
    if (objects <= 0 || objects > kMaxObjects) return found;
    std::vector<bool> reached(static_cast<std::size_t>(objects), false);
    if (!mark(reached)) return found;
    std::size_t read = 0;
    for (int number = 1; number < objects && read < kMaxOrphans; ++number) {
      if (reached[static_cast<std::size_t>(number)]) continue;
      const XRefEntry* entry = xref_.getEntry(number, false);
      if (entry == nullptr || entry->type == xrefEntryFree || entry->type == xrefEntryNone)
        continue;
      Object object = xref_.fetch(number, entry->type == xrefEntryCompressed ? 0 : entry->gen);
      if (!object.isStream()) continue;
      ++read;
      std::string text = orphan_text(object);
      if (!text.empty()) found.push_back({number, std::move(text)});
    }
    return found;
  }

 private:
  // Marks every object that the trailer reaches. False where there are too many to follow. Poppler
  // keeps few object streams decoded: objects are visited stream by stream, in sweeps.
  [[nodiscard]] bool mark(std::vector<bool>& reached) {
    using Place = std::pair<Goffset, int>;  // the object stream (or none: 0), the object
    std::set<Place> waiting;
    std::vector<Object> open;
    open.push_back(xref_.getTrailerDict()->copy());
    int visited = 0;
    const auto visit = [&](const Object& value) {
      if (value.isRef()) {
        const int number = value.getRefNum();
        if (number < 0 || static_cast<std::size_t>(number) >= reached.size()) return;
        if (reached[static_cast<std::size_t>(number)]) return;
        reached[static_cast<std::size_t>(number)] = true;
        const XRefEntry* entry = xref_.getEntry(number, false);
        const bool packed = entry != nullptr && entry->type == xrefEntryCompressed;
        waiting.insert({packed ? entry->offset : 0, number});
      } else if (value.isDict() || value.isArray()) {
        open.push_back(value.copy());
      }
    };
    Place at{0, 0};
    while (!open.empty() || !waiting.empty()) {
      if (++visited > kMaxObjects) return false;
      if (open.empty()) {
        auto next = waiting.lower_bound(at);
        if (next == waiting.end()) next = waiting.begin();
        at = *next;
        waiting.erase(next);
        const XRefEntry* entry = xref_.getEntry(at.second, false);
        if (entry == nullptr || entry->type == xrefEntryFree) continue;
        open.push_back(xref_.fetch(at.second, entry->type == xrefEntryCompressed ? 0 : entry->gen));
      }
      const Object object = std::move(open.back());
      open.pop_back();
      if (object.isArray()) {
        for (int i = 0; i < object.arrayGetLength(); ++i) visit(object.arrayGetNF(i));
      } else if (object.isDict() || object.isStream()) {
        const Dict* dict = object.isDict() ? object.getDict() : object.streamGetDict();
        for (int i = 0; i < dict->getLength(); ++i) visit(dict->getValNF(i));
      }
    }
    return true;
  }

  // Text that an unreferenced stream would draw, with its own resources or the first page's.
  [[nodiscard]] std::string orphan_text(Object& stream) {
    const Dict* dict = stream.streamGetDict();
    const Object type = dict->lookup("Type");
    const Object subtype = dict->lookup("Subtype");
    if (type.isName("XRef") || type.isName("ObjStm") || type.isName("Metadata") ||
        subtype.isName("Image") || subtype.isName("XML") || !dict->lookup("Length1").isNull() ||
        !dict->lookup("FunctionType").isNull() || !dict->lookup("N").isNull()) {
      return {};
    }
    const std::string bytes = bytes_of(*stream.getStream(), kMaxStream);
    const bool draws =
        bytes.find("BT") != std::string::npos &&
        (bytes.find("Tj") != std::string::npos || bytes.find("TJ") != std::string::npos);
    if (!draws) return {};
    Object resources = dict->lookup("Resources");
    if (!resources.isDict()) {
      ::Page* page = document_.getPage(1);
      if (page == nullptr || page->getResourceDict() == nullptr) return {};
      resources = page->getResourceDictObject()->copy();
    }
    TextCollector collector;
    const PDFRectangle box(0, 0, 14400, 14400);
    const auto stop = [](void* data) { return static_cast<TextCollector*>(data)->should_stop(); };
    interpreter_of(document_, collector, resources.getDict(), box, stop, &collector)
        ->display(&stream);
    return collector.text();
  }

  PDFDoc& document_;
  XRef& xref_;
};

}  // namespace

std::vector<OrphanText> read_orphans(PDFDoc& document) { return Reader(document).run(); }

}  // namespace tachado::pdf
