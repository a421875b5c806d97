#include "bench/contracts/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace tachado::bench {
namespace {

std::string noun(const Facts& facts) { return facts.currency == "USD" ? "dólares" : "pesos"; }

std::string coin(const Facts& facts) {
  if (facts.currency == "USD") return "USD";
  return facts.currency == "COP" ? "M/CTE" : "M.N.";
}

std::string digits(std::int64_t hundredths, const std::string& thousands,
                   const std::string& point) {
  return fmt::format("{}{}{:02}", grouped(hundredths / 100, thousands), point, hundredths % 100);
}

// "veinte millones de pesos 00/100 M.N."
std::string in_words(const Facts& facts, std::int64_t hundredths) {
  const std::int64_t whole = hundredths / 100;
  const std::string of = whole % 1'000'000 == 0 ? "de " : "";
  return fmt::format("{} {}{} {:02}/100 {}", spanish_words(whole, true), of, noun(facts),
                     hundredths % 100, coin(facts));
}

// "3'436,646.48": an apostrophe before the millions.
std::string with_apostrophe(std::int64_t hundredths, const char* mark) {
  std::string text = digits(hundredths, ",", ".");
  const std::size_t comma = text.find(',');
  if (std::count(text.begin(), text.end(), ',') >= 2) text.replace(comma, 1, mark);
  return text;
}

}  // namespace

std::string hidden(const std::string& what, const std::string& text, bool is_hidden) {
  return is_hidden ? "{bar:" + what + "|" + text + "}" : text;
}

Heading heading_of(const Facts& facts, int style) {
  const std::string kind = upper(facts.kind);
  const std::string& n = facts.number;
  if (facts.land == Land::english) {
    switch (style % 4) {
      case 0:
        return {"Contract No. " + n, kind, "Contract No."};
      case 1:
        return {"", "CONTRACT NUMBER " + n + "\n" + kind, "Contract Number"};
      case 2:
        return {"Agreement No.: " + n, "SERVICES AGREEMENT", "Agreement No."};
      default:
        return {"", kind + " NO. " + n, "Contract ID"};
    }
  }
  switch (style) {
    case 0:
      return {"CONTRATO NÚMERO: " + n, kind, "CONTRATO NÚMERO"};
    case 1:
      return {"", kind + " No. " + n, "CONTRATO No."};
    case 2:
      return {"Contrato Núm. " + n, kind, "Contrato Núm."};
    case 3:
      return {"", kind + " N° " + n, "N° de contrato"};
    case 4:
      return {"Nº DE CONTRATO " + n, kind, "Nº DE CONTRATO"};
    case 5:
      return {"", "CONTRATO # " + n + "\n" + kind, "CONTRATO #"};
    case 6:
      return {"", "NÚMERO DE CONTRATO\n" + n, "NÚMERO DE CONTRATO:"};
    case 7:
      return {"CONTRATO: " + n, kind, "CONTRATO:"};
    case 8:
      return {"No. de Contrato: ___" + n + "___", kind, "No. de Contrato"};
    case 9:
      return {"", kind + " NÚMERO " + n + ",", "Contrato número"};
    case 10:
      return {"", kind + " NÚM. " + n, "NÚM. DE CONTRATO"};
    case 11:
      return {"Contrato No. " + n, upper("contrato que celebran"), "Contrato No"};
    case 12:
      return {"CLAVE DEL CONTRATO: " + n, kind, "CLAVE DEL CONTRATO"};
    case 13:
      return {"", kind + " No " + n, "CONTRATO No"};
    case 14:
      return {"", kind + " NRO. " + n, "CONTRATO NRO."};
    default:
      return {"", "CONTRATO No.\n" + n + "\n" + kind, "No. CONTRATO"};
  }
}

