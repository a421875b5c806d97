#include "bench/contracts/layouts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "bench/contracts/wording.h"

namespace tachado::bench {
namespace {

using samples::Table;
using samples::TextFlow;
using Words = std::vector<std::string>;

constexpr double kBody = 468;  // points: what the flow leaves between its margins

class Writer {
 public:
  Writer(TextFlow& flow, const Facts& facts, const Style& style, Dice& dice)
      : flow_(flow),
        facts_(facts),
        style_(style),
        dice_(dice),
        heading_(heading_of(facts, style.heading)) {}

  void write() {
    if (facts_.land == Land::english) return english();
    switch (style_.layout) {
      case 0:
        return prose();
      case 1:
        return cover_table();
      case 2:
        return order_form();
      case 3:
        return stacked_cells();
      case 4:
        return columns();
      default:
        return declarations_only();
    }
  }

 private:
  std::string supplier(bool capitals = false) const {
    return hidden("person_name", capitals ? upper(facts_.supplier) : facts_.supplier,
                  facts_.supplier_hidden);
  }
  std::string tax_id() const { return hidden("tax_id", facts_.tax_id, facts_.tax_id_hidden); }
  bool colombia() const { return facts_.land == Land::colombia; }

  void top() {
    if (!heading_.corner.empty()) flow_.right(heading_.corner);
    if (facts_.tender) {
      flow_.right(dice_.pick(Words{"Procedimiento No. ", "LICITACIÓN PÚBLICA No. ",
                                   "Expediente de contratación: "}) +
                  *facts_.tender);
    }
    flow_.gap(6);
  }

  // ---- the heading in one sentence ----

  std::string heading_sentence(bool capitals) {
    const std::string through =
        facts_.department.empty() ? "" : ", por conducto de la " + facts_.department;
    const std::string honour = dice_.pick(Words{"el C. ", "la Lic. ", "el Mtro. ", "la C.P. "});
    const std::string seller =
        facts_.natural_person
            ? dice_.pick(Words{"el C. ", "la C. ", "la persona física "}) + supplier(capitals)
            : dice_.pick(Words{"la empresa ", "", "la persona moral denominada ",
                               "la sociedad mercantil "}) +
                  supplier(capitals) + ", representada " +
                  dice_.pick(Words{"en este acto ", "legalmente ", ""}) + "por " +
                  dice_.pick(
                      Words{"el C. ", "su apoderado legal, el C. ", "su representante legal "}) +
                  facts_.supplier_person;
    const std::string buyer = dice_.pick(Words{"el ", "el ", ""});
    std::string text = fmt::format(
        "que celebran por una parte {}{}{}, representado por {}{}, a quien en lo sucesivo se le "
        "denominará “{}”, y por la otra "
        "parte {}, a quien en lo sucesivo se le denominará “{}”, al tenor de las siguientes "
        "declaraciones y cláusulas:",
        facts_.buyer.starts_with("S") || facts_.buyer.starts_with("U") ||
                facts_.buyer.starts_with("F")
            ? "la "
            : buyer,
        facts_.buyer, through, honour, facts_.buyer_person, facts_.buyer_alias, seller,
        facts_.supplier_alias);
    if (!capitals) return text;
    // What is hidden keeps its markup.
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t open = std::min(text.find('{', at), text.size());
      result += upper(text.substr(at, open - at));
      if (open == text.size()) break;
      const std::size_t close = text.find('}', open) + 1;
      result += text.substr(open, close - open);
      at = close;
    }
    return result;
  }

  std::string colombian_sentence() {
    const std::string who = facts_.natural_person
                                ? fmt::format(
                                      "{}, mayor de edad, identificado con la cédula de ciudadanía "
                                      "No. {} expedida en {}",
                                      supplier(true), tax_id(), facts_.place)
                                : fmt::format(
                                      "{}, mayor de edad, en calidad de representante legal de la "
                                      "empresa {}, con NIT {}",
                                      upper(facts_.supplier_person), supplier(), tax_id());
    return fmt::format(
        "Entre los suscritos a saber: {}, mayor de edad, identificado con la cédula de ciudadanía "
        "No. {}, obrando en nombre y "
        "representación de {}, con NIT {}, quien en adelante se denominará {}, por una parte, y "
        "por la otra {}, quien "
        "en adelante se denominará {}, hemos acordado celebrar el presente contrato, que se rige "
        "por las siguientes cláusulas:",
        upper(facts_.buyer_person), grouped(dice_.between(10'000'000, 99'999'999), "."),
        upper(facts_.buyer), facts_.buyer_tax_id, facts_.buyer_alias, who, facts_.supplier_alias);
  }

