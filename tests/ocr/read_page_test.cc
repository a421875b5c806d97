#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <sstream>

#include "stages/ocr/calibrate.h"
#include "stages/ocr/ocr.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::answer;
using test::FakeRecognizer;
using test::FakeSource;
using test::fill;
using test::scan_of;
using test::sheet;
using test::write;

const std::vector<std::string> kLines{"Contrato de prestacion de servicios profesionales",
                                      "que celebran por una parte la Secretaria y por la",
                                      "otra la empresa adjudicada en la licitacion numero",
                                      "Las partes acuerdan que el monto total del contrato"};

Bitmap scanned() {
  Bitmap bitmap = sheet(1000, 700);
  write(bitmap, kLines, 10, 120, 150, 60);
  return bitmap;
}

// Reads one word over the whole picture.
FakeRecognizer reads(const std::string& text) {
  return FakeRecognizer([text](const Bitmap& image, const RecognizeRequest&) -> Result<Recognized> {
    return answer({{text, {0, 0, double(image.width), double(image.height)}, 0.9, 0, 0}});
  });
}

Word word_at(const std::string& text, const Rect& box) {
  Word word;
  word.text = text;
  word.box = box;
  return word;
}

void give_text(Page& page, const std::string& text, const Rect& box) {
  page.lines.push_back({box, 0});
  page.words.push_back(word_at(text, box));
  page.words.back().line = static_cast<int>(page.lines.size()) - 1;
  page.facts.glyphs += static_cast<int>(code_points(text));
  assemble_text(page);
}

TEST(ReadPage, RecognisesAScan) {
  FakeSource source(scanned());
  FakeRecognizer recognizer = reads("Contrato");
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(page.text, "Contrato\n");
  EXPECT_EQ(page.text_source, TextSource::ocr);
  EXPECT_EQ(page.ocr_reason, "no text layer");
  EXPECT_EQ(page.ocr_confidence, calibrated(0.9));
  ASSERT_EQ(page.words.size(), 1U);
  EXPECT_NEAR(page.words[0].box.x1, page.width, 1);
  EXPECT_NEAR(page.words[0].box.y1, page.height, 1);
  EXPECT_TRUE(page.problems.empty());
}

TEST(ReadPage, AsksForNoLayoutAnalysisOfAPlainPage) {
  FakeSource source(scanned());
  std::size_t lines = 0;
  FakeRecognizer recognizer([&](const Bitmap&, const RecognizeRequest& request) {
    EXPECT_EQ(request.mode, RecognizeMode::lines);
    lines += request.lines.size();
    std::vector<RecognizedWord> words;
    for (std::size_t i = 0; i < request.lines.size(); ++i) {
      words.push_back({"Contrato", request.lines[i], 0.95, static_cast<int>(i), 0});
    }
    return Result<Recognized>(answer(std::move(words)));
  });
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(lines, kLines.size());
  EXPECT_EQ(page.lines.size(), kLines.size());
}

TEST(ReadPage, AsksForFinerPixelsWhereLettersAreSmallAndTheScanHasThem) {
  Bitmap small = sheet(1000, 700);
  write(small, kLines, 6, 120, 150, 60);
  for (const int stored : {1, 2}) {
    FakeSource source(small);
    FakeRecognizer recognizer = reads("Contrato");
    Page page = scan_of(small);
    page.images[0].width *= stored;
    page.images[0].height *= stored;
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    read_page(page, context, {});
    EXPECT_EQ(page.text, "Contrato\n");
    ASSERT_FALSE(source.requests.empty());
    EXPECT_EQ(source.requests.back().dpi > 160, stored == 2) << source.requests.back().dpi;
  }
}

