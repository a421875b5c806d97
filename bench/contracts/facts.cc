#include "bench/contracts/facts.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "stages/fields/identifiers.h"

namespace tachado::bench {
namespace {

using Words = std::vector<std::string>;

const Words kGivenNames{"María Guadalupe", "José Luis",    "Juan Carlos",   "Ana Laura",
                        "Miguel Ángel",    "Rosa Elena",   "Francisco",     "Martha Inés",
                        "Jesús",           "Verónica",     "Óscar Eduardo", "Lucía",
                        "Hugo César",      "Blanca Nubia", "Iván",          "Sofía",
                        "Ramiro",          "Yolanda",      "Édgar",         "Concepción"};
const Words kSurnames{"Hernández",     "García",    "Martínez",  "López",      "González",
                      "Peña",          "Rodríguez", "Ibáñez",    "Sánchez",    "Ramírez",
                      "Flores",        "Ordóñez",   "Cárdenas",  "Villaseñor", "Quiñones",
                      "Zúñiga",        "Bautista",  "Castañeda", "Del Río",    "De la Cruz",
                      "Montes de Oca", "Treviño",   "Rincón",    "Salgado"};
const Words kFirstWords{"Comercializadora", "Grupo",         "Servicios",    "Constructora",
                        "Soluciones",       "Distribuidora", "Tecnologías",  "Corporativo",
                        "Proveedora",       "Industrias",    "Suministros",  "Consultores",
                        "Ingeniería y",     "Papelería",     "Laboratorios", "Transportes",
                        "Edificaciones",    "Abastecedora"};
const Words kSecondWords{"Integrales", "del Norte",    "Azteca",     "Omega",     "Peninsular",
                         "San Ángel",  "del Bajío",    "Titán",      "La Sierra", "Monte Alto",
                         "Kappa",      "del Pacífico", "Vanguardia", "Río Verde", "Delta 21",
                         "Siglo XXI",  "Alfa y Omega", "Mayab",      "Cumbres",   "Hermanos Ruiz"};
const Words kThirdWords{"",         "",     "", " de México", " y Asociados", " Industriales",
                        " Médicos", " & Co"};
const Words kMexicanForms{", S.A. de C.V.",   ", S.A. de C.V.",
                          " S.A. DE C.V.",    ", S. de R.L. de C.V.",
                          ", S.C.",           ", S.A.P.I. de C.V.",
                          ", S. A. de C. V.", " SA de CV",
                          ", A.C.",           ", S.A."};
const Words kColombianForms{" S.A.S.", " LTDA.", " S.A.", " S.A.S", " LTDA", " S.A. E.S.P."};
const Words kEnglishForms{", Inc.", " LLC", ", L.L.C.", " Corp.", " Ltd."};
const Words kTowns{"San Marcos",  "Valle Hermoso", "Santa Rosa",   "El Encino",  "Puerto Nuevo",
                   "Tres Cruces", "Villa Unión",   "La Esperanza", "Río Blanco", "Monte Claro"};
const Words kStates{"Jalisco", "Nuevo León", "Puebla",     "Hidalgo",    "Veracruz",
                    "Sonora",  "Yucatán",    "Guanajuato", "Tamaulipas", "Chiapas"};
const Words kDepartments{"Secretaría de Administración", "Oficialía Mayor",
                         "Secretaría de Finanzas",       "Dirección de Adquisiciones",
                         "Secretaría de Obras Públicas", "Tesorería Municipal"};
const Words kFederalBodies{"Instituto Mexicano del Seguro Social",
                           "Secretaría de Salud",
                           "Comisión Nacional del Agua",
                           "Secretaría de Infraestructura, Comunicaciones y Transportes",
                           "Instituto Nacional de Antropología e Historia",
                           "Secretaría de Educación Pública",
                           "Centro Nacional de Control de Energía",
                           "Universidad Autónoma Metropolitana"};
const Words kStateBodies{"Gobierno del Estado de {}",  "Secretaría de Salud del Estado de {}",
                         "Servicios de Salud de {}",   "Fiscalía General del Estado de {}",
                         "Universidad Autónoma de {}", "Poder Judicial del Estado de {}",
                         "Congreso del Estado de {}",  "Comisión Estatal del Agua de {}"};
const Words kColombianBodies{"Municipio de {}",
                             "Alcaldía Municipal de {}",
                             "Hospital San José de {}",
                             "Departamento de {}",
                             "Instituto de Deportes de {}",
                             "Concejo Municipal de {}",
                             "Universidad de {}",
                             "Empresa de Servicios Públicos de {} E.S.P."};
const Words kEnglishBodies{"City of {}",
                           "County of {}",
                           "{} Department of Transportation",
                           "Town of {}",
                           "Board of Education of {}",
                           "University of {}"};
const Words kEnglishTowns{"Springfield", "Riverton",   "Lakewood",
                          "Franklin",    "Georgetown", "Ashland"};
const Words kServices{"el mantenimiento preventivo y correctivo de equipo de cómputo",
                      "el suministro de papelería y artículos de oficina",
                      "la prestación del servicio integral de limpieza en los inmuebles",
                      "la adquisición de medicamentos y material de curación",
                      "la renta de vehículos para las áreas operativas",
                      "el servicio de vigilancia y seguridad en las instalaciones",
                      "la consultoría para la elaboración de un plan de movilidad",
                      "la adquisición de uniformes y calzado para el personal"};
const Words kEnglishServices{"maintenance of computer equipment", "supply of office furniture",
                             "janitorial services at public buildings",
                             "resurfacing of local roads", "design of a records management system"};
const Words kKinds{"contrato de prestación de servicios",    "contrato de adquisición de bienes",
                   "contrato abierto de suministro",         "contrato de arrendamiento",
                   "contrato administrativo de adquisición", "contrato de compraventa"};
const Words kColombianKinds{"contrato de prestación de servicios",
                            "contrato de suministro",
                            "contrato de consultoría",
                            "contrato de compraventa",
                            "contrato de obra",
                            "contrato de interventoría"};

// ---- numbers ----

std::string capital_letters(Dice& dice, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += static_cast<char>('A' + dice.below(26));
  return text;
}

std::string contract_number(Dice& dice, Land land, int year) {
  const auto serial = dice.between(1, 499);
  const std::string unit = dice.pick(Words{"SSPM", "SA", "OM", "DGA", "SEDU", "SOP", "DIF", "TM"});
  if (land == Land::federal) {
    switch (dice.below(5)) {
      case 0:
        return fmt::format("{}/{}/{:03}/{}", dice.pick(Words{"SSA", "CNA", "SICT", "INAH"}),
                           "DGRMIS", serial, year);
      case 1:
        return fmt::format("45000{:05}", dice.between(10000, 99999));
      case 2:
        return fmt::format("{}-{:02}-{}-{:08}", year, dice.between(4, 51), capital_letters(dice, 3),
                           serial);
      case 3:
        return fmt::format("S{}{:04}", year % 100, dice.between(1000, 9999)) + "-" +
               std::to_string(serial);
      default:
        return fmt::format("{:03}/{}", serial, year);
    }
  }
  if (land == Land::colombia) {
    switch (dice.below(6)) {
      case 0:
        return fmt::format("{:03} DE {}", serial, year);
      case 1:
        return fmt::format("{}-{}", serial, year);
      case 2:
        return fmt::format("400-23-02-{:03}-{}", serial, year);
      case 3:
        return fmt::format("{:03}-{:02}", serial, year % 100);
      case 4:
        return std::to_string(serial);
      default:
        return fmt::format("{}-{:03}-{}", dice.pick(Words{"MC", "SA", "CPS", "CD"}), serial, year);
    }
  }
  if (land == Land::english) {
    switch (dice.below(3)) {
      case 0:
        return fmt::format("{}-{:04}", year, dice.between(100, 9999));
      case 1:
        return fmt::format("{}{}", capital_letters(dice, 2), dice.between(10000, 99999));
      default:
        return fmt::format("{}-{}-C-{:04}", capital_letters(dice, 3), year % 100,
                           dice.between(1, 9999));
    }
  }
  switch (dice.below(7)) {
    case 0:
      return fmt::format("DCA/{}/{:03}/{}", unit, serial, year);
    case 1:
      return fmt::format("{}-LC-{:02}-{}", unit, dice.between(1, 60), year);
    case 2:
      return fmt::format("{}-DA-{:03}-{}", unit, serial, year);
    case 3:
      return fmt::format("{:03}/{}/{}", serial, unit, year);
    case 4:
      return fmt::format("MVH-{}-{:03}/{}", unit, serial, year);
    case 5:
      return fmt::format("{}.{}.{:03}.{}", "OM", unit, serial, year);
    default:
      return fmt::format("CEAA-9{:08}-ADQ-AD-E{}-{}", dice.between(10000000, 20000000),
                         dice.between(1, 99), year);
  }
}

std::string federal_code(Dice& dice, int year) {
  const std::string kind = dice.pick(Words{"LA", "IA", "AA", "LO"});
  const std::string unit = capital_letters(dice, 3);
  const auto branch = dice.between(4, 51);
  if (year >= 2023) {
    return fmt::format("{}-{:02}-{}-0{:02}{}001-N-{}-{}", kind, branch, unit, branch, unit,
                       dice.between(1, 300), year);
  }
  return fmt::format("{}-0{:02}{}001-E{}-{}", kind, branch, unit, dice.between(1, 300), year);
}

// ---- names and identifiers ----

std::string person_name(Dice& dice) {
  return dice.pick(kGivenNames) + " " + dice.pick(kSurnames) + " " + dice.pick(kSurnames);
}

char rfc_digit(const std::string& eleven_or_twelve) {
  // Ñ does not occur: the generator's letters are taken from plain ones.
  static const std::string kAlphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ ";
  const std::string padded = std::string(12 - eleven_or_twelve.size(), ' ') + eleven_or_twelve;
  int sum = 0;
  for (std::size_t i = 0; i < 12; ++i)
    sum += static_cast<int>(kAlphabet.find(padded[i])) * (13 - static_cast<int>(i));
  const int digit = (11 - sum % 11) % 11;
  return digit == 10 ? 'A' : static_cast<char>('0' + digit);
}

std::string rfc(Dice& dice, const std::string& bare_name, bool person) {
  std::string letters;
  for (const char c : upper(without_accents(bare_name))) {
    if (c >= 'A' && c <= 'Z' && letters.size() < (person ? 4U : 3U)) letters += c;
  }
  while (letters.size() < (person ? 4U : 3U)) letters += 'X';
  std::string code = letters + fmt::format("{:02}{:02}{:02}", dice.between(0, 99),
                                           dice.between(1, 12), dice.between(1, 28));
  code += fields::rfc_name_code(bare_name);
  return code + rfc_digit(code);
}

std::string nit(Dice& dice) {
  static constexpr std::array<int, 9> kWeights{3, 7, 13, 17, 19, 23, 29, 37, 41};
  const std::string digits = std::to_string(dice.between(800'000'000, 901'999'999));
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (digits[8 - i] - '0') * kWeights[i];
  const int rest = sum % 11;
  return grouped(std::stoll(digits), ".") + "-" + std::to_string(rest < 2 ? rest : 11 - rest);
}

void draw_supplier(Dice& dice, Facts& facts) {
  const bool mexico = facts.land != Land::colombia && facts.land != Land::english;
  facts.natural_person = facts.land != Land::english && dice.chance(18);
  facts.supplier_person = person_name(dice);
  if (facts.natural_person) {
    facts.supplier = facts.supplier_person;
    facts.tax_id = mexico ? rfc(dice, facts.supplier, true)
                          : grouped(dice.between(10'000'000, 1'099'999'999), ".");
    return;
  }
  const std::string bare =
      dice.pick(kFirstWords) + " " + dice.pick(kSecondWords) + dice.pick(kThirdWords);
  facts.supplier = bare + dice.pick(facts.land == Land::english    ? kEnglishForms
                                    : facts.land == Land::colombia ? kColombianForms
                                                                   : kMexicanForms);
  if (facts.land == Land::english) return;
  facts.tax_id = mexico ? rfc(dice, bare, false) : nit(dice);
}

void draw_buyer(Dice& dice, Facts& facts) {
  const std::string town = dice.pick(kTowns);
  const std::string state = dice.pick(kStates);
  facts.place = town + ", " + state;
  facts.buyer_person = person_name(dice);
  switch (facts.land) {
    case Land::federal:
      facts.buyer = dice.pick(kFederalBodies);
      facts.buyer_alias = facts.buyer.starts_with("Secretar") ? "LA SECRETARÍA"
                          : facts.buyer.starts_with("Inst")   ? "EL INSTITUTO"
                          : facts.buyer.starts_with("Com")    ? "LA COMISIÓN"
                          : facts.buyer.starts_with("Univ")   ? "LA UNIVERSIDAD"
                                                              : "EL CENTRO";
      facts.place = "Ciudad de México";
      break;
    case Land::state:
      facts.buyer = fmt::format(fmt::runtime(dice.pick(kStateBodies)), state);
      facts.buyer_alias = facts.buyer.starts_with("Gob")     ? "EL GOBIERNO DEL ESTADO"
                          : facts.buyer.starts_with("Secr")  ? "LA SECRETARÍA"
                          : facts.buyer.starts_with("Fisc")  ? "LA FISCALÍA"
                          : facts.buyer.starts_with("Univ")  ? "LA UNIVERSIDAD"
                          : facts.buyer.starts_with("Poder") ? "EL PODER JUDICIAL"
                          : facts.buyer.starts_with("Congr") ? "EL CONGRESO"
                          : facts.buyer.starts_with("Com")   ? "LA COMISIÓN"
                                                             : "EL ORGANISMO";
      break;
    case Land::municipal:
      facts.buyer = dice.chance(70) ? "Municipio de " + town : "Ayuntamiento de " + town;
      if (dice.chance(30)) facts.buyer += ", " + state;
      facts.buyer_alias = facts.buyer.starts_with("Mun") ? "EL MUNICIPIO" : "EL AYUNTAMIENTO";
      facts.department = dice.chance(50) ? dice.pick(kDepartments) : "";
      break;
    case Land::colombia:
      facts.buyer = fmt::format(fmt::runtime(dice.pick(kColombianBodies)), town);
      facts.buyer_alias = dice.pick(Words{"EL CONTRATANTE", "LA ENTIDAD", "EL CONTRATANTE"});
      facts.buyer_tax_id = nit(dice);
      facts.place = town;
      break;
    case Land::english:
      facts.place = dice.pick(kEnglishTowns);
      facts.buyer = fmt::format(fmt::runtime(dice.pick(kEnglishBodies)), facts.place);
      facts.buyer_alias = dice.pick(Words{"Agency", "Owner", "Client"});
      break;
  }
}

void draw_money(Dice& dice, Facts& facts) {
  const bool colombia = facts.land == Land::colombia;
  const std::int64_t scale =
      dice.pick(std::vector<std::int64_t>{100'000, 1'000'000, 10'000'000, 90'000'000});
  facts.tax_percent = colombia ? 19 : dice.chance(90) ? 16 : 8;
  if (colombia) {
    facts.amount = dice.between(scale * 10, scale * 90) / 1000 * 1000 * 100;
    facts.net = facts.amount;
  } else {
    facts.net = dice.between(scale * 10, scale * 1000);
    facts.tax = (facts.net * facts.tax_percent + 50) / 100;
    facts.amount = facts.net + facts.tax;
  }
  facts.currency = colombia ? "COP" : facts.land == Land::english || dice.chance(4) ? "USD" : "MXN";
  if (facts.land == Land::english) facts.amount = facts.net;
}

}  // namespace

Facts draw_facts(Dice& dice) {
  Facts facts;
  facts.land = dice.pick(std::vector<Land>{Land::federal, Land::state, Land::state, Land::municipal,
                                           Land::municipal, Land::municipal, Land::colombia,
                                           Land::colombia, Land::colombia, Land::english});
  facts.signed_on =
      Day{static_cast<int>(dice.between(2008, 2025)), static_cast<int>(dice.between(1, 12)),
          static_cast<int>(dice.between(1, 28))};
  facts.number = contract_number(dice, facts.land, facts.signed_on->year);
  if (facts.land == Land::federal) facts.tender = federal_code(dice, facts.signed_on->year);
  draw_buyer(dice, facts);
  draw_supplier(dice, facts);
  draw_money(dice, facts);
  const bool english = facts.land == Land::english;
  facts.kind = english ? "services agreement"
                       : dice.pick(facts.land == Land::colombia ? kColombianKinds : kKinds);
  facts.object = dice.pick(english ? kEnglishServices : kServices);
  facts.supplier_alias = english ? dice.pick(Words{"Contractor", "Consultant", "Vendor"})
                         : facts.land == Land::colombia ? "EL CONTRATISTA"
                         : facts.kind.ends_with("arrendamiento")
                             ? "EL ARRENDADOR"
                             : dice.pick(Words{"EL PROVEEDOR", "EL PROVEEDOR",
                                               "EL PRESTADOR DE SERVICIOS", "LA EMPRESA"});
  const bool mexico = !english && facts.land != Land::colombia;
  if (mexico && dice.chance(12)) {
    facts.maximum = facts.amount;
    facts.minimum = facts.amount * 40 / 100;
  }
  if (mexico && dice.chance(25)) {
    facts.tax_id_hidden = dice.chance(60);
    facts.amount_hidden = !facts.maximum && dice.chance(25);
    facts.supplier_hidden = facts.natural_person && dice.chance(50);
  }
  return facts;
}

}  // namespace tachado::bench
