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

#include "stages/pdf/attached_text.h"
#include "stages/pdf/object_bytes.h"
#include "stages/pdf/orphans.h"
#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/poppler_version.h"
#include "stages/pdf/scripts.h"
#include "stages/pdf/tagged_text.h"
#include "stages/pdf/text_collector.h"

namespace tachado::pdf {
namespace {

constexpr int kMaxBookmarks = 20'000;
constexpr int kMaxAttachments = 200;    // whose contents are read
constexpr int kMaxAnnotations = 5'000;  // of a page
constexpr int kMaxParents = 32;         // of a form field
constexpr std::size_t kLeastText = 4;   // bytes worth telling

std::string string_of(const Object& object) {
  return object.isString() ? text_of(raw_bytes(object.getString())) : std::string();
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
    tagged_ = read_tagged_texts(document_, pages_);
    for (const int number : pages_) read_replacements(number);
    read_private_streams(catalog);
    read_form(catalog);
    for (Script& script : read_scripts(document_)) add_script(std::move(script));
    for (OrphanText& orphan : read_orphans(document_)) {
      add("orphan_object", "object " + std::to_string(orphan.object), std::move(orphan.text));
    }
    return std::move(found_);
  }

 private:
  void add(std::string kind, std::string where, std::string text,
           std::optional<int> page = std::nullopt, std::optional<Rect> box = std::nullopt) {
    if (text.size() < kLeastText || found_.size() >= kMaxHidden) return;
    if (text.size() > TextCollector::kMaxText) text.resize(TextCollector::kMaxText);
    found_.push_back({std::move(kind), std::move(where), page, box, std::move(text)});
  }

  void describe(std::string where, std::string text) {
    const std::size_t before = found_.size();
    add("metadata", std::move(where), std::move(text));
    if (found_.size() > before) found_.back().descriptive = true;
  }

  void read_information() {
    const Object info = document_.getDocInfo();
    for (int i = 0; info.isDict() && i < info.dictGetLength(); ++i) {
      const std::string key = info.dictGetKey(i);
      const std::string text = string_of(info.dictGetVal(i));
      if (key == "Title" || key == "Subject" || key == "Keywords") {
        describe(key, text);
      } else if (key != "Producer" && key != "Creator" && key != "Author") {
        add("metadata", "information", text);
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
    for (const char* tag : {"dc:title", "dc:description", "dc:subject", "pdf:Keywords"}) {
      const std::size_t begin = xmp.find("<" + std::string(tag));
      const std::size_t end = xmp.find("</" + std::string(tag), begin);
      if (begin == std::string::npos || end == std::string::npos) continue;
      describe(std::string("XMP ") + tag, text_of_xml(xmp.substr(begin, end - begin)));
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
      if (file) read_attachment(*file, "attachment " + std::to_string(i + 1), std::nullopt);
    }
  }

  void read_attachment(FileSpec& file, const std::string& where, std::optional<int> page) {
    if (!file.isOk()) return;
    std::string text;
    if (const GooString* name = file.getFileName()) {
      text += text_of(name->toStr()) + "\n";
      add("file_name", where, text_of(name->toStr()), page);
    }
    if (const GooString* description = file.getDescription()) {
      text += text_of(description->toStr()) + "\n";
    }
    EmbFile* embedded = file.getEmbeddedFile();
    if (embedded != nullptr && embedded->isOk() && embedded->stream() != nullptr) {
      text += attached_text(bytes_of(*embedded->stream(), kMaxStream));
    }
    add("attachment", where, text, page);
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
        box = displayed({r[0], r[1], r[2], r[3]}, m);
      }
      const Object subtype = annotation.dictLookup("Subtype");
      if (subtype.isName("Widget")) {
        add("form_field", "form field", field_value(annotation), number, box);
        continue;
      }
      const std::string name = subtype.isName() ? subtype.getName() : "";
      for (const char* key : {"Contents", "RC", "Subj", "OverlayText"}) {
        std::string text = string_of(annotation.dictLookup(key));
        if (std::string_view(key) == "RC") text = text_of_xml(text);
        add("annotation_contents", name, std::move(text), number, box);
      }
      if (name == "FileAttachment") {
        const Object spec = annotation.dictLookup("FS");
        FileSpec file(&spec);
        read_attachment(file, "attachment on page " + std::to_string(number), number);
      }
    }
  }