TEST(ReadPage, NeverLoadsTheEngineForATextPageOrABlankOne) {
  int made = 0;
  Context context;
  context.make_recognizer = [&](Problem&) -> Recognizer* {
    ++made;
    return nullptr;
  };
  Page text;
  text.width = 612;
  text.height = 792;
  give_text(text, "Contrato", {72, 72, 130, 84});
  read_page(text, context, {});
  EXPECT_EQ(text.text_source, TextSource::text);
  EXPECT_EQ(text.text, "Contrato\n");

  const Bitmap white = sheet(1000, 700);
  FakeSource source(white);
  context.source = &source;
  Page blank = scan_of(white);
  read_page(blank, context, {});
  EXPECT_EQ(blank.text_source, TextSource::none);
  EXPECT_EQ(blank.ocr_reason, "blank page");
  EXPECT_EQ(made, 0);
}

TEST(ReadPage, BlackBarsAloneCostNothing) {
  Bitmap bars = sheet(1000, 700);
  fill(bars, {100, 100, 900, 140}, 0);
  fill(bars, {100, 200, 700, 240}, 0);
  FakeSource source(bars);
  int made = 0;
  Context context;
  context.source = &source;
  context.make_recognizer = [&](Problem&) -> Recognizer* {
    ++made;
    return nullptr;
  };
  Page page = scan_of(bars);
  read_page(page, context, {});
  EXPECT_EQ(page.text_source, TextSource::none);
  EXPECT_EQ(made, 0);
}

TEST(ReadPage, SaysWhatTheEngineFailedWith) {
  for (const ProblemKind kind :
       {ProblemKind::timeout, ProblemKind::memory, ProblemKind::internal, ProblemKind::limit}) {
    FakeSource source(scanned());
    FakeRecognizer recognizer([&](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
      return fail({"ocr", std::nullopt, kind, "it broke"});
    });
    Page page = scan_of(scanned());
    page.number = 7;
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    read_page(page, context, {});
    ASSERT_EQ(page.problems.size(), 1U);
    EXPECT_EQ(page.problems[0].kind, kind);
    EXPECT_EQ(page.problems[0].page, 7);
    EXPECT_FALSE(page.examined);
    EXPECT_EQ(page.text_source, TextSource::none);
  }
}

TEST(ReadPage, KeepsWhatWasReadUntilTheTimeLimit) {
  FakeSource source(scanned());
  FakeRecognizer recognizer([](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
    Recognized recognized = answer({{"Contrato", {10, 10, 90, 30}, 0.9, 0, 0}});
    recognized.complete = false;
    return recognized;
  });
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(page.text, "Contrato\n");
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems[0].kind, ProblemKind::timeout);
}

TEST(ReadPage, SaysThatNoEngineCouldBeMade) {
  FakeSource source(scanned());
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.make_recognizer = [](Problem& problem) -> Recognizer* {
    problem = {"ocr", std::nullopt, ProblemKind::unsupported, "no data"};
    return nullptr;
  };
  read_page(page, context, {});
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems[0].message, "no data");
  EXPECT_FALSE(page.examined);
}

TEST(ReadPage, SurvivesPixelsThatCannotBeHad) {
  FakeSource source(scanned());
  source.problem = Problem{"pdf", 1, ProblemKind::limit, "too many pixels"};
  FakeRecognizer recognizer = reads("Contrato");
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  ASSERT_FALSE(page.problems.empty());
  EXPECT_EQ(page.problems[0].kind, ProblemKind::limit);
  EXPECT_FALSE(page.examined);
  EXPECT_EQ(recognizer.calls, 0);
}

TEST(ReadPage, SurvivesAnEngineThatLies) {
  FakeSource source(scanned());
  FakeRecognizer recognizer([](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
    return answer({{"fuera", {-500, -500, -400, -400}, 0.9, 5, 9},
                   {"vuelto", {90, 90, 10, 10}, 0.9, 4, -3},
                   {"inmenso", {-1e9, -1e9, 1e9, 1e9}, 7.0, 3, 2},
                   {"\xFF\xFE", {10, 10, 90, 30}, -2.0, -1, -1}});
  });
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  for (const Word& word : page.words) {
    EXPECT_FALSE(intersect(word.box, {0, 0, page.width, page.height}).empty());
    EXPECT_LE(word.confidence.value_or(0), 1);
    ASSERT_LT(static_cast<std::size_t>(word.line), page.lines.size());
  }
}

