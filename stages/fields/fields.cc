#include "stages/fields/fields.h"

#include "stages/fields/amounts.h"
#include "stages/fields/dates.h"
#include "stages/fields/document_kind.h"
#include "stages/fields/explain.h"
#include "stages/fields/identifiers.h"
#include "stages/fields/items.h"
#include "stages/fields/lengths.h"
#include "stages/fields/numbers.h"
#include "stages/fields/parties.h"
#include "stages/fields/reading.h"
#include "stages/fields/summary.h"
#include "stages/fields/watchlist.h"

namespace tachado::fields {

struct Collector::State {
  std::shared_ptr<const Rules> rules;
  DocumentText text;
  ItemTables items;
  bool explain = false;
  std::string explanation;
};

Collector::Collector(std::shared_ptr<const Rules> rules, bool explain)
    : state_(std::make_unique<State>(State{std::move(rules), {}, {}, explain, {}})) {}
Collector::~Collector() = default;
const std::string& Collector::explanation() const { return state_->explanation; }

void Collector::add(const Page& page) {
  state_->text.add(page);
  state_->items.add(page, state_->text.last_folded());
}

FieldsResult Collector::finish(const Metadata&, const DocumentRedactions&) {
  DocumentText& text = state_->text;
  text.close();
  const Reading reading(text, state_->rules->data());
  FieldsResult result;
  result.language = document_language(text.prose().folded);
  result.fields.numbers = find_numbers(reading);
  const std::vector<Amount> amounts = find_amounts(reading);
  result.fields.dates = find_dates(reading);
  resolve_lengths(reading, result.fields.dates);
  const std::vector<Identifier> identifiers = find_identifiers(text, text.prose());
  const Parties parties = find_parties(reading, identifiers, find_identifiers(text, text.rows()));
  for (const Amount& amount : amounts) {
    // What runs into a redacted region is no value.
    if (!amount.hidden) result.fields.amounts.push_back(amount.field);
  }
  for (const Party& party : parties.found) result.fields.parties.push_back(party.field);
  for (const Identifier& id : identifiers) {
    IdentifierField field;
    field.scheme = id.scheme;
    field.value = id.value;
    field.valid = id.valid;
    field.confidence = id.valid.value_or(false) ? 0.98 : id.repaired ? 0.7 : 0.8;
    field.rule = "identifier";
    field.evidence = text.evidence(text.prose(), id.span);
    result.fields.identifiers.push_back(std::move(field));
  }
  result.fields.items = state_->items.take();
  result.fields.watchlist = find_watched(reading, state_->rules->data().watched, identifiers);
  std::vector<Weighed> weighed;
  result.summary =
      summarise(reading, result.fields, amounts, parties, state_->explain ? &weighed : nullptr);
  const auto full = [&](std::size_t count, const char* what) {
    if (count < kMaxFound) return;
    result.problems.push_back({"fields", std::nullopt, ProblemKind::limit,
                               "the first " + std::to_string(kMaxFound) + " " + what +
                                   " were read; later ones are missing"});
  };
  full(amounts.size(), "sums of money");
  full(result.fields.dates.size(), "dates");
  full(identifiers.size(), "identifiers");
  for (const Marks* marks : {&reading.prose.marks, &reading.rows.marks}) {
    for (const std::string& rule : marks->limited()) {
      result.problems.push_back({"fields", std::nullopt, ProblemKind::limit,
                                 "rule " + rule +
                                     " reached its limit of steps; what it reads may "
                                     "be missing"});
    }
  }
  if (state_->explain) state_->explanation = explain(result, weighed);
  return result;
}

}  // namespace tachado::fields
