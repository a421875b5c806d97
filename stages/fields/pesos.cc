#include "stages/fields/pesos.h"

#include <algorithm>
#include <map>

#include "stages/fields/document_kind.h"
#include "stages/fields/fold.h"
#include "stages/fields/phrases.h"

namespace tachado::fields {

std::string pesos_of(std::string_view folded) {
  static const Phrases mexican{"MEXICO",
                               "MEXICANO",
                               "MEXICANA",
                               "MEXICANOS",
                               "R.F.C",
                               "RFC",
                               "REGISTRO FEDERAL DE CONTRIBUYENTES",
                               "I.V.A. 16",
                               "C.V.",
                               "CURP",
                               "/100 M",
                               "AGUASCALIENTES",
                               "BAJA CALIFORNIA",
                               "CAMPECHE",
                               "COAHUILA",
                               "CHIAPAS",
                               "CHIHUAHUA",
                               "GUANAJUATO",
                               "JALISCO",
                               "MICHOACAN",
                               "NAYARIT",
                               "NUEVO LEON",
                               "OAXACA",
                               "QUERETARO",
                               "QUINTANA ROO",
                               "SAN LUIS POTOSI",
                               "SINALOA",
                               "SONORA",
                               "TABASCO",
                               "TAMAULIPAS",
                               "TLAXCALA",
                               "VERACRUZ",
                               "YUCATAN",
                               "ZACATECAS"};
  static const Phrases colombian{"COLOMBIA",   "CEDULA DE CIUDADANIA",
                                 "NIT",        "M/CTE",
                                 "MCTE",       "LEY 80 DE 1993",
                                 "SECOP",      "ALCALDIA",
                                 "PERSONERIA", "CONCEJO MUNICIPAL",
                                 "LTDA",       "ANTIOQUIA",
                                 "BOYACA",     "CUNDINAMARCA",
                                 "CAUCA",      "HUILA",
                                 "TOLIMA",     "RISARALDA",
                                 "QUINDIO",    "PUTUMAYO",
                                 "CASANARE",   "BOGOTA",
                                 "MEDELLIN",   "BARRANQUILLA"};
  // Of each word the first mentions count, so that one that is on every line does not decide.
  constexpr int kMentions = 5;
  const auto count = [&](const Phrases& words) {
    std::map<std::string_view, int> seen;
    words.each(folded, [&](std::size_t at, std::string_view word) {
      const bool begins = at == 0 || !is_word(folded[at - 1]) || !is_word(word.front());
      if (begins) ++seen[word];  // not "UNIT", "FURNITURE"
    });
    int sum = 0;
    for (const auto& [word, times] : seen) sum += std::min(times, kMentions);
    return sum;
  };
  const int mexico = count(mexican);
  const int colombia = count(colombian);
  if (mexico > colombia) return "MXN";
  if (colombia > mexico) return "COP";
  if (mexico == 0 && document_language(folded) == "eng") return "USD";
  return {};
}

}  // namespace tachado::fields