TEST(ReadPage, ReadsTheLeftPageOfASpreadFirst) {
  Bitmap spread = sheet(1800, 1250);
  std::vector<std::string> column;
  for (int i = 0; i < 12; ++i)
    column.push_back(kLines[static_cast<std::size_t>(i) % kLines.size()]);
  write(spread, column, 8, 60, 150, 60);
  write(spread, column, 8, 1000, 150, 60);
  FakeSource source(spread);
  int calls = 0;
  FakeRecognizer recognizer(
      [&](const Bitmap& image, const RecognizeRequest&) -> Result<Recognized> {
        ++calls;
        return answer({{calls == 1 ? "izquierda" : "derecha",
                        {10, 10, double(image.width) - 10, double(image.height) - 10},
                        0.95,
                        0,
                        0}});
      });
  Page page = scan_of(spread);
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(page.text, "izquierda\n\nderecha\n");
  ASSERT_EQ(page.words.size(), 2U);
  EXPECT_LT(page.words[0].box.x1, page.width / 2 + 30);
  EXPECT_GT(page.words[1].box.x0, page.width / 2 - 30);
}

TEST(ReadPage, NeverModeReadsNothing) {
  FakeSource source(scanned());
  FakeRecognizer recognizer = reads("Contrato");
  Page page = scan_of(scanned());
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  Options options;
  options.mode = Mode::never;
  read_page(page, context, options);
  EXPECT_EQ(page.text_source, TextSource::none);
  EXPECT_EQ(recognizer.calls, 0);
  EXPECT_TRUE(source.requests.empty());
}

TEST(ReadPage, KeepsTheStampOnAScan) {
  FakeSource source(scanned());
  FakeRecognizer recognizer = reads("prestacion");
  Page page = scan_of(scanned());
  give_text(page, "Recibido", {400, 10, 440, 20});
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  read_page(page, context, {});
  EXPECT_THAT(page.text, testing::HasSubstr("Recibido"));
  EXPECT_THAT(page.text, testing::HasSubstr("prestacion"));
}

// Where `scanned` has its line of that number, from the left (a share of the print's width).
Rect printed(std::size_t line, double from = 0, double to = 1) {
  const double base = (150 + 60 * static_cast<double>(line)) * 72 / 150;
  const double left = 120 * 72.0 / 150;
  const double width = 420;
  return {left + from * width, base - 14, left + to * width, base + 6};
}

// What a good recognition makes of them.
const std::vector<std::string> kRead{"Contrato de prestación de servicios profesionales",
                                     "que celebran por una parte la Secretaría y por la",
                                     "otra la empresa adjudicada en la licitación número",
                                     "Las partes acuerdan que el monto total del contrato"};

// An earlier recognition of `scanned`: its lines from `first` on, shifted down by points.
Page layer_of_scan(std::size_t first, std::size_t last, double down = 0) {
  Page layer = scan_of(scanned());
  for (std::size_t i = first; i < last; ++i) {
    Rect box = printed(i);
    box.y0 += down;
    box.y1 += down;
    std::istringstream words(kRead[i]);
    std::vector<std::string> all{std::istream_iterator<std::string>(words), {}};
    for (std::size_t w = 0; w < all.size(); ++w) {
      const double count = static_cast<double>(all.size());
      Rect part = box;
      part.x0 = box.x0 + box.width() * static_cast<double>(w) / count;
      part.x1 = box.x0 + box.width() * static_cast<double>(w + 1) / count;
      give_text(layer, all[w], part);
    }
  }
  return layer;
}

