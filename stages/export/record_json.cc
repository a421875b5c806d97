#include "stages/export/record_json.h"

namespace tachado::exporting {
namespace {

// An array under a name, each element written by `write(json, element)`.
template <typename List, typename Write>
void write_list(JsonWriter& json, std::string_view name, const List& list, Write write) {
  json.key(name);
  json.begin_array();
  for (const auto& each : list) write(json, each);
  json.end_array();
}

std::optional<Money> money(std::optional<std::int64_t> minor_units) {
  if (!minor_units) return std::nullopt;
  return Money{*minor_units};
}

void write_found(JsonWriter& json, const Found& found) {
  json.member("confidence", Ratio{found.confidence});
  json.member("rule", found.rule);
  write_evidence(json, found.evidence);
}

void write_one_evidence(JsonWriter& json, const Evidence& evidence) {
  json.begin_object();
  json.member("page", evidence.page);
  json.member("bbox", evidence.box);
  json.key("span");
  json.begin_array();
  json.value(evidence.begin);
  json.value(evidence.end);
  json.end_array();
  json.member("text", evidence.text);
  json.member("source", evidence.source);
  json.end_object();
}

void write_number(JsonWriter& json, const NumberField& number) {
  json.begin_object();
  json.member("value", number.value);
  json.member("printed", number.printed);
  json.member("repaired", number.repaired);
  json.member("role", number.role);
  write_found(json, number);
  json.end_object();
}

void write_amount(JsonWriter& json, const AmountField& amount) {
  json.begin_object();
  json.member("value", Money{amount.minor_units});
  write_or_null(json, "currency", amount.currency);
  json.member("role", amount.role);
  json.member("tax", amount.tax);
  json.member("words", amount.words);
  json.member("words_agree", amount.words_agree);
  write_found(json, amount);
  json.end_object();
}

void write_party(JsonWriter& json, const PartyField& party) {
  json.begin_object();
  json.member("name", party.name);
  json.member("role", party.role);
  json.member("legal_form", party.legal_form);
  json.key("tax_id");
  if (party.tax_id) {
    json.begin_object();
    json.member("scheme", party.tax_id->scheme);
    json.member("value", party.tax_id->value);
    json.member("valid", party.tax_id->valid);
    json.member("name_matches", party.tax_id->name_matches);
    json.end_object();
  } else {
    json.null();
  }
  write_found(json, party);
  json.end_object();
}

void write_date(JsonWriter& json, const DateField& date) {
  json.begin_object();
  json.member("value", date.value);
  json.member("role", date.role);
  write_found(json, date);
  json.end_object();
}

void write_identifier(JsonWriter& json, const IdentifierField& identifier) {
  json.begin_object();
  json.member("scheme", identifier.scheme);
  json.member("value", identifier.value);
  json.member("valid", identifier.valid);
  write_found(json, identifier);
  json.end_object();
}

void write_item(JsonWriter& json, const ItemField& item) {
  json.begin_object();
  json.member("row", item.row);
  json.member("description", item.description);
  json.member("brand", item.brand);
  json.member("model", item.model);
  json.member("quantity", item.quantity);
  json.member("unit", item.unit);
  json.member("unit_price", money(item.unit_price_minor));
  json.member("amount", money(item.amount_minor));
  json.member("sum_agrees", item.sum_agrees);
  write_found(json, item);
  json.end_object();
}

void write_watchlist_match(JsonWriter& json, const WatchlistField& match) {
  json.begin_object();
  json.member("entry", match.entry);
  json.member("list", match.list);
  json.member("listed", match.listed);
  json.member("status", match.status);
  json.member("match", match.match);
  json.member("score", Ratio{match.score});
  write_found(json, match);
  json.end_object();
}

// What a finding says, of a region or of the document.
void write_finding_measures(JsonWriter& json, const Finding& finding) {
  json.member("characters", finding.characters);
  json.member("readability", Ratio{finding.readability});
  json.member("digest", finding.digest);
  json.member("text", finding.text);
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("kind", finding.kind);
  write_finding_measures(json, finding);
  json.end_object();
}

void write_leak(JsonWriter& json, const Finding& leak) {
  json.begin_object();
  json.member("kind", leak.kind);
  json.member("where", leak.where);
  json.member("page", leak.page);
  write_finding_measures(json, leak);
  json.end_object();
}

void write_ground(JsonWriter& json, const Ground& ground) {
  json.begin_object();
  json.member("law", ground.law);
  json.member("article", ground.article);
  json.member("fraction", ground.fraction);
  json.member("paragraph", ground.paragraph);
  json.member("class", ground.classification);
  json.member("date", ground.date);
  json.member("period", ground.period);
  json.member("until", ground.until);
  json.member("classified_by", ground.classified_by);
  json.member("reference", ground.reference);
  json.member("removed", ground.removed);
  json.member("note", ground.note);
  write_evidence(json, ground.evidence);
  json.end_object();
}

}  // namespace

void write_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
  json.key(name);
  text.empty() ? json.null() : json.value(text);
}

void write_problems(JsonWriter& json, std::string_view name, const std::vector<Problem>& problems) {
  write_list(json, name, problems, [](JsonWriter& each, const Problem& problem) {
    each.begin_object();
    each.member("stage", problem.stage);
    each.member("page", problem.page);
    each.member("kind", to_string(problem.kind));
    each.member("message", problem.message);
    each.end_object();
  });
}

