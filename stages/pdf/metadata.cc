#include "stages/pdf/metadata.h"

#include <PDFDoc.h>

#include "stages/pdf/pdf_strings.h"

namespace tachado::pdf {
namespace {

std::optional<std::string> info_text(const Object& info, const char* key) {
  if (!info.isDict()) return {};
  const Object value = info.dictLookup(key);
  if (!value.isString()) return {};
  std::string text = text_of(value.getString()->toStr());
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::optional<std::string> info_date(const Object& info, const char* key) {
  const auto text = info_text(info, key);
  return text ? iso_date(*text) : std::nullopt;
}

}  // namespace

Metadata read_metadata(PDFDoc& document, const std::string& /*path*/, std::string_view /*bytes*/) {
  Metadata result;
  const Object info = document.getDocInfo();
  result.title = info_text(info, "Title");
  result.author = info_text(info, "Author");
  result.producer = info_text(info, "Producer");
  result.created = info_date(info, "CreationDate");
  result.modified = info_date(info, "ModDate");
  result.encrypted = document.isEncrypted();
  return result;
}

}  // namespace tachado::pdf
