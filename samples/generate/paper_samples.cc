#include <filesystem>
#include <fstream>
#include <sstream>

#include "samples/generate/makers.h"
#include "samples/generate/scan.h"

namespace tachado::samples {

Sample items_table() {
  Sample s{.file = "items_table.pdf",
           .about =
               "A purchase order: table of items with subtotal, IVA and total; shaded header, "
               "nothing redacted"};
  Expected& e = s.expected;
  e = municipal_expected();
  e.document_kind = "order";
  e.contract_number = "PED/SSPM/044/2022";
  e.amount = "87556.80";
  e.supplier_name = "Papelería y Tóners del Oriente, S.A. de C.V.";
  e.supplier_tax_id = "PTO160711977";
  e.date_signed = "2022-08-09";
  e.redaction_level = "none";
  take(s,
       draw("Pedido", {.office = kSecretariat, .running_head = "PED/SSPM/044/2022"},
            [](TextFlow& flow) {
              flow.title("PEDIDO No. PED/SSPM/044/2022");
              flow.right("Valle del Norte, a 9 de agosto de 2022");
              flow.paragraph("*Dependencia:* Municipio de Valle del Norte");
              flow.paragraph("*Proveedor:* Papelería y Tóners del Oriente, S.A. de C.V.");
              flow.paragraph("*RFC:* PTO160711977");
              flow.paragraph(
                  "Sírvase entregar los bienes que se describen a continuación, en un plazo de "
                  "quince días naturales:");
              flow.table(
                  {.widths = {36, 190, 48, 54, 70, 70},
                   .header = {"Part.", "Descripción", "Cant.", "Unidad", "Precio unitario",
                              "Importe"},
                   .rows = {{"1", "Papel bond tamaño carta, caja con diez paquetes", "60", "caja",
                             "$780.00", "$46,800.00"},
                            {"2", "Tóner negro para impresora láser, marca Tintalia, modelo T-55",
                             "12", "pieza", "$1,940.00", "$23,280.00"},
                            {"3", "Carpeta de argollas de dos pulgadas", "90", "pieza", "$60.00",
                             "$5,400.00"},
                            {"", "", "", "", "Subtotal", "$75,480.00"},
                            {"", "", "", "", "I.V.A. 16 %", "$12,076.80"},
                            {"", "", "", "", "*Total*", "*$87,556.80*"}},
                   .right_aligned = {false, false, true, false, true, true}});
              flow.paragraph(
                  "Importe total con letra: (OCHENTA Y SIETE MIL QUINIENTOS CINCUENTA Y SEIS "
                  "PESOS 80/100 M.N.).");
              flow.signatures({"*AUTORIZA*\nC.P. HILDA SAUCEDO PINEDA",
                               "*RECIBE EL PEDIDO*\nC. MARCELA RÍOS OLVERA"},
                              "");
            }));
  return s;
}

Sample tender() {
  Sample s{.file = "tender_clean.pdf",
           .about = "A call for tenders: a tender number, no supplier and no amount yet"};
  Expected& e = s.expected;
  e.document_kind = "tender";
  e.tender_number = "CSPC-LC-05-2022";
  e.buyer_name = kMunicipalityName;
  e.redaction_level = "none";
  take(
      s,
      draw("Licitación", {.office = "COMISIÓN DE ADQUISICIONES", .running_head = "CSPC-LC-05-2022"},
           [](TextFlow& flow) {
             flow.title("BASES DE LA LICITACIÓN PÚBLICA No. CSPC-LC-05-2022");
             flow.paragraph("*Dependencia contratante:* Municipio de Valle del Norte");
             flow.paragraph(
                 "El Municipio de Valle del Norte, por conducto de su Comisión de "
                 "Adquisiciones, convoca a las personas físicas y morales interesadas en "
                 "participar en la licitación pública número CSPC-LC-05-2022, para la "
                 "contratación del servicio de enlace de datos para el centro de mando.");
             flow.heading("CALENDARIO");
             flow.table({.widths = {234, 117, 117},
                         .header = {"Acto", "Fecha", "Hora"},
                         .rows = {{"Junta de aclaraciones", "14/03/2022", "10:00"},
                                  {"Presentación y apertura de propuestas", "22/03/2022", "10:00"},
                                  {"Fallo", "29/03/2022", "13:00"}},
                         .right_aligned = {}});
             flow.heading("BASES");
             flow.paragraph(
                 "*PRIMERA.* Los licitantes presentarán su propuesta técnica y su propuesta "
                 "económica en sobres cerrados y por separado, en idioma español y en moneda "
                 "nacional.");
             flow.paragraph(
                 "*SEGUNDA.* Los criterios de evaluación serán los de puntos y porcentajes que "
                 "se detallan en el anexo técnico de las presentes bases.");
             flow.paragraph(
                 "*TERCERA.* El licitante ganador garantizará el cumplimiento mediante fianza "
                 "por el diez por ciento del monto que se contrate.");
             flow.signatures({"*PRESIDENTA DE LA COMISIÓN*\nC.P. HILDA SAUCEDO PINEDA"}, "");
           }));
  return s;
}

Sample reservation_agreement() {
  Sample s{.file = "reservation_agreement.pdf",
           .about = "An agreement that reserves information for five years: law, article, period"};
  Expected& e = s.expected;
  e.document_kind = "reservation_agreement";
  e.date_signed = "2018-09-12";
  e.redaction_level = "none";
  take(s,
       draw("Acuerdo de reserva",
            {.office = "COMITÉ DE TRANSPARENCIA", .running_head = "004-AR/S.E.A.F./2018"},
            [](TextFlow& flow) {
              flow.title("ACUERDO DE RESERVA 004-AR/S.E.A.F./2018");
              flow.paragraph(
                  "En la ciudad de Valle del Norte, el día 12 de septiembre de 2018, se emite el "
                  "presente acuerdo por el que se clasifica como reservada la información "
                  "relativa a las características técnicas de los equipos de videovigilancia.");
              flow.heading("CONSIDERANDO");
              flow.paragraph(
                  "I. Que el artículo 113, fracciones I y V, de la Ley General de Transparencia "
                  "y Acceso a la Información Pública establece que podrá clasificarse como "
                  "reservada la información cuya publicación comprometa la seguridad pública o "
                  "ponga en riesgo la vida, seguridad o salud de una persona física.");
              flow.paragraph(
                  "II. Que, hecha la prueba de daño, el riesgo que supondría la divulgación "
                  "supera el interés público general de que se difunda.");
              flow.heading("ACUERDO");
              flow.paragraph(
                  "*PRIMERO.* Se clasifica como reservada, por un periodo de cinco años contados "
                  "a partir de la fecha del presente acuerdo, la información señalada.");
              flow.paragraph(
                  "*SEGUNDO.* Notifíquese el presente acuerdo a la Unidad de Transparencia.");
              flow.paragraph(
                  "El presente acuerdo se firma en la ciudad de Valle del Norte, el día 12 de "
                  "septiembre de 2018.");
              flow.signatures({"*TITULAR DEL ÁREA*\nLIC. ERNESTO VALLARINO QUIROZ"}, "");
            }));
  return s;
}

Sample refusal_letter(const std::string& scratch) {
  Sample s{.file = "scan_refusal_letter.tif",
           .about =
               "A letter that refuses the information; fax-like black and white TIFF of 300 dpi "
               "with dust and skew"};
  Expected& e = s.expected;
  e.document_kind = "refusal";
  e.date_signed = "2023-02-24";
  e.redaction_level = "light";
  e.from_pixels = true;
  ScanCanvas canvas;
  TextFlow flow(canvas, {.office = kSecretariat, .running_head = "SSPM/CT/106/2023", .ink = true});
  flow.right("*OFICIO No. SSPM/CT/106/2023*");
  flow.right("Valle del Norte, a 24 de febrero de 2023");
  flow.right("Asunto: se niega la información solicitada");
  flow.gap(10);
  flow.paragraph("C. {bar:person_name|Isaura Peñaloza Winkler}\nPRESENTE");
  flow.paragraph(
      "En atención a su solicitud de acceso a la información, por la que requiere copia de los "
      "contratos DCA/SSPM/161/2022 y DCA/SSPM/162/2022 con sus anexos técnicos, le comunico que el "
      "Comité de Transparencia resolvió negar el acceso a la información, por encontrarse "
      "clasificada como reservada.");
  flow.paragraph(
      "Lo anterior con fundamento en el artículo 113, fracciones I y V, de la Ley General de "
      "Transparencia y Acceso a la Información Pública, toda vez que su divulgación comprometería "
      "la seguridad pública, y conforme al acuerdo de reserva 004-AR/S.E.A.F./2018.");
  flow.paragraph("Sin otro particular, le envío un cordial saludo.");
  flow.paragraph("ATENTAMENTE");
  flow.signatures({"*LIC. ERNESTO VALLARINO QUIROZ*\nPresidente del Comité de Transparencia"},
                  "COMITÉ DE\nTRANSPARENCIA");
  e.pages = flow.pages();
  constexpr double kSkew = -0.35;
  std::vector<Pix> sheets;
  for (const Pix& sheet : canvas.finish()) {
    sheets.push_back(wear(sheet, {.skew_degrees = kSkew, .noise = 9, .specks = 140, .seed = 23}));
  }
  for (DrawnRedaction r : flow.redactions()) {
    r.box = skewed(r.box, kSkew);
    e.redactions.push_back(r);
  }
  const std::filesystem::path path = std::filesystem::path(scratch) / s.file;
  pack_as_tiff(sheets, path.string());
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  s.bytes = bytes.str();
  return s;
}

}  // namespace tachado::samples