  // ---- parts ----

  void declarations(bool name_supplier) {
    flow_.heading("DECLARACIONES");
    flow_.paragraph(fmt::format("*I. Declara “{}” que:*", facts_.buyer_alias));
    flow_.paragraph(name_supplier ? fmt::format("I.1. Es {}, entidad de derecho público con "
                                                "personalidad jurídica y patrimonio propios.",
                                                facts_.buyer)
                                  : "I.1. Es una entidad de derecho público con personalidad "
                                    "jurídica y patrimonio propios, de conformidad con el "
                                    "artículo 115 fracción II de la Constitución Política de los "
                                    "Estados Unidos Mexicanos.");
    if (!style_.brief) {
      flow_.paragraph(fmt::format(
          "I.2. Cuenta con la suficiencia presupuestal autorizada mediante el oficio número "
          "{}/{}/{}, de fecha {} de enero de {}.",
          "SF", "PRES", dice_.between(100, 999), dice_.between(2, 28), facts_.signed_on->year));
    }
    flow_.paragraph(fmt::format("*II. Declara “{}” que:*", facts_.supplier_alias));
    if (facts_.natural_person) {
      flow_.paragraph(
          fmt::format("II.1. Es una persona física con plena capacidad para contratar{}.",
                      name_supplier ? ", de nombre " + supplier() : ""));
    } else {
      flow_.paragraph(fmt::format(
          "II.1. Es una sociedad {}legalmente constituida conforme a las leyes mexicanas, según "
          "consta en la escritura pública número {}, "
          "de fecha {} de marzo de {}, otorgada ante la fe del notario público número {}, con un "
          "capital social de $50,000.00.",
          name_supplier ? "denominada " + supplier() + ", " : "",
          grouped(dice_.between(1000, 99999), ","), dice_.between(2, 28),
          facts_.signed_on->year - static_cast<int>(dice_.between(1, 15)), dice_.between(1, 200)));
    }
    flow_.paragraph(fmt::format(
        fmt::runtime(dice_.pick(Words{"II.2. Su Registro Federal de Contribuyentes es {}.",
                                      "II.2. Está inscrito en el R.F.C. con la clave {}, y al "
                                      "corriente de sus obligaciones fiscales.",
                                      "II.2. Cuenta con clave del Registro Federal de "
                                      "Contribuyentes número {}, expedida por el SAT."})),
        tax_id()));
    if (!style_.brief && !facts_.natural_person) {
      flow_.paragraph(
          fmt::format("II.3. Su representante, {}, acredita su personalidad con la escritura "
                      "pública número {}.",
                      facts_.supplier_person, dice_.between(1000, 9999)));
    }
    flow_.paragraph(
        fmt::format("II.4. Su domicilio se ubica en la calle {} número {}, código postal {}, "
                    "teléfono 55 5555 {}.",
                    dice_.pick(Words{"Juárez", "Hidalgo", "Del Mezquite", "Reforma"}),
                    dice_.between(1, 900), dice_.between(10000, 99999), dice_.between(1000, 9999)));
  }

  void clauses(bool price) {
    flow_.heading("CLÁUSULAS");
    const char separator = dice_.chance(50) ? '.' : ':';
    flow_.paragraph(fmt::format("*PRIMERA{} OBJETO.* El objeto del presente contrato es {}.",
                                separator, facts_.object));
    const std::string title = dice_.pick(
        colombia() ? Words{"VALOR", "VALOR DEL CONTRATO"}
                   : Words{"PRECIO", "MONTO", "MONTO DEL CONTRATO", "IMPORTE", "CONTRAPRESTACIÓN"});
    if (price)
      flow_.paragraph(fmt::format("*SEGUNDA{} {}.* {}", separator, title,
                                  price_clause(facts_, style_.amount, dice_)));
    flow_.paragraph(
        fmt::format("*TERCERA{} {}.* El plazo de ejecución será de {} días {}, contados a partir "
                    "de la firma del contrato.",
                    separator, colombia() ? "PLAZO" : "VIGENCIA", dice_.between(30, 300),
                    colombia() ? "calendario" : "naturales"));
    if (!style_.brief) {
      flow_.paragraph(fmt::format(
          "*CUARTA{} GARANTÍAS.* “{}” otorgará fianza por el 10 % del monto del contrato{}, "
          "expedida por institución autorizada, "
          "dentro de los diez días siguientes a su firma.",
          separator, facts_.supplier_alias,
          facts_.amount_hidden
              ? ""
              : fmt::format(", por un importe de ${}.00", grouped(facts_.amount / 1000, ","))));
      flow_.paragraph(
          fmt::format("*QUINTA{} PENAS CONVENCIONALES.* Por cada día de atraso “{}” pagará el 1 % "
                      "del valor de lo no entregado, con un "
                      "mínimo de $5,000.00 por evento.",
                      separator, facts_.supplier_alias));
      flow_.paragraph(fmt::format(
          "*SEXTA{} RESCISIÓN.* El contrato podrá rescindirse en los términos del artículo 54 de "
          "la ley de la materia, sin "
          "necesidad de declaración judicial, previo aviso con quince días de anticipación.",
          separator));
      flow_.paragraph(
          fmt::format("*SÉPTIMA{} JURISDICCIÓN.* Las partes se someten a los tribunales de {}.",
                      separator, facts_.place));
    }
  }