TEST(ReadPage, KeepsAGoodEarlierLayerWithoutWhatLiesUnderABar) {
  FakeSource source(scanned());
  FakeRecognizer recognizer = reads("otro");
  Page page = scan_of(scanned());
  page.facts.invisible = 200;
  Region bar;
  bar.box = {100, 20, 200, 40};
  page.candidates.push_back(bar);
  Context context;
  context.source = &source;
  context.recognizer = &recognizer;
  context.earlier_layer = [&](int) {
    Page layer = layer_of_scan(0, kRead.size());
    give_text(layer, "secreto", {110, 25, 160, 35});
    return layer;
  };
  read_page(page, context, {});
  EXPECT_EQ(page.text_source, TextSource::kept_ocr);
  EXPECT_THAT(page.text, testing::HasSubstr("monto"));
  EXPECT_THAT(page.text, testing::Not(testing::HasSubstr("secreto")));
  EXPECT_EQ(recognizer.calls, 0);
}

// A frame around a heading may be a candidate only for its words to decide: it hides too little to
// be kept from what reads the page, or to take words from an earlier reading.
TEST(ReadPage, ReadsWhatHardlyHidesAnythingWithItsPage) {
  struct Row {
    double confidence;  // of the candidate; 0: there is none
    bool read;
  };
  const Rect print = printed(0, 0.2, 0.6);
  std::ptrdiff_t all_ink = 0;
  for (const Row& row :
       {Row{0, true}, Row{0.05, true}, Row{0.079, true}, Row{0.081, false}, Row{0.9, false}}) {
    FakeSource source(scanned());
    std::ptrdiff_t ink = 0;  // dark pixels that the engine was shown
    FakeRecognizer recognizer(
        [&](const Bitmap& image, const RecognizeRequest&) -> Result<Recognized> {
          ink = std::count_if(image.data.begin(), image.data.end(),
                              [](std::uint8_t level) { return level < 128; });
          return answer({{"Contrato", {0, 0, 50, 20}, 0.9, 0, 0}});
        });
    Region frame;
    frame.kind = RegionKind::outlined;
    frame.box = print;
    frame.confidence = row.confidence;
    const std::vector<Region> candidates(row.confidence > 0 ? 1 : 0, frame);
    Page page = scan_of(scanned());
    page.candidates = candidates;
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    read_page(page, context, {});
    if (candidates.empty()) all_ink = ink;
    ASSERT_GT(all_ink, 0);
    EXPECT_EQ(ink == all_ink, row.read) << row.confidence;

    Page scan = scan_of(scanned());
    scan.facts.invisible = 200;
    scan.candidates = candidates;
    context.earlier_layer = [](int) { return layer_of_scan(0, kRead.size()); };
    read_page(scan, context, {});
    EXPECT_EQ(scan.text_source, TextSource::kept_ocr) << row.confidence;
    EXPECT_EQ(scan.text.find("prestación") != std::string::npos, row.read) << row.confidence;
  }
}

struct LayerCase {
  const char* name;
  std::size_t lines;  // of the print's four that the layer has
  double down;        // points that it lies too low
  bool reads;         // whether the page is recognised
  TextSource source;
};

TEST(ReadPage, AnEarlierLayerMustLieOnThePrintAndHaveAllOfIt) {
  const LayerCase cases[] = {
      {"whole", 4, 0, false, TextSource::kept_ocr},
      {"a little low", 4, 3, false, TextSource::kept_ocr},
      {"of another page", 4, 140, true, TextSource::ocr},
      {"of a part of the page", 1, 0, true, TextSource::ocr},
  };
  for (const LayerCase& c : cases) {
    SCOPED_TRACE(c.name);
    FakeSource source(scanned());
    FakeRecognizer recognizer([&](const Bitmap& image, const RecognizeRequest&) {
      std::vector<RecognizedWord> words;
      int line = 0;
      for (const std::string& text : kRead) {
        std::istringstream parts(text);
        for (std::string word; parts >> word;) {
          const double at = 10 * static_cast<double>(words.size());
          words.push_back({word, {at, 10.0 + 40 * line, at + 9, 40.0 + 40 * line}, 0.95, line, 0});
        }
        ++line;
      }
      EXPECT_GT(image.width, 0);
      return Result<Recognized>(answer(words));
    });
    Page page = scan_of(scanned());
    page.facts.invisible = 200;
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    context.earlier_layer = [&](int) { return layer_of_scan(0, c.lines, c.down); };
    read_page(page, context, {});
    EXPECT_EQ(page.text_source, c.source) << page.ocr_reason;
    EXPECT_EQ(recognizer.calls > 0, c.reads) << page.ocr_reason;
    EXPECT_THAT(page.text, testing::HasSubstr("adjudicada")) << page.ocr_reason;
  }
}

