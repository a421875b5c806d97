#include "stages/redactions/grounds.h"

#include <gtest/gtest.h>

#include "stages/redactions/citations.h"
#include "stages/redactions/fold.h"
#include "tests/redactions/pages.h"

namespace tachado::redactions {
namespace {

// "LAW article fraction paragraph class", blanks for what is not said.
std::string say(const std::optional<std::string>& value) { return value.value_or("-"); }

std::string say(const Citation& citation) {
  return citation.law + " " + say(citation.article) + " " + say(citation.fraction) + " " +
         say(citation.paragraph) + " " + say(citation.classification);
}

using Strings = std::vector<std::string>;

struct Case {
  const char* text;
  Strings citations;
};

class Citations : public testing::TestWithParam<Case> {};

TEST_P(Citations, AreRead) {
  const std::string folded = fold(GetParam().text);
  Strings found;
  std::vector<Citation> citations = find_codes_of_law(folded);
  if (citations.empty()) citations = find_citations(folded);
  for (const Citation& citation : citations) found.push_back(say(citation));
  EXPECT_EQ(found, GetParam().citations);
}

INSTANTIATE_TEST_SUITE_P(
    Mexico, Citations,
    testing::Values(
        Case{"artículo 113, fracción V, de la Ley General de Transparencia y Acceso a la "
             "Información Pública",
             {"LGTAIP 113 V - reserved"}},
        Case{"artículos 113 fracciones V y VII de la LGTAIP",
             {"LGTAIP 113 V - reserved", "LGTAIP 113 VII - reserved"}},
        Case{"artículo 116, párrafo primero, de la Ley General de Transparencia y Acceso a la "
             "Información Pública y 113, fracción I, de la Ley Federal de Transparencia y Acceso a "
             "la Información Pública",
             {"LGTAIP 116 - 1 confidential", "LFTAIP 113 I - confidential"}},
        Case{"art. 110 frac. I LFTAIP", {"LFTAIP 110 I - reserved"}},
        Case{"arts. 100, 106 y 116 primer párrafo de la LGTAIP",
             {"LGTAIP 100 - - -", "LGTAIP 106 - - -", "LGTAIP 116 - 1 confidential"}},
        Case{"LGTAIP, artículo 112, fracción I", {"LGTAIP 112 I - reserved"}},
        Case{"artículo 115 de la LGTAIP", {"LGTAIP 115 - - confidential"}},
        Case{"Trigésimo octavo, fracción I, de los Lineamientos Generales en Materia de "
             "Clasificación y Desclasificación de la Información",
             {"Lineamientos generales trigesimo octavo I - -"}},
        Case{"artículo 112, fracción VIII, de la Ley General de Transparencia y Acceso a la "
             "Información Pública",
             {"LGTAIP 112 VIII - reserved"}},
        Case{"artículo 26 de la Ley de Obras Públicas", {}},
        Case{"artículo 40 de la Ley de Adquisiciones y 116 de la LGTAIP", {}},
        Case{"la Ley General de Transparencia y Acceso a la Información Pública", {}}));

INSTANTIATE_TEST_SUITE_P(
    Elsewhere, Citations,
    testing::Values(Case{"(b)(6)", {"5 U.S.C. 552 (b)(6) - - confidential"}},
                    Case{"(b) (7)(C)", {"5 U.S.C. 552 (b)(7)(C) - - confidential"}},
                    Case{"b7C", {"5 U.S.C. 552 (b)(7)(C) - - confidential"}},
                    Case{"B6,1.4(D)",
                         {"5 U.S.C. 552 (b)(6) - - confidential", "E.O. 13526 1.4 d - reserved"}},
                    Case{"5.1.2e", {"Woo 5.1 e 2 confidential"}},
                    Case{"5.1.2.i", {"Woo 5.1 i 2 -"}}, Case{"10.2.e", {"Wob 10 e 2 confidential"}},
                    Case{"(b)(7)(A), (b)(7)(F)",
                         {"5 U.S.C. 552 (b)(7)(A) - - -", "5 U.S.C. 552 (b)(7)(F) - - -"}},
                    Case{"FOIA Exemption 4", {"5 U.S.C. 552 (b)(4) - - confidential"}},
                    Case{"(b)(1)", {"5 U.S.C. 552 (b)(1) - - reserved"}},
                    Case{"5.1.1.c", {"Woo 5.1 c 1 -"}}, Case{"5.1.5", {"Woo 5.1 - 5 -"}},
                    Case{"5.2.1", {"Woo 5.2 - 1 -"}}, Case{"10.1.c", {"Wob 10 c 1 -"}},
                    Case{"#3.1", {}}, Case{"#5.2.1", {}}));

struct Misfit {
  const char* name;
  const char* law;
  const char* article;
  const char* stated;  // empty: not stated
  const char* date;
  bool alone;
  const char* note;  // empty: it fits
};

class Misfits : public testing::TestWithParam<Misfit> {};

TEST_P(Misfits, AreNoted) {
  const auto given = [](const char* value) {
    return *value != 0 ? std::optional(std::string(value)) : std::nullopt;
  };
  Citation citation;
  citation.law = GetParam().law;
  citation.article = GetParam().article;
  const auto note =
      misfit(citation, given(GetParam().stated), given(GetParam().date), GetParam().alone);
  EXPECT_EQ(note, given(GetParam().note));
}

INSTANTIATE_TEST_SUITE_P(
    Mexico, Misfits,
    testing::Values(
        Misfit{"fits_2015", "LGTAIP", "113", "reserved", "2021-05-03", true, ""},
        Misfit{"fits_2025", "LGTAIP", "115", "confidential", "2025-06-01", true, ""},
        Misfit{"federal", "LFTAIP", "113", "confidential", "", true, ""},
        Misfit{"class_not_stated", "LGTAIP", "116", "", "", true, ""},
        Misfit{"other_class", "LGTAIP", "116", "reserved", "", false,
               "article 116 of the LGTAIP is for confidential information, the text says "
               "reserved"},
        Misfit{"other_class_federal", "LFTAIP", "110", "confidential", "", false,
               "article 110 of the LFTAIP is for reserved information, the text says confidential"},
        Misfit{"not_of_its_class", "LGTAIP", "26", "reserved", "", true,
               "article 26 of the LGTAIP is not one of those for reserved information"},
        Misfit{"beside_one_that_fits", "LGTAIP", "106", "reserved", "", false, ""},
        Misfit{"law_not_known", "Ley de Transparencia del Estado de Sonora", "99", "reserved", "",
               true, ""},
        Misfit{"too_late", "LGTAIP", "113", "reserved", "2025-03-21", false,
               "article 113 of the LGTAIP was the one for reserved information until 20 March "
               "2025, before this classification"},
        Misfit{"too_early", "LGTAIP", "115", "confidential", "2024-01-15", false,
               "article 115 of the LGTAIP is the one for confidential information since 20 March "
               "2025, after this classification"}),
    [](const auto& one) { return std::string(one.param.name); });

Redaction labelled(const char* id, const char* label, double y = 300) {
  Redaction redaction;
  redaction.id = id;
  if (*label != 0) redaction.label = label;
  redaction.box = {100, y, 150, y + 10};
  return redaction;
}

// The grounds tied to each id, as "article fraction removed".
Strings tied(const std::vector<Page>& pages, const std::string& id,
             DocumentRedactions* to = nullptr) {
  Grounds grounds;
  for (const Page& page : pages) grounds.add(page, read_notes(page));
  DocumentRedactions result;
  std::map<std::string, std::vector<int>> by_id;
  grounds.write(result, by_id);
  Strings said;
  for (const int index : by_id[id]) {
    const Ground& ground = result.grounds[static_cast<std::size_t>(index)];
    said.push_back(say(ground.law) + " " + say(ground.article) + " " + say(ground.fraction) + " " +
                   say(ground.removed));
  }
  if (to != nullptr) *to = result;
  return said;
}

Page with(Page page, const std::vector<Redaction>& redactions) {
  page.redactions = redactions;
  return page;
}

const char* kLegend =
    "VERSIÓN PÚBLICA\n"
    "1.- RFC (una línea). Eliminado de conformidad al artículo 116 de la LGTAIP\n"
    "2.- Marca (dos palabras). Eliminado de conformidad al artículo 113 fracción V de la\n"
    "LGTAIP\n";

TEST(Grounds, ALegendIsTiedByItsNumbers) {
  const std::vector<Page> pages = {
      with(page_of("texto", 1),
           {labelled("p1-r1", "2"), labelled("p1-r2", "1. RFC"), labelled("p1-r3", "9")}),
      page_of(kLegend, 2)};
  EXPECT_EQ(tied(pages, "p1-r1"), Strings{"LGTAIP 113 V dos palabras"});
  EXPECT_EQ(tied(pages, "p1-r2"), Strings{"LGTAIP 116 - una línea"});
  EXPECT_EQ(tied(pages, "p1-r3"), Strings{});
}

TEST(Grounds, AnEntrySaysWhereItStands) {
  DocumentRedactions result;
  const std::vector<Page> pages = {page_of(kLegend, 1)};
  tied(pages, "", &result);
  ASSERT_EQ(result.grounds.size(), 2U);
  ASSERT_EQ(result.grounds[1].evidence.size(), 1U);
  EXPECT_EQ(result.grounds[1].evidence[0].text, "113 fracción V de la LGTAIP");
  EXPECT_EQ(result.grounds[1].evidence[0].page, 1);
  EXPECT_FALSE(result.grounds[1].evidence[0].box.empty());
}

TEST(Grounds, ALabelsOwnCodeIsItsGround) {
  const std::vector<Page> pages = {with(page_of("texto", 1), {labelled("p1-r1", "(b)(4)")}),
                                   with(page_of("texto", 2), {labelled("p2-r1", "(b)(4)")})};
  DocumentRedactions result;
  EXPECT_EQ(tied(pages, "p2-r1", &result), Strings{"5 U.S.C. 552 (b)(4) - -"});
  ASSERT_EQ(result.grounds.size(), 1U);
  EXPECT_EQ(result.grounds[0].evidence.size(), 2U);
}

TEST(Grounds, ACoverSheetSpeaksOfTheWholeDocument) {
  const Page cover = page_of(
      "Fecha de clasificación: 12 de marzo de 2023\n"
      "Área: Dirección de Adquisiciones\n"
      "Información reservada\n"
      "Fundamento legal: artículo 113, fracción V, de la LGTAIP\n"
      "Periodo de reserva: cinco años\n"
      "Acuerdo de Reserva No. 004-AR/S.E.A.F./2018\n",
      1);
  DocumentRedactions result;
  EXPECT_EQ(tied({cover, with(page_of("texto", 2), {labelled("p2-r1", "")})}, "p2-r1", &result),
            Strings{"LGTAIP 113 V -"});
  ASSERT_EQ(result.grounds.size(), 1U);
  const Ground& ground = result.grounds[0];
  EXPECT_EQ(ground.classification, "reserved");
  EXPECT_EQ(ground.date, "2023-03-12");
  EXPECT_EQ(ground.period, "cinco años");
  EXPECT_EQ(ground.classified_by, "Dirección de Adquisiciones");
  EXPECT_EQ(ground.reference, "004-AR/S.E.A.F./2018");
}

TEST(Grounds, AStatesLawIsNamedAsPrinted) {
  DocumentRedactions result;
  tied({page_of(
           "Se testa con fundamento legal en el artículo 172 de la Ley de Transparencia y Acceso "
           "a\nla Información Pública para el Estado de Baja California.")},
       "", &result);
  ASSERT_EQ(result.grounds.size(), 1U);
  EXPECT_EQ(
      result.grounds[0].law,
      "Ley de Transparencia y Acceso a la Información Pública para el Estado de Baja California");
  EXPECT_EQ(result.grounds[0].article, "172");
}

TEST(Grounds, AStatesLawMayHaveANumber) {
  DocumentRedactions result;
  tied({page_of("Eliminado con fundamento en el artículo 72 de la Ley número 875 de Transparencia "
                "y Acceso a\nla Información Pública para el Estado de Veracruz.")},
       "", &result);
  ASSERT_EQ(result.grounds.size(), 1U);
  EXPECT_EQ(result.grounds[0].law,
            "Ley número 875 de Transparencia y Acceso a la Información Pública para el Estado de "
            "Veracruz");
}

TEST(Grounds, ACoverSheetMayNameUntilWhenAndTheSession) {
  DocumentRedactions result;
  tied({page_of("Fecha de clasificación: 02/05/2025\n"
                "Área que clasifica: Unidad de Compras\n"
                "Información reservada por un periodo de tres años, hasta el 2 de mayo de 2028\n"
                "Fundamento legal: artículo 113 de la LGTAIP\n"
                "Décima Primera Sesión Extraordinaria de 2025 del Comité\n")},
       "", &result);
  ASSERT_EQ(result.grounds.size(), 1U);
  const Ground& ground = result.grounds[0];
  EXPECT_EQ(ground.date, "2025-05-02");
  EXPECT_EQ(ground.period, "tres años");
  EXPECT_EQ(ground.until, "2028-05-02");
  EXPECT_EQ(ground.classified_by, "Unidad de Compras");
  EXPECT_EQ(ground.reference, "Décima Primera Sesión Extraordinaria de 2025");
  EXPECT_EQ(ground.note,
            "article 113 of the LGTAIP was the one for reserved information until 20 March 2025, "
            "before this classification");
}

TEST(Grounds, AMisfitInALegendIsNoted) {
  DocumentRedactions result;
  tied({page_of(
           "VERSIÓN PÚBLICA\n"
           "1.- Marca (una palabra). Información reservada de conformidad al artículo 116 de la "
           "LGTAIP\n"
           "2.- RFC (dos renglones). Información confidencial de conformidad al artículo 116 "
           "de la LGTAIP\n"
           "3.- Domicilio (un párrafo). Información confidencial de conformidad al artículo 8 "
           "de la LGTAIP\n")},
       "", &result);
  ASSERT_EQ(result.grounds.size(), 3U);
  EXPECT_EQ(result.grounds[0].note,
            "article 116 of the LGTAIP is for confidential information, the text says reserved");
  EXPECT_EQ(result.grounds[0].removed, "una palabra");
  EXPECT_EQ(result.grounds[1].note, std::nullopt);
  EXPECT_EQ(result.grounds[1].removed, "dos renglones");
  EXPECT_EQ(result.grounds[2].note,
            "article 8 of the LGTAIP is not one of those for confidential information");
  EXPECT_EQ(result.grounds[2].removed, "un párrafo");
}

TEST(Grounds, OtherLabelsThatCiteAreTakenAsPrinted) {
  const std::vector<Page> pages = {
      with(page_of("text", 1), {labelled("p1-r1", "Art. 4(1)(b)"), labelled("p1-r2", "s. 40(2)"),
                                labelled("p1-r3", "RFC")})};
  EXPECT_EQ(tied(pages, "p1-r1"), Strings{"Art. 4(1)(b) - - -"});
  EXPECT_EQ(tied(pages, "p1-r3"), Strings{});
}

TEST(Grounds, ThePagesOwnNoteGoesBeforeTheCover) {
  const std::vector<Page> pages = {
      page_of(
          "Fecha de clasificación: 12/03/2023\nInformación reservada: artículo 113 de la LGTAIP",
          1),
      with(page_of("Se testa información confidencial, artículo 116 de la LGTAIP", 2),
           {labelled("p2-r1", "", 700)})};
  EXPECT_EQ(tied(pages, "p2-r1"), Strings{"LGTAIP 116 - -"});
}

TEST(Grounds, AClauseOnConfidentialityIsNone) {
  DocumentRedactions result;
  tied({page_of("DÉCIMA. CONFIDENCIALIDAD. El proveedor guardará secreto de los datos personales\n"
                "en términos del artículo 116 de la LGTAIP.")},
       "", &result);
  EXPECT_TRUE(result.grounds.empty());
}

TEST(Labels, HaveKeys) {
  EXPECT_EQ(keys_of_label("#3.1"), Strings{"3.1"});
  EXPECT_EQ(keys_of_label("1. RFC"), Strings{"1"});
  EXPECT_EQ(keys_of_label("Reservada.1"), Strings{"reservada.1"});
  EXPECT_EQ(keys_of_label("N12-ELIMINADO 3"), (Strings{"n12", "12"}));
  EXPECT_EQ(keys_of_label("RFC"), Strings{});
  EXPECT_EQ(keys_of_label("5.1.2e"), Strings{});
}

}  // namespace
}  // namespace tachado::redactions
