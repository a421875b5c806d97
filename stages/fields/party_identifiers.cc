// Which identifier is whose: by the name that stands before it, by the declarations, by the RFC's
// own hash of the name.
#include <algorithm>
#include <optional>
#include <utility>

#include "stages/fields/fold.h"
#include "stages/fields/party_book.h"

namespace tachado::fields {
namespace {

// A name and its identifier: "identificado con la cédula de ciudadanía No. … expedida en …, con
// NIT".
constexpr std::size_t kReach = 320;
// Identifiers for which the declarations are looked through; parties declare theirs first.
constexpr std::size_t kMaxDeclared = 100;
constexpr std::size_t kPlainNameReach = 130;
constexpr std::size_t kMaxMentions = 60;
// Declarations of one party take up to some pages.
constexpr std::size_t kDeclarationReach = 6'000;

struct Mention {
  std::size_t end = 0;
  std::size_t party = 0;
};

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

std::vector<Mention> mentions_of(const Side& side, const std::vector<Party>& parties) {
  std::vector<Mention> mentions;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    const std::string& name = parties[p].folded;
    if (name.size() < 4) continue;
    std::size_t count = 0;
    for (std::size_t at = 0; (at = side.flat.find(name, at)) != std::string::npos;
         at += name.size()) {
      mentions.push_back({at + name.size(), p});
      if (++count >= kMaxMentions) break;
    }
  }
  std::sort(mentions.begin(), mentions.end(), [&](const Mention& a, const Mention& b) {
    // Of names that end together the longest says whose: "CONSORCIO VALORA 4", "VALORA 4".
    return std::pair(a.end, parties[a.party].folded.size()) <
           std::pair(b.end, parties[b.party].folded.size());
  });
  return mentions;
}

// Whether this kind of identifier can be this party's.
bool fits(const Identifier& id, const Party& party, std::string_view between) {
  // A name without a legal form may be a person's: a company's number from afar is another's.

  const bool firm = party.field.legal_form.has_value() || party.public_body ||
                    party.folded.rfind("CONSORCIO", 0) == 0 ||
                    party.folded.rfind("UNION TEMPORAL", 0) == 0;
  const bool card = id.scheme == "CO-CC" || (id.scheme == "MX-RFC" && id.person);
  if (card && firm) return false;
  if (card && party.field.role != "representative" && contains(between, "REPRESENTA")) return false;
  if (!card && party.field.role == "representative") return false;
  if (!card && !firm && between.size() > kPlainNameReach) return false;
  return true;
}

void give(Party& party, const Identifier& id) {
  if (id.generic) return;
  const bool better = party.field.tax_id && party.field.tax_id->valid == false && id.valid == true;
  // A company's own NIT says more than the card that stands beside it.
  const bool firmer = party.field.tax_id && party.field.tax_id->scheme == "CO-CC" &&
                      id.scheme == "CO-NIT" && id.valid == true;
  if (party.field.tax_id && !better && !firmer) return;
  TaxId tax;
  tax.scheme = id.scheme;
  tax.value = id.value;
  tax.valid = id.valid;
  if (id.scheme == "MX-RFC")
    tax.name_matches = rfc_matches_name(id.value, party.field.name, party.bare_name);
  party.field.tax_id = std::move(tax);
}

bool is_tax_id(const Identifier& id) {
  return id.scheme == "MX-RFC" || id.scheme == "CO-NIT" || id.scheme == "CO-CC";
}

// The RFC that its own hash ties to a name belongs to it wherever it stands: by chance 1 in 1,000.
void give_by_name(const std::vector<Identifier>& ids, std::vector<Party>& parties) {
  for (const Identifier& id : ids) {
    if (id.scheme != "MX-RFC" || id.valid != true) continue;
    for (Party& party : parties) {
      if (rfc_matches_name(id.value, party.field.name, party.bare_name) == true) give(party, id);
    }
  }
}

bool taken(const Identifier& id, const std::vector<Party>& parties) {
  return std::any_of(parties.begin(), parties.end(), [&](const Party& party) {
    return id.scheme == "MX-RFC" && party.field.tax_id && party.field.tax_id->value == id.value;
  });
}

void give_by_place(const Side& side, const std::vector<Identifier>& ids,
                   std::vector<Party>& parties) {
  const std::vector<Mention> mentions = mentions_of(side, parties);
  for (const Identifier& id : ids) {
    if (!is_tax_id(id) || taken(id, parties)) continue;
    auto mention = std::upper_bound(mentions.begin(), mentions.end(), id.span.begin,
                                    [](std::size_t at, const Mention& m) { return at < m.end; });
    while (mention != mentions.begin()) {
      --mention;
      if (id.span.begin - mention->end > kReach) break;
      const std::string_view between =
          std::string_view(side.flat).substr(mention->end, id.span.begin - mention->end);
      if (!fits(id, parties[mention->party], between)) continue;
      give(parties[mention->party], id);
      break;
    }
  }
}

// Who declares: `II. Declara "EL PROVEEDOR"`, `"LA ARRENDADORA" declara que`.
std::optional<std::string> declares(const Side& side, std::size_t at) {
  constexpr std::size_t kBefore = 40;
  constexpr std::size_t kAfter = 60;
  const auto before = side.marks.find(RuleKind::alias, {at > kBefore ? at - kBefore : 0, at});
  const auto after = side.marks.find(RuleKind::alias, {at, at + kAfter});
  // "DECLARA QUE" has its subject before it, "DECLARA EL PROVEEDOR" behind.
  const bool that = contains(std::string_view(side.flat).substr(at, 16), " QUE") ||
                    contains(std::string_view(side.flat).substr(at, 12), ":");
  if (that && !before.empty()) return before.back().rule->source.role;
  if (!after.empty()) return after.front().rule->source.role;
  if (!before.empty()) return before.back().rule->source.role;
  return std::nullopt;
}

// "II.4 Que su Registro Federal de Contribuyentes es …": whoever declares last.
void give_by_declaration(const Side& side, const std::vector<Identifier>& ids,
                         std::vector<Party>& parties) {
  std::size_t tried = 0;
  for (const Identifier& id : ids) {
    if (id.scheme != "MX-RFC") continue;
    if (++tried > kMaxDeclared) break;
    const std::size_t from =
        id.span.begin > kDeclarationReach ? id.span.begin - kDeclarationReach : 0;
    std::size_t at = id.span.begin;
    std::optional<std::string> role;
    while (!role && at > from) {
      at = std::string_view(side.flat).substr(0, at).rfind("DECLARA");
      if (at == std::string_view::npos || at < from) break;
      role = declares(side, at);
    }
    if (!role) continue;
    for (Party& party : parties) {
      if (party.field.role != *role || !fits(id, party, "")) continue;
      give(party, id);
      break;
    }
  }
}

bool is_recognised(const Party& party) {
  return std::any_of(party.field.evidence.begin(), party.field.evidence.end(),
                     [](const Evidence& evidence) { return evidence.source == "ocr"; });
}

// A recognised name and its RFC that disagree by one letter that is easily misread are set right.
void repair(Party& party) {
  if (!party.field.tax_id || party.field.tax_id->scheme != "MX-RFC" || !is_recognised(party))
    return;
  TaxId& id = *party.field.tax_id;
  if (id.valid == false) {
    const auto value = repair_rfc(id.value, party.bare_name);
    if (!value) return;
    party.printed_tax_id = id.value;
    id.value = *value;
    id.valid = true;
    id.name_matches = true;
    return;
  }
  if (id.name_matches != false) return;
  const auto name = repair_name(id.value, party.bare_name);
  if (!name) return;
  const std::size_t at = party.field.name.find(party.bare_name);
  if (at == std::string::npos) return;
  party.printed_name = party.field.name;
  party.field.name.replace(at, party.bare_name.size(), *name);
  party.bare_name = *name;
  party.field.rule += ".repaired";
  id.name_matches = true;
}

}  // namespace

void attach_identifiers(const Reading& reading, const std::vector<Identifier>& in_prose,
                        const std::vector<Identifier>& in_rows, PartyBook& book) {
  std::vector<Party>& parties = book.parties();
  std::stable_sort(parties.begin(), parties.end(), [](const Party& a, const Party& b) {
    return a.field.confidence > b.field.confidence;
  });
  give_by_name(in_prose, parties);
  give_by_declaration(reading.prose, in_prose, parties);
  give_by_place(reading.rows, in_rows, parties);
  give_by_place(reading.prose, in_prose, parties);
  for (Party& party : parties) repair(party);
}

}  // namespace tachado::fields