struct TextCase {
  const char* name;
  std::string layer;  // one line of the visible text layer
  std::string read;   // what the engine makes of all it is shown
  double sureness;
  TextSource source;
  std::string text;     // that must be there in the end
  std::string missing;  // that must not
};

// A text layer is given up for a reading of its print only where that reads better.
TEST(ReadPage, ThePrintDecidesAboutATextLayerThatReadsOddly) {
  const std::string good = "Contrato de prestacion de servicios profesionales";
  const TextCase cases[] = {
      {"shifted codes", "&RQWUDWR GH SUHVWDFLRQ GH VHUYLFLRV SURIHVLRQDOHV", good, 0.95,
       TextSource::ocr, "prestacion", "GH"},
      {"names of places", "Nezahualcóyotl Tzintzuntzan Oxkutzcab Popocatépetl",
       "Nezahualc6yotl Tzintzuntzan Oxkutzcab Popocatepetl", 0.95, TextSource::text,
       "Nezahualcóyotl", "6"},
      {"accents as signs",
       "Secretar•a contrataci€n p‚blica adjudicaci€n administraci€n econ€mica jur•dica pa•s",
       "Secretaría contratación pública adjudicación administración económica jurídica país", 0.95,
       TextSource::ocr, "contratación", "€"},
      {"another script", "Поставщик обязуется передать оборудование заказчика", good, 0.4,
       TextSource::text, "Поставщик", "Contrato"},
      {"read in part", "&RQWUDWR GH SUHVWDFLRQ GH VHUYLFLRV SURIHVLRQDOHV", "Contrato", 0.95,
       TextSource::text, "SUHVWDFLRQ", "Contrato"},
  };
  for (const TextCase& c : cases) {
    SCOPED_TRACE(c.name);
    FakeSource source(scanned());
    FakeRecognizer recognizer([&](const Bitmap& image, const RecognizeRequest&) {
      std::vector<RecognizedWord> words;
      std::istringstream parts(c.read);
      for (std::string word; parts >> word;) {
        const double at = image.width / 10.0 * static_cast<double>(words.size());
        words.push_back({word, {at, 50, at + 40, 80}, c.sureness, 0, 0});
      }
      return Result<Recognized>(answer(words));
    });
    Page page = scan_of(scanned());
    page.images.clear();
    page.facts.image_share = page.facts.largest_image_share = 0;
    std::istringstream parts(c.layer);
    for (std::string word; parts >> word;) give_text(page, word, printed(0));
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    read_page(page, context, {});
    EXPECT_EQ(page.text_source, c.source) << page.ocr_reason << page.text;
    EXPECT_EQ(recognizer.calls > 0, true);
    EXPECT_THAT(page.text, testing::HasSubstr(c.text));
    EXPECT_THAT(page.text, testing::Not(testing::HasSubstr(c.missing)));
  }
}

