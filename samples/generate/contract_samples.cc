#include "samples/generate/makers.h"
#include "samples/generate/scan.h"

namespace tachado::samples {

Sample digital_clean() {
  Sample s{.file = "digital_clean.pdf",
           .about = "Born digital, nothing redacted; a running head with a rule on every page"};
  s.expected = novitech_expected();
  take(s, draw_contract(kSecretariat, novitech_terms()));
  return s;
}

namespace {

ContractTerms int_terms() {
  ContractTerms t = municipal_terms();
  t.kind = "CONTRATO DE PRESTACIÓN DE SERVICIOS DE VIDEOVIGILANCIA";
  t.number = "DCA/SSPM/161/2022";
  t.supplier = "INT Intelligence and Telecom Technologies México, S.A. de C.V.";
  t.supplier_representative = "ING. RAMIRO ECHENIQUE BARCELÓ";
  t.supplier_tax_id = "IIT090312JW9";
  t.supplier_address = "{bar:address|Calle Tulipán número 88, colonia Jardines}, Valle del Norte";
  t.supplier_contact = "Su teléfono es {bar:phone|614 555 0199}.";
  t.object =
      "la prestación de los servicios de suministro, instalación y mantenimiento de un sistema de "
      "videovigilancia urbana con lectura de placas, para la Secretaría de Seguridad Pública "
      "Municipal";
  t.specifications = {
      "El sistema comprenderá cámaras tipo domo de la marca {bar:brand|Vigilantia} modelo "
      "{bar:model|VG-4420-X}, con capacidad de acercamiento óptico de treinta aumentos, y un "
      "servidor de almacenamiento de la marca {bar:brand|Archivatron} modelo "
      "{bar:model|AT-96T}.",
      "La cuenta bancaria para el pago es la CLABE {bar:bank_account|032180000118359719}."};
  t.price =
      "“EL MUNICIPIO” pagará a “EL PROVEEDOR” la cantidad total de *$61,310,877.00 (SESENTA Y UN "
      "MILLONES TRESCIENTOS DIEZ MIL OCHOCIENTOS SETENTA Y SIETE PESOS 00/100 M.N.)*, con el "
      "Impuesto al Valor Agregado incluido, en las condiciones que señala el anexo económico.";
  t.signed_on = "dieciséis de mayo de dos mil veintidós";
  return t;
}

}  // namespace

Sample digital_black_bars() {
  Sample s{.file = "digital_black_bars.pdf",
           .about =
               "Born digital; brands, models and private data under black bars drawn as "
               "vectors, the text taken out"};
  s.expected = municipal_expected();
  s.expected.contract_number = "DCA/SSPM/161/2022";
  s.expected.amount = "61310877.00";
  s.expected.supplier_name = "INT Intelligence and Telecom Technologies México, S.A. de C.V.";
  s.expected.supplier_tax_id = "IIT090312JW9";
  s.expected.date_signed = "2022-05-16";
  s.expected.redaction_level = "moderate";
  take(s, draw_contract(kSecretariat, int_terms()));
  return s;
}

Sample scan_black_bars() {
  ContractTerms t;
  t.kind = "CONTRATO DE PRESTACIÓN DE SERVICIOS DE MANTENIMIENTO";
  t.number = "SSC/ADQ/087/2021";
  t.buyer = "EL GOBIERNO DEL ESTADO DE BAJA CALIFORNIA";
  t.buyer_through = "POR CONDUCTO DE LA SECRETARÍA DE SEGURIDAD CIUDADANA";
  t.buyer_representative = "LIC. HILDA SAUCEDO PINEDA, OFICIAL MAYOR";
  t.buyer_alias = "EL GOBIERNO DEL ESTADO";
  t.supplier = "Coedra, S.A. de C.V.";
  t.supplier_representative = "C. OMAR BELTRANES URÍAS";
  t.supplier_tax_id = "COE980421TY3";
  t.supplier_address = "{bar:address|Bulevar del Risco 1200, colonia Centinela}, Mexicali";
  t.supplier_contact = "Correo electrónico: {bar:email|contacto@coedra.example}.";
  t.object =
      "el mantenimiento preventivo y correctivo de los equipos de cómputo de la marca "
      "{bar:brand|Ordenador Norte} instalados en el centro de mando";
  t.procedure = "invitación a cuando menos tres personas";
  t.price =
      "El monto total del contrato es de *$4,416,120.00 (CUATRO MILLONES CUATROCIENTOS DIECISÉIS "
      "MIL CIENTO VEINTE PESOS 00/100 M.N.)*, Impuesto al Valor Agregado incluido.";
  t.start = "1 de marzo de 2021";
  t.end = "31 de diciembre de 2021";
  t.signed_at = "Mexicali, Baja California";
  t.signed_on = "26 de febrero de 2021";
  t.brief = true;

  Sample s{.file = "scan_black_bars.pdf",
           .about =
               "Scanned at 300 dpi in colour: noise, slight skew, stamp, signatures; black "
               "bars in the pixels"};
  Expected& e = s.expected;
  e.document_kind = "contract";
  e.contract_number = t.number;
  e.amount = "4416120.00";
  e.currency = "MXN";
  e.supplier_name = t.supplier;
  e.supplier_tax_id = t.supplier_tax_id;
  e.buyer_name = "Gobierno del Estado de Baja California";
  e.date_signed = "2021-02-26";
  e.redaction_level = "moderate";
  e.from_pixels = true;

  ScanCanvas canvas;
  TextFlow flow(canvas, {.office = "GOBIERNO DEL ESTADO", .running_head = t.number, .ink = true});
  write_contract(flow, t);
  e.pages = flow.pages();
  std::vector<Pix> sheets;
  unsigned seed = 11;
  constexpr double kSkew = 0.45;  // degrees, turned the other way on every second page
  for (const Pix& sheet : canvas.finish()) {
    const double skew = seed % 2 == 1 ? kSkew : -kSkew;
    sheets.push_back(wear(sheet, {.skew_degrees = skew, .noise = 5, .specks = 60, .seed = seed}));
    ++seed;
  }
  for (DrawnRedaction r : flow.redactions()) {
    r.box = skewed(r.box, r.page % 2 == 1 ? kSkew : -kSkew);
    e.redactions.push_back(r);
  }
  s.bytes = pack_as_pdf(sheets, "Contrato " + t.number, kDate);
  return s;
}

namespace {

void write_legend(TextFlow& flow) {
  flow.new_page();
  flow.title("FUNDAMENTO DE LA CLASIFICACIÓN");
  flow.paragraph(
      "Versión pública aprobada por el Comité de Transparencia. Fecha de clasificación: 20 de "
      "febrero de 2023. Los recuadros numerados corresponden a la información eliminada "
      "siguiente:");
  flow.paragraph(
      "*1.* Eliminado: Domicilio particular (un renglón). Información confidencial de conformidad "
      "con el artículo 116 de la Ley General de Transparencia y Acceso a la Información Pública "
      "(LGTAIP), por tratarse de un dato personal.");
  flow.paragraph(
      "*2.* Eliminado: Teléfono y correo electrónico (tres palabras). Información confidencial de "
      "conformidad con el artículo 116 de la LGTAIP.");
  flow.paragraph(
      "*3.* Eliminado: Marca y modelo de los equipos (dos palabras cada uno). Información "
      "reservada "
      "de conformidad con el artículo 113, fracciones I y V, de la LGTAIP, por un periodo de cinco "
      "años, según el acuerdo de reserva 004-AR/S.E.A.F./2018.");
  flow.paragraph(
      "*4.* Eliminado: Cuenta bancaria (un renglón). Información confidencial de conformidad con "
      "el "
      "artículo 116, cuarto párrafo, de la LGTAIP.");
}

}  // namespace

namespace {

ContractTerms geosoft_terms() {
  ContractTerms t;
  t.kind = "CONTRATO DE PRESTACIÓN DE SERVICIOS DE ANÁLISIS DE INFORMACIÓN GEOGRÁFICA";
  t.number = "SSNL-DA-019-2022";
  t.buyer = "EL GOBIERNO DEL ESTADO DE NUEVO LEÓN";
  t.buyer_through = "POR CONDUCTO DE LA SECRETARÍA DE SEGURIDAD";
  t.buyer_representative = "C.P. ABELARDO MONCIVÁIS TREJO, DIRECTOR DE ADMINISTRACIÓN";
  t.buyer_alias = "LA SECRETARÍA";
  t.supplier = "Geosoft Solutions, S.A. de C.V.";
  t.supplier_alias = "EL PRESTADOR DE SERVICIOS";
  t.supplier_representative = "LIC. SABRINA OLIVARES DEL TORO";
  t.supplier_tax_id = "GSO110908BT3";
  t.supplier_address = "{box:address:1|Calle del Mezquite 302, colonia Las Brisas}, Monterrey";
  t.supplier_contact =
      "Teléfono: {box:phone:2|81 5555 0170}. Correo electrónico: "
      "{box:email:2|hola@geosoft.example}.";
  t.object =
      "la prestación del servicio de análisis de información geográfica y georreferenciación de "
      "incidentes, con licencias de uso y soporte técnico";
  t.specifications = {
      "El servicio se prestará con los equipos siguientes: estación de trabajo marca "
      "{box:brand:3|Cumbrera}, modelo {box:model:3|CX-2200}; monitor marca "
      "{box:brand:3|Pantallux}, modelo {box:model:3|PL-32-4K}; receptor satelital marca "
      "{box:brand:3|Orbitalis}, modelo {box:model:3|OB-7 Plus}; unidad de respaldo marca "
      "{box:brand:3|Resguardo}, modelo {box:model:3|RS-480}.",
      "El pago se hará en la cuenta CLABE {box:bank_account:4|002010077777777771}."};
  t.procedure = "licitación pública nacional presencial";
  t.price =
      "El monto del contrato asciende a la cantidad de *$3,582,723.97 (TRES MILLONES QUINIENTOS "
      "OCHENTA Y DOS MIL SETECIENTOS VEINTITRÉS PESOS 97/100 M.N.)*, incluyendo el Impuesto al "
      "Valor Agregado.";
  t.start = "1 de julio de 2022";
  t.end = "30 de junio de 2023";
  t.guarantee =
      "“EL PRESTADOR DE SERVICIOS” entregará una fianza por el 10 % del monto del contrato.";
  t.signed_at = "Monterrey, Nuevo León";
  t.signed_on = "veintiocho (28) de junio de dos mil veintidós (2022)";
  return t;
}

}  // namespace

Sample digital_outlined_labels() {
  const ContractTerms t = geosoft_terms();
  Sample s{.file = "digital_outlined_labels.pdf",
           .about =
               "Public version with white boxes, thin outlines and numbers inside; the last "
               "page cites the articles for each number"};
  Expected& e = s.expected;
  e.document_kind = "contract";
  e.contract_number = t.number;
  e.amount = "3582723.97";
  e.currency = "MXN";
  e.supplier_name = t.supplier;
  e.supplier_tax_id = t.supplier_tax_id;
  e.buyer_name = "Gobierno del Estado de Nuevo León";
  e.date_signed = "2022-06-28";
  e.redaction_level = "heavy";
  take(s,
       draw("Contrato " + t.number, {.office = "SECRETARÍA DE SEGURIDAD", .running_head = t.number},
            [&](TextFlow& flow) {
              write_contract(flow, t);
              write_legend(flow);
            }));
  return s;
}

Sample bar_over_text() {
  ContractTerms t = municipal_terms();
  t.kind = "CONTRATO DE ARRENDAMIENTO DE VEHÍCULOS";
  t.number = "DCA/SSPM/175/2022";
  t.supplier = "Comercializadora Faro Azul, S.A. de C.V.";
  t.supplier_representative = "LIC. NORMA IBARGÜENGOYTIA SOSA";
  t.supplier_tax_id = "CFA140203UU1";
  t.supplier_address = "{over:address|Calle del Faro 77, colonia El Puerto}, Valle del Norte";
  t.supplier_contact = "Su teléfono es {over:phone|614 555 0111}.";
  t.object = "el arrendamiento de doce vehículos sin conductor para labores administrativas";
  t.price =
      "El monto total es de *$1,248,300.00 (UN MILLÓN DOSCIENTOS CUARENTA Y OCHO MIL TRESCIENTOS "
      "PESOS 00/100 M.N.)*, con el Impuesto al Valor Agregado incluido.";
  t.signed_on = "1 de junio de 2022";
  t.brief = true;
  Sample s{.file = "bar_over_text_failed.pdf",
           .about = "Black bars laid over text that is still in the file: the redaction failed"};
  s.expected = municipal_expected();
  s.expected.contract_number = t.number;
  s.expected.amount = "1248300.00";
  s.expected.supplier_name = t.supplier;
  s.expected.supplier_tax_id = t.supplier_tax_id;
  s.expected.date_signed = "2022-06-01";
  s.expected.redaction_level = "moderate";
  take(s, draw_contract(kSecretariat, t));
  return s;
}

}  // namespace tachado::samples