void write_evidence(JsonWriter& json, const std::vector<Evidence>& evidence) {
  write_list(json, "evidence", evidence, write_one_evidence);
}

void write_metadata_texts(JsonWriter& json, const Metadata& metadata) {
  json.member("title", metadata.title);
  json.member("author", metadata.author);
  json.member("producer", metadata.producer);
  json.member("created", metadata.created);
  json.member("modified", metadata.modified);
}

void write_metadata_lists(JsonWriter& json, const Metadata& metadata) {
  write_list(json, "signatures", metadata.signatures,
             [](JsonWriter& each, const Signature& signature) {
               each.begin_object();
               each.member("signer", signature.signer);
               each.member("time", signature.time);
               each.member("covers_whole_file", signature.covers_whole_file);
               each.end_object();
             });
  write_list(json, "attachments", metadata.attachments,
             [](JsonWriter& each, const Attachment& attachment) {
               each.begin_object();
               each.member("name", attachment.name);
               each.member("bytes", attachment.bytes);
               each.end_object();
             });
}

void write_fields(JsonWriter& json, const Fields& fields) {
  json.begin_object();
  write_list(json, "numbers", fields.numbers, write_number);
  write_list(json, "amounts", fields.amounts, write_amount);
  write_list(json, "parties", fields.parties, write_party);
  write_list(json, "dates", fields.dates, write_date);
  write_list(json, "identifiers", fields.identifiers, write_identifier);
  write_list(json, "items", fields.items, write_item);
  write_list(json, "watchlist", fields.watchlist, write_watchlist_match);
  json.end_object();
}

void write_answers(JsonWriter& json, const FieldsSummary& summary) {
  json.member("document_kind", summary.document_kind);
  json.member("subject", summary.subject);
  json.member("contract_number", summary.contract_number);
  json.member("tender_number", summary.tender_number);
  json.member("amount", money(summary.amount_minor));
  json.member("currency", summary.currency);
  json.member("amount_minimum", money(summary.amount_minimum_minor));
  json.member("amount_maximum", money(summary.amount_maximum_minor));
  json.member("supplier_name", summary.supplier_name);
  json.member("supplier_tax_id", summary.supplier_tax_id);
  json.member("buyer_name", summary.buyer_name);
  json.member("date_signed", summary.date_signed);
}

void write_leads(JsonWriter& json, const FieldsSummary& summary) {
  json.list("watchlist_matches", summary.watchlist_matches);
  json.list("watchlist_leads", summary.watchlist_leads);
  write_list(json, "needs_review", summary.needs_review,
             [](JsonWriter& each, const NeedsReview& review) {
               each.begin_object();
               each.member("code", review.code);
               each.member("field", review.field);
               each.member("text", review.text);
               each.end_object();
             });
}

void write_document_redactions(JsonWriter& json, const DocumentRedactions& redactions) {
  const auto ratio = [](std::optional<double> share) {
    return share ? std::optional<Ratio>(Ratio{*share}) : std::nullopt;
  };
  json.member("count", redactions.count);
  json.list("pages", redactions.pages);
  json.member("area_share", ratio(redactions.area_share));
  json.member("content_share", ratio(redactions.content_share));
  json.member("characters_estimated", redactions.characters_estimated);
  json.member("level", redactions.level);
  json.member("failed", redactions.failed);
  json.member("unverified", redactions.unverified);
  json.key("kinds");
  json.begin_object();
  for (const auto& [kind, count] : redactions.kinds) {
    json.outside_key(kind);
    json.value(count);
  }
  json.end_object();
  write_list(json, "grounds", redactions.grounds, write_ground);
  json.list("checks", redactions.checks);
  write_list(json, "leaks", redactions.leaks, write_leak);
}

void write_redaction(JsonWriter& json, const Redaction& redaction) {
  json.begin_object();
  json.member("id", redaction.id);
  json.member("bbox", redaction.box);
  write_quad(json, redaction.quad);
  json.member("kind", to_string(redaction.kind));
  json.member("color", redaction.color);
  json.member("source", to_string(redaction.source));
  json.member("confidence", Ratio{redaction.confidence});
  json.member("label", redaction.label);
  json.member("characters_estimated", redaction.characters_estimated);
  json.key("hides");
  json.begin_object();
  json.member("what", redaction.hides.what);
  json.member("evidence", redaction.hides.evidence);
  json.member("confidence", Ratio{redaction.hides.confidence});
  json.end_object();
  json.list("grounds", redaction.grounds);
  json.key("soundness");
  redaction.soundness ? json.value(to_string(*redaction.soundness)) : json.null();
  json.list("checks", redaction.checks);
  write_list(json, "findings", redaction.findings, write_finding);
  json.end_object();
}

void write_quad(JsonWriter& json, const std::optional<Quad>& quad) {
  json.key("quad");
  if (!quad) return json.null();
  json.begin_array();
  for (const Point& corner : *quad) json.value(corner);
  json.end_array();
}

void write_path(JsonWriter& json, const SourceInfo& source) {
  json.member("path", source.path);
  json.member("path_bytes", source.path_bytes);
}

void write_manifest(JsonWriter& json, const SourceInfo& source) {
  json.key("manifest");
  json.begin_object();
  for (const auto& [name, content] : source.manifest) {
    json.outside_key(name);
    json.value(content);
  }
  json.end_object();
}

}  // namespace tachado::exporting
