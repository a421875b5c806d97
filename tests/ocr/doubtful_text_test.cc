#include "stages/ocr/doubtful_text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "stages/ocr/ocr.h"

namespace tachado::ocr {
namespace {

Page page_of(const std::vector<std::string>& lines) {
  Page page;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double y = 50 + 15 * static_cast<double>(i);
    page.lines.push_back({{50, y, 500, y + 10}, 0});
    std::istringstream words(lines[i]);
    for (std::string text; words >> text;) {
      Word word;
      word.text = text;
      word.box = {50, y, 100, y + 10};
      word.line = static_cast<int>(i);
      page.words.push_back(word);
    }
  }
  assemble_text(page);
  return page;
}

struct Case {
  const char* name;
  std::vector<std::string> lines;
  std::vector<bool> doubtful;  // empty: none
};

TEST(DoubtfulText, IsFoundByLine) {
  const Case cases[] = {
      {"print",
       {"Las partes convienen en celebrar el presente contrato", "por el monto de $1,234,567.89"},
       {}},
      {"one line of shifted codes",
       {"Las partes convienen en celebrar el presente contrato",
        "/DV SDUWHV FRQYLHQHQ HQ FHOHEUDU HO SUHVHQWH FRQWUDWR"},
       {false, true}},
      {"codes of goods",
       {"Las partes convienen en celebrar", "ABC001-HX QZX417-K9 XYZ993-QZ", "MX-4420-1B"},
       {}},
      {"another language of the same script",
       {"Der Auftragnehmer verpflichtet sich zur Lieferung der vereinbarten"},
       {}},
      {"accents as signs of another code page",
       {"la Secretar•a de contrataci€n p‚blica", "el contrato y sus anexos",
        "la adjudicaci€n del pa•s"},
       {true, false, true}},
      {"accents as three bytes each",
       {"la SecretarÃ­a de contrataciÃ³n pÃºblica",
        "la adjudicaciÃ³n en administraciÃ³n gestiÃ³n y comisiÃ³n"},
       {true, true}},
      {"a sign or two are a misprint", {"la Secretar•a de contrataci€n de bienes"}, {}},
      {"hyphens, dots and marks in words",
       {"e-mail art.113 y/o l'Hospitalet S.A.B. col·legi n.º 1.ª x@y.mx don’t",
        "co\u00ADla\u00ADbo\u00ADra\u00ADción sub\u2011total"},
       {}},
      {"redactions", {"el proveedor █████████████ con domicilio en ████████████"}, {}},
      {"another script", {"Поставщик обязуется передать оборудование"}, {true}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Page page = page_of(c.lines);
    const DoubtfulText found = doubtful_text(page, text_quality(page.text));
    EXPECT_EQ(found.lines, c.doubtful);
    EXPECT_EQ(found.letters > 0, !c.doubtful.empty());
  }
}

struct LikenessCase {
  const char* a;
  const char* b;
  double least;
  double most;
};

TEST(Likeness, IsTheShareOfCommonRuns) {
  const LikenessCase cases[] = {
      {"", "", 0, 0},
      {"contrato", "", 0, 0},
      {"ab", "ab", 0, 0},  // too short to say anything
      {"contrato abierto", "contrato abierto", 1, 1},
      {"Contratación PÚBLICA", "contratacion publica", 1, 1},
      {"contrato abierto", "contra to abi erto", 1, 1},
      {"Nezahualcóyotl Tzintzuntzan", "Nezahualc6yotl Tzintzuntzan", 0.8, 0.95},
      {"FRQWUDWR DELHUWR", "contrato abierto", 0, 0},
  };
  for (const LikenessCase& c : cases) {
    EXPECT_GE(likeness(c.a, c.b), c.least) << c.a;
    EXPECT_LE(likeness(c.a, c.b), c.most) << c.a;
    EXPECT_EQ(likeness(c.a, c.b), likeness(c.b, c.a)) << c.a;
  }
}

}  // namespace
}  // namespace tachado::ocr
