// The wording of the samples: our own, in the manner of Mexican public contracts. Markup is allowed
// in every text (markup.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "samples/generate/text_flow.h"

namespace tachado::samples {

struct ContractTerms {
  std::string kind;    // CONTRATO DE PRESTACIÓN DE SERVICIOS
  std::string number;  // DCA/SSPM/161/2022
  std::string number_label = "CONTRATO NÚMERO";
  std::string buyer;
  std::string buyer_through;  // por conducto de …
  std::string buyer_representative;
  std::string buyer_alias;  // EL MUNICIPIO
  std::string supplier;
  std::string supplier_alias = "EL PROVEEDOR";
  std::string supplier_representative;
  std::string supplier_tax_id;
  std::string supplier_address;
  std::string supplier_contact;  // a whole sentence, may be empty
  std::string object;            // what is bought, as it follows "consiste en"
  std::string procedure;         // how the supplier was chosen, as it follows "mediante"
  std::string price;             // the whole sentence of the price
  std::vector<std::string> specifications;
  std::optional<Table> items;
  std::string start;  // 16 de mayo de 2022
  std::string end;
  std::string guarantee;  // the whole sentence; may be empty
  std::string signed_at;  // place
  std::string signed_on;  // as it follows "el día"
  bool brief = false;     // the short wording, for scans
};

void write_contract(TextFlow& flow, const ContractTerms& terms);

}  // namespace tachado::samples
