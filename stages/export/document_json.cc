#include "stages/export/document_json.h"

#include "stages/export/json_writer.h"
#include "stages/export/record_json.h"
#include "stages/export/summary.h"

namespace tachado::exporting {
namespace {

std::optional<Ratio> ratio(std::optional<double> share) {
  if (!share) return std::nullopt;
  return Ratio{*share};
}

void write_tool(JsonWriter& json, const DocumentInfo& info) {
  json.key("tool");
  json.begin_object();
  json.member("name", "tachado");
  json.member("version", kVersion);
  write_or_null(json, "options_hash", info.options_hash);
  json.end_object();
}

void write_source(JsonWriter& json, const SourceInfo& source, const Extent& extent) {
  json.key("source");
  json.begin_object();
  write_path(json, source);
  write_or_null(json, "sha256", source.sha256);
  json.member("bytes", extent.bytes);
  write_or_null(json, "media_type", source.media_type);
  write_manifest(json, source);
  json.end_object();
}

void write_metadata(JsonWriter& json, const Metadata& metadata, const Extent& extent) {
  json.key("metadata");
  json.begin_object();
  write_metadata_texts(json, metadata);
  json.member("pages", extent.pages);
  json.member("encrypted", extent.encrypted);
  json.member("revisions", extent.revisions);
  write_metadata_lists(json, metadata);
  json.end_object();
}

void write_summary(JsonWriter& json, const DocumentInfo& info, const Extent& extent) {
  json.key("summary");
  json.begin_object();
  write_answers(json, info.fields.summary);
  json.member("pages", extent.pages);
  json.member("pages_examined", info.pages_examined);
  json.member("redactions", info.redactions.count);
  json.member("redacted_share", ratio(info.redactions.content_share));
  json.member("redaction_level", info.redactions.level);
  json.member("failed_redactions", info.redactions.failed);
  json.member("leaks", extent.leaks);
  json.list("redacted_fields", info.redactions.hidden_fields);
  write_leads(json, info.fields.summary);
  json.end_object();
}

// Text first: words are most of a document, so each is written without a look at its neighbours.
void write_words(JsonWriter& json, const std::vector<Word>& words) {
  json.key("words");
  json.begin_array();
  for (const Word& word : words) {
    json.begin_array();
    json.value(word.text);
    for (const double each : {word.box.x0, word.box.y0, word.box.x1, word.box.y1}) {
      json.value(Points{each});
    }
    json.value(word.line);
    json.value(word.offset);
    json.value(ratio(word.confidence));
    json.end_array();
  }
  json.end_array();
}

void write_lines(JsonWriter& json, const std::vector<Line>& lines) {
  json.key("lines");
  json.begin_array();
  for (const Line& line : lines) {
    json.begin_object();
    json.member("bbox", line.box);
    json.member("block", line.block);
    json.end_object();
  }
  json.end_array();
}

void write_until_pages(std::string& out, const DocumentInfo& info) {
  const Extent extent = extent_of(info);
  JsonWriter json(out, Precision::published);
  json.begin_object();
  json.member("schema", kDocumentSchema);
  json.line_break();
  write_tool(json, info);
  json.line_break();
  write_source(json, info.source, extent);
  json.line_break();
  json.member("status", to_string(info.status));
  json.line_break();
  write_problems(json, "problems", info.problems);
  json.line_break();
  write_metadata(json, info.metadata, extent);
  json.line_break();
  json.member("language", info.fields.language);
  json.line_break();
  write_summary(json, info, extent);
  json.line_break();
  json.key("fields");
  write_fields(json, info.fields.fields);
  json.line_break();
  json.key("redactions");
  json.begin_object();
  write_document_redactions(json, info.redactions);
  json.end_object();
  json.line_break();
  json.key("pages");
  json.begin_array();
}

}  // namespace

void write_document_begin(std::string& out, const DocumentInfo& info) {
  write_until_pages(out, info);
  out += '\n';
}

void write_page_head(std::string& out, const Page& page, bool first) {
  if (!first) out += ",\n";
  JsonWriter json(out, Precision::published);
  json.begin_object();
  json.member("number", page.number);
  write_or_null(json, "label", page.label);
  json.member("width", Points{page.width});
  json.member("height", Points{page.height});
  json.member("rotation", page.rotation);
  json.member("examined", page.examined);
  json.member("text_source", to_string(page.text_source));
  write_or_null(json, "ocr_reason", page.ocr_reason);
  json.member("text_quality", ratio(page.text_quality));
  json.member("ocr_confidence", ratio(page.ocr_confidence));
  json.line_break();
  json.member("text", page.text);
  json.line_break();
  write_lines(json, page.lines);
  json.line_break();
  write_words(json, page.words);
}

void write_page_redactions(std::string& out, const std::vector<Redaction>& redactions) {
  out += ",\n\"redactions\":";
  JsonWriter json(out, Precision::published);
  json.begin_array();
  for (const Redaction& redaction : redactions) {
    json.line_break();
    write_redaction(json, redaction);
  }
  json.end_array();
  out += '}';
}

void write_page(std::string& out, const Page& page, bool first) {
  write_page_head(out, page, first);
  write_page_redactions(out, page.redactions);
}

void write_document_end(std::string& out) { out += "\n]}\n"; }

void write_document_line(std::string& out, std::string_view document) {
  while (!document.empty()) {
    const std::size_t end = document.find('\n');
    const std::string_view line = document.substr(0, end);
    if (!line.starts_with(kWordsLine)) out += line;
    document.remove_prefix(end == std::string_view::npos ? document.size() : end + 1);
  }
  out += '\n';
}

}  // namespace tachado::exporting
