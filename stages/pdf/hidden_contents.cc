#include "stages/pdf/hidden_contents.h"

#include <FileSpec.h>
#include <Gfx.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <goo/GooString.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/text_collector.h"

namespace tachado::pdf {
namespace {

constexpr int kMaxBookmarks = 20'000;
constexpr int kMaxAttachments = 200;    // whose contents are read
constexpr int kMaxAnnotations = 5'000;  // of a page
constexpr int kMaxOrphans = 500;        // whose text is read
constexpr int kMaxParents = 32;         // of a form field
constexpr double kTextShare = 0.9;      // of a stream's bytes that are plain text
constexpr std::size_t kLeastText = 4;   // bytes worth telling

std::string string_of(const Object& object) {
  return object.isString() ? text_of(object.getString()->toStr()) : std::string();
}

// At most kMaxStream bytes.
std::string bytes_of(Stream& stream) {
  std::string bytes;
  std::array<unsigned char, 4096> piece{};
  stream.reset();
  while (bytes.size() < kMaxStream) {
    const int count = stream.doGetChars(static_cast<int>(piece.size()), piece.data());
    if (count <= 0) break;
    bytes.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(count));
  }
  stream.close();
  return bytes;
}

bool is_plain_text(std::string_view bytes) {
  if (bytes.size() < kLeastText) return false;
  const auto plain = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t';
  });
  const auto controls = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80;
  });
  const auto size = static_cast<double>(bytes.size());
  return static_cast<double>(plain) >= kTextShare * size &&
         static_cast<double>(controls) <= (1 - kTextShare) * 3 * size;
}

