#include "tests/support/model_equal.h"

#include <tuple>

namespace tachado::testing {
namespace {

bool same(const Word& a, const Word& b);
bool same(const Line& a, const Line& b);
bool same(const Shape& a, const Shape& b);
bool same(const ImagePlacement& a, const ImagePlacement& b);
bool same(const Annotation& a, const Annotation& b);
bool same(const TextFacts& a, const TextFacts& b);
bool same(const Region& a, const Region& b);
bool same(const Finding& a, const Finding& b);
bool same(const Hides& a, const Hides& b);
bool same(const Redaction& a, const Redaction& b);
bool same(const Signature& a, const Signature& b);
bool same(const Attachment& a, const Attachment& b);
bool same(const Metadata& a, const Metadata& b);
bool same(const SourceInfo& a, const SourceInfo& b);
bool same(const Evidence& a, const Evidence& b);
bool same(const Ground& a, const Ground& b);
bool same(const DocumentRedactions& a, const DocumentRedactions& b);
bool same(const TaxId& a, const TaxId& b);
bool same(const NeedsReview& a, const NeedsReview& b);
bool same(const Fields& a, const Fields& b);
bool same(const FieldsSummary& a, const FieldsSummary& b);
bool same(const FieldsResult& a, const FieldsResult& b);
bool same(const NumberField& a, const NumberField& b);
bool same(const AmountField& a, const AmountField& b);
bool same(const PartyField& a, const PartyField& b);
bool same(const DateField& a, const DateField& b);
bool same(const IdentifierField& a, const IdentifierField& b);
bool same(const ItemField& a, const ItemField& b);
bool same(const WatchlistField& a, const WatchlistField& b);
bool same(const Found& a, const Found& b);

template <typename T>
requires requires(const T& a, const T& b) { a == b; }
bool same(const T& a, const T& b) { return a == b; }
template <typename T>
bool same(const std::optional<T>& a, const std::optional<T>& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}
template <typename T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}
template <typename... Parts>
bool all_same(const std::tuple<const Parts&...>& a, const std::tuple<const Parts&...>& b) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return (same(std::get<I>(a), std::get<I>(b)) && ...);
  }
  (std::index_sequence_for<Parts...>());
}

auto parts(const Word& whole) {
  const auto& [text, box, line, offset, confidence, glued, redaction, order] = whole;
  return std::tie(text, box, line, offset, confidence, glued, redaction, order);
}
bool same(const Word& a, const Word& b) { return all_same(parts(a), parts(b)); }

auto parts(const Line& whole) {
  const auto& [box, block] = whole;
  return std::tie(box, block);
}
bool same(const Line& a, const Line& b) { return all_same(parts(a), parts(b)); }

// `polygon` is only ever read from a RawPage: the work format does not carry it.
auto parts(const Shape& whole) {
  [[maybe_unused]] const auto& [order, kind, drawn_by, box, rectangle, polygon, outline, subpaths,
                                painted_share, line_width, color, opacity, layer_off] = whole;
  return std::tie(order, kind, drawn_by, box, rectangle, outline, subpaths, painted_share,
                  line_width, color, opacity, layer_off);
}
bool same(const Shape& a, const Shape& b) { return all_same(parts(a), parts(b)); }

auto parts(const ImagePlacement& whole) {
  const auto& [order, drawn_by, box, upright, width, height, bits, components, encoding, object,
               stencil, color, one_colour, opacity, soft_mask, layer_off, letterhead] = whole;
  return std::tie(order, drawn_by, box, upright, width, height, bits, components, encoding, object,
                  stencil, color, one_colour, opacity, soft_mask, layer_off, letterhead);
}
bool same(const ImagePlacement& a, const ImagePlacement& b) { return all_same(parts(a), parts(b)); }

auto parts(const Annotation& whole) {
  const auto& [subtype, box, quads, color, overlay_text, hidden, has_appearance] = whole;
  return std::tie(subtype, box, quads, color, overlay_text, hidden, has_appearance);
}
bool same(const Annotation& a, const Annotation& b) { return all_same(parts(a), parts(b)); }

auto parts(const TextFacts& whole) {
  const auto& [glyphs, unmapped, invisible, covered, type3, image_share, largest_image_share,
               largest_image, small_outlines, text_share] = whole;
  return std::tie(glyphs, unmapped, invisible, covered, type3, image_share, largest_image_share,
                  largest_image, small_outlines, text_share);
}
bool same(const TextFacts& a, const TextFacts& b) { return all_same(parts(a), parts(b)); }

