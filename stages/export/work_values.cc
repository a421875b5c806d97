#include "stages/export/work_values.h"

#include <algorithm>

namespace tachado::exporting {
namespace {

std::optional<Status> status_from(std::string_view name) {
  for (const Status status : {Status::ok, Status::partial, Status::failed}) {
    if (to_string(status) == name) return status;
  }
  return std::nullopt;
}

void read_problems(const Node& node, std::vector<Problem>& problems) {
  node.read_list(problems, [](const Node& each, Problem& problem) {
    each["stage"].read(problem.stage);
    each["page"].read(problem.page);
    each["kind"].read_named(problem.kind, problem_kind_from);
    each["message"].read(problem.message);
  });
}

void read_evidence(const Node& node, std::vector<Evidence>& list) {
  node.read_list(list, [](const Node& each, Evidence& evidence) {
    each["page"].read(evidence.page, 1);
    each["bbox"].read(evidence.box);
    each["span"][0].read(evidence.begin);
    each["span"][1].read(evidence.end, evidence.begin);
    each["text"].read(evidence.text);
    each["source"].read(evidence.source);
  });
}

// ---- fields ----

void read_minor(const Node& node, std::int64_t& minor_units) {
  node.read(minor_units, std::numeric_limits<std::int64_t>::min());
}

void read_minor(const Node& node, std::optional<std::int64_t>& minor_units) {
  minor_units.reset();
  if (!node.is_null()) read_minor(node, minor_units.emplace());
}

void read_found(const Node& node, Found& found) {
  node["confidence"].read(found.confidence);
  node["rule"].read(found.rule);
  read_evidence(node["evidence"], found.evidence);
}

void read_number(const Node& node, NumberField& number) {
  node["value"].read(number.value);
  node["printed"].read(number.printed);
  node["repaired"].read(number.repaired);
  node["role"].read(number.role);
  read_found(node, number);
}

void read_amount(const Node& node, AmountField& amount) {
  read_minor(node["value"], amount.minor_units);
  node["currency"].read_or_empty(amount.currency);
  node["role"].read(amount.role);
  node["tax"].read(amount.tax);
  node["words"].read(amount.words);
  node["words_agree"].read(amount.words_agree);
  read_found(node, amount);
}

void read_party(const Node& node, PartyField& party) {
  node["name"].read(party.name);
  node["role"].read(party.role);
  node["legal_form"].read(party.legal_form);
  if (const Node tax_id = node["tax_id"]; !tax_id.is_null()) {
    TaxId& id = party.tax_id.emplace();
    tax_id["scheme"].read(id.scheme);
    tax_id["value"].read(id.value);
    tax_id["valid"].read(id.valid);
    tax_id["name_matches"].read(id.name_matches);
  }
  read_found(node, party);
}

void read_date(const Node& node, DateField& date) {
  node["value"].read(date.value);
  node["role"].read(date.role);
  read_found(node, date);
}

void read_identifier(const Node& node, IdentifierField& identifier) {
  node["scheme"].read(identifier.scheme);
  node["value"].read(identifier.value);
  node["valid"].read(identifier.valid);
  read_found(node, identifier);
}

void read_item(const Node& node, ItemField& item) {
  node["row"].read(item.row);
  node["description"].read(item.description);
  node["brand"].read(item.brand);
  node["model"].read(item.model);
  node["quantity"].read(item.quantity);
  node["unit"].read(item.unit);
  read_minor(node["unit_price"], item.unit_price_minor);
  read_minor(node["amount"], item.amount_minor);
  node["sum_agrees"].read(item.sum_agrees);
  read_found(node, item);
}

void read_watchlist_match(const Node& node, WatchlistField& match) {
  node["entry"].read(match.entry);
  node["list"].read(match.list);
  node["listed"].read(match.listed);
  node["status"].read(match.status);
  node["match"].read(match.match);
  node["score"].read(match.score);
  read_found(node, match);
}

void read_fields(const Node& node, Fields& fields) {
  node["numbers"].read_list(fields.numbers, read_number);
  node["amounts"].read_list(fields.amounts, read_amount);
  node["parties"].read_list(fields.parties, read_party);
  node["dates"].read_list(fields.dates, read_date);
  node["identifiers"].read_list(fields.identifiers, read_identifier);
  node["items"].read_list(fields.items, read_item);
  node["watchlist"].read_list(fields.watchlist, read_watchlist_match);
}

void read_summary(const Node& node, FieldsSummary& summary) {
  node["document_kind"].read(summary.document_kind);
  node["subject"].read(summary.subject);
  node["contract_number"].read(summary.contract_number);
  node["tender_number"].read(summary.tender_number);
  read_minor(node["amount"], summary.amount_minor);
  node["currency"].read(summary.currency);
  read_minor(node["amount_minimum"], summary.amount_minimum_minor);
  read_minor(node["amount_maximum"], summary.amount_maximum_minor);
  node["supplier_name"].read(summary.supplier_name);
  node["supplier_tax_id"].read(summary.supplier_tax_id);
  node["buyer_name"].read(summary.buyer_name);
  node["date_signed"].read(summary.date_signed);
  node["watchlist_matches"].read(summary.watchlist_matches);
  node["watchlist_leads"].read(summary.watchlist_leads);
  node["needs_review"].read_list(summary.needs_review, [](const Node& each, NeedsReview& review) {
    each["code"].read(review.code);
    each["field"].read(review.field);
    each["text"].read(review.text);
  });
}

// ---- the document ----

void read_source(const Node& node, SourceInfo& source) {
  node["path"].read(source.path);
  node["path_bytes"].read(source.path_bytes);
  node["sha256"].read(source.sha256);
  node["bytes"].read(source.bytes);
  node["media_type"].read(source.media_type);
  node["manifest"].read(source.manifest);
}

void read_metadata(const Node& node, Metadata& metadata) {
  node["title"].read(metadata.title);
  node["author"].read(metadata.author);
  node["producer"].read(metadata.producer);
  node["created"].read(metadata.created);
  node["modified"].read(metadata.modified);
  node["pages"].read(metadata.pages);
  node["encrypted"].read(metadata.encrypted);
  node["revisions"].read(metadata.revisions);
  node["signatures"].read_list(metadata.signatures, [](const Node& each, Signature& signature) {
    each["signer"].read(signature.signer);
    each["time"].read(signature.time);
    each["covers_whole_file"].read(signature.covers_whole_file);
  });
  node["attachments"].read_list(metadata.attachments, [](const Node& each, Attachment& attachment) {
    each["name"].read(attachment.name);
    each["bytes"].read(attachment.bytes);
  });
  read_problems(node["problems"], metadata.problems);
}

void read_finding(const Node& node, Finding& finding) {
  node["kind"].read(finding.kind);
  node["where"].read_or_empty(finding.where);
  node["page"].read(finding.page);
  node["characters"].read(finding.characters);
  node["readability"].read(finding.readability);
  node["digest"].read(finding.digest);
  node["text"].read(finding.text);
}

void read_ground(const Node& node, Ground& ground) {
  node["law"].read(ground.law);
  node["article"].read(ground.article);
  node["fraction"].read(ground.fraction);
  node["paragraph"].read(ground.paragraph);
  node["class"].read(ground.classification);
  node["date"].read(ground.date);
  node["period"].read(ground.period);
  node["until"].read(ground.until);
  node["classified_by"].read(ground.classified_by);
  node["reference"].read(ground.reference);
  node["removed"].read(ground.removed);
  node["note"].read(ground.note);
  read_evidence(node["evidence"], ground.evidence);
}

void read_document_redactions(const Node& node, DocumentRedactions& redactions) {
  node["count"].read(redactions.count);
  node["pages"].read(redactions.pages);
  node["area_share"].read(redactions.area_share);
  node["content_share"].read(redactions.content_share);
  node["characters_estimated"].read(redactions.characters_estimated);
  node["level"].read(redactions.level);
  node["failed"].read(redactions.failed);
  node["unverified"].read(redactions.unverified);
  node["kinds"].read(redactions.kinds);
  node["hidden_fields"].read(redactions.hidden_fields);
  node["grounds"].read_list(redactions.grounds, read_ground);
  node["checks"].read(redactions.checks);
  node["leaks"].read_list(redactions.leaks, read_finding);
}

// ---- the page ----

void read_line(const Node& node, Line& line) {
  node.read_corners(line.box, 0);
  node[4].read(line.block);
}

void read_word(const Node& node, Word& word) {
  node[0].read(word.text);
  node.read_corners(word.box, 1);
  node[5].read(word.line);
  node[6].read(word.offset);
  node[7].read(word.confidence);
  node[8].read(word.glued);
  node[9].read(word.redaction);
  node[10].read(word.order);
}

void read_redaction(const Node& node, Redaction& redaction) {
  node["id"].read(redaction.id);
  node["bbox"].read(redaction.box);
  node["quad"].read(redaction.quad);
  node["kind"].read_named(redaction.kind, region_kind_from);
  node["color"].read(redaction.color);
  node["source"].read_named(redaction.source, region_source_from);
  node["confidence"].read(redaction.confidence);
  node["label"].read(redaction.label);
  node["characters_estimated"].read(redaction.characters_estimated);
  const Node hides = node["hides"];
  hides["what"].read(redaction.hides.what);
  hides["evidence"].read(redaction.hides.evidence);
  hides["confidence"].read(redaction.hides.confidence);
  node["grounds"].read(redaction.grounds);
  if (const Node soundness = node["soundness"]; !soundness.is_null()) {
    soundness.read_named(redaction.soundness.emplace(), soundness_from);
  }
  node["checks"].read(redaction.checks);
  node["findings"].read_list(redaction.findings, read_finding);
}

void read_facts(const Node& node, TextFacts& facts) {
  node["glyphs"].read(facts.glyphs);
  node["unmapped"].read(facts.unmapped);
  node["invisible"].read(facts.invisible);
  node["covered"].read(facts.covered);
  node["type3"].read(facts.type3);
  node["image_share"].read(facts.image_share);
  node["largest_image_share"].read(facts.largest_image_share);
  node["largest_image"].read(facts.largest_image, -1);
  node["small_outlines"].read(facts.small_outlines);
  node["text_share_outside_margins"].read(facts.text_share_outside_margins);
}

void read_outline(const Node& node, std::vector<Point>& outline) {
  std::vector<double> numbers;
  node.read(numbers);
  if (numbers.size() % 2 != 0) return node.blame("pairs of numbers");
  outline.resize(numbers.size() / 2);
  for (std::size_t i = 0; i < outline.size(); ++i) {
    outline[i] = {numbers[2 * i], numbers[2 * i + 1]};
  }
}

void read_shape(const Node& node, Shape& shape) {
  node[0].read(shape.order);
  node[1].read_numbered(shape.kind, ShapeKind::pattern);
  node[2].read_numbered(shape.drawn_by, DrawnBy::annotation);
  node.read_corners(shape.box, 3);
  node[7].read(shape.rectangle);
  read_outline(node[8], shape.outline);
  node[9].read(shape.subpaths);
  node[10].read(shape.painted_share);
  node[11].read(shape.line_width);
  node[12].read(shape.color);
  node[13].read(shape.opacity);
  node[14].read(shape.layer_off);
}

void read_image(const Node& node, ImagePlacement& image) {
  node["order"].read(image.order);
  node["drawn_by"].read_numbered(image.drawn_by, DrawnBy::annotation);
  node["bbox"].read(image.box);
  node["upright"].read(image.upright);
  node["width"].read(image.width);
  node["height"].read(image.height);
  node["bits"].read(image.bits);
  node["components"].read(image.components);
  node["encoding"].read(image.encoding);
  node["object"].read(image.object);
  node["stencil"].read(image.stencil);
  node["color"].read(image.color);
  node["one_colour"].read(image.one_colour);
  node["opacity"].read(image.opacity);
  node["soft_mask"].read(image.soft_mask);
  node["layer_off"].read(image.layer_off);
  node["letterhead"].read(image.letterhead);
}

void read_annotation(const Node& node, Annotation& annotation) {
  node["subtype"].read(annotation.subtype);
  node["bbox"].read(annotation.box);
  node["quads"].read(annotation.quads);
  node["color"].read(annotation.color);
  node["overlay_text"].read(annotation.overlay_text);
  node["hidden"].read(annotation.hidden);
  node["has_appearance"].read(annotation.has_appearance);
}

void read_candidate(const Node& node, Region& region) {
  node["bbox"].read(region.box);
  node["quad"].read(region.quad);
  node["kind"].read_named(region.kind, region_kind_from);
  node["source"].read_named(region.source, region_source_from);
  node["color"].read(region.color);
  node["confidence"].read(region.confidence);
  node["order"].read(region.order);
  node["opacity"].read(region.opacity);
  node["label"].read(region.label);
  node["label_confidence"].read(region.label_confidence);
  node["recognise_label"].read(region.recognise_label);
  node["ink_inside"].read(region.ink_inside);
  node["edge_straightness"].read(region.edge_straightness);
  node["solid_share"].read(region.solid_share);
}

// What the stages take for granted when they use one value as an index of another.
void check_page(const Node& node, const Page& page) {
  int line = 0;
  for (const Word& word : page.words) {
    if (word.line < line || static_cast<std::size_t>(word.line) >= page.lines.size()) {
      return node["words"].blame("in the order of their lines");
    }
    if (word.offset > static_cast<std::int64_t>(page.text.size())) {
      return node["words"].blame("within the text");
    }
    line = word.line;
  }
  if (page.facts.largest_image >= static_cast<int>(page.images.size())) {
    node["facts"].blame("about an image of the page");
  }
  if (page.width < 0 || page.height < 0) node["width"].blame("a length");
}

}  // namespace

void Node::read(Color& color) const {
  std::string text;
  read(text);
  const bool well_formed =
      text.size() == 7 && text[0] == '#' && std::all_of(text.begin() + 1, text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      });
  if (!well_formed) return blame("a colour, #rrggbb");
  const auto part = [&](std::size_t at) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    return static_cast<std::uint8_t>(digit(text[at]) * 16 + digit(text[at + 1]));
  };
  color = {part(1), part(3), part(5)};
}

