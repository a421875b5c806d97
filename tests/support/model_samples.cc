#include "tests/support/model_samples.h"

namespace tachado::testing {
namespace {

const std::vector<std::string> kHides{"person_name",  "company_name", "tax_id",
                                      "address",      "phone",        "email",
                                      "bank_account", "amount",       "unit_price",
                                      "brand",        "model",        "serial_number",
                                      "date",         "signature",    "contract_number",
                                      "image",        "unknown",      "technical_specification"};
const std::vector<std::string> kFindings{"box_over_text",   "unapplied_redact", "invisible_text",
                                         "outside_page",    "earlier_revision", "metadata",
                                         "image_under_box", "see_through",      "other"};
const std::vector<std::string> kTexts{"CONTRATO",
                                      "año 2022, nº 5",
                                      "",
                                      "\"comillas\" y \\barra\\",
                                      "una línea\notra\ttabulada\r\x01\x1f\x7f",
                                      "█████",
                                      "\xF0\x9D\x94\x98 fuera del plano básico",
                                      "=HYPERLINK(\"http://example.invalid\")",
                                      "</script><b>&amp;\xE2\x80\xA8",
                                      "S.A. de C.V."};

}  // namespace

// splitmix64: small, and the same everywhere, which the distributions of <random> are not.
std::uint64_t Samples::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

double Samples::ratio() { return static_cast<double>(next() >> 11U) / 9007199254740992.0; }
double Samples::length() { return ratio() * 1000; }
std::string Samples::one_of(const std::vector<std::string>& names) {
  return names[static_cast<std::size_t>(below(static_cast<int>(names.size())))];
}
std::string Samples::text() { return one_of(kTexts); }
Point Samples::point() { return {length(), length()}; }
Rect Samples::box() { return {length(), length(), length(), length()}; }
Quad Samples::quad() { return {point(), point(), point(), point()}; }
Color Samples::color() {
  const auto part = [&] { return static_cast<std::uint8_t>(below(256)); };
  return {part(), part(), part()};
}

Problem Samples::problem() {
  return {one_of({"pdf", "extract", "regions", "ocr", "redactions", "fields", "pipeline"}),
          maybe(1 + below(9)), static_cast<ProblemKind>(below(10)), text()};
}

Evidence Samples::evidence() {
  const int begin = below(1000);
  return {1 + below(20), box(), begin, begin + below(50), text(), one_of({"text", "ocr"})};
}

void Samples::found(Found& found) {
  found.confidence = ratio();
  found.rule = text();
  found.evidence = some(3, [&] { return evidence(); });
}

Finding Samples::finding(bool leak) {
  Finding finding;
  finding.kind = one_of(kFindings);
  if (leak) {
    finding.where = text();
    finding.page = maybe(1 + below(9));
  }
  finding.characters = below(100);
  finding.readability = ratio();
  finding.digest = maybe(text());
  finding.text = maybe(text());
  return finding;
}

Ground Samples::ground() {
  return {maybe(text()),
          maybe(text()),
          maybe(text()),
          maybe(text()),
          maybe(one_of({"reserved", "confidential"})),
          maybe(text()),
          maybe(text()),
          maybe(text()),
          maybe(text()),
          maybe(text()),
          maybe(text()),
          maybe(text()),
          some(2, [&] { return evidence(); })};
}

Shape Samples::shape() {
  Shape shape;
  shape.order = below(1'000'000);
  shape.kind = static_cast<ShapeKind>(below(3));
  shape.drawn_by = static_cast<DrawnBy>(below(3));
  shape.box = box();
  shape.rectangle = coin();
  shape.outline = some(6, [&] { return point(); });
  shape.subpaths = 1 + below(9);
  shape.painted_share = ratio();
  shape.line_width = length();
  shape.color = color();
  shape.opacity = ratio();
  shape.layer_off = coin();
  return shape;
}

ImagePlacement Samples::image() {
  ImagePlacement image;
  image.order = below(1'000'000);
  image.drawn_by = static_cast<DrawnBy>(below(3));
  image.box = box();
  image.upright = coin();
  image.width = below(5000);
  image.height = below(5000);
  image.bits = below(17);
  image.components = below(5);
  image.encoding = one_of({"dct", "jpx", "jbig2", "ccitt", "flate", "raw"});
  image.object = below(100'000);
  image.stencil = coin();
  image.color = color();
  image.one_colour = coin();
  image.opacity = ratio();
  image.soft_mask = coin();
  image.layer_off = coin();
  image.letterhead = coin();
  return image;
}

Annotation Samples::annotation() {
  return {text(), box(), some(2, [&] { return quad(); }), maybe(color()), text(), coin(), coin()};
}

Region Samples::region() {
  Region region;
  region.box = box();
  region.quad = maybe(quad());
  region.kind = static_cast<RegionKind>(below(8));
  region.source = static_cast<RegionSource>(below(4));
  region.color = color();
  region.confidence = ratio();
  region.order = below(1'000'000);
  region.opacity = ratio();
  region.label = maybe(text());
  region.label_confidence = maybe(ratio());
  region.recognise_label = coin();
  region.ink_inside = ratio();
  region.edge_straightness = ratio();
  region.solid_share = ratio();
  return region;
}

Redaction Samples::redaction(int page, int number) {
  Redaction redaction;
  redaction.id = "p" + std::to_string(page) + "-r" + std::to_string(number);
  redaction.box = box();
  redaction.quad = maybe(quad());
  redaction.kind = static_cast<RegionKind>(below(8));
  redaction.source = static_cast<RegionSource>(below(4));
  redaction.color = color();
  redaction.confidence = ratio();
  redaction.label = maybe(text());
  redaction.characters_estimated = below(500);
  redaction.hides = {one_of(kHides), text(), ratio()};
  redaction.grounds = some(3, [&] { return below(5); });
  redaction.soundness = maybe(static_cast<Soundness>(below(3)));
  redaction.checks = some(3, [&] { return text(); });
  redaction.findings = some(2, [&] { return finding(false); });
  return redaction;
}

Page Samples::page(int number) {
  Page page;
  page.number = number;
  page.label = text();
  page.width = length();
  page.height = length();
  page.rotation = 90 * below(4);
  page.examined = coin();
  page.text_source = static_cast<TextSource>(below(5));
  page.ocr_reason = text();
  page.text_quality = maybe(ratio());
  page.ocr_confidence = maybe(ratio());
  page.lines = some(8, [&] { return Line{box(), below(4)}; });
  for (std::size_t line = 0; line < page.lines.size(); ++line) {
    for (int left = below(6); left > 0; --left) {
      Word word;
      word.text = text();
      word.box = box();
      word.line = static_cast<int>(line);
      word.confidence = maybe(ratio());
      word.glued = coin();
      word.redaction = coin();
      word.order = below(1'000'000);
      page.words.push_back(word);
    }
  }
  assemble_text(page);
  int redactions = 0;
  page.redactions = some(4, [&] { return redaction(number, ++redactions); });
  page.shapes = some(10, [&] { return shape(); });
  page.images = some(3, [&] { return image(); });
  page.facts = {below(5000), below(50), below(50), below(50),
                below(50),   ratio(),   ratio(),   static_cast<int>(page.images.size()) - 1,
                below(50),   ratio()};
  page.annotations = some(3, [&] { return annotation(); });
  page.candidates = some(4, [&] { return region(); });
  page.content_area = length() * length();
  page.problems = some(2, [&] { return problem(); });
  return page;
}

Metadata Samples::metadata(int pages) {
  Metadata metadata;
  metadata.title = maybe(text());
  metadata.author = maybe(text());
  metadata.producer = maybe(text());
  metadata.created =
      maybe(one_of({"2022-05-16T10:00:00-06:00", "2022-05-16", "2021-03-12T01:02:03Z"}));
  metadata.modified = maybe(one_of({"2022-05-16T10:00:00.25Z", "2022"}));
  metadata.pages = pages;
  metadata.encrypted = coin();
  metadata.revisions = 1 + below(4);
  metadata.signatures = some(2, [&] {
    return Signature{maybe(text()), maybe(std::string("2022-05-16T10:00:00Z")), coin()};
  });
  metadata.attachments = some(2, [&] {
    return Attachment{maybe(text()), maybe(static_cast<std::int64_t>(below(1'000'000)))};
  });
  metadata.problems = some(2, [&] { return problem(); });
  return metadata;
}

SourceInfo Samples::source() {
  SourceInfo source;
  source.path = "contracts/" + text();
  source.path_bytes = maybe(std::string("contracts/a%F1o.pdf"));
  source.sha256 = std::string(64, one_of({"0", "a", "f"})[0]);
  source.bytes = static_cast<std::int64_t>(next() >> 20U);
  source.media_type = one_of({"application/pdf", "image/png"});
  if (coin()) source.manifest = {{"url", text()}, {"a \"key\"", text()}};
  return source;
}

DocumentRedactions Samples::redactions() {
  DocumentRedactions redactions;
  redactions.count = maybe(below(100));
  redactions.pages = some(4, [&] { return 1 + below(20); });
  redactions.area_share = maybe(ratio());
  redactions.content_share = maybe(ratio());
  redactions.characters_estimated = maybe(static_cast<std::int64_t>(below(10'000)));
  redactions.level = maybe(one_of({"none", "light", "moderate", "heavy"}));
  redactions.failed = maybe(below(9));
  redactions.unverified = maybe(below(9));
  if (coin()) redactions.kinds = {{"filled", below(9)}, {"outlined", below(9)}};
  redactions.hidden_fields = some(3, [&] { return one_of(kHides); });
  redactions.grounds = some(3, [&] { return ground(); });
  redactions.checks = some(3, [&] { return text(); });
  redactions.leaks = some(2, [&] { return finding(true); });
  return redactions;
}

Fields Samples::field_lists() {
  const auto minor = [&] { return static_cast<std::int64_t>(next() >> 14U) - (1LL << 40U); };
  const std::vector<std::string> schemes{"MX-RFC", "MX-CURP", "MX-CLABE", "CO-NIT", "CO-CC"};
  Fields fields;
  fields.numbers = some(2, [&] {
    NumberField number;
    number.value = text();
    number.printed = text();
    number.repaired = coin();
    number.role = one_of({"contract", "amendment", "tender", "letter", "agreement", "file"});
    found(number);
    return number;
  });
  fields.amounts = some(3, [&] {
    AmountField amount;
    amount.minor_units = minor();
    amount.currency = one_of({"MXN", "COP", ""});
    amount.role = one_of({"total", "subtotal", "tax", "minimum", "maximum", "unit", "other"});
    amount.tax = one_of({"included", "excluded", "unknown"});
    amount.words = maybe(text());
    amount.words_agree = maybe(coin());
    found(amount);
    return amount;
  });
  fields.parties = some(2, [&] {
    PartyField party;
    party.name = text();
    party.role = one_of({"supplier", "buyer", "representative", "member", "other"});
    party.legal_form = maybe(text());
    party.tax_id = maybe(TaxId{one_of(schemes), text(), maybe(coin()), maybe(coin())});
    found(party);
    return party;
  });
  fields.dates = some(2, [&] {
    DateField date;
    date.value = one_of({"2022-05-16", "2018-12"});
    date.role = one_of({"signed", "start", "end", "other"});
    found(date);
    return date;
  });
  fields.identifiers = some(2, [&] {
    IdentifierField identifier;
    identifier.scheme = one_of(schemes);
    identifier.value = text();
    identifier.valid = maybe(coin());
    found(identifier);
    return identifier;
  });
  fields.items = some(2, [&] {
    ItemField item;
    item.row = below(30);
    item.description = maybe(text());
    item.brand = maybe(text());
    item.model = maybe(text());
    item.quantity = maybe(length());
    item.unit = maybe(text());
    item.unit_price_minor = maybe(minor());
    item.amount_minor = maybe(minor());
    item.sum_agrees = maybe(coin());
    found(item);
    return item;
  });
  fields.watchlist = some(2, [&] {
    WatchlistField match;
    match.entry = text();
    match.list = text();
    match.listed = maybe(std::string("2021-03-12"));
    match.status = one_of({"listed", "removed"});
    match.match = one_of({"tax_id", "name"});
    match.score = ratio();
    found(match);
    return match;
  });
  return fields;
}

FieldsSummary Samples::summary() {
  const auto minor = [&] { return static_cast<std::int64_t>(next() >> 20U); };
  FieldsSummary summary;
  summary.document_kind = maybe(one_of({"contract", "amendment", "order", "letter", "other"}));
  summary.subject = maybe(text());
  summary.contract_number = maybe(text());
  summary.tender_number = maybe(text());
  summary.amount_minor = maybe(minor());
  summary.currency = maybe(one_of({"MXN", "COP", "USD"}));
  summary.amount_minimum_minor = maybe(minor());
  summary.amount_maximum_minor = maybe(minor());
  summary.supplier_name = maybe(text());
  summary.supplier_tax_id = maybe(text());
  summary.buyer_name = maybe(text());
  summary.date_signed = maybe(std::string("2022-05-16"));
  summary.watchlist_matches = some(2, [&] { return text(); });
  summary.watchlist_leads = some(2, [&] { return text(); });
  summary.needs_review = some(2, [&] { return NeedsReview{text(), maybe(text()), text()}; });
  return summary;
}

FieldsResult Samples::fields() {
  FieldsResult result;
  result.fields = field_lists();
  result.summary = summary();
  result.language = maybe(one_of({"spa", "eng"}));
  result.problems = some(2, [&] { return problem(); });
  return result;
}

DocumentInfo Samples::document(int pages) {
  DocumentInfo info;
  info.options_hash = one_of({"", "0123abcd"});
  info.source = source();
  info.status = static_cast<Status>(below(3));
  info.problems = some(3, [&] { return problem(); });
  info.metadata = metadata(pages);
  info.pages_examined = below(pages + 1);
  info.fields = fields();
  info.redactions = redactions();
  return info;
}

}  // namespace tachado::testing
