#include "stages/pdf/metadata.h"

#include <FileSpec.h>
#include <PDFDoc.h>
#include <Page.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "stages/pdf/messages.h"
#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/poppler_version.h"
#include "stages/pdf/revisions.h"
#include "stages/pdf/signatures.h"

namespace tachado::pdf {
namespace {

constexpr std::size_t kMaxAttachments = 10'000;
constexpr std::size_t kMaxXmp = 8U << 20U;  // bytes

std::optional<std::string> info_text(const Object& info, const char* key) {
  if (!info.isDict()) return {};
  const Object value = info.dictLookup(key);
  if (!value.isString()) return {};
  std::string text = text_of(raw_bytes(value.getString()));
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::optional<std::string> info_date(const Object& info, const char* key) {
  const auto text = info_text(info, key);
  return text ? iso_date(*text) : std::nullopt;
}

std::string without_entities(std::string_view xml) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string out;
  for (std::size_t i = 0; i < xml.size();) {
    const auto* entity =
        std::find_if(std::begin(kEntities), std::end(kEntities),
                     [&](const auto& e) { return xml.substr(i, e.first.size()) == e.first; });
    if (entity != std::end(kEntities)) {
      out += entity->second;
      i += entity->first.size();
    } else {
      out += xml[i++];
    }
  }
  return out;
}

// The value of an XMP property, as an attribute or as an element (then its innermost text). Not an
// XML parser: packets are often not well formed, and these few names cannot be mistaken.
std::optional<std::string> xmp_value(std::string_view xmp, std::string_view name) {
  const std::string attribute = std::string(name) + "=";
  if (const auto at = xmp.find(attribute); at != std::string_view::npos) {
    const std::size_t begin = at + attribute.size() + 1;
    if (begin <= xmp.size()) {
      const auto end = xmp.find(xmp[begin - 1], begin);
      if (end != std::string_view::npos) return without_entities(xmp.substr(begin, end - begin));
    }
  }
  const auto open = xmp.find(std::string("<").append(name));
  if (open == std::string_view::npos) return {};
  const auto close = xmp.find(std::string("</").append(name), open);
  if (close == std::string_view::npos) return {};
  std::string_view inside = xmp.substr(open, close - open);
  while (true) {
    const auto tag_end = inside.find('>');
    if (tag_end == std::string_view::npos) return {};
    inside.remove_prefix(tag_end + 1);
    const auto next = inside.find('<');
    const std::string_view text = inside.substr(0, next);
    const bool blank =
        std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c) != 0; });
    if (!blank) return without_entities(text);
    if (next == std::string_view::npos) return {};
  }
}

std::optional<std::string> xmp_text(std::string_view xmp, std::string_view name) {
  const auto value = xmp_value(xmp, name);
  if (!value) return {};
  std::string text = text_of("\xEF\xBB\xBF" + *value);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// XMP's dates are ISO 8601 already, with or without their smaller parts.
std::optional<std::string> xmp_date(std::string_view xmp, std::string_view name) {
  const auto value = xmp_value(xmp, name);
  if (!value || value->size() < 4 || value->size() > 35) return {};
  const bool plain = std::all_of(value->begin(), value->end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == ':' || c == 'T' || c == 'Z' || c == '+' ||
           c == '.';
  });
  const bool year =
      std::all_of(value->begin(), value->begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
  return plain && year ? value : std::nullopt;
}

Attachment attachment_of(FileSpec& file) {
  Attachment result;
  if (const GooString* name = file.getFileName()) {
    std::string text = text_of(name->toStr());
    if (!text.empty()) result.name = std::move(text);
  }
  if (EmbFile* embedded = file.getEmbeddedFile(); embedded != nullptr && embedded->isOk()) {
    if (embedded->size() >= 0) result.bytes = embedded->size();
  }
  return result;
}

std::vector<Attachment> read_attachments(PDFDoc& document, int max_pages) {
  std::vector<Attachment> result;
  Catalog* catalog = document.getCatalog();
  const int embedded = catalog->numEmbeddedFiles();
  for (int i = 0; i < embedded && result.size() < kMaxAttachments; ++i) {
    if (const auto file = catalog->embeddedFile(i)) result.push_back(attachment_of(*file));
  }
  const int pages = std::min(document.getNumPages(), max_pages);
  for (int number = 1; number <= pages && result.size() < kMaxAttachments; ++number) {
    ::Page* page = document.getPage(number);
    if (page == nullptr) continue;
    const Object annotations = page->getAnnotsObject();
    if (!annotations.isArray()) continue;
    for (int i = 0; i < annotations.arrayGetLength(); ++i) {
      const Object annotation = annotations.arrayGet(i);
      if (!annotation.isDict()) continue;
      const Object subtype = annotation.dictLookup("Subtype");
      if (!subtype.isName("FileAttachment")) continue;
      const Object spec = annotation.dictLookup("FS");
      FileSpec file(&spec);
      if (file.isOk() && result.size() < kMaxAttachments) result.push_back(attachment_of(file));
    }
  }
  return result;
}

void note_unsupported(PDFDoc& document, std::vector<Problem>& problems) {
  const Object catalog = document.getXRef()->getCatalog();
  if (!catalog.isDict()) return;
  const auto note = [&](const char* message) {
    problems.push_back({"pdf", std::nullopt, ProblemKind::unsupported, message});
  };
  if (catalog.dictLookup("NeedsRendering").getBoolWithDefaultValue(false)) {
    note("the file is a dynamic XFA form, which is not read: save it as ordinary PDF first");
  }
}

}  // namespace

Metadata read_metadata(PDFDoc& document, const std::string& path, std::string_view bytes,
                       int max_pages) {
  // What is damaged on a page is reported when that page is read.
  const MessageScope quiet(std::nullopt);
  Metadata result;
  const Object info = document.getDocInfo();
  result.title = info_text(info, "Title");
  result.author = info_text(info, "Author");
  result.producer = info_text(info, "Producer");
  result.created = info_date(info, "CreationDate");
  result.modified = info_date(info, "ModDate");
  const auto packet = document.readMetadata();
  if (packet != nullptr && packet->toStr().size() <= kMaxXmp) {
    const std::string_view xmp = packet->toStr();
    if (!result.title) result.title = xmp_text(xmp, "dc:title");
    if (!result.author) result.author = xmp_text(xmp, "dc:creator");
    if (!result.producer) result.producer = xmp_text(xmp, "pdf:Producer");
    if (!result.created) result.created = xmp_date(xmp, "xmp:CreateDate");
    if (!result.modified) result.modified = xmp_date(xmp, "xmp:ModifyDate");
  }
  result.encrypted = document.isEncrypted();
  const auto ends = path.empty() ? revision_ends(bytes) : revision_ends(path);
  result.revisions = std::max(1, static_cast<int>(ends.size()));
  result.signatures = read_signatures(document, document.getBaseStream()->getLength());
  result.attachments = read_attachments(document, max_pages);
  note_unsupported(document, result.problems);
  return result;
}

}  // namespace tachado::pdf
