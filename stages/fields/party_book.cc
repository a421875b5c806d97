#include "stages/fields/party_book.h"

#include <algorithm>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

// Two spellings of one name: recognition errors, an accent or a second surname left out.
constexpr double kSameName = 0.9;
constexpr double kRepeatBonus = 0.05;
constexpr double kMostCertain = 0.98;
// A name that goes on for more words than this where another mention ends ran into the next cell.
constexpr std::ptrdiff_t kExtraWords = 3;
constexpr std::size_t kMinPrefix = 9;  // characters of a name that begins another
constexpr std::size_t kMaxEvidence = 20;

std::ptrdiff_t words_in(std::string_view key) {
  return std::count(key.begin(), key.end(), ' ') + (key.empty() ? 0 : 1);
}

bool begins(std::string_view longer, std::string_view shorter) {
  return shorter.size() >= kMinPrefix && longer.size() > shorter.size() &&
         longer.substr(0, shorter.size()) == shorter && longer[shorter.size()] == ' ' &&
         words_in(shorter) >= 2;
}

// "MUNlCIPIO": a small l among capitals is an I.
std::string mended(std::string name) {
  const auto capital = [&](std::size_t i) { return name[i] >= 'A' && name[i] <= 'Z'; };
  for (std::size_t i = 1; i + 1 < name.size(); ++i) {
    if (name[i] == 'l' && capital(i - 1) && capital(i + 1)) name[i] = 'I';
  }
  return name;
}

}  // namespace

bool PartyBook::has(std::string_view role) const {
  return std::any_of(parties_.begin(), parties_.end(),
                     [&](const Party& party) { return party.field.role == role; });
}

bool PartyBook::is_public(const Side& side, const Name& name) const {
  const auto hits = side.marks.find(RuleKind::entity, {name.span.begin, name.span.begin + 1});
  return !hits.empty();
}

// Two words at least, none of them a body's or a party's.
bool PartyBook::looks_like_person(const Side& side, const Name& name,
                                  const std::string& key) const {
  if (words_in(key) < 2 || name.form || key.find("TITULAR") != std::string::npos) return false;
  return side.marks.find(RuleKind::alias, name.span).empty() &&
         side.marks.find(RuleKind::entity, name.span).empty();
}

void PartyBook::add(const Side& side, const Name& name, const std::string& role, double confidence,
                    const std::string& rule) {
  const std::string_view folded = side.part(name.span);
  if (folded.find(kRedacted) != std::string_view::npos) return hidden(role);
  const std::string key = party_key(folded);
  if (key.size() < 3) return;
  if (name.form && name.form->begin == name.span.begin) return;  // the end of a broken cell
  // "CONTRATISTA", "EL PROVEEDOR": what a party is called is not its name.
  for (const Hit& alias : side.marks.find(RuleKind::alias, name.span)) {
    if (alias.whole.begin < name.span.begin + 4 && words_in(key) <= 1) return;
  }
  if (role == "representative" && !looks_like_person(side, name, key)) return;
  Party party;
  party.key = key;
  party.public_body = is_public(side, name);
  party.folded = side.flat.substr(name.span.begin,
                                  (name.form ? name.form->begin : name.span.end) - name.span.begin);
  while (!party.folded.empty() && !is_word(party.folded.back())) party.folded.pop_back();
  party.bare_name = reading_.document.printed(
      side.view, {name.span.begin, name.form ? name.form->begin : name.span.end});
  while (!party.bare_name.empty() &&
         (party.bare_name.back() == ' ' || party.bare_name.back() == ','))
    party.bare_name.pop_back();
  party.field.name = mended(reading_.document.printed(side.view, name.span));
  party.field.role = role;
  party.field.confidence = confidence;
  party.field.rule = rule;
  if (name.usual_form) party.field.legal_form = *name.usual_form;
  party.field.evidence = reading_.document.evidence(side.view, name.span);
  const std::size_t place = reading_.document.in_prose(side.view, name.span.begin);
  party.places.push_back(place);
  for (Party& known : parties_) {
    if (known.field.role != role) continue;
    const bool longer = begins(key, known.key);
    const bool shorter = begins(known.key, key);
    if (!longer && !shorter && similarity(known.key, key) < kSameName) continue;
    const std::ptrdiff_t extra = words_in(known.key) - words_in(key);
    // A mention that was cut within the legal form: "S. A." for "S. A. de C. V.".
    const bool fuller = known.folded == party.folded && known.field.legal_form &&
                        party.field.legal_form &&
                        party.field.legal_form->size() > known.field.legal_form->size() &&
                        party.field.legal_form->starts_with(*known.field.legal_form);
    if (fuller) known.field.legal_form = party.field.legal_form;
    if ((shorter && extra > kExtraWords) || fuller) {
      std::swap(known.field.name, party.field.name);
      std::swap(known.key, party.key);
      std::swap(known.bare_name, party.bare_name);
      std::swap(known.folded, party.folded);
      std::swap(known.field.evidence, party.field.evidence);
    }
    if (std::find(known.places.begin(), known.places.end(), place) != known.places.end()) return;
    known.places.push_back(place);
    known.field.confidence =
        std::min(kMostCertain, std::max(known.field.confidence, confidence) + kRepeatBonus);
    for (Evidence& evidence : party.field.evidence) {
      if (known.field.evidence.size() < kMaxEvidence)
        known.field.evidence.push_back(std::move(evidence));
    }
    if (!known.field.legal_form) known.field.legal_form = party.field.legal_form;
    known.public_body = known.public_body || party.public_body;
    return;
  }
  parties_.push_back(std::move(party));
}

}  // namespace tachado::fields
