#include "stages/export/follow_the_money.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "stages/export/keys.h"
#include "stages/export/stable_id.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

class Entity {
 public:
  Entity(std::string id, const char* schema) : id_(std::move(id)), schema_(schema) {}

  // Every value is a string in a list; what is not known is left out.
  void add(const char* property, const std::string& value) {
    if (!value.empty()) properties_[property].push_back(value);
  }
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] std::string line() const {
    return json{{"id", id_}, {"schema", schema_}, {"properties", properties_}}.dump(
               -1, ' ', false, json::error_handler_t::replace) +
           "\n";
  }

 private:
  std::string id_;
  const char* schema_;
  json properties_ = json::object();
};

std::string money_text(const json& amount) {
  return amount.is_number() ? fmt::format("{:.2f}", amount.get<double>()) : "";
}

// Whether a tax number is one that only legal persons have: an RFC of twelve characters, a NIT of
// nine digits that begins with 8 or 9. None: it says nothing.
std::optional<bool> of_a_legal_person(const json& tax_id) {
  constexpr std::size_t kLegalRfc = 12;
  const std::string scheme = text_of(tax_id, "scheme");
  const std::string value = text_of(tax_id, "value");
  if (value.empty()) return std::nullopt;
  if (scheme == "MX-RFC") return value.size() == kLegalRfc;
  if (scheme == "CO-NIT") return value.front() == '8' || value.front() == '9';
  return std::nullopt;
}

// By the tax number if that tells, so that a party is the same thing in every document; else a
// legal form makes a company, and what has none may be a person.
const char* party_schema(const json& party) {
  const std::string role = text_of(party, "role");
  if (role == "buyer") return "PublicBody";
  if (role == "representative") return "Person";
  const bool company =
      of_a_legal_person(member(party, "tax_id")).value_or(!text_of(party, "legal_form").empty());
  return company ? "Company" : "LegalEntity";
}

std::string party_id(const json& party) {
  const json& tax_id = member(party, "tax_id");
  const std::string schema = party_schema(party);
  if (of_a_legal_person(tax_id) && schema != "Person") {
    return stable_id({"tachado", schema, text_of(tax_id, "scheme"), text_of(tax_id, "value")});
  }
  return stable_id({"tachado", schema, name_key(text_of(party, "name"))});
}

class FollowTheMoney : public DocumentVisitor {
 public:
  explicit FollowTheMoney(TextSink sink) : sink_(std::move(sink)) {}

  void begin_document(const json& head) override {
    const json& source = member(head, "source");
    const std::string path = text_of(source, "path");
    pages_id_ = stable_id({"tachado", "document", path, text_of(source, "sha256")});
    Entity pages(pages_id_, "Pages");
    pages.add("fileName", path.substr(path.rfind('/') + 1));
    pages.add("title", text_of(member(head, "metadata"), "title"));
    pages.add("mimeType", text_of(source, "media_type"));
    language_ = text_of(head, "language");
    pages.add("language", language_);
    if (member(source, "bytes").is_number_integer()) {
      pages.add("fileSize", std::to_string(member(source, "bytes").get<std::int64_t>()));
    }
    sink_(pages.line());
    add_parties(head);
    const std::string kind = text_of(member(head, "summary"), "document_kind");
    if (kind == "contract" || kind == "order") add_contract(head);
  }

  void page(const json& page) override {
    const std::string number = std::to_string(whole_number_of(page, "number"));
    Entity entity(stable_id({"tachado", "page", pages_id_, number}), "Page");
    entity.add("document", pages_id_);
    entity.add("index", number);
    entity.add("bodyText", text_of(page, "text"));
    sink_(entity.line());
  }

 private:
  void add_parties(const json& head) {
    supplier_.clear();
    buyer_.clear();
    for (const json& party : member(member(head, "fields"), "parties")) {
      const std::string name = text_of(party, "name");
      if (name.empty()) continue;
      const std::string role = text_of(party, "role");
      Entity entity(party_id(party), party_schema(party));
      entity.add("name", name);
      entity.add("proof", pages_id_);
      if (role != "representative") {
        entity.add("legalForm", text_of(party, "legal_form"));
        entity.add("taxNumber", text_of(member(party, "tax_id"), "value"));
      }
      sink_(entity.line());
      if (role == "supplier" && supplier_.empty()) supplier_ = entity.id();
      if (role == "buyer" && buyer_.empty()) buyer_ = entity.id();
      Entity mention(stable_id({"tachado", "mention", pages_id_, entity.id()}), "Mention");
      mention.add("document", pages_id_);
      mention.add("name", name);
      mention.add("resolved", entity.id());
      mention.add("detectedSchema", party_schema(party));
      sink_(mention.line());
    }
  }

  void add_contract(const json& head) {
    const json& summary = member(head, "summary");
    const std::string number = text_of(summary, "contract_number");
    const std::string subject = text_of(summary, "subject");
    const std::string title = !subject.empty() ? subject : number;
    if (title.empty()) return;
    const std::string id = number.empty() ? stable_id({"tachado", "contract", pages_id_})
                                          : stable_id({"tachado", "contract", number_key(number),
                                                       name_key(text_of(summary, "buyer_name"))});
    Entity contract(id, "Contract");
    contract.add("title", title);
    contract.add("name", title);
    contract.add("authority", buyer_);
    contract.add("contractDate", text_of(summary, "date_signed"));
    contract.add("amount", money_text(member(summary, "amount")));
    contract.add("currency", text_of(summary, "currency"));
    contract.add("procedureNumber", text_of(summary, "tender_number"));
    contract.add("language", language_);
    contract.add("proof", pages_id_);
    sink_(contract.line());
    if (supplier_.empty()) return;
    Entity award(stable_id({"tachado", "award", id, supplier_}), "ContractAward");
    award.add("contract", id);
    award.add("supplier", supplier_);
    award.add("documentNumber", number);
    award.add("date", text_of(summary, "date_signed"));
    award.add("amount", money_text(member(summary, "amount")));
    award.add("currency", text_of(summary, "currency"));
    award.add("recordId", pages_id_);
    sink_(award.line());
  }

  TextSink sink_;
  std::string pages_id_;
  std::string language_;
  std::string supplier_;
  std::string buyer_;
};

}  // namespace

std::unique_ptr<DocumentVisitor> make_follow_the_money(TextSink sink) {
  return std::make_unique<FollowTheMoney>(std::move(sink));
}

}  // namespace tachado::exporting
