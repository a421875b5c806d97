#include "stages/export/ocds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "stages/export/keys.h"
#include "stages/export/stable_id.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

// Of the schema's closed list of currencies, those that contracts here are made out in; another one
// is left out of `value` and stays in the extension.
constexpr std::array<std::string_view, 20> kCurrencies{
    "MXN", "COP", "USD", "EUR", "MXV", "GBP", "CAD", "JPY", "CHF", "BRL",
    "ARS", "CLP", "PEN", "GTQ", "HNL", "CRC", "UYU", "BOB", "DOP", "COU"};
constexpr std::size_t kIdLength = 16;  // of a stable id: enough within a package

// "2022-05-16" as a date-time, as the schema wants it: the day's beginning in UTC, since no
// document says an hour or a zone. A date without a day cannot be one.
json date_time(const std::string& date) {
  constexpr std::size_t kDay = 10;
  return date.size() == kDay ? json(date + "T00:00:00Z") : json();
}

json value_of(const json& amount, const std::string& currency) {
  if (!amount.is_number()) return {};
  json value{{"amount", amount}};
  if (std::find(kCurrencies.begin(), kCurrencies.end(), currency) != kCurrencies.end()) {
    value["currency"] = currency;
  }
  return value;
}

void set(json& object, const char* name, json value) {
  const bool blank = value.is_string() && value.get_ref<const std::string&>().empty();
  if (!value.is_null() && !blank) object[name] = std::move(value);
}

std::string language_of(const json& head) {
  const std::string language = text_of(head, "language");
  return language == "spa" ? "es" : language == "eng" ? "en" : "";
}

// ---- parties ----

std::string role_of(const json& party) {
  const std::string role = text_of(party, "role");
  return role == "buyer" || role == "supplier" ? role : "";
}

// By its tax number where it has one of a register of organisations, else by its name.
std::string party_id(const json& party) {
  const json& tax_id = member(party, "tax_id");
  const std::string scheme = text_of(tax_id, "scheme");
  if (scheme == "MX-RFC" || scheme == "CO-NIT") return scheme + "-" + text_of(tax_id, "value");
  return "name-" + stable_id({name_key(text_of(party, "name"))}).substr(0, kIdLength);
}

// Buyers and suppliers; representatives are private persons and no party to the contract.
json parties_of(const json& head) {
  json parties = json::array();
  for (const json& party : member(member(head, "fields"), "parties")) {
    const std::string role = role_of(party);
    if (role.empty()) continue;
    const std::string id = party_id(party);
    const auto known = std::find_if(parties.begin(), parties.end(),
                                    [&](const json& each) { return each["id"] == id; });
    if (known != parties.end()) {
      json& roles = (*known)["roles"];
      if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
      continue;
    }
    json entry{{"id", id}, {"name", text_of(party, "name")}, {"roles", {role}}};
    if (!id.starts_with("name-")) {
      const json& tax_id = member(party, "tax_id");
      entry["identifier"] = {{"scheme", text_of(tax_id, "scheme")},
                             {"id", text_of(tax_id, "value")},
                             {"legalName", text_of(party, "name")}};
    }
    parties.push_back(std::move(entry));
  }
  return parties;
}

// References to the parties in one role: id and name.
json references(const json& parties, const char* role) {
  json list = json::array();
  for (const json& party : parties) {
    const json& roles = party["roles"];
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) continue;
    list.push_back({{"id", party["id"]}, {"name", party["name"]}});
  }
  return list;
}

// ---- the extension: where each thing was found ----

json traces_of(const json& head) {
  constexpr std::array<std::pair<const char*, const char*>, 5> kLists{{{"numbers", "value"},
                                                                       {"amounts", "value"},
                                                                       {"parties", "name"},
                                                                       {"dates", "value"},
                                                                       {"items", "description"}}};
  json traces = json::array();
  for (const auto& [list, value] : kLists) {
    for (const json& found : member(member(head, "fields"), list)) {
      json trace{{"field", list},
                 {"value", member(found, value)},
                 {"confidence", member(found, "confidence")},
                 {"rule", member(found, "rule")},
                 {"evidence", member(found, "evidence")}};
      set(trace, "role", member(found, "role"));
      traces.push_back(std::move(trace));
    }
  }
  return traces;
}

json extension_of(const json& head) {
  const json& source = member(head, "source");
  const json& summary = member(head, "summary");
  json extension{{"document",
                  {{"path", member(source, "path")},
                   {"sha256", member(source, "sha256")},
                   {"kind", member(summary, "document_kind")},
                   {"status", member(head, "status")}}},
                 {"redactions",
                  {{"count", member(summary, "redactions")},
                   {"share", member(summary, "redacted_share")},
                   {"level", member(summary, "redaction_level")},
                   {"fields", member(summary, "redacted_fields")}}},
                 {"found", traces_of(head)},
                 {"needsReview", member(summary, "needs_review")}};
  set(extension, "dateSigned", member(summary, "date_signed"));
  set(extension, "currency", member(summary, "currency"));
  set(extension, "amountMaximum", member(summary, "amount_maximum"));
  return extension;
}

// ---- the release ----

bool speaks_of_a_process(const json& summary) {
  const std::string kind = text_of(summary, "document_kind");
  if (kind == "letter" || kind == "refusal" || kind == "reservation_agreement") return false;
  const bool numbered =
      !text_of(summary, "contract_number").empty() || !text_of(summary, "tender_number").empty();
  return numbered ||
         ((kind == "contract" || kind == "order") && member(summary, "amount").is_number());
}