auto parts(const Region& whole) {
  const auto& [box, quad, kind, source, color, confidence, order, opacity, label, label_confidence,
               recognise, ink, straightness, solid] = whole;
  return std::tie(box, quad, kind, source, color, confidence, order, opacity, label,
                  label_confidence, recognise, ink, straightness, solid);
}
bool same(const Region& a, const Region& b) { return all_same(parts(a), parts(b)); }

auto parts(const Finding& whole) {
  const auto& [kind, where, page, characters, readability, digest, text] = whole;
  return std::tie(kind, where, page, characters, readability, digest, text);
}
bool same(const Finding& a, const Finding& b) { return all_same(parts(a), parts(b)); }

auto parts(const Hides& whole) {
  const auto& [what, evidence, confidence] = whole;
  return std::tie(what, evidence, confidence);
}
bool same(const Hides& a, const Hides& b) { return all_same(parts(a), parts(b)); }

auto parts(const Redaction& whole) {
  const auto& [id, box, quad, kind, source, color, confidence, label, characters, hides, grounds,
               soundness, checks, findings] = whole;
  return std::tie(id, box, quad, kind, source, color, confidence, label, characters, hides, grounds,
                  soundness, checks, findings);
}
bool same(const Redaction& a, const Redaction& b) { return all_same(parts(a), parts(b)); }

auto parts(const Page& whole) {
  const auto& [number, label, width, height, rotation, examined, text_source, ocr_reason, quality,
               ocr_confidence, text, lines, words, redactions, facts, shapes, images, annotations,
               candidates, content_area, problems] = whole;
  return std::tie(number, label, width, height, rotation, examined, text_source, ocr_reason,
                  quality, ocr_confidence, text, lines, words, redactions, facts, shapes, images,
                  annotations, candidates, content_area, problems);
}

auto parts(const Signature& whole) {
  const auto& [signer, time, covers] = whole;
  return std::tie(signer, time, covers);
}
bool same(const Signature& a, const Signature& b) { return all_same(parts(a), parts(b)); }

auto parts(const Attachment& whole) {
  const auto& [name, bytes] = whole;
  return std::tie(name, bytes);
}
bool same(const Attachment& a, const Attachment& b) { return all_same(parts(a), parts(b)); }

auto parts(const Metadata& whole) {
  const auto& [title, author, producer, created, modified, pages, encrypted, revisions, signatures,
               attachments, problems] = whole;
  return std::tie(title, author, producer, created, modified, pages, encrypted, revisions,
                  signatures, attachments, problems);
}
bool same(const Metadata& a, const Metadata& b) { return all_same(parts(a), parts(b)); }

auto parts(const SourceInfo& whole) {
  const auto& [path, path_bytes, sha256, bytes, media_type, manifest] = whole;
  return std::tie(path, path_bytes, sha256, bytes, media_type, manifest);
}
bool same(const SourceInfo& a, const SourceInfo& b) { return all_same(parts(a), parts(b)); }

auto parts(const Evidence& whole) {
  const auto& [page, box, begin, end, text, source] = whole;
  return std::tie(page, box, begin, end, text, source);
}
bool same(const Evidence& a, const Evidence& b) { return all_same(parts(a), parts(b)); }

auto parts(const Ground& whole) {
  const auto& [law, article, fraction, paragraph, classification, date, period, until,
               classified_by, reference, removed, note, evidence] = whole;
  return std::tie(law, article, fraction, paragraph, classification, date, period, until,
                  classified_by, reference, removed, note, evidence);
}
bool same(const Ground& a, const Ground& b) { return all_same(parts(a), parts(b)); }

auto parts(const DocumentRedactions& whole) {
  const auto& [count, pages, area, content, characters, level, failed, unverified, kinds, hidden,
               grounds, checks, leaks] = whole;
  return std::tie(count, pages, area, content, characters, level, failed, unverified, kinds, hidden,
                  grounds, checks, leaks);
}
bool same(const DocumentRedactions& a, const DocumentRedactions& b) {
  return all_same(parts(a), parts(b));
}

auto parts(const TaxId& whole) {
  const auto& [scheme, value, valid, name_matches] = whole;
  return std::tie(scheme, value, valid, name_matches);
}
bool same(const TaxId& a, const TaxId& b) { return all_same(parts(a), parts(b)); }

