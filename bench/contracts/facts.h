// What a generated contract is about: drawn from word lists, all invented. The facts are what is to
// be read from its pages again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bench/contracts/dice.h"
#include "bench/contracts/spelling.h"

namespace tachado::bench {

enum class Land { federal, state, municipal, colombia, english };

struct Facts {
  Land land = Land::municipal;
  std::string kind;  // "contrato de prestación de servicios"
  std::string number;
  std::optional<std::string> tender;
  std::string buyer;        // "Municipio de San Marcos, Jalisco"
  std::string buyer_alias;  // "EL MUNICIPIO"
  std::string department;   // through which it acts; may be empty
  std::string buyer_person;
  std::string supplier;  // with its legal form
  std::string supplier_alias;
  std::string supplier_person;
  bool natural_person = false;
  std::string tax_id;  // RFC, NIT or C.C.; empty: none is printed (English)
  std::string buyer_tax_id;
  std::string place;
  std::string object;
  std::int64_t amount = 0;  // hundredths, tax included
  std::int64_t net = 0;     // before tax
  std::int64_t tax = 0;
  int tax_percent = 16;
  std::string currency;
  std::optional<std::int64_t> minimum;  // an open contract has these and no total
  std::optional<std::int64_t> maximum;
  std::optional<Day> signed_on;
  // Taken out of the public version; the facts stay as they were.
  bool amount_hidden = false;
  bool supplier_hidden = false;
  bool tax_id_hidden = false;
};

Facts draw_facts(Dice& dice);

}  // namespace tachado::bench
