// What a contract says, with where it says so. See DESIGN in README/ARCHITECTURE for the closed
// lists.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/geometry.h"
#include "stages/model/problem.h"

namespace tachado {

struct Evidence {
  int page = 1;
  Rect box;
  std::int64_t begin = 0;  // code points of Page::text, [begin, end)
  std::int64_t end = 0;
  std::string text;             // as printed
  std::string source = "text";  // text or ocr
};

// What every answer carries.
struct Found {
  double confidence = 0;  // 0 to 1
  std::string rule;       // the rule's name in its file
  std::vector<Evidence> evidence;
};

struct NumberField : Found {
  std::string value;
  std::string printed;
  bool repaired = false;
  std::string role;  // contract, amendment, tender, letter, agreement, file
};

struct AmountField : Found {
  std::int64_t minor_units = 0;  // hundredths
  std::string currency;          // ISO 4217, empty: not known
  std::string role;  // total, subtotal, tax, minimum, maximum, unit, guarantee, advance, penalty,
                     // capital, other
  std::string tax = "unknown";  // included, excluded, unknown
  std::optional<std::string> words;
  std::optional<bool> words_agree;
};

struct TaxId {
  std::string scheme;
  std::string value;
  std::optional<bool> valid;
  std::optional<bool> name_matches;
};

struct PartyField : Found {
  std::string name;
  std::string role;  // supplier, buyer, representative, member, other
  std::optional<std::string> legal_form;
  std::optional<TaxId> tax_id;
};

struct DateField : Found {
  std::string value;  // ISO 8601
  std::string role;   // signed, start, end, other
};

struct IdentifierField : Found {
  std::string scheme;  // MX-RFC, MX-CURP, MX-CLABE, CO-NIT, CO-CC
  std::string value;
  std::optional<bool> valid;
};

struct ItemField : Found {
  int row = 1;
  std::optional<std::string> description;
  std::optional<std::string> brand;
  std::optional<std::string> model;
  std::optional<double> quantity;
  std::optional<std::string> unit;
  std::optional<std::int64_t> unit_price_minor;
  std::optional<std::int64_t> amount_minor;
  std::optional<bool> sum_agrees;
};

struct WatchlistField : Found {
  std::string entry;
  std::string list;
  std::optional<std::string> listed;
  std::string status;
  std::string match;  // tax_id or name
  double score = 0;
};

struct NeedsReview {
  std::string code;
  std::optional<std::string> field;
  std::string text;
};

struct Fields {
  std::vector<NumberField> numbers;
  std::vector<AmountField> amounts;
  std::vector<PartyField> parties;
  std::vector<DateField> dates;
  std::vector<IdentifierField> identifiers;
  std::vector<ItemField> items;
  std::vector<WatchlistField> watchlist;
};

// The best answer of each kind.
struct FieldsSummary {
  std::optional<std::string> document_kind;
  std::optional<std::string> subject;
  std::optional<std::string> contract_number;
  std::optional<std::string> tender_number;
  std::optional<std::int64_t> amount_minor;
  std::optional<std::string> currency;
  std::optional<std::int64_t> amount_minimum_minor;
  std::optional<std::int64_t> amount_maximum_minor;
  std::optional<std::string> supplier_name;
  std::optional<std::string> supplier_tax_id;
  std::optional<std::string> buyer_name;
  std::optional<std::string> date_signed;
  std::vector<std::string> watchlist_matches;
  std::vector<std::string> watchlist_leads;
  std::vector<NeedsReview> needs_review;
};

struct FieldsResult {
  Fields fields;
  FieldsSummary summary;
  std::optional<std::string> language;  // ISO 639-3 of the text, where it can be told
  std::vector<Problem> problems;
};

}  // namespace tachado
