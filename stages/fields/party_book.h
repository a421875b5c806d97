// The parties found so far: mentions of one name in one role are one party.
#pragma once

#include <string>
#include <vector>

#include "stages/fields/identifiers.h"
#include "stages/fields/names.h"
#include "stages/model/fields.h"

namespace tachado::fields {

struct Party {
  PartyField field;
  std::string key;        // party_key of its name
  std::string bare_name;  // as printed, without the legal form
  std::string folded;     // its name in flat folded text
  bool public_body = false;
  std::vector<std::size_t> places;  // in prose
  std::string printed_name;         // where the name was repaired
  std::string printed_tax_id;       // where the identifier was
};

class PartyBook {
 public:
  explicit PartyBook(const Reading& reading) : reading_(reading) {}

  // Adds a mention, or strengthens the party that it names. Names that are no names (what a party
  // is called, a label) are refused.
  void add(const Side& side, const Name& name, const std::string& role, double confidence,
           const std::string& rule);
  // A name that runs into a redacted region is none, but tells that one is there.
  void hidden(const std::string& role) { hidden_.push_back(role); }

  [[nodiscard]] std::vector<Party>& parties() { return parties_; }
  [[nodiscard]] const std::vector<std::string>& hidden_roles() const { return hidden_; }
  [[nodiscard]] bool has(std::string_view role) const;
  [[nodiscard]] bool is_public(const Side& side, const Name& name) const;

 private:
  [[nodiscard]] bool looks_like_person(const Side& side, const Name& name,
                                       const std::string& key) const;

  const Reading& reading_;
  std::vector<Party> parties_;
  std::vector<std::string> hidden_;
};

// The sources of names; the letterhead is the last resort.
void parties_from_labels(const Reading& reading, PartyBook& book);
void parties_from_sentences(const Reading& reading, PartyBook& book);
void parties_from_signatures(const Reading& reading, PartyBook& book);

void buyer_from_letterhead(const Reading& reading, PartyBook& book);

// Gives each party the identifier that stands behind its name, or in its declarations.
void attach_identifiers(const Reading& reading, const std::vector<Identifier>& in_prose,
                        const std::vector<Identifier>& in_rows, PartyBook& book);

}  // namespace tachado::fields