const char* tag_of(const std::string& kind) {
  if (kind == "amendment") return "contractAmendment";
  if (kind == "tender") return "tender";
  if (kind == "annex") return "contractUpdate";
  return "contract";
}

json document_reference(const json& head, const std::string& kind) {
  const json& source = member(head, "source");
  json document{{"id", stable_id({text_of(source, "path"), text_of(source, "sha256")})},
                {"documentType", kind == "annex"    ? "contractAnnexe"
                                 : kind == "tender" ? "tenderNotice"
                                                    : "contractSigned"}};
  const std::string path = text_of(source, "path");
  set(document, "title", path.substr(path.rfind('/') + 1));
  set(document, "format", member(source, "media_type"));
  set(document, "language", language_of(head));
  return document;
}

json items_of(const json& head, const std::string& currency) {
  json items = json::array();
  for (const json& found : member(member(head, "fields"), "items")) {
    json item{{"id", std::to_string(items.size() + 1)}};
    set(item, "description", member(found, "description"));
    set(item, "quantity", member(found, "quantity"));
    json unit = json::object();
    set(unit, "name", member(found, "unit"));
    set(unit, "value", value_of(member(found, "unit_price"), currency));
    if (!unit.empty()) item["unit"] = std::move(unit);
    items.push_back(std::move(item));
  }
  return items;
}

class Ocds : public DocumentVisitor {
 public:
  Ocds(Publication publication, TextSink sink)
      : publication_(std::move(publication)), sink_(std::move(sink)) {
    std::string package = json{{"version", "1.1"},
                               {"uri", publication_.uri},
                               {"publishedDate", publication_.date},
                               {"publisher", {{"name", publication_.publisher}}}}
                              .dump(-1, ' ', false, json::error_handler_t::replace);
    package.pop_back();
    sink_(package + ",\"releases\":[");
  }

  void begin_document(const json& head) override {
    if (!speaks_of_a_process(member(head, "summary"))) return;
    sink_((first_ ? "\n" : ",\n") +
          release_of(head).dump(-1, ' ', false, json::error_handler_t::replace));
    first_ = false;
  }
  void finish() override { sink_("\n]}\n"); }

 private:
  // Of one process: the prefix, the number, and its buyer, since every buyer counts from 1.
  [[nodiscard]] std::string process_of(const json& head) const {
    const json& summary = member(head, "summary");
    std::string number = number_key(text_of(summary, "contract_number"));
    if (number.empty()) number = number_key(text_of(summary, "tender_number"));
    const json& source = member(head, "source");
    const std::string id = number.empty()
                               ? stable_id({text_of(source, "path"), text_of(source, "sha256")})
                               : stable_id({name_key(text_of(summary, "buyer_name"))});
    return publication_.ocid_prefix + "-" + (number.empty() ? "" : number + "-") +
           id.substr(0, kIdLength / 2);
  }

  [[nodiscard]] json release_of(const json& head) const {
    const json& summary = member(head, "summary");
    const json& source = member(head, "source");
    const std::string kind = text_of(summary, "document_kind");
    json parties = parties_of(head);
    json release{
        {"ocid", process_of(head)},
        {"id",
         stable_id({text_of(source, "path"), text_of(source, "sha256")}).substr(0, kIdLength)},
        {"date", publication_.date},
        {"tag", {tag_of(kind)}},
        {"initiationType", "tender"},
        {"tachado", extension_of(head)}};
    set(release, "language", language_of(head));
    const json buyers = references(parties, "buyer");
    if (!buyers.empty()) release["buyer"] = buyers.front();
    const std::string tender = text_of(summary, "tender_number");
    if (!tender.empty()) release["tender"] = tender_of(head, tender, kind);
    if (kind != "tender") add_contract(release, head, parties);
    if (!parties.empty()) release["parties"] = std::move(parties);
    return release;
  }

  [[nodiscard]] static json tender_of(const json& head, const std::string& number,
                                      const std::string& kind) {
    json tender{{"id", number}};
    if (kind != "tender") return tender;
    set(tender, "title", member(member(head, "summary"), "subject"));
    tender["documents"] = json::array({document_reference(head, kind)});
    return tender;
  }

  static void add_contract(json& release, const json& head, const json& parties) {
    const json& summary = member(head, "summary");
    const std::string kind = text_of(summary, "document_kind");
    const std::string currency = text_of(summary, "currency");
    const std::string number = text_of(summary, "contract_number");
    const std::string id = number.empty() ? release["id"].get<std::string>() : number;
    json contract{{"id", id}, {"awardID", id}};
    json award{{"id", id}};
    const json suppliers = references(parties, "supplier");
    if (!suppliers.empty()) award["suppliers"] = suppliers;
    set(contract, "title", member(summary, "subject"));
    const std::string signed_on = text_of(summary, "date_signed");
    if (kind == "amendment") {
      // Its amount and date are the amendment's, not the contract's.
      json amendment{{"id", release["id"]}};
      set(amendment, "date", date_time(signed_on));
      contract["amendments"] = json::array({std::move(amendment)});
    } else {
      set(contract, "value", value_of(member(summary, "amount"), currency));
      set(contract, "dateSigned", date_time(signed_on));
    }
    json items = items_of(head, currency);
    if (!items.empty()) contract["items"] = std::move(items);
    contract["documents"] = json::array({document_reference(head, kind)});
    release["awards"] = json::array({std::move(award)});
    release["contracts"] = json::array({std::move(contract)});
  }

  Publication publication_;
  TextSink sink_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<DocumentVisitor> make_ocds(const Publication& publication, TextSink sink) {
  return std::make_unique<Ocds>(publication, std::move(sink));
}

}  // namespace tachado::exporting