// A font whose map is wrong: its lines are read, the others stay as they are.
TEST(ReadPage, ReadsOnlyTheLinesThatAreInDoubt) {
  FakeSource source(scanned());
  int height = 0;
  Page page = scan_of(scanned());
  page.images.clear();
  page.facts.image_share = page.facts.largest_image_share = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    give_text(page, kLines[i] + " y las demas que resulten aplicables al caso concreto",
              printed(i));
  }
  const std::string shifted = "&RQWUDWRGHSUHVWDFLRQGHVHUYLFLRVSURIHVLRQDOHVTXHFHOHEUDQSRUXQDSDUWH";
  give_text(page, shifted, printed(3));
  FakeRecognizer careful([&](const Bitmap& image, const RecognizeRequest&) {
    std::vector<RecognizedWord> words;
    for (const char* word : {"Las", "partes", "acuerdan", "que", "el", "monto", "total", "del",
                             "contrato", "sea", "entregado"}) {
      const double at = image.width / 12.0 * static_cast<double>(words.size());
      words.push_back({word, {at, 10, at + 20, 40}, 0.95, 0, 0});
    }
    height = image.height;
    return Result<Recognized>(answer(words));
  });
  Context context;
  context.source = &source;
  context.recognizer = &careful;
  read_page(page, context, {});
  EXPECT_EQ(page.text_source, TextSource::mixed) << page.ocr_reason;
  EXPECT_EQ(page.ocr_reason, "part of the text layer is unreadable");
  EXPECT_LT(height, 300);  // of 700
  EXPECT_THAT(page.text, testing::HasSubstr("acuerdan"));
  EXPECT_THAT(page.text, testing::HasSubstr(kLines[0]));
  EXPECT_THAT(page.text, testing::HasSubstr(kLines[1]));
  EXPECT_THAT(page.text, testing::Not(testing::HasSubstr("RQWUDWR")));
}

struct PictureCase {
  const char* name;
  std::vector<std::string> read;
  double sureness;
  bool kept;
};

// Little in pictures beside a text layer: kept where it was read surely and says something new.
TEST(ReadPage, SmallPicturesMustAddSomething) {
  const PictureCase cases[] = {
      {"amount and number",
       {"Importe", "total:", "$1,234,567.89", "Licitacion", "LPN-114/2019", "adjudicado"},
       0.95,
       true},
      {"a stamp with words of its own",
       {"Oficialia", "Mayor", "recibido", "despacho", "archivo"},
       0.95,
       true},
      {"a seal", {"Libertad", "Orden", "RODRIGUEZ", "Asesor"}, 0.95, false},
      {"a name that the text has", {"SECRETARIA", "PARTE", "Celebran", "ADJUDICADA"}, 0.95, false},
      {"scribble",
       {"Importe", "total:", "$1,234,567.89", "Licitacion", "LPN-114/2019", "adjudicado"},
       0.3,
       false},
      {"no words", {"xqz;;k", "wq|r:t", "zzkq*w", "kjh=gf", "qwrt*p"}, 0.95, false},
      {"nearly nothing", {"Sello", "oficial"}, 0.95, false},
  };
  for (const PictureCase& c : cases) {
    SCOPED_TRACE(c.name);
    Bitmap bitmap = sheet(1000, 1400);
    write(bitmap, {"Importe total de la compra con", "impuestos y numero de contrato"}, 10, 120,
          700, 60);
    FakeSource source(bitmap);
    FakeRecognizer recognizer([&](const Bitmap& image, const RecognizeRequest&) {
      std::vector<RecognizedWord> words;
      for (const std::string& word : c.read) {
        const double left = image.width / 7.0 * static_cast<double>(words.size());
        words.push_back({word, {left, 10, left + 30, 40}, c.sureness, 0, 0});
      }
      return Result<Recognized>(answer(words));
    });
    Page page = scan_of(bitmap);
    for (std::size_t i = 0; i < kRead.size(); ++i) {
      const double top = 30 + 15 * static_cast<double>(i);
      std::istringstream parts(kRead[i]);
      for (std::string word; parts >> word;) give_text(page, word, {60, top, 300, top + 10});
    }
    const std::string before = page.text;
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    read_page(page, context, {});
    EXPECT_EQ(recognizer.calls > 0, true);
    EXPECT_EQ(page.text_source, c.kept ? TextSource::mixed : TextSource::text) << page.ocr_reason;
    EXPECT_EQ(page.text == before, !c.kept) << page.text;
  }
}