const nlohmann::json& Node::null_value() {
  static const nlohmann::json null;
  return null;
}

void read_info(const Node& node, DocumentInfo& info) {
  node["options_hash"].read(info.options_hash);
  read_source(node["source"], info.source);
  node["status"].read_named(info.status, status_from);
  read_problems(node["problems"], info.problems);
  read_metadata(node["metadata"], info.metadata);
  node["pages_examined"].read(info.pages_examined);
  node["language"].read(info.fields.language);
  read_summary(node["summary"], info.fields.summary);
  read_fields(node["fields"], info.fields.fields);
  read_problems(node["field_problems"], info.fields.problems);
  read_document_redactions(node["redactions"], info.redactions);
}

void read_page(const Node& node, Page& page) {
  node["number"].read(page.number, 1);
  node["label"].read(page.label);
  node["width"].read(page.width);
  node["height"].read(page.height);
  node["rotation"].read(page.rotation, -360, 360);
  node["examined"].read(page.examined);
  node["text_source"].read_named(page.text_source, text_source_from);
  node["ocr_reason"].read(page.ocr_reason);
  node["text_quality"].read(page.text_quality);
  node["ocr_confidence"].read(page.ocr_confidence);
  node["text"].read(page.text);
  node["lines"].read_list(page.lines, read_line);
  node["words"].read_list(page.words, read_word);
  node["redactions"].read_list(page.redactions, read_redaction);
  read_facts(node["facts"], page.facts);
  node["shapes"].read_list(page.shapes, read_shape);
  node["images"].read_list(page.images, read_image);
  node["annotations"].read_list(page.annotations, read_annotation);
  node["candidates"].read_list(page.candidates, read_candidate);
  node["content_area"].read(page.content_area);
  read_problems(node["problems"], page.problems);
  if (!node.faulty()) check_page(node, page);
}

}  // namespace tachado::exporting
