#include "samples/generate/contract_text.h"

namespace tachado::samples {
namespace {

void write_declarations(TextFlow& flow, const ContractTerms& t) {
  flow.heading("DECLARACIONES");
  flow.paragraph("*I. Declara “" + t.buyer_alias + "”, por conducto de su representante, que:*");
  flow.paragraph(
      "I.1. Es una entidad de derecho público con personalidad jurídica y patrimonio propios, "
      "facultada para celebrar los contratos que requiera la prestación de los servicios a su "
      "cargo.");
  if (!t.brief) {
    flow.paragraph("I.2. " + t.buyer_representative +
                   " cuenta con facultades suficientes para suscribir el presente instrumento, "
                   "las cuales no le han sido revocadas ni limitadas a la fecha de su firma.");
    flow.paragraph(
        "I.3. Cuenta con la suficiencia presupuestal necesaria para cubrir las obligaciones que "
        "se deriven del presente contrato, según consta en el oficio que obra en el expediente.");
  }
  flow.paragraph("I." + std::string(t.brief ? "2" : "4") +
                 ". La adjudicación del presente contrato se realizó mediante " + t.procedure +
                 ".");
  flow.paragraph("*II. Declara “" + t.supplier_alias +
                 "”, por conducto de su representante, que:*");
  flow.paragraph(
      "II.1. Es una sociedad mercantil legalmente constituida conforme a las leyes de los Estados "
      "Unidos Mexicanos, según consta en la escritura pública número 12,345, otorgada ante la fe "
      "del notario público número 7 de la ciudad.");
  flow.paragraph("II.2. Su Registro Federal de Contribuyentes es " + t.supplier_tax_id + ".");
  flow.paragraph("II.3. Señala como su domicilio para todos los efectos legales el ubicado en " +
                 t.supplier_address + ". " + t.supplier_contact);
  if (!t.brief) {
    flow.paragraph("II.4. Su representante, " + t.supplier_representative +
                   ", acredita su personalidad con el poder que consta en la escritura pública "
                   "número 23,456 y se identifica con credencial para votar vigente.");
    flow.paragraph(
        "II.5. Cuenta con la capacidad técnica, los recursos humanos y materiales y la "
        "experiencia necesarios para cumplir con el objeto del presente contrato, y no se "
        "encuentra en ninguno de los supuestos de impedimento que señala la ley de la materia.");
  }
  flow.paragraph(
      "*III. Declaran “LAS PARTES” que:* Se reconocen mutuamente la personalidad con que "
      "comparecen y es su voluntad obligarse en los términos de las siguientes:");
}

void write_general_clauses(TextFlow& flow, const ContractTerms& t) {
  flow.paragraph("*QUINTA. FORMA DE PAGO.* “" + t.buyer_alias +
                 "” pagará dentro de los veinte días naturales siguientes a la presentación de "
                 "la factura electrónica que reúna los requisitos fiscales, previa recepción a "
                 "entera satisfacción del área requirente, mediante transferencia bancaria.");
  flow.paragraph("*SEXTA. OBLIGACIONES DE “" + t.supplier_alias +
                 "”.* Entregar en tiempo y forma lo contratado, responder de los defectos y "
                 "vicios ocultos, designar a un responsable técnico como enlace y guardar "
                 "confidencialidad sobre la información a la que tenga acceso.");
  flow.paragraph("*SÉPTIMA. OBLIGACIONES DE “" + t.buyer_alias +
                 "”.* Pagar el precio convenido, otorgar las facilidades de acceso a sus "
                 "instalaciones y designar al servidor público responsable de verificar el "
                 "cumplimiento.");
  flow.paragraph("*OCTAVA. PENAS CONVENCIONALES.* Por cada día natural de atraso, “" +
                 t.supplier_alias +
                 "” pagará una pena del 1 % (uno por ciento) del valor de lo no entregado en "
                 "tiempo, sin que exceda del monto de la garantía de cumplimiento.");
  flow.paragraph("*NOVENA. RESCISIÓN ADMINISTRATIVA.* “" + t.buyer_alias +
                 "” podrá rescindir administrativamente el presente contrato cuando “" +
                 t.supplier_alias +
                 "” incumpla cualquiera de sus obligaciones, mediante el procedimiento que "
                 "señala la ley, sin necesidad de declaración judicial previa.");
  flow.paragraph(
      "*DÉCIMA. CASO FORTUITO O FUERZA MAYOR.* Ninguna de “LAS PARTES” será responsable del "
      "incumplimiento que resulte directamente de caso fortuito o fuerza mayor debidamente "
      "acreditados.");
  flow.paragraph(
      "*DÉCIMA PRIMERA. RELACIÓN LABORAL.* El personal que intervenga en la ejecución del "
      "presente contrato dependerá exclusivamente de la parte que lo emplee, por lo que en ningún "
      "caso se considerará patrón sustituto a la otra.");
  flow.paragraph(
      "*DÉCIMA SEGUNDA. MODIFICACIONES.* El presente contrato podrá modificarse por escrito, "
      "mediante convenio modificatorio, siempre que el incremento no rebase el veinte por ciento "
      "de lo originalmente pactado.");
}

void write_clauses(TextFlow& flow, const ContractTerms& t) {
  flow.heading("CLÁUSULAS");
  flow.paragraph("*PRIMERA. OBJETO.* El objeto del presente contrato consiste en " + t.object +
                 ".");
  for (const std::string& line : t.specifications) {
    flow.paragraph(line);
  }
  if (t.items) {
    flow.table(*t.items);
  }
  flow.paragraph("*SEGUNDA. PRECIO.* " + t.price);
  flow.paragraph("*TERCERA. VIGENCIA.* La vigencia del presente contrato será del " + t.start +
                 " al " + t.end + ".");
  if (!t.guarantee.empty()) {
    flow.paragraph("*CUARTA. GARANTÍA DE CUMPLIMIENTO.* " + t.guarantee);
  }
  if (!t.brief) {
    write_general_clauses(flow, t);
  }
  flow.paragraph(
      std::string(!t.brief              ? "*DÉCIMA TERCERA."
                  : t.guarantee.empty() ? "*CUARTA."
                                        : "*QUINTA.") +
      " JURISDICCIÓN.* Para la interpretación y cumplimiento del presente contrato, “LAS "
      "PARTES” se someten a la jurisdicción de los tribunales competentes del lugar de "
      "su firma, renunciando al fuero que pudiera corresponderles por razón de su "
      "domicilio presente o futuro.");
}

}  // namespace

void write_contract(TextFlow& flow, const ContractTerms& t) {
  flow.right("*" + t.number_label + ": " + t.number + "*");
  flow.gap(6);
  flow.title(t.kind + " QUE CELEBRAN POR UNA PARTE " + t.buyer + ", " + t.buyer_through +
             ", REPRESENTADO EN ESTE ACTO POR " + t.buyer_representative +
             ", A QUIEN EN LO SUCESIVO SE LE DENOMINARÁ “" + t.buyer_alias +
             "”, Y POR LA OTRA PARTE " + t.supplier + ", REPRESENTADA POR " +
             t.supplier_representative + ", A QUIEN EN LO SUCESIVO SE LE DENOMINARÁ “" +
             t.supplier_alias + "”, AL TENOR DE LAS SIGUIENTES DECLARACIONES Y CLÁUSULAS:");
  write_declarations(flow, t);
  write_clauses(flow, t);
  flow.paragraph(
      "Leído que fue el presente contrato y enteradas “LAS PARTES” de su contenido y "
      "alcance legal, lo firman por duplicado en " +
      t.signed_at + ", el día " + t.signed_on + ".");
  flow.signatures({"*POR “" + t.buyer_alias + "”*\n" + t.buyer_representative,
                   "*POR “" + t.supplier_alias + "”*\n" + t.supplier_representative},
                  t.buyer_alias + "\nRECIBIDO");
}

}  // namespace tachado::samples
