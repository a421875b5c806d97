#include "stages/ocr/missing_signs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "stages/ocr/ocr.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::FakeRecognizer;
using test::FakeSource;

TEST(MissingSigns, AreThoseThatOnlyTheOtherLanguageHas) {
  EXPECT_EQ(signs_missing("spa", "eng"), U"@#&°");
  EXPECT_EQ(signs_missing("eng", "spa"), U"");
  EXPECT_EQ(signs_missing("spa", "spa"), U"");
  EXPECT_EQ(signs_missing("spa", "tlh"), U"");
}

// Words of one line, 100 pixels wide each.
std::vector<RecognizedWord> line_of(const std::string& text, double confidence) {
  std::vector<RecognizedWord> words;
  std::istringstream parts(text);
  for (std::string word; parts >> word;) {
    const double at = 100.0 * static_cast<double>(words.size());
    words.push_back({word, {at, 20, at + 90, 40}, confidence, 0, 0});
  }
  return words;
}

std::string text_of(const std::vector<RecognizedWord>& words) {
  std::string text;
  for (const RecognizedWord& word : words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

struct Case {
  const char* name;
  const char* first;
  const char* other;  // what the other language reads
  const char* outcome;
  bool asked = true;  // whether it is asked at all
};

TEST(MissingSigns, AreTakenFromTheOtherReadingAndNothingElseIs) {
  const Case cases[] = {
      {"address", "e-mail: alcaldeOpatia-cauca.gov.co Tel",
       "e-mail: alcalde@patia-cauca.gov.co Te1", "e-mail: alcalde@patia-cauca.gov.co Tel"},
      {"address read otherwise", "aIcaldeOpatia.gov.co", "alcalde@patia.gov.c0",
       "aIcalde@patia.gov.co"},
      {"no sign in the other reading", "alcaldeOpatia.gov.co", "alcaldeOpatia.gov.co",
       "alcaldeOpatia.gov.co"},
      {"sign at another place", "alcaldeOpatia.gov.co", "alca@dOpatia.gov.co",
       "alcaldeOpatia.gov.co"},
      {"page of a site", "www.colombiacompra.gov.co", "", "www.colombiacompra.gov.co", false},
      {"two words with a capital", "McDonald DeOcampo", "", "McDonald DeOcampo", false},
      {"street", "Carrera 3 + 4-67", "Carrera 3 # 4-67", "Carrera 3 # 4-67"},
      {"street, two strokes", "Calle 12 ++ 4-67", "Calle l2 # 4-67", "Calle 12 # 4-67"},
      {"a sum stays", "2 + 2", "2 + 2", "2 + 2"},
      {"an amount's sign is never asked for", "por $ 25,789,479.75", "", "por $ 25,789,479.75",
       false},
      {"number", "Contrato N* 161 de 2022", "Contrato N° I61 de 2022", "Contrato N° 161 de 2022"},
      {"number without blank", "Resolución N”0045", "Resolucion N°0045", "Resolución N°0045"},
      {"company", "Ortiz € Hijos", "Ortiz & Hijos", "Ortiz & Hijos"},
      {"an amount in euros", "son € 300", "", "son € 300", false},
      {"nothing odd", "El contrato vence el lunes", "", "El contrato vence el lunes", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Prepared prepared;
    prepared.image = test::sheet(800, 60);
    prepared.letter_pixels = 24;  // no enlargement: boxes stay where they are
    FakeRecognizer recognizer(
        [&](const Bitmap&, const RecognizeRequest& request) -> Result<Recognized> {
          EXPECT_EQ(request.mode, RecognizeMode::line);
          EXPECT_THAT(request.languages, testing::ElementsAre("eng"));
          Recognized read;
          read.words = line_of(c.other, 0.8);
          return read;
        });
    Recognized first;
    first.words = line_of(c.first, 0.95);
    const int changed =
        look_for_signs(first, prepared, recognizer, {.seconds = 10}, "eng", U"@#&°");
    EXPECT_EQ(text_of(first.words), c.outcome);
    EXPECT_EQ(changed, std::string(c.first) == c.outcome ? 0 : 1);
    EXPECT_EQ(recognizer.calls, c.asked ? 1 : 0);
    for (const RecognizedWord& word : first.words) {
      EXPECT_EQ(word.confidence < 0.9, std::string(c.first).find(word.text) == std::string::npos);
    }
  }
}

TEST(MissingSigns, LeaveWhatWasReadWhereTheEngineFails) {
  Prepared prepared;
  prepared.image = test::sheet(800, 60);
  prepared.letter_pixels = 24;
  FakeRecognizer recognizer([](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
    return fail(Problem{"ocr", std::nullopt, ProblemKind::timeout, "too slow"});
  });
  Recognized first;
  first.words = line_of("alcaldeOpatia.gov.co N* 3", 0.95);
  EXPECT_EQ(look_for_signs(first, prepared, recognizer, {.seconds = 10}, "eng", U"@#&°"), 0);
  EXPECT_EQ(text_of(first.words), "alcaldeOpatia.gov.co N* 3");
  first.complete = false;
  EXPECT_EQ(look_for_signs(first, prepared, recognizer, {.seconds = 10}, "eng", U"@#&°"), 0);
}

// With the engine itself, which reads "O" for the sign.
TEST(MissingSigns, ComeIntoTheTextOfAPage) {
  Bitmap picture = test::sheet(1100, 400);
  test::write(
      picture,
      {"Correo electronico: despacho@patia-cauca.gov.co",
       "Carrera 3 No. 4-67 Esquina, piso tercero", "El contrato vence el lunes a las doce horas",
       "y se publica en el portal del municipio."},
      10, 60, 70, 70);
  FakeSource source(picture);
  const auto engine = make_tesseract({});
  ASSERT_TRUE(engine);
  Context context;
  context.source = &source;
  context.recognizer = engine->get();
  Page page = test::scan_of(picture);
  read_page(page, context, {});
  EXPECT_THAT(page.text, testing::HasSubstr("despacho@patia-cauca.gov.co"));
}

}  // namespace
}  // namespace tachado::ocr
