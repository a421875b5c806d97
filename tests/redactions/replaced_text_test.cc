#include "stages/redactions/replaced_text.h"

#include <gtest/gtest.h>

#include "tests/redactions/pages.h"

namespace tachado::redactions {
namespace {

// What is found on a page, as "words" joined, each with its confidence at least one half.
std::vector<std::string> found_in(const std::string& text) {
  const Page page = page_of(text);
  std::vector<std::string> result;
  for (const ReplacedText& found : find_replaced_text(page)) {
    if (found.confidence < 0.5) continue;
    std::string words;
    for (std::size_t i = found.first; i < found.last; ++i) {
      words += (words.empty() ? "" : " ") + page.words[i].text;
    }
    result.push_back(words);
  }
  return result;
}

using Strings = std::vector<std::string>;

struct Case {
  const char* text;
  Strings found;
};

class ReplacedTextCases : public testing::TestWithParam<Case> {};

TEST_P(ReplacedTextCases, AreFound) { EXPECT_EQ(found_in(GetParam().text), GetParam().found); }

INSTANTIATE_TEST_SUITE_P(
    Masks, ReplacedTextCases,
    testing::Values(Case{"El proveedor XXXXXXXX XXXX con domicilio", {"XXXXXXXX XXXX"}},
                    Case{"cuenta xxxxxx1234 del banco", {"xxxxxx1234"}},
                    Case{"cuenta ****1234 del banco", {"****1234"}},
                    Case{"nombre del titular XXXXXXXX y", {"XXXXXXXX"}},
                    Case{"marca ████████, modelo ███", {"████████,", "███"}},
                    Case{"monto █ █ █ █ pesos", {"█ █ █ █"}}, Case{"clave •••••• del", {"••••••"}},
                    Case{"nombre ■■■■■■ del", {"■■■■■■"}}, Case{"folio ●●●●●● del", {"●●●●●●"}},
                    Case{"sala ▓▓▓▓ del", {"▓▓▓▓"}},
                    Case{"cuenta ________1234 vigente", {"________1234"}},
                    Case{"correo j****z@correo.example del", {"j****z@correo.example"}},
                    Case{"correo xxxxx@correo.example del", {"xxxxx@correo.example"}},
                    Case{"correo ju____@correo.example del", {"ju____@correo.example"}},
                    Case{"clave ** ** ** ** 1234 del", {"** ** ** **"}},
                    Case{"El C. X X X X X X con domicilio", {"X X X X X X"}},
                    Case{"telefono XX XX XX XX del titular", {"XX XX XX XX"}},
                    Case{"tarjeta 4152-____-____-9876 vigente", {"4152-____-____-9876"}}));

INSTANTIATE_TEST_SUITE_P(
    Words, ReplacedTextCases,
    testing::Values(Case{"El C. [TESTADO] declara", {"[TESTADO]"}},
                    Case{"paid to [REDACTED] on Monday", {"[REDACTED]"}},
                    Case{"paid to [Name Redacted] on Monday", {"[Name Redacted]"}},
                    Case{"Correo: (ELIMINADO) del titular", {"(ELIMINADO)"}},
                    Case{"fee of [***] per unit", {"[***]"}},
                    Case{"RFC **** CURP **** CLAVE ****", {"****", "****", "****"}},
                    Case{"Nombre: ELIMINADO", {"ELIMINADO"}},
                    Case{"con domicilio en N1-ELIMINADO 2 de esta ciudad", {"N1-ELIMINADO 2"}},
                    Case{"paid to [PERSONAL INFORMATION REDACTED] today",
                         {"[PERSONAL INFORMATION REDACTED]"}},
                    Case{"see [Confidential Information Omitted] below",
                         {"[Confidential Information Omitted]"}},
                    Case{"by [Name of person removed] of", {"[Name of person removed]"}},
                    Case{"la clave [CONFIDENCIAL] del equipo", {"[CONFIDENCIAL]"}},
                    Case{"con [nombre anonimizado] presente", {"[nombre anonimizado]"}},
                    Case{"la [ELIMINADO 3 palabras] firma", {"[ELIMINADO 3 palabras]"}},
                    Case{"Name: Redacted", {"Redacted"}},
                    Case{"[DATO PERSONAL ELIMINADO] firma", {"[DATO PERSONAL ELIMINADO]"}}));

INSTANTIATE_TEST_SUITE_P(Codes, ReplacedTextCases,
                         testing::Values(Case{"Contract officer: (b)(6) signed", {"(b)(6)"}},
                                         Case{"b(6)", {"b(6)"}}, Case{"b7C", {"b7C"}},
                                         Case{"price (b)(4) each", {"(b)(4)"}},
                                         Case{"(b)(7)(C) (b)(6)", {"(b)(7)(C) (b)(6)"}},
                                         Case{"Van: 5.1.2e Aan: 5.1.2e", {"5.1.2e", "5.1.2e"}}));

INSTANTIATE_TEST_SUITE_P(
    Not, ReplacedTextCases,
    testing::Values(
        Case{"Nombre: ______________ Firma: ________", {}}, Case{"de ____2024 a ____", {}},
        Case{"Section 4. [Intentionally omitted]", {}}, Case{"5.3 [Reserved]", {}},
        Case{"[CONFIDENCIAL]", {}}, Case{"Estado: eliminado", {}},
        Case{"un precio de [●] dolares", {}}, Case{"Nombre: [_____]", {}}, Case{"[...]", {}},
        Case{"fecha __/__/____ y hora", {}}, Case{"monto $________ pesos", {}},
        Case{"section b(6) applies", {}}, Case{"sigue ** nota", {}},
        Case{"escriba a xxx@correo.example", {}}, Case{"siglo XX y capítulo XXXV XXX", {}},
        Case{"• primero\n• segundo", {}}, Case{"* * * * * * * *", {}}, Case{"**********", {}},
        Case{"precio*** sujeto a cambio", {}},
        Case{"CONTRATO No. XXXX/20XX\na los XX de XXXX de 20XX", {}},
        Case{"1.- ELIMINADO el nombre completo, 1 renglón", {}},
        Case{"Eliminado: tres palabras. Fundamento legal", {}},
        Case{"el archivo fue eliminado del sistema", {}}, Case{"ELIMINADO", {}},
        Case{"DOCUMENTO CONFIDENCIAL [ver anexo]", {}},
        Case{"withheld under exemption (b)(6) of the Act", {}},
        Case{"pursuant to 5 U.S.C. 552 (b)(4)", {}}, Case{"5.1.2e Título de la sección", {}},
        Case{"10.1 Alcance 10.2 Vigencia", {}}, Case{"tornillo b6 de acero", {}},
        Case{"Índice ........................ 12", {}}, Case{"talla XXL y XL", {}},
        Case{"usuario_uno___dos de prueba", {}}, Case{"vigente por un año.****************", {}},
        Case{"Ley 828 de 2003”.***************", {}}, Case{"las partes firman. XXXXXXXXXXXXXX", {}},
        Case{"Capítulo primero •••••••••••••••••• 12", {}},
        Case{"see paragraph (b) (1) of this section", {}},
        Case{"***** THIS IS A CASH IN ADVANCE SCHEDULE *****", {}},
        Case{"Selección Abreviada – Subasta Inversa XXXXXX, al proponente", {}},
        Case{"conforme a la Resolución No. XXXX del año", {}}));

// A line of words that reaches the margin of the lines around it, filled up with signs.
TEST(ReplacedText, LeavesTheRestOfALineThatWasFilledUp) {
  const std::string line = "el contratista se obliga con la entidad";
  EXPECT_EQ(
      found_in(line + "\n" + line + "\n" + line + "\nde las causales ***********************\n"),
      Strings{});
  EXPECT_EQ(found_in(line + "\n" + line + "\n" + line + "\nsu clave *******\n"),
            (Strings{"*******"}));
}

TEST(ReplacedText, DoubtsLettersThatStandOnceOnAPage) {
  const auto confidence = [](const std::string& text) {
    const auto found = find_replaced_text(page_of(text));
    return found.empty() ? 0 : found.front().confidence;
  };
  EXPECT_LT(confidence("la subasta XXXXXXX fue adjudicada"), 0.7);
  EXPECT_GT(confidence("el C. XXXXXXX XXXXX con clave XXXXXXX vigente"), 0.8);
  EXPECT_GT(confidence("la cuenta ******* fue pagada"), 0.8);
}

TEST(ReplacedText, LeavesWordsOfABarAlone) {
  Page page = page_of("monto ██████ pesos");
  page.words[1].redaction = true;
  EXPECT_TRUE(find_replaced_text(page).empty());
}

}  // namespace
}  // namespace tachado::redactions
