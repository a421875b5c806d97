#include "samples/generate/makers.h"

namespace tachado::samples {

Drawn draw_contract(const std::string& office, const ContractTerms& terms) {
  return draw("Contrato " + terms.number, {.office = office, .running_head = terms.number},
              [&](TextFlow& flow) { write_contract(flow, terms); });
}

void take(Sample& sample, Drawn drawn) {
  sample.bytes = std::move(drawn.pdf);
  sample.expected.pages = drawn.pages;
  sample.expected.redactions = std::move(drawn.redactions);
}

ContractTerms municipal_terms() {
  ContractTerms t;
  t.buyer = kMunicipality;
  t.buyer_through = std::string("POR CONDUCTO DE LA ") + kSecretariat;
  t.buyer_representative =
      "LIC. ERNESTO VALLARINO QUIROZ, SECRETARIO DE SEGURIDAD PÚBLICA MUNICIPAL";
  t.buyer_alias = "EL MUNICIPIO";
  t.procedure =
      "adjudicación directa, en los términos de la Ley de Adquisiciones, Arrendamientos y "
      "Contratación de Servicios del Estado";
  t.start = "16 de mayo de 2022";
  t.end = "31 de diciembre de 2022";
  t.guarantee =
      "“EL PROVEEDOR” otorgará fianza por el 10 % (diez por ciento) del monto total del contrato "
      "sin incluir el Impuesto al Valor Agregado, dentro de los diez días siguientes a su firma.";
  t.signed_at = "Valle del Norte";
  return t;
}

Expected municipal_expected() {
  Expected e;
  e.document_kind = "contract";
  e.currency = "MXN";
  e.buyer_name = kMunicipalityName;
  return e;
}

ContractTerms novitech_terms() {
  ContractTerms t = municipal_terms();
  t.kind = "CONTRATO DE ADQUISICIÓN DE EQUIPO DE RADIOCOMUNICACIÓN";
  t.number = "DCA/SSPM/162/2022";
  t.supplier = "Novitech, S.A. de C.V.";
  t.supplier_representative = "ING. TOMÁS ALDERETE MONROY";
  t.supplier_tax_id = "NOV050614MB3";
  t.supplier_address =
      "Avenida de los Encinos número 415, colonia Lomas del Sur, código postal 31999";
  t.supplier_contact =
      "Su teléfono es 614 555 0142 y su correo electrónico contratos@novitech.example.";
  t.object =
      "la adquisición, instalación y puesta en operación de equipo de radiocomunicación digital "
      "para las unidades de la Secretaría de Seguridad Pública Municipal, con las características "
      "que se describen en el anexo técnico";
  t.price =
      "El precio total del contrato es por la cantidad de *$25,789,479.75 (VEINTICINCO MILLONES "
      "SETECIENTOS OCHENTA Y NUEVE MIL CUATROCIENTOS SETENTA Y NUEVE PESOS 75/100 M.N.)*, con el "
      "Impuesto al Valor Agregado incluido, y será fijo durante la vigencia del contrato.";
  t.signed_on = "16 de mayo de 2022";
  return t;
}

Expected novitech_expected() {
  Expected e = municipal_expected();
  e.contract_number = "DCA/SSPM/162/2022";
  e.amount = "25789479.75";
  e.supplier_name = "Novitech, S.A. de C.V.";
  e.supplier_tax_id = "NOV050614MB3";
  e.date_signed = "2022-05-16";
  e.redaction_level = "none";
  return e;
}

std::vector<Sample> make_samples(const std::string& scratch) {
  std::vector<Sample> samples;
  samples.push_back(bar_over_text());
  samples.push_back(damaged_bad_block());
  samples.push_back(damaged_truncated());
  samples.push_back(digital_black_bars());
  samples.push_back(digital_clean());
  samples.push_back(digital_outlined_labels());
  samples.push_back(encrypted());
  samples.push_back(items_table());
  samples.push_back(redact_annotation());
  samples.push_back(reservation_agreement());
  samples.push_back(scan_black_bars());
  samples.push_back(refusal_letter(scratch));
  samples.push_back(tender());
  return samples;
}

}  // namespace tachado::samples