std::string money(const Facts& facts, std::int64_t hundredths, int style, Dice& dice) {
  const std::string words = in_words(facts, hundredths);
  const std::string plain = digits(hundredths, ",", ".");
  const std::string usd = facts.currency == "USD" ? " USD" : "";
  if (facts.land == Land::english) {
    const std::string spelled = english_words(hundredths / 100);
    switch (style % 4) {
      case 0:
        return fmt::format("${} ({} dollars and {:02}/100)", plain, capitalised(spelled),
                           hundredths % 100);
      case 1:
        return fmt::format("{} and {:02}/100 dollars (${})", capitalised(spelled), hundredths % 100,
                           plain);
      case 2:
        return "USD " + plain;
      default:
        return "$" + plain;
    }
  }
  if (facts.currency == "COP") {
    const std::string whole = grouped(hundredths / 100, ".");
    const std::string big = upper(in_words(facts, hundredths).substr(0, words.find(" 00/100")));
    switch (style % 6) {
      case 0:
        return fmt::format("{} M/CTE (${})", big, whole);
      case 1:
        return fmt::format("${} M/CTE", whole);
      case 2:
        return fmt::format("{} (${}.oo)", big, whole);
      case 3:
        return fmt::format("{} MONEDA CORRIENTE ($ {},00)", big, whole);
      case 4:
        return fmt::format("${},00 ({} M/L)", whole, big);
      default:
        return fmt::format("la suma de {} (${}) MONEDA LEGAL", without_accents(big), whole);
    }
  }
  switch (style) {
    case 0:
      return fmt::format("${} ({})", plain, upper(words));
    case 1:
      return fmt::format("$ {} M.N. ({})", plain, upper(words));
    case 2:
      return fmt::format("${} ({})", with_apostrophe(hundredths, "'"),
                         upper(without_accents(words)));
    case 3:
      return fmt::format("${} ({})", with_apostrophe(hundredths, "’"), capitalised(words));
    case 4:
      return fmt::format("{} (${}{})", upper(words), plain, usd);
    case 5:
      return fmt::format("${}{}", plain, usd);
    case 6:
      return fmt::format("${} (son: {})", plain, capitalised(words));
    case 7:
      return fmt::format("{} {}", facts.currency, plain);
    case 8:
      return fmt::format("$_{}_ -({})-", plain, upper(words));
    case 9:
      return fmt::format("${}.- ({})", plain, words);
    case 10:
      return fmt::format("{} {} ({})", plain, noun(facts), upper(words));
    case 11:
      return fmt::format("${}{}, ({})", plain, usd, upper(words));
    default:
      // As software prints them: every thousand counted, accents lost.
      return fmt::format("${} ({}{})", plain, dice.chance(50) ? "SON " : "",
                         upper(without_accents(words)));
  }
}

std::string price_clause(const Facts& facts, int style, Dice& dice) {
  using Words = std::vector<std::string>;
  const auto sum = [&](std::int64_t value) {
    return hidden("amount", money(facts, value, style, dice), facts.amount_hidden);
  };
  if (facts.land == Land::english) {
    return fmt::format(
        fmt::runtime(dice.pick(
            Words{"The total contract price is {} and includes all expenses.",
                  "The Agency shall pay the Contractor a sum not to exceed {} for the services.",
                  "Compensation under this agreement shall be {}, payable within thirty days of "
                  "each invoice."})),
        sum(facts.amount));
  }
  if (facts.land == Land::colombia) {
    return fmt::format(
        fmt::runtime(dice.pick(Words{
            "Para todos los efectos legales y fiscales el valor del presente contrato es de {}.",
            "El valor total del contrato asciende a {}, incluido IVA.",
            "El valor del contrato se fija en {}, suma que la entidad pagará en mensualidades "
            "vencidas."})),
        sum(facts.amount));
  }
  if (facts.maximum) {
    return fmt::format(
        fmt::runtime(dice.pick(Words{"El presupuesto mínimo a ejercer será de {} y el presupuesto "
                                     "máximo susceptible de ejercer será de {}.",
                                     "El contrato será por un monto mínimo de {} y un monto máximo "
                                     "de {}, con el Impuesto al Valor Agregado incluido.",
                                     "Monto mínimo: {}; monto máximo: {}."})),
        sum(*facts.minimum), sum(*facts.maximum));
  }
  switch (dice.below(5)) {
    case 0:
      return fmt::format(
          "El monto total del presente contrato es por la cantidad de {}, con el Impuesto al Valor "
          "Agregado incluido.",
          sum(facts.amount));
    case 1:
      return fmt::format(
          "El precio de los bienes y servicios asciende a un subtotal de {}, más el {} % de "
          "Impuesto al Valor "
          "Agregado por {}, lo que da un importe total de {}.",
          sum(facts.net), facts.tax_percent, sum(facts.tax), sum(facts.amount));
    case 2:
      return fmt::format(
          "“{}” pagará a “{}” como contraprestación la cantidad total de {} I.V.A. incluido.",
          facts.buyer_alias, facts.supplier_alias, sum(facts.amount));
    case 3:
      return fmt::format(
          "El importe total a pagar por los servicios objeto de este contrato es de {}, IVA "
          "incluido.",
          sum(facts.amount));
    default:
      return fmt::format(
          "“Las partes” convienen que el precio del contrato será de {}, cantidad que incluye el "
          "Impuesto al Valor Agregado.",
          sum(facts.amount));
  }
}

std::string date_words(const Facts& facts, const Day& day, Dice& dice) {
  if (facts.land == Land::english) {
    return fmt::format("{} {}, {}", english_month(day.month), day.day, day.year);
  }
  const std::string month = spanish_month(day.month);
  const std::string day_words = day.day == 1 ? "primero" : spanish_words(day.day, false);
  switch (dice.below(5)) {
    case 0:
      return fmt::format("{} de {} de {}", day.day, month, day.year);
    case 1:
      return fmt::format("{} días del mes de {} del año {}", spanish_words(day.day, true), month,
                         spanish_words(day.year, false));
    case 2:
      return fmt::format("{} ({:02}) de {} de {} ({})", day_words, day.day, month,
                         spanish_words(day.year, false), day.year);
    case 3:
      return fmt::format("{:02} de {} del {}", day.day, upper(month), day.year);
    default:
      return fmt::format("{} de {} de {}", day_words, month, spanish_words(day.year, false));
  }
}

}  // namespace tachado::bench