auto parts(const NeedsReview& whole) {
  const auto& [code, field, text] = whole;
  return std::tie(code, field, text);
}
bool same(const NeedsReview& a, const NeedsReview& b) { return all_same(parts(a), parts(b)); }

auto parts(const Fields& whole) {
  const auto& [numbers, amounts, parties, dates, identifiers, items, watchlist] = whole;
  return std::tie(numbers, amounts, parties, dates, identifiers, items, watchlist);
}
bool same(const Fields& a, const Fields& b) { return all_same(parts(a), parts(b)); }

auto parts(const FieldsSummary& whole) {
  const auto& [kind, subject, contract, tender, amount, currency, minimum, maximum, supplier,
               tax_id, buyer, signed_on, matches, leads, review] = whole;
  return std::tie(kind, subject, contract, tender, amount, currency, minimum, maximum, supplier,
                  tax_id, buyer, signed_on, matches, leads, review);
}
bool same(const FieldsSummary& a, const FieldsSummary& b) { return all_same(parts(a), parts(b)); }

auto parts(const FieldsResult& whole) {
  const auto& [fields, summary, language, problems] = whole;
  return std::tie(fields, summary, language, problems);
}
bool same(const FieldsResult& a, const FieldsResult& b) { return all_same(parts(a), parts(b)); }

auto parts(const DocumentInfo& whole) {
  const auto& [hash, source, status, problems, metadata, examined, fields, redactions] = whole;
  return std::tie(hash, source, status, problems, metadata, examined, fields, redactions);
}

bool same(const Found& a, const Found& b) {
  return a.confidence == b.confidence && a.rule == b.rule && same(a.evidence, b.evidence);
}

auto parts(const NumberField& whole) {
  return std::tie(whole.value, whole.printed, whole.repaired, whole.role);
}
bool same(const NumberField& a, const NumberField& b) {
  return same(static_cast<const Found&>(a), static_cast<const Found&>(b)) &&
         all_same(parts(a), parts(b));
}

auto parts(const AmountField& whole) {
  return std::tie(whole.minor_units, whole.currency, whole.role, whole.tax, whole.words,
                  whole.words_agree);
}
bool same(const AmountField& a, const AmountField& b) {
  return same(static_cast<const Found&>(a), static_cast<const Found&>(b)) &&
         all_same(parts(a), parts(b));
}

auto parts(const PartyField& whole) {
  return std::tie(whole.name, whole.role, whole.legal_form, whole.tax_id);
}
bool same(const PartyField& a, const PartyField& b) {
  return same(static_cast<const Found&>(a), static_cast<const Found&>(b)) &&
         all_same(parts(a), parts(b));
}

auto parts(const DateField& whole) { return std::tie(whole.value, whole.role); }
bool same(const DateField& a, const DateField& b) {
  return same(static_cast<const Found&>(a), static_cast<const Found&>(b)) &&
         all_same(parts(a), parts(b));
}

auto parts(const IdentifierField& whole) {
  return std::tie(whole.scheme, whole.value, whole.valid);
}
bool same(const IdentifierField& a, const IdentifierField& b) {
  return same(static_cast<const Found&>(a), static_cast<const Found&>(b)) &&
         all_same(parts(a), parts(b));
}

auto parts(const ItemField& whole) {
  return std::tie(whole.row, whole.description, whole.brand, whole.model, whole.quantity,
                  whole.unit, whole.unit_price_minor, whole.amount_minor, whole.sum_agrees);
}
bool same(const ItemField& a, const ItemField& b) {
  return same(static_cast<const Found&>(a), static_cast<const Found&>(b)) &&
         all_same(parts(a), parts(b));
}

auto parts(const WatchlistField& whole) {
  return std::tie(whole.entry, whole.list, whole.listed, whole.status, whole.match, whole.score);
}
bool same(const WatchlistField& a, const WatchlistField& b) {
  return same(static_cast<const Found&>(a), static_cast<const Found&>(b)) &&
         all_same(parts(a), parts(b));
}

}  // namespace

bool equal(const Page& a, const Page& b) { return all_same(parts(a), parts(b)); }
bool equal(const DocumentInfo& a, const DocumentInfo& b) { return all_same(parts(a), parts(b)); }

}  // namespace tachado::testing
