#include "stages/export/json_writer.h"
#include "stages/export/record_json.h"
#include "stages/export/work_format.h"

namespace tachado::exporting {
namespace {

template <typename T>
int number_of(T value) {
  return static_cast<int>(value);
}

void write_corners(JsonWriter& json, const Rect& box) {
  for (const double each : {box.x0, box.y0, box.x1, box.y1}) json.value(each);
}

void write_source(JsonWriter& json, const SourceInfo& source) {
  json.key("source");
  json.begin_object();
  json.member("path", source.path);
  json.member("path_bytes", source.path_bytes);
  json.member("sha256", source.sha256);
  json.member("bytes", source.bytes);
  json.member("media_type", source.media_type);
  json.key("manifest");
  json.begin_object();
  for (const auto& [name, content] : source.manifest) {
    json.outside_key(name);
    json.value(content);
  }
  json.end_object();
  json.end_object();
}

void write_info(JsonWriter& json, const DocumentInfo& info) {
  json.begin_object();
  json.member("options_hash", info.options_hash);
  write_source(json, info.source);
  json.member("status", to_string(info.status));
  write_problems(json, "problems", info.problems);

  json.key("metadata");
  json.begin_object();
  write_metadata_texts(json, info.metadata);
  json.member("pages", info.metadata.pages);
  json.member("encrypted", info.metadata.encrypted);
  json.member("revisions", info.metadata.revisions);
  write_metadata_lists(json, info.metadata);
  write_problems(json, "problems", info.metadata.problems);
  json.end_object();

  json.member("pages_examined", info.pages_examined);
  json.member("language", info.fields.language);
  json.key("summary");
  json.begin_object();
  write_answers(json, info.fields.summary);
  write_leads(json, info.fields.summary);
  json.end_object();
  json.key("fields");
  write_fields(json, info.fields.fields);
  write_problems(json, "field_problems", info.fields.problems);

  json.key("redactions");
  json.begin_object();
  write_document_redactions(json, info.redactions);
  json.list("hidden_fields", info.redactions.hidden_fields);
  json.end_object();
  json.end_object();
}

void write_facts(JsonWriter& json, const TextFacts& facts) {
  json.key("facts");
  json.begin_object();
  json.member("glyphs", facts.glyphs);
  json.member("unmapped", facts.unmapped);
  json.member("invisible", facts.invisible);
  json.member("covered", facts.covered);
  json.member("type3", facts.type3);
  json.member("image_share", facts.image_share);
  json.member("largest_image_share", facts.largest_image_share);
  json.member("largest_image", facts.largest_image);
  json.member("small_outlines", facts.small_outlines);
  json.member("text_share_outside_margins", facts.text_share_outside_margins);
  json.end_object();
}

// Words, lines and shapes come by the ten thousand: arrays, in the order of their members.
void write_word(JsonWriter& json, const Word& word) {
  json.begin_array();
  json.value(word.text);
  write_corners(json, word.box);
  json.value(word.line);
  json.value(word.offset);
  json.value(word.confidence);
  json.value(number_of(word.glued));
  json.value(number_of(word.redaction));
  json.value(word.order);
  json.end_array();
}

void write_line(JsonWriter& json, const Line& line) {
  json.begin_array();
  write_corners(json, line.box);
  json.value(line.block);
  json.end_array();
}

void write_shape(JsonWriter& json, const Shape& shape) {
  json.begin_array();
  json.value(shape.order);
  json.value(number_of(shape.kind));
  json.value(number_of(shape.drawn_by));
  write_corners(json, shape.box);
  json.value(number_of(shape.rectangle));
  json.begin_array();
  for (const Point& corner : shape.outline) {
    json.value(corner.x);
    json.value(corner.y);
  }
  json.end_array();
  json.value(shape.subpaths);
  json.value(shape.painted_share);
  json.value(shape.line_width);
  json.value(shape.color);
  json.value(shape.opacity);
  json.value(number_of(shape.layer_off));
  json.end_array();
}

void write_image(JsonWriter& json, const ImagePlacement& image) {
  json.begin_object();
  json.member("order", image.order);
  json.member("drawn_by", number_of(image.drawn_by));
  json.member("bbox", image.box);
  json.member("upright", image.upright);
  json.member("width", image.width);
  json.member("height", image.height);
  json.member("bits", image.bits);
  json.member("components", image.components);
  json.member("encoding", image.encoding);
  json.member("object", image.object);
  json.member("stencil", image.stencil);
  json.member("color", image.color);
  json.member("one_colour", image.one_colour);
  json.member("opacity", image.opacity);
  json.member("soft_mask", image.soft_mask);
  json.member("layer_off", image.layer_off);
  json.member("letterhead", image.letterhead);
  json.end_object();
}

void write_annotation(JsonWriter& json, const Annotation& annotation) {
  json.begin_object();
  json.member("subtype", annotation.subtype);
  json.member("bbox", annotation.box);
  json.key("quads");
  json.begin_array();
  for (const Quad& quad : annotation.quads) {
    json.begin_array();
    for (const Point& corner : quad) json.value(corner);
    json.end_array();
  }
  json.end_array();
  json.member("color", annotation.color);
  json.member("overlay_text", annotation.overlay_text);
  json.member("hidden", annotation.hidden);
  json.member("has_appearance", annotation.has_appearance);
  json.end_object();
}

void write_candidate(JsonWriter& json, const Region& region) {
  json.begin_object();
  json.member("bbox", region.box);
  write_quad(json, region.quad);
  json.member("kind", to_string(region.kind));
  json.member("source", to_string(region.source));
  json.member("color", region.color);
  json.member("confidence", region.confidence);
  json.member("order", region.order);
  json.member("opacity", region.opacity);
  json.member("label", region.label);
  json.member("label_confidence", region.label_confidence);
  json.member("recognise_label", region.recognise_label);
  json.member("ink_inside", region.ink_inside);
  json.member("edge_straightness", region.edge_straightness);
  json.member("solid_share", region.solid_share);
  json.end_object();
}

template <typename List, typename Write>
void write_list(JsonWriter& json, std::string_view name, const List& list, Write write) {
  json.key(name);
  json.begin_array();
  for (const auto& each : list) write(json, each);
  json.end_array();
}

void write_page_record(JsonWriter& json, const Page& page) {
  json.begin_object();
  json.member("number", page.number);
  json.member("label", page.label);
  json.member("width", page.width);
  json.member("height", page.height);
  json.member("rotation", page.rotation);
  json.member("examined", page.examined);
  json.member("text_source", to_string(page.text_source));
  json.member("ocr_reason", page.ocr_reason);
  json.member("text_quality", page.text_quality);
  json.member("ocr_confidence", page.ocr_confidence);
  json.member("text", page.text);
  write_list(json, "lines", page.lines, write_line);
  write_list(json, "words", page.words, write_word);
  write_list(json, "redactions", page.redactions, write_redaction);
  write_facts(json, page.facts);
  write_list(json, "shapes", page.shapes, write_shape);
  write_list(json, "images", page.images, write_image);
  write_list(json, "annotations", page.annotations, write_annotation);
  write_list(json, "candidates", page.candidates, write_candidate);
  json.member("content_area", page.content_area);
  write_problems(json, "problems", page.problems);
  json.end_object();
}

}  // namespace

std::string write_work_header(const WorkHeader& header) {
  std::string line;
  JsonWriter json(line, Precision::exact);
  json.begin_object();
  json.member("schema", kWorkSchema);
  json.list("stages", header.stages);
  json.key("options");
  json.begin_object();
  for (const auto& [name, value] : header.options) json.member(name, value);
  json.end_object();
  json.key("info");
  write_info(json, header.info);
  json.end_object();
  line += '\n';
  return line;
}

std::string write_work_page(const Page& page) {
  std::string line;
  JsonWriter json(line, Precision::exact);
  json.begin_object();
  json.key("page");
  write_page_record(json, page);
  json.end_object();
  line += '\n';
  return line;
}

std::string write_work_end(const DocumentInfo& info, const GroundsById& grounds) {
  std::string line;
  JsonWriter json(line, Precision::exact);
  json.begin_object();
  json.key("end");
  write_info(json, info);
  json.key("grounds");
  json.begin_object();
  for (const auto& [id, indices] : grounds) {
    json.outside_key(id);
    json.begin_array();
    for (const int index : indices) json.value(index);
    json.end_array();
  }
  json.end_object();
  json.end_object();
  line += '\n';
  return line;
}

}  // namespace tachado::exporting