  void closing() {
    const std::string when = date_words(facts_, *facts_.signed_on, dice_);
    const bool days = when.find(" días del mes") != std::string::npos;
    flow_.paragraph(
        fmt::format("{} {}, {} {}.",
                    dice_.pick(Words{"Leído que fue el presente contrato y enteradas las partes de "
                                     "su contenido, lo firman por triplicado en",
                                     "Enteradas las partes del contenido y alcance legal del "
                                     "presente instrumento, lo suscriben en la ciudad de",
                                     "Para constancia se firma en"}),
                    facts_.place,
                    days               ? "a los"
                    : dice_.chance(50) ? "el día"
                                       : "el",
                    when));
    flow_.end_columns();
    flow_.signatures({fmt::format("*POR “{}”*\n{}", facts_.buyer_alias, facts_.buyer_person),
                      fmt::format("*POR “{}”*\n{}{}", facts_.supplier_alias,
                                  facts_.natural_person ? supplier() : facts_.supplier_person,
                                  facts_.natural_person ? "" : "\n" + supplier())},
                     facts_.buyer_alias);
  }

  // ---- layouts ----

  void prose() {
    top();
    flow_.title(heading_.title);
    if (colombia()) {
      flow_.paragraph(colombian_sentence());
    } else if (dice_.chance(50)) {
      flow_.title(heading_sentence(true));
    } else {
      flow_.paragraph(capitalised(facts_.kind) + " " + heading_sentence(false));
    }
    if (!colombia()) declarations(false);
    clauses(true);
    closing();
  }

  // Label and value in rows, then the sentences.
  void cover_table() {
    if (!heading_.corner.empty() && dice_.chance(30)) flow_.right(heading_.corner);
    flow_.title(upper(facts_.kind));
    Table table{.widths = {160, kBody - 160}, .header = {}, .rows = {}, .right_aligned = {}};
    const auto row = [&](const std::string& label, const std::string& value) {
      table.rows.push_back({"*" + label + "*", value});
    };
    row(heading_.label, facts_.number);
    if (facts_.tender) row("PROCEDIMIENTO No.", *facts_.tender);
    row(colombia() ? "CONTRATANTE:"
                   : dice_.pick(Words{"DEPENDENCIA:", "ENTIDAD CONTRATANTE:", "COMPRADOR:"}),
        facts_.buyer);
    row(colombia() ? "CONTRATISTA:"
                   : dice_.pick(Words{"PROVEEDOR:", "NOMBRE DEL PROVEEDOR:", "RAZÓN SOCIAL:"}),
        supplier(dice_.chance(50)));
    row(colombia() ? (facts_.natural_person ? "C.C.:" : "NIT:")
                   : dice_.pick(Words{"R.F.C.:", "RFC", "REGISTRO FEDERAL DE CONTRIBUYENTES:"}),
        tax_id());
    row("OBJETO:", capitalised(facts_.object));
    if (facts_.maximum) {
      row("MONTO MÍNIMO:", money(facts_, *facts_.minimum, style_.amount, dice_));
      row("MONTO MÁXIMO:", money(facts_, *facts_.maximum, style_.amount, dice_));
    } else {
      row(dice_.pick(colombia()
                         ? Words{"VALOR:", "VALOR DEL CONTRATO", "CUANTÍA:"}
                         : Words{"MONTO TOTAL:", "IMPORTE TOTAL CON IVA:", "MONTO DEL CONTRATO:"}),
          hidden("amount", money(facts_, facts_.amount, style_.amount, dice_),
                 facts_.amount_hidden));
    }
    row(colombia() ? "PLAZO:" : "VIGENCIA:",
        fmt::format("{} días naturales", dice_.between(30, 300)));
    if (dice_.chance(40))
      row(dice_.pick(Words{"FECHA DE FIRMA:", "FECHA:"}),
          fmt::format("{:02}/{:02}/{}", facts_.signed_on->day, facts_.signed_on->month,
                      facts_.signed_on->year));
    flow_.table(table);
    flow_.paragraph(colombia() ? colombian_sentence()
                               : capitalised(facts_.kind) + " " + heading_sentence(false));
    clauses(dice_.chance(60) && !facts_.amount_hidden);
    closing();
  }