std::string utf8_of(const std::string& bytes) {
  // Plain text is UTF-8 more often than anything else; the mark says so to text_of.
  if (bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFE\xFF")) return text_of(bytes);
  return text_of("\xEF\xBB\xBF" + bytes);
}

class Reader {
 public:
  Reader(PDFDoc& document, const std::vector<int>& pages)
      : document_(document), xref_(*document.getXRef()), pages_(pages) {}

  std::vector<HiddenContent> run() {
    const Object catalog = xref_.getCatalog();
    if (!catalog.isDict()) return {};
    read_information();
    read_bookmarks(catalog.dictLookup("Outlines"));
    read_attachments();
    for (int number = 1; number <= document_.getNumPages(); ++number) read_annotations(number);
    for (const int number : pages_) read_replacements(number);
    read_private_streams(catalog);
    read_orphans();
    return std::move(found_);
  }

 private:
  void add(std::string kind, std::string where, std::string text,
           std::optional<int> page = std::nullopt, std::optional<Rect> box = std::nullopt) {
    if (text.size() < kLeastText || found_.size() >= kMaxHidden) return;
    if (text.size() > TextCollector::kMaxText) text.resize(TextCollector::kMaxText);
    found_.push_back({std::move(kind), std::move(where), page, box, std::move(text)});
  }

  void read_information() {
    const Object info = document_.getDocInfo();
    if (info.isDict()) {
      for (const char* key : {"Title", "Subject", "Keywords"}) {
        add("metadata", key, string_of(info.dictLookup(key)));
      }
    }
    const std::unique_ptr<GooString> packet = document_.getCatalog()->readMetadata();
    if (!packet) return;
    // The text between tags, whatever they are called.
    const std::string xmp = packet->toStr().substr(0, kMaxStream);
    for (std::size_t at = xmp.find('>'); at != std::string::npos; at = xmp.find('>', at)) {
      const std::size_t end = xmp.find('<', ++at);
      if (end == std::string::npos) break;
      const std::string text = utf8_of(xmp.substr(at, end - at));
      if (text.find_first_not_of(" \n\r\t") != std::string::npos) add("metadata", "XMP", text);
    }
  }

  void read_bookmarks(const Object& outlines) {
    if (!outlines.isDict()) return;
    std::set<int> seen;
    std::vector<Object> open;
    const auto push = [&](const Object& dict, const char* key) {
      const Object& next = dict.dictLookupNF(key);
      if (next.isRef() && static_cast<int>(seen.size()) < kMaxBookmarks &&
          seen.insert(next.getRefNum()).second) {
        open.push_back(next.fetch(&xref_));
      }
    };
    push(outlines, "First");
    while (!open.empty()) {
      const Object item = std::move(open.back());
      open.pop_back();
      if (!item.isDict()) continue;
      push(item, "Next");
      push(item, "First");
      add("bookmark", "bookmark", string_of(item.dictLookup("Title")));
    }
  }

  void read_attachments() {
    Catalog* catalog = document_.getCatalog();
    const int count = std::min(catalog->numEmbeddedFiles(), kMaxAttachments);
    for (int i = 0; i < count; ++i) {
      const std::unique_ptr<FileSpec> file = catalog->embeddedFile(i);
      if (!file || !file->isOk()) continue;
      std::string text;
      if (const GooString* name = file->getFileName()) text += text_of(name->toStr()) + "\n";
      if (const GooString* description = file->getDescription()) {
        text += text_of(description->toStr()) + "\n";
      }
      EmbFile* embedded = file->getEmbeddedFile();
      if (embedded != nullptr && embedded->isOk() && embedded->stream() != nullptr) {
        const std::string bytes = bytes_of(*embedded->stream());
        if (is_plain_text(bytes)) text += utf8_of(bytes);
      }
      add("attachment", "attachment " + std::to_string(i + 1), text);
    }
  }

  void read_annotations(int number) {
    ::Page* page = document_.getPage(number);
    if (page == nullptr) return;
    const Object list = page->getAnnotsObject();
    if (!list.isArray()) return;
    std::array<double, 6> m{};
    page->getDefaultCTM(m.data(), 72, 72, 0, false, true);
    const int count = std::min(list.arrayGetLength(), kMaxAnnotations);
    for (int i = 0; i < count; ++i) {
      const Object annotation = list.arrayGet(i);
      if (!annotation.isDict()) continue;
      const Object rect = annotation.dictLookup("Rect");
      std::optional<Rect> box;
      if (rect.isArray() && rect.arrayGetLength() == 4) {
        std::array<double, 4> r{};
        for (int k = 0; k < 4; ++k) {
          r[static_cast<std::size_t>(k)] = rect.arrayGet(k).getNumWithDefaultValue(0);
        }
        const auto x = [&](double px, double py) { return m[0] * px + m[2] * py + m[4]; };
        const auto y = [&](double px, double py) { return m[1] * px + m[3] * py + m[5]; };
        const auto [x0, x1] = std::minmax({x(r[0], r[1]), x(r[2], r[3])});
        const auto [y0, y1] = std::minmax({y(r[0], r[1]), y(r[2], r[3])});
        box = Rect{x0, y0, x1, y1};
      }
      const Object subtype = annotation.dictLookup("Subtype");
      if (subtype.isName("Widget")) {
        add("form_field", "form field", field_value(annotation), number, box);
      } else {
        const std::string name = subtype.isName() ? subtype.getName() : "";
        add("annotation_contents", name, string_of(annotation.dictLookup("Contents")), number, box);
      }
    }
  }

  // A widget's value is its own or that of a field above it (ISO 32000-1, 12.7.3.2).
  [[nodiscard]] static std::string field_value(const Object& widget) {
    Object field = widget.copy();
    for (int i = 0; i < kMaxParents && field.isDict(); ++i) {
      const Object value = field.dictLookup("V");
      if (value.isString()) return string_of(value);
      field = field.dictLookup("Parent");
    }
    return {};
  }

  void read_replacements(int number) {
    ::Page* page = document_.getPage(number);
    if (page == nullptr || !page->isOk()) return;
    TextCollector collector;
    const auto stop = [](void* data) { return static_cast<TextCollector*>(data)->should_stop(); };
    // Without annotations, which may hang on a damaged form.
    const std::unique_ptr<Gfx> gfx(page->createGfx(&collector, 72, 72, 0, false, true, -1, -1, -1,
                                                   -1, false, stop, &collector));
    Object contents = page->getContents();
    if (contents.isNull()) return;
    gfx->saveState();
    gfx->display(&contents);
    gfx->restoreState();
    for (const TextCollector::Replacement& one : collector.replacements()) {
      if (!one.box.empty()) {
        add("tagged_text", "page " + std::to_string(number), one.text, number, one.box);
      }
    }
  }

  // Streams under keys of the catalogue that no version of the format knows.
  void read_private_streams(const Object& catalog) {
    static const std::set<std::string_view> kKnown = {"AA",
                                                      "AcroForm",
                                                      "AF",
                                                      "Collection",
                                                      "DPartRoot",
                                                      "Dests",
                                                      "DSS",
                                                      "Extensions",
                                                      "Lang",
                                                      "Legal",
                                                      "MarkInfo",
                                                      "Metadata",
                                                      "Names",
                                                      "NeedsRendering",
                                                      "OCProperties",
                                                      "OpenAction",
                                                      "Outlines",
                                                      "OutputIntents",
                                                      "PageLabels",
                                                      "PageLayout",
                                                      "PageMode",
                                                      "Pages",
                                                      "Perms",
                                                      "PieceInfo",
                                                      "Requirements",
                                                      "SpiderInfo",
                                                      "StructTreeRoot",
                                                      "Threads",
                                                      "Type",
                                                      "URI",
                                                      "Version",
                                                      "ViewerPreferences"};
    for (int i = 0; i < catalog.dictGetLength(); ++i) {
      const std::string key = catalog.dictGetKey(i);
      if (kKnown.contains(key)) continue;
      Object value = catalog.dictGetVal(i);
      std::string text = string_of(value);
      if (value.isStream()) {
        std::string bytes = bytes_of(*value.getStream());
        // A stream may claim a filter that it does not use.
        if (!is_plain_text(bytes)) bytes = bytes_of(*value.getStream()->getUndecodedStream());
        if (is_plain_text(bytes)) text = utf8_of(bytes);
      }
      add("other", "catalogue", text);
    }
  }

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

  void read_orphans() {
    const int objects = xref_.getNumObjects();
    if (objects <= 0 || objects > kMaxObjects) return;
    std::vector<bool> reached(static_cast<std::size_t>(objects), false);
    if (!mark(reached)) return;
    int read = 0;
    for (int number = 1; number < objects && read < kMaxOrphans; ++number) {
      if (reached[static_cast<std::size_t>(number)]) continue;
      const XRefEntry* entry = xref_.getEntry(number, false);
      if (entry == nullptr || entry->type == xrefEntryFree || entry->type == xrefEntryNone)
        continue;
      Object object = xref_.fetch(number, entry->type == xrefEntryCompressed ? 0 : entry->gen);
      if (!object.isStream()) continue;
      ++read;
      add("orphan_object", "object " + std::to_string(number), orphan_text(object));
    }
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
    const std::string bytes = bytes_of(*stream.getStream());
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
    Gfx gfx(&document_, &collector, resources.getDict(), &box, nullptr, stop, &collector);
    gfx.display(&stream);
    return collector.text();
  }

  PDFDoc& document_;
  XRef& xref_;
  const std::vector<int>& pages_;
  std::vector<HiddenContent> found_;
};

}  // namespace

std::vector<HiddenContent> read_hidden_contents(PDFDoc& document, const std::vector<int>& pages) {
  return Reader(document, pages).run();
}

}  // namespace tachado::pdf
