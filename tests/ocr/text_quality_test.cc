#include <gtest/gtest.h>

#include "stages/ocr/ocr.h"

namespace tachado::ocr {
namespace {

struct Case {
  const char* name;
  const char* text;
  double least;
  double most;
};

class Quality : public testing::TestWithParam<Case> {};

TEST_P(Quality, LiesWhereItShould) {
  const double quality = text_quality(GetParam().text);
  EXPECT_GE(quality, GetParam().least);
  EXPECT_LE(quality, GetParam().most);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Quality,
    testing::Values(
        Case{"empty", "", 0, 0},
        Case{"spanish",
             "El presente contrato tiene por objeto la adquisición de equipo de cómputo para la "
             "Secretaría de Seguridad Pública, por un monto total de $61,310,877.00 con IVA.",
             0.97, 1},
        Case{"english",
             "The parties agree that the supplier shall deliver the equipment to the address "
             "given in schedule two within thirty days of the signature of this agreement.",
             0.97, 1},
        Case{"capitals", "CONTRATO ABIERTO DE PRESTACIÓN DE SERVICIOS QUE CELEBRAN POR UNA PARTE",
             0.97, 1},
        Case{"numbers_only", "12,345.00 2022-05-16 1/3", 1, 1},
        Case{"identifiers", "Contrato DCA/SSPM/161/2022 RFC: ITT970214RK9 C.P. 66000", 0.75, 1},
        Case{"shifted_codes", "7KH SDUWLHV DJUHH WKDW WKH VXSSOLHU VKDOO GHOLYHU WKH HTXLSPHQW", 0,
             0.45},
        Case{"letters_apart", "s e r v i c i o p r o f e s i o n a l", 0, 0.3},
        Case{"signs_in_words", "SERVIC'IOS Ac;UA PO»AH t|po", 0, 0.1},
        Case{"no_vowels", "xkcd qwrtp zzzzk bvnmx", 0, 0.2},
        Case{"replacement_characters", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 0, 0},
        Case{"private_use", "\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83", 0, 0},
        Case{"broken_utf8", "\xFF\xFE\xC3", 0, 0},
        Case{"accents_lost", "la prestacion y ejecucion con relacion a la contratacion", 0, 0.6}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace tachado::ocr