  // A purchase order: data of both sides, goods, sums.
  void order_form() {
    flow_.title(colombia()
                    ? "ORDEN DE COMPRA"
                    : dice_.pick(Words{"PEDIDO", "CONTRATO SIMPLIFICADO", "ORDEN DE COMPRA"}));
    Table head{
        .widths = {120, 140, 90, kBody - 350}, .header = {}, .rows = {}, .right_aligned = {}};
    const Day& day = *facts_.signed_on;
    head.rows.push_back({"*" + heading_.label + "*", facts_.number, "*FECHA:*",
                         fmt::format("{:02}/{:02}/{}", day.day, day.month, day.year)});
    flow_.table(head);
    Table data{.widths = {130, kBody - 130}, .header = {}, .rows = {}, .right_aligned = {}};
    data.rows.push_back(
        {"*" + dice_.pick(Words{"DEPENDENCIA:", "COMPRADOR:", "CONTRATANTE:"}) + "*",
         facts_.buyer});
    data.rows.push_back(
        {"*" + dice_.pick(Words{"PROVEEDOR:", "NOMBRE DEL PROVEEDOR:"}) + "*", supplier()});
    data.rows.push_back(
        {colombia() ? facts_.natural_person ? "*C.C.:*" : "*NIT:*" : "*R.F.C.:*", tax_id()});
    flow_.table(data);
    goods();
    flow_.paragraph(fmt::format(
        "Importe con letra: {}. Precios {}.",
        hidden("amount",
               upper(spanish_words(facts_.amount / 100, true)) +
                   fmt::format(" {} {:02}/100 {}", facts_.currency == "USD" ? "DÓLARES" : "PESOS",
                               facts_.amount % 100, facts_.currency == "COP" ? "M/CTE" : "M.N."),
               facts_.amount_hidden),
        "fijos"));
    if (!style_.brief) {
      flow_.paragraph(
          "Condiciones: la entrega se hará en el almacén general, en días hábiles de 9:00 a 14:00 "
          "horas. El proveedor "
          "responderá de los vicios ocultos. Pena convencional: 1 % por cada día de atraso.");
    }
    flow_.signatures(
        {"*AUTORIZA*\n" + facts_.buyer_person,
         "*PROVEEDOR*\n" + (facts_.natural_person ? supplier() : facts_.supplier_person)},
        facts_.buyer_alias);
  }

  void goods() {
    static const Words kGoods{"Silla ejecutiva con descansabrazos",
                              "Tóner negro de alto rendimiento", "Paquete de hojas tamaño carta",
                              "Computadora de escritorio", "Guantes de nitrilo talla M"};
    const auto plain = [](std::int64_t v) {
      return fmt::format("{}.{:02}", grouped(v / 100, ","), v % 100);
    };
    Table table{
        .widths = {50, 138, 45, 45, 90, 100},
        .header = {"PARTIDA", "DESCRIPCIÓN", "UNIDAD", "CANTIDAD", "PRECIO UNITARIO", "IMPORTE"},
        .rows = {},
        .right_aligned = {false, false, false, true, true, true}};
    table.header[3] = "CANT.";
    std::int64_t rest = facts_.net;
    const int rows = static_cast<int>(dice_.between(2, 4));
    for (int i = 0; i < rows; ++i) {
      const std::int64_t quantity = i + 1 == rows ? 1 : dice_.between(2, 9);
      const std::int64_t unit = i + 1 == rows ? rest : rest / (quantity * 3);
      rest -= unit * quantity;
      table.rows.push_back({std::to_string(i + 1), kGoods[static_cast<std::size_t>(i)], "PZA",
                            std::to_string(quantity),
                            hidden("unit_price", plain(unit), facts_.amount_hidden),
                            hidden("amount", plain(unit * quantity), facts_.amount_hidden)});
    }
    flow_.table(table);
    Table sums{
        .widths = {278, 90, 100}, .header = {}, .rows = {}, .right_aligned = {false, false, true}};
    const auto sum = [&](const std::string& label, std::int64_t value) {
      sums.rows.push_back({"", label, hidden("amount", plain(value), facts_.amount_hidden)});
    };
    if (facts_.tax > 0 && facts_.net != facts_.amount) {
      sum("SUBTOTAL", facts_.net);
      sum(fmt::format("I.V.A. {} %", facts_.tax_percent), facts_.tax);
    }
    sum("TOTAL", facts_.amount);
    flow_.table(sums);
  }

