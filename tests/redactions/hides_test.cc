#include "stages/redactions/hides.h"

#include <gtest/gtest.h>

#include "tests/redactions/pages.h"

namespace tachado::redactions {
namespace {

// The page's first word of █ is taken for the region.
Hides hides_in(Page page, const std::string& label = "", const std::string& legend = "") {
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    if (page.words[i].text.find("█") == std::string::npos) continue;
    page.words[i].redaction = true;
    Redaction redaction;
    redaction.box = page.words[i].box;
    if (!label.empty()) redaction.label = label;
    return infer_hides(page, redaction, i, legend);
  }
  return {};
}

struct Case {
  const char* text;
  const char* what;
  const char* evidence;
};

class WordsAround : public testing::TestWithParam<Case> {};

TEST_P(WordsAround, SayWhatIsHidden) {
  const Hides hides = hides_in(page_of(GetParam().text));
  EXPECT_EQ(hides.what, GetParam().what);
  EXPECT_EQ(hides.evidence, GetParam().evidence);
  EXPECT_GE(hides.confidence, 0.6);
}

INSTANTIATE_TEST_SUITE_P(
    Before, WordsAround,
    testing::Values(
        Case{"cámara marca ████ de uso", "brand", "marca █"},
        Case{"marca Ajax, modelo ████", "model", "modelo █"},
        Case{"R.F.C.: ████████", "tax_id", "R.F.C.: █"},
        Case{"con domicilio en ████████", "address", "con domicilio en █"},
        Case{"domicilio ubicado en la calle de ████", "address", "calle de █"},
        Case{"Teléfono: ████", "phone", "Teléfono: █"},
        Case{"Correo electrónico: ████", "email", "Correo electrónico: █"},
        Case{"CLABE interbancaria ██████", "bank_account", "CLABE interbancaria █"},
        Case{"número de serie ████", "serial_number", "número de serie █"},
        Case{"el C. ████ quien", "person_name", "C. █"},
        Case{"por la cantidad de $ ████ más", "amount", "$ █"},
        Case{"Precio unitario: ████", "unit_price", "Precio unitario: █"},
        Case{"Contrato No. ████", "contract_number", "Contrato No. █"},
        Case{"Fecha de nacimiento: ████", "date", "Fecha de nacimiento: █"},
        Case{"Nombre del representante: ████", "person_name", "Nombre del representante: █"},
        Case{"Unit price: ████ each", "unit_price", "Unit price: █"},
        Case{"The unit price agreed for each lantern is ████", "unit_price",
             "unit price agreed for each lantern is █"},
        Case{"is represented by ████", "person_name", "represented by █"},
        Case{"Dear Mr. ████,", "person_name", "Mr. █"},
        Case{"asegurada con domicilio en\n████ de esta ciudad", "address", "con domicilio en █"}));

INSTANTIATE_TEST_SUITE_P(
    After, WordsAround,
    testing::Values(Case{"se pagarán ████ pesos al mes", "amount", "█ pesos al mes"},
                    Case{"contratar a ████ S.A. de C.V. para", "company_name", "█ S.A. de C.V."}));

TEST(Hides, NothingIsGuessedWithoutWords) {
  for (const char* text : {"████", "de acuerdo con el inciso c ████", "el servicio que se ████ hoy",
                           "monto de cien pesos que entregará mañana a las nueve horas ████"}) {
    EXPECT_EQ(hides_in(page_of(text)).what, "unknown") << text;
  }
}

TEST(Hides, AfterAnotherBarTheSameWordHoldsWithLess) {
  Page page = page_of("nombre ████ ████");
  page.words[1].redaction = true;
  page.words[2].redaction = true;
  Redaction redaction;
  redaction.box = page.words[2].box;
  const Hides hides = infer_hides(page, redaction, 2, "");
  EXPECT_EQ(hides.what, "person_name");
  EXPECT_LT(hides.confidence, 0.8);
}

TEST(Hides, TheHeadingOfItsColumnSaysIt) {
  const Page page = page_of({{"Descripcion", kLeft, 0, 0},
                             {"Marca", kLeft + 150, 0, 1},
                             {"Precio unitario", kLeft + 300, 0, 2},
                             {"camara domo", kLeft, 1, 3},
                             {"Ajax", kLeft + 150, 1, 4},
                             {"100.00", kLeft + 300, 1, 5},
                             {"camara bala", kLeft, 2, 6},
                             {"Ajax", kLeft + 150, 2, 7},
                             {"████████", kLeft + 300, 2, 8}});
  const Hides hides = hides_in(page);
  EXPECT_EQ(hides.what, "unit_price");
  EXPECT_EQ(hides.evidence, "Precio unitario");
}

TEST(Hides, ALabelAndALegendSayIt) {
  EXPECT_EQ(hides_in(page_of("texto ████"), "1. RFC").what, "tax_id");
  const Hides hides = hides_in(page_of("texto ████"), "#3.1", "Domicilio particular, una línea");
  EXPECT_EQ(hides.what, "address");
  EXPECT_EQ(hides.evidence, "Domicilio particular, una línea");
  EXPECT_EQ(hides_in(page_of("texto ████"), "5.1.2e").what, "unknown");
}

}  // namespace
}  // namespace tachado::redactions