// What is not read looks good too.
TEST(ReadPage, KeepsADoubtfulEarlierLayerWhereANewReadingHasLess) {
  for (const bool all : {false, true}) {
    FakeSource source(scanned());
    FakeRecognizer recognizer([&](const Bitmap&, const RecognizeRequest&) -> Result<Recognized> {
      std::vector<RecognizedWord> words;
      for (const char* text : {"El", "monto", "total", "del", "contrato", "es", "de"}) {
        const double x = 10 + 40.0 * static_cast<double>(words.size());
        words.push_back({text, {x, 80, x + 30, 90}, 0.95, 0, 0});
        if (!all && words.size() == 4) break;
      }
      return answer(words);
    });
    Page page = scan_of(scanned());
    page.facts.invisible = 200;
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    context.earlier_layer = [&](int) {
      Page layer = scan_of(scanned());
      for (const char* text : {"El", "monto", "total", "del", "c0ntrto", "es", "de"}) {
        const double at = static_cast<double>(layer.words.size()) / 7;
        give_text(layer, text, printed(0, at, at + 1.0 / 7));
      }
      return layer;
    };
    read_page(page, context, {});
    EXPECT_EQ(page.text_source, all ? TextSource::ocr : TextSource::kept_ocr) << page.ocr_reason;
    EXPECT_EQ(recognizer.calls > 0, true);
  }
}

// Letters come out much the same in either language; what they spell says which one it is.
TEST(ReadPage, AsksAnotherLanguageWhereTheWordsAreIts) {
  const std::string spanish =
      "Contrato de prestación de servicios profesionales que celebran por una parte el municipio y "
      "por la otra "
      "la empresa representada por su apoderado legal con vigencia de doce meses contados desde la "
      "firma";
  const std::string english =
      "This agreement is made between the county and the supplier named below for the purchase of "
      "cameras with "
      "all terms and conditions attached hereto which shall remain in force until the final "
      "payment";
  struct LanguageCase {
    const char* name;
    std::string text;
    double sureness;   // of the first reading
    double other;      // of the other one
    bool asked;        // for the other language
    const char* kept;  // whose reading stays
  };
  const LanguageCase cases[] = {
      {"English words", english, 0.8, 0.9, true, "eng"},
      {"English words, read no better", english, 0.8, 0.8, true, "spa"},
      {"English words, read surely", english, 0.95, 0.99, false, "spa"},
      {"Spanish words", spanish, 0.8, 0.99, false, "spa"},
      {"too few words to tell", "The final payment", 0.8, 0.99, false, "spa"}};
  for (const LanguageCase& c : cases) {
    SCOPED_TRACE(c.name);
    FakeSource source(scanned());
    std::vector<std::string> asked;
    FakeRecognizer recognizer(
        [&](const Bitmap&, const RecognizeRequest& request) -> Result<Recognized> {
          asked.push_back(request.languages.at(0));
          std::vector<RecognizedWord> words{{asked.back(), {10, 60, 40, 70}, 0.8, 0, 0}};
          std::istringstream parts(c.text);
          for (std::string word; parts >> word;) {
            const double x = 50 + 8.0 * static_cast<double>(words.size());
            words.push_back(
                {word, {x, 80, x + 6, 90}, asked.back() == "eng" ? c.other : c.sureness, 1, 0});
          }
          return answer(words);
        });
    Page page = scan_of(scanned());
    Context context;
    context.source = &source;
    context.recognizer = &recognizer;
    read_page(page, context, {});
    EXPECT_EQ(std::count(asked.begin(), asked.end(), "eng"), c.asked ? 1 : 0);
    EXPECT_THAT(page.text, testing::HasSubstr(c.kept));
  }
}

}  // namespace
}  // namespace tachado::ocr