  // Labels above their values, three cells a row.
  void stacked_cells() {
    flow_.title(dice_.chance(50) ? heading_.title : upper(facts_.kind));
    Table one{.widths = {156, 156, 156},
              .header = {heading_.label, "FECHA DE CONTRATO", "TIPO DE PROCEDIMIENTO"},
              .rows = {},
              .right_aligned = {}};
    const Day& day = *facts_.signed_on;
    one.rows.push_back({facts_.number,
                        fmt::format("{} de {} de {}", day.day, spanish_month(day.month), day.year),
                        "Adjudicación directa"});
    flow_.table(one);
    Table two{.widths = {200, 168, 100},
              .header = {colombia() ? "CONTRATANTE" : "DEPENDENCIA CONTRATANTE",
                         colombia() ? "CONTRATISTA" : "NOMBRE DEL PROVEEDOR",
                         colombia() ? (facts_.natural_person ? "C.C." : "NIT") : "R.F.C."},
              .rows = {},
              .right_aligned = {}};
    two.rows.push_back({facts_.buyer, supplier(), tax_id()});
    flow_.table(two);
    flow_.paragraph(colombia() ? colombian_sentence()
                               : capitalised(facts_.kind) + " " + heading_sentence(false));
    clauses(true);
    closing();
  }

  void columns() {
    top();
    flow_.title(heading_.title);
    flow_.columns();
    flow_.paragraph(colombia() ? colombian_sentence()
                               : capitalised(facts_.kind) + " " + heading_sentence(false));
    if (!colombia()) declarations(false);
    clauses(true);
    closing();
  }

  // No sentence that names the parties: the declarations do.
  void declarations_only() {
    if (colombia()) return prose();
    top();
    flow_.title(heading_.title + (style_.heading == 11 ? " LAS PARTES QUE SE INDICAN" : ""));
    declarations(true);
    clauses(true);
    closing();
  }

  void english() {
    top();
    flow_.title(heading_.title);
    const Day& day = *facts_.signed_on;
    flow_.paragraph(
        fmt::format("This {} is made and entered into as of {} {}, {}, by and between the {} (the "
                    "“{}”), and {}, {} (the “{}”).",
                    facts_.kind, english_month(day.month), day.day, day.year, facts_.buyer,
                    facts_.buyer_alias, facts_.supplier,
                    dice_.pick(Words{"a Delaware corporation", "a limited liability company",
                                     "having its principal office at 12 Main Street"}),
                    facts_.supplier_alias));
    flow_.paragraph(fmt::format("*1. Scope.* The {} shall provide {} as described in Exhibit A.",
                                facts_.supplier_alias, facts_.object));
    flow_.paragraph("*2. Compensation.* " + price_clause(facts_, style_.amount, dice_));
    flow_.paragraph(
        "*3. Insurance.* General liability insurance shall be kept with limits of $1,000,000 per "
        "occurrence.");
    if (!style_.brief) {
      flow_.paragraph(
          "*4. Termination.* Either party may terminate this agreement upon thirty (30) days "
          "written notice.");
      flow_.paragraph(
          "*5. Governing law.* This agreement is governed by the laws of the State in which the "
          "services are provided.");
    }
    flow_.paragraph(
        "IN WITNESS WHEREOF, the parties have executed this agreement as of the date first written "
        "above.");
    flow_.signatures({facts_.buyer + "\n" + facts_.buyer_person,
                      facts_.supplier + "\n" + facts_.supplier_person},
                     facts_.buyer_alias);
  }

  TextFlow& flow_;
  const Facts& facts_;
  const Style& style_;
  Dice& dice_;
  Heading heading_;
};

}  // namespace

samples::FlowStyle flow_style(const Facts& facts, const Style& style, Dice& dice) {
  samples::FlowStyle flow;
  flow.office = dice.chance(60) ? upper(facts.buyer) : "";
  if (dice.chance(30))
    flow.running_head =
        facts.land == Land::english ? "Contract " + facts.number : "Contrato No. " + facts.number;
  flow.font =
      dice.pick(std::vector<std::string>{"Liberation Serif", "Liberation Sans", "Liberation Sans"});
  flow.foot = "";
  flow.font_points = dice.pick(std::vector<double>{10, 11, 11.5});
  flow.ink = true;
  flow.columns = style.layout == 4 ? 2 : 1;
  return flow;
}

void write_pages(TextFlow& flow, const Facts& facts, const Style& style, Dice& dice) {
  Writer(flow, facts, style, dice).write();
}

}  // namespace tachado::bench