  // A widget's value is its own or that of a field above it (ISO 32000-1, 12.7.3.2).
  [[nodiscard]] static std::string field_value(const Object& widget) {
    Object field = widget.copy();
    for (int i = 0; i < kMaxParents && field.isDict(); ++i) {
      for (const char* key : {"V", "DV"}) {
        const Object value = field.dictLookup(key);
        if (value.isString()) return string_of(value);
        if (value.isStream()) return utf8_of(bytes_of(*value.getStream(), kMaxStream));
        std::string several;  // of a list, more than one may be chosen
        for (int k = 0; value.isArray() && k < value.arrayGetLength(); ++k) {
          several += (several.empty() ? "" : " ") + string_of(value.arrayGet(k));
        }
        if (!several.empty()) return several;
      }
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
    const std::string where = "page " + std::to_string(number);
    for (const TextCollector::Replacement& one : collector.replacements()) {
      if (!one.box.empty()) add("tagged_text", where, one.text, number, one.box);
    }
    std::array<double, 6> m{};
    page->getDefaultCTM(m.data(), 72, 72, 0, false, true);
    for (const TaggedText& tagged : tagged_) {
      if (tagged.page != number) continue;
      Rect box;
      for (const int mark : tagged.marks) {
        const auto painted = collector.marks().find(mark);
        if (painted != collector.marks().end()) box = unite(box, painted->second);
      }
      if (tagged.box) box = unite(box, displayed(*tagged.box, m));
      if (!box.empty()) add("tagged_text", where, tagged.text, number, box);
    }
  }

  [[nodiscard]] static Rect displayed(const Rect& r, const std::array<double, 6>& m) {
    const auto x = [&](double px, double py) { return m[0] * px + m[2] * py + m[4]; };
    const auto y = [&](double px, double py) { return m[1] * px + m[3] * py + m[5]; };
    const auto [x0, x1] = std::minmax({x(r.x0, r.y0), x(r.x1, r.y1)});
    const auto [y0, y1] = std::minmax({y(r.x0, r.y0), y(r.x1, r.y1)});
    return {x0, y0, x1, y1};
  }

  // What was typed into an XFA form (its datasets), without its captions.
  void read_form(const Object& catalog) {
    const Object form = catalog.dictLookup("AcroForm");
    if (!form.isDict()) return;
    Object xfa = form.dictLookup("XFA");
    std::string xml;
    if (xfa.isStream()) xml = bytes_of(*xfa.getStream(), kMaxStream);
    for (int i = 0; xfa.isArray() && i + 1 < xfa.arrayGetLength(); i += 2) {
      const Object packet = xfa.arrayGet(i + 1);
      if (packet.isStream() && string_of(xfa.arrayGet(i)) == "datasets") {
        xml += bytes_of(*packet.getStream(), kMaxStream);
      }
    }
    const std::size_t begin = xml.find("datasets");
    if (begin == std::string::npos) return;
    const std::size_t end = xml.rfind("datasets");
    add("form_field", "XFA", text_of_xml(xml.substr(xml.find('>', begin), end - begin)));
  }

  void add_script(Script script) {
    for (std::string& literal : script.literals) {
      add("javascript", script.where, std::move(literal),
          script.page > 0 ? std::optional(script.page) : std::nullopt);
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
        std::string bytes = bytes_of(*value.getStream(), kMaxStream);
        // A stream may claim a filter that it does not use.
        if (!is_plain_text(bytes))
          bytes = bytes_of(*value.getStream()->getUndecodedStream(), kMaxStream);
        if (is_plain_text(bytes)) text = utf8_of(bytes);
      }
      add("other", "catalogue", text);
    }
  }

  PDFDoc& document_;
  XRef& xref_;
  const std::vector<int>& pages_;
  std::vector<TaggedText> tagged_;
  std::vector<HiddenContent> found_;
};

}  // namespace

std::vector<HiddenContent> read_hidden_contents(PDFDoc& document, const std::vector<int>& pages) {
  return Reader(document, pages).run();
}

}  // namespace tachado::pdf
