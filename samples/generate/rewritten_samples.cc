#include "samples/generate/makers.h"
#include "samples/generate/rewrite.h"

namespace tachado::samples {

Sample redact_annotation() {
  Sample s{.file = "redact_annotation_unapplied.pdf",
           .about = "A /Redact annotation that was never applied: the text is still there"};
  Expected& e = s.expected;
  e = municipal_expected();
  e.document_kind = "amendment";
  e.contract_number = "DCA/SSPM/162/2022";
  e.amount = "2578947.98";
  e.supplier_name = "Novitech, S.A. de C.V.";
  e.date_signed = "2022-10-03";
  e.redaction_level = "light";
  Drawn drawn = draw(
      "Convenio modificatorio", {.office = kSecretariat, .running_head = "DCA/SSPM/162/2022"},
      [](TextFlow& flow) {
        flow.title(
            "CONVENIO MODIFICATORIO AL CONTRATO NÚMERO DCA/SSPM/162/2022 QUE CELEBRAN POR UNA "
            "PARTE "
            "EL MUNICIPIO DE VALLE DEL NORTE, A QUIEN EN LO SUCESIVO SE LE DENOMINARÁ “EL "
            "MUNICIPIO”, Y POR LA OTRA Novitech, S.A. de C.V., A QUIEN EN LO SUCESIVO SE LE "
            "DENOMINARÁ “EL PROVEEDOR”, AL TENOR DE LO SIGUIENTE:");
        flow.heading("DECLARACIONES");
        flow.paragraph(
            "I. Declaran “LAS PARTES” que el 16 de mayo de 2022 celebraron el contrato número "
            "DCA/SSPM/162/2022, cuyo objeto es la adquisición de equipo de radiocomunicación "
            "digital.");
        flow.paragraph(
            "II. Declara “EL PROVEEDOR” que su representante es el ING. TOMÁS ALDERETE MONROY, con "
            "teléfono particular {annot:phone|614 555 0187}, quien cuenta con facultades "
            "suficientes para obligarse.");
        flow.heading("CLÁUSULAS");
        flow.paragraph(
            "*PRIMERA.* “LAS PARTES” convienen en incrementar el monto del contrato en la cantidad "
            "de *$2,578,947.98 (DOS MILLONES QUINIENTOS SETENTA Y OCHO MIL NOVECIENTOS CUARENTA Y "
            "SIETE PESOS 98/100 M.N.)*, con el Impuesto al Valor Agregado incluido.");
        flow.paragraph(
            "*SEGUNDA.* Con excepción de lo que expresamente se modifica, subsisten en sus "
            "términos "
            "todas las cláusulas del contrato original.");
        flow.paragraph(
            "Leído el presente convenio, lo firman “LAS PARTES” en Valle del Norte, el día 3 de "
            "octubre de 2022.");
        flow.signatures({"*POR “EL MUNICIPIO”*\nLIC. ERNESTO VALLARINO QUIROZ",
                         "*POR “EL PROVEEDOR”*\nING. TOMÁS ALDERETE MONROY"},
                        "");
      });
  std::vector<RedactAnnotation> annotations;
  for (const DrawnRedaction& r : drawn.redactions) {
    annotations.push_back(
        {r.page, r.box.x0, kPageHeight - r.box.y1, r.box.x1, kPageHeight - r.box.y0});
  }
  drawn.pdf = add_redact_annotations(drawn.pdf, annotations);
  take(s, std::move(drawn));
  return s;
}

Sample encrypted() {
  ContractTerms t = municipal_terms();
  t.kind = "CONTRATO DE PRESTACIÓN DE SERVICIOS DE MENSAJERÍA";
  t.number = "DCA/SSPM/180/2022";
  t.supplier = "Servicios Logísticos Tres Volcanes, S. de R.L. de C.V.";
  t.supplier_representative = "C. GILBERTO ARREOLA PINTO";
  t.supplier_tax_id = "SLT1205157X0";
  t.supplier_address = "Calzada de los Volcanes 9, colonia Centro, Valle del Norte";
  t.object = "el servicio de mensajería y paquetería para la correspondencia oficial";
  t.price =
      "El monto total es de *$348,000.00 (TRESCIENTOS CUARENTA Y OCHO MIL PESOS 00/100 M.N.)*, con "
      "el Impuesto al Valor Agregado incluido.";
  t.signed_on = "20 de junio de 2022";
  t.brief = true;
  Sample s{.file = "encrypted.pdf",
           .about = "AES-256; opens with the password below",
           .password = "valle-del-norte"};
  s.expected = municipal_expected();
  s.expected.contract_number = t.number;
  s.expected.amount = "348000.00";
  s.expected.supplier_name = t.supplier;
  s.expected.supplier_tax_id = t.supplier_tax_id;
  s.expected.date_signed = "2022-06-20";
  s.expected.redaction_level = "none";
  Drawn drawn = draw_contract(kSecretariat, t);
  drawn.pdf = encrypt(drawn.pdf, *s.password);
  take(s, std::move(drawn));
  return s;
}

Sample damaged_bad_block() {
  Sample s{.file = "damaged_bad_block.pdf",
           .about =
               "digital_clean.pdf with half of its second page overwritten: the rest is read, "
               "and the document said to be partial"};
  Drawn drawn = draw_contract(kSecretariat, novitech_terms());
  drawn.pdf = spoil_page(drawn.pdf, 2);
  s.expected = novitech_expected();
  s.expected.status = "partial";
  s.expected.problem = "damaged";
  s.expected.redaction_level.reset();  // a page was not examined to its end
  take(s, std::move(drawn));
  return s;
}

// The catalogue stands at the end of the file: without it nothing is a document.
Sample damaged_truncated() {
  Sample s{.file = "damaged_truncated.pdf",
           .about =
               "digital_clean.pdf cut off at 70 %, as a broken download leaves it: a failure "
               "with its reason"};
  s.bytes = draw_contract(kSecretariat, novitech_terms()).pdf;
  constexpr std::size_t kKeptPercent = 70;
  s.bytes.resize(s.bytes.size() * kKeptPercent / 100);
  s.expected.status = "failed";
  s.expected.problem = "damaged";
  return s;
}

}  // namespace tachado::samples
