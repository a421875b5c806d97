#include "stages/export/redacted_pages.h"

#include <utility>

#include "stages/export/document_reader.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

Redaction redaction_of(const json& written) {
  Redaction redaction;
  redaction.id = text_of(written, "id");
  redaction.box = box_of(member(written, "bbox"));
  redaction.kind = region_kind_from(text_of(written, "kind")).value_or(RegionKind::filled);
  redaction.confidence = number_of(written, "confidence");
  redaction.soundness = soundness_from(text_of(written, "soundness"));
  const json& quad = member(written, "quad");
  if (quad.is_array() && quad.size() == 4) {
    Quad corners;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const bool point = quad[i].is_array() && quad[i].size() == 2 && quad[i][0].is_number() &&
                         quad[i][1].is_number();
      if (!point) return redaction;
      corners[i] = {quad[i][0].get<double>(), quad[i][1].get<double>()};
    }
    redaction.quad = corners;
  }
  return redaction;
}

}  // namespace

Result<RedactedPages> read_redacted_pages(std::istream& document) {
  RedactedPages result;
  DocumentHandler handler;
  handler.head = [&](json& head) { result.sha256 = text_of(member(head, "source"), "sha256"); };
  handler.page = [&](json& written) {
    const json& redactions = member(written, "redactions");
    if (redactions.empty()) return;
    Page page;
    page.number = whole_number_of(written, "number");
    page.width = number_of(written, "width");
    page.height = number_of(written, "height");
    for (const json& each : redactions) page.redactions.push_back(redaction_of(each));
    result.pages.push_back(std::move(page));
  };
  if (auto read = read_document(document, handler, Words::skip); !read) {
    return fail(std::move(read).error());
  }
  return result;
}

}  // namespace tachado::exporting
