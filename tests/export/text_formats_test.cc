#include "stages/export/text_formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "stages/export/document_json.h"
#include "tests/support/model_samples.h"

namespace tachado::exporting {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Word word(std::string text, double left, int line, bool glued = false) {
  Word result;
  result.text = std::move(text);
  result.box = {left, 72, left + 30, 84};
  result.line = line;
  result.glued = glued;
  return result;
}

std::string document_of(const Page& page) {
  std::string json;
  write_document_begin(json, {});
  write_page(json, page, true);
  write_document_end(json);
  return json;
}

std::string small_document() {
  DocumentInfo info;
  info.source.path = "a & \"b\".pdf";
  Page page;
  page.width = 612;
  page.height = 792;
  page.lines = {{{72, 72, 182, 84}, 0}, {{72, 90, 102, 102}, 1}};
  page.words = {word("<año>", 72, 0), word("con", 112, 0), word("-", 142, 0, true),
                word("███", 72, 1)};
  page.words[1].confidence = 0.876;
  assemble_text(page);
  Redaction redaction;
  redaction.id = "p1-r1";
  redaction.box = {72, 72, 102, 84};
  page.redactions = {redaction};
  Page blank;
  blank.number = 2;
  std::string json;
  write_document_begin(json, info);
  write_page(json, page, true);
  write_page(json, blank, false);
  write_document_end(json);
  return json;
}

Result<std::string> converted(const std::string& document, TextFormat format) {
  std::istringstream in(document);
  std::string out;
  if (auto done = convert_text(in, format, [&](std::string_view piece) { out += piece; }); !done) {
    return fail(done.error());
  }
  return out;
}

TEST(TextFormats, KnowsTheirNames) {
  EXPECT_EQ(text_format_from("alto"), TextFormat::alto);
  EXPECT_EQ(text_format_from("hocr"), TextFormat::hocr);
  EXPECT_EQ(text_format_from("txt"), TextFormat::txt);
  EXPECT_FALSE(text_format_from("html"));
}

TEST(TextFormats, PlainTextEndsEachPageWithAFormFeed) {
  EXPECT_EQ(*converted(small_document(), TextFormat::txt), "<año> con-\n\n███\n\f\f");
}

TEST(TextFormats, WritesHocr) {
  EXPECT_EQ(*converted(small_document(), TextFormat::hocr),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<title>a &amp; &quot;b&quot;.pdf</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<meta name="ocr-system" content="tachado 0.1.0"/>
<meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_wconf"/>
</head>
<body>
<div class="ocr_page" id="page_1" title="image &quot;a &amp; %22b%22.pdf&quot;; bbox 0 0 2550 3300; ppageno 0; scan_res 300 300">
 <div class="ocr_carea" id="block_1_1" title="bbox 300 300 758 350">
  <p class="ocr_par" id="par_1_1" title="bbox 300 300 758 350">
   <span class="ocr_line" id="line_1_1" title="bbox 300 300 758 350">
    <span class="ocrx_word" id="word_1_1" title="bbox 300 300 425 350">&lt;año&gt;</span>
    <span class="ocrx_word" id="word_1_2" title="bbox 467 300 717 350; x_wconf 88">con-</span>
   </span>
  </p>
 </div>
 <div class="ocr_carea" id="block_1_2" title="bbox 300 375 425 425">
  <p class="ocr_par" id="par_1_2" title="bbox 300 375 425 425">
   <span class="ocr_line" id="line_1_2" title="bbox 300 375 425 425">
    <span class="ocrx_word" id="word_1_3" title="bbox 300 300 425 350">███</span>
   </span>
  </p>
 </div>
</div>
<div class="ocr_page" id="page_2" title="image &quot;a &amp; %22b%22.pdf&quot;; bbox 0 0 0 0; ppageno 1; scan_res 300 300">
</div>
</body>
</html>
)");
}

TEST(TextFormats, WritesAlto) {
  EXPECT_EQ(*converted(small_document(), TextFormat::alto),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" SCHEMAVERSION="4.4">
<Description>
<MeasurementUnit>inch1200</MeasurementUnit>
<sourceImageInformation><fileName>a &amp; &quot;b&quot;.pdf</fileName></sourceImageInformation>
<Processing ID="tachado"><processingSoftware><softwareName>tachado</softwareName><softwareVersion>0.1.0</softwareVersion></processingSoftware></Processing>
</Description>
<Layout>
<Page ID="page_1" PHYSICAL_IMG_NR="1" WIDTH="10200" HEIGHT="13200">
<PrintSpace HPOS="0" VPOS="0" WIDTH="10200" HEIGHT="13200">
<TextBlock ID="block_1_1" HPOS="1200" VPOS="1200" WIDTH="1833" HEIGHT="200">
<TextLine ID="line_1_1" HPOS="1200" VPOS="1200" WIDTH="1833" HEIGHT="200"><String ID="word_1_1" CONTENT="&lt;año&gt;" HPOS="1200" VPOS="1200" WIDTH="500" HEIGHT="200"/><SP HPOS="1700" VPOS="1200" WIDTH="167" HEIGHT="200"/><String ID="word_1_2" CONTENT="con" HPOS="1867" VPOS="1200" WIDTH="500" HEIGHT="200" WC="0.88"/><HYP CONTENT="-" HPOS="2367" VPOS="1200" WIDTH="500" HEIGHT="200"/></TextLine>
</TextBlock>
<TextBlock ID="block_1_2" HPOS="1200" VPOS="1500" WIDTH="500" HEIGHT="200">
<TextLine ID="line_1_2" HPOS="1200" VPOS="1500" WIDTH="500" HEIGHT="200"><String ID="word_1_3" CONTENT="███" HPOS="1200" VPOS="1200" WIDTH="500" HEIGHT="200"/></TextLine>
</TextBlock>
<GraphicalElement ID="p1-r1" HPOS="1200" VPOS="1200" WIDTH="500" HEIGHT="200"/>
</PrintSpace>
</Page>
<Page ID="page_2" PHYSICAL_IMG_NR="2" WIDTH="0" HEIGHT="0">
<PrintSpace HPOS="0" VPOS="0" WIDTH="0" HEIGHT="0">
</PrintSpace>
</Page>
</Layout>
</alto>
)");
}

// The words of ALTO's strings that are parts of a divided one.
std::string parts_of(const std::vector<std::string>& first, const std::vector<std::string>& second,
                     bool one_block) {
  Page page;
  page.width = 612;
  page.height = 792;
  page.lines = {{{72, 72, 182, 84}, 0}, {{72, 90, 102, 102}, one_block ? 0 : 1}};
  for (int line = 0; line < 2; ++line) {
    double left = 72;
    for (const std::string& text : line == 0 ? first : second) {
      page.words.push_back(word(text, left, line, text == "-"));
      left += 40;
    }
  }
  assemble_text(page);
  const std::string json = document_of(page);
  const std::string alto = *converted(json, TextFormat::alto);
  std::string found;
  for (std::size_t at = 0; (at = alto.find("SUBS_TYPE", at)) != std::string::npos; ++at) {
    found += alto.substr(at, alto.find("/>", at) - at) + ";";
  }
  return found;
}

TEST(TextFormats, AltoSaysWhichWordIsDivided) {
  EXPECT_EQ(parts_of({"la", "normati", "-"}, {"vidad", "aplicable"}, true),
            "SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"normatividad\";"
            "SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"normatividad\";");
  EXPECT_EQ(parts_of({"compa", "-"}, {"ñía"}, true),
            "SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"compañía\";"
            "SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"compañía\";");
  EXPECT_EQ(parts_of({"la", "normati", "-"}, {"vidad"}, false), "");  // another paragraph
  EXPECT_EQ(parts_of({"Guanajuato", "-"}, {"León"}, true), "");
  EXPECT_EQ(parts_of({"A", "12", "-"}, {"34"}, true), "");
  EXPECT_EQ(parts_of({"la", "norma"}, {"vigente"}, true), "");
}

// Of a page of 200 × 100 points: a word, its line and a redaction that reach over two of its edges,
// and a word beyond it.
std::string document_over_the_edge(double width, double height) {
  Page page;
  page.width = width;
  page.height = height;
  page.lines = {{{-6, -3, 230, 12}, 0}};
  page.words = {word("dentro", 0, 0), word("fuera", 0, 0)};
  page.words[0].box = {-6, -3, 18, 12};
  page.words[1].box = {210, 2, 230, 12};
  assemble_text(page);
  Redaction redaction;
  redaction.id = "p1-r1";
  redaction.box = {150, 90, 250, 120};
  page.redactions = {redaction};
  return document_of(page);
}

TEST(TextFormats, BoxesEndWhereThePageDoes) {
  const std::string hocr = *converted(document_over_the_edge(200, 100), TextFormat::hocr);
  EXPECT_THAT(hocr, HasSubstr("\"line_1_1\" title=\"bbox 0 0 833 50\""));
  EXPECT_THAT(hocr, HasSubstr("\"word_1_1\" title=\"bbox 0 0 75 50\""));
  EXPECT_THAT(hocr, HasSubstr("\"word_1_2\" title=\"bbox 833 8 833 50\""));
  const std::string alto = *converted(document_over_the_edge(200, 100), TextFormat::alto);
  EXPECT_THAT(alto,
              HasSubstr("ID=\"line_1_1\" HPOS=\"0\" VPOS=\"0\" WIDTH=\"3333\" HEIGHT=\"200\""));
  EXPECT_THAT(alto, HasSubstr("HPOS=\"2500\" VPOS=\"1500\" WIDTH=\"833\" HEIGHT=\"167\""));
  // Without a size nothing is known of its other edges.
  EXPECT_THAT(*converted(document_over_the_edge(0, 0), TextFormat::hocr),
              HasSubstr("\"word_1_2\" title=\"bbox 875 8 958 50\""));
}

struct TurnedCase {
  const char* name;
  std::vector<Rect> words;  // of one line
  int angle;
  const char* gap = "";  // the first blank in ALTO
};

TEST(TextFormats, SayHowALineIsTurned) {
  const std::vector<TurnedCase> cases{
      {"upright", {{10, 10, 40, 20}, {50, 10, 80, 20}}, 0},
      {"skewed", {{10, 10, 40, 20}, {50, 14, 80, 24}}, 0},
      {"upwards",
       {{10, 70, 20, 100}, {10, 30, 20, 60}},
       90,
       "HPOS=\"167\" VPOS=\"1000\" WIDTH=\"167\" HEIGHT=\"167\""},
      {"downwards",
       {{10, 30, 20, 60}, {10, 70, 20, 100}},
       270,
       "HPOS=\"167\" VPOS=\"1000\" WIDTH=\"167\" HEIGHT=\"167\""},
      {"upside down",
       {{90, 10, 120, 20}, {50, 10, 80, 20}, {10, 10, 40, 20}},
       180,
       "HPOS=\"1333\" VPOS=\"167\" WIDTH=\"167\" HEIGHT=\"167\""},
      {"two in the wrong order", {{50, 10, 80, 20}, {10, 10, 40, 20}}, 0},
      {"zigzag", {{10, 30, 20, 60}, {10, 70, 20, 100}, {10, 10, 20, 25}}, 0},
      {"one word", {{10, 30, 20, 60}}, 0}};
  for (const TurnedCase& each : cases) {
    Page page;
    page.width = 200;
    page.height = 200;
    page.lines = {{each.words.front(), 0}};
    for (const Rect& box : each.words) {
      page.words.push_back(word("voz", 0, 0));
      page.words.back().box = box;
      page.lines[0].box = unite(page.lines[0].box, box);
    }
    assemble_text(page);
    const std::string json = document_of(page);
    const std::string hocr = *converted(json, TextFormat::hocr);
    const std::string alto = *converted(json, TextFormat::alto);
    if (each.angle == 0) {
      EXPECT_THAT(hocr, Not(HasSubstr("textangle"))) << each.name;
      EXPECT_THAT(alto, Not(HasSubstr("ROTATION"))) << each.name;
    } else {
      const std::string angle = std::to_string(each.angle);
      EXPECT_THAT(hocr, HasSubstr("; textangle " + angle + "\">")) << each.name;
      EXPECT_THAT(alto, HasSubstr(" ROTATION=\"" + angle + "\">")) << each.name;
      EXPECT_THAT(alto, HasSubstr(std::string("<SP ") + each.gap + "/>")) << each.name;
    }
  }
}

// Lines of one word are turned like the page's others, unless they lie across.
TEST(TextFormats, ALineOfOneWordIsTurnedLikeItsPage) {
  Page page;
  page.width = 200;
  page.height = 200;
  const std::vector<std::pair<Rect, int>> places{
      {{10, 70, 20, 100}, 0}, {{10, 30, 20, 60}, 0}, {{30, 70, 40, 100}, 1}, {{50, 10, 90, 20}, 2}};
  page.lines = {{{10, 30, 20, 100}, 0}, {{30, 70, 40, 100}, 0}, {{50, 10, 90, 20}, 1}};
  for (const auto& [box, line] : places) {
    page.words.push_back(word("voz", 0, line));
    page.words.back().box = box;
  }
  assemble_text(page);
  const std::string json = document_of(page);
  const std::string hocr = *converted(json, TextFormat::hocr);
  EXPECT_THAT(hocr, HasSubstr("\"bbox 125 292 167 417; textangle 90\""));
  EXPECT_THAT(hocr, HasSubstr("id=\"line_1_3\" title=\"bbox 208 42 375 83\""));
}

TEST(TextFormats, HocrSaysHowManyPagesTheDocumentHas) {
  DocumentInfo info;
  info.metadata.pages = 12;
  std::string json;
  write_document_begin(json, info);
  write_page(json, {}, true);
  write_document_end(json);
  EXPECT_THAT(*converted(json, TextFormat::hocr),
              HasSubstr("<meta name=\"ocr-number-of-pages\" content=\"12\"/>\n</head>"));
}

// Both ask for a page at least; plain text has no pages then.
TEST(TextFormats, OfADocumentWithoutPagesThereIsPlainTextOnly) {
  std::string json;
  write_document_begin(json, {});
  write_document_end(json);
  for (const TextFormat format : {TextFormat::hocr, TextFormat::alto}) {
    const auto none = converted(json, format);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ProblemKind::empty);
  }
  EXPECT_EQ(*converted(json, TextFormat::txt), "");
}

// U+FFFE and U+FFFF are no characters of XML; U+FFFD and what is near it in bytes are.
TEST(TextFormats, WriteNoCharacterThatXmlDoesNotKnow) {
  Page page;
  page.lines = {{{0, 0, 90, 12}, 0}};
  page.words = {
      word("a\xEF\xBF\xBE"
           "b\xEF\xBF\xBF"
           "c\xEF\xBF\xBD"
           "d\xEF\xBE\xBE"
           "e¿",
           0, 0)};
  assemble_text(page);
  const std::string json = document_of(page);
  for (const TextFormat format : {TextFormat::hocr, TextFormat::alto}) {
    EXPECT_THAT(*converted(json, format), HasSubstr("a\xEF\xBF\xBD"
                                                    "b\xEF\xBF\xBD"
                                                    "c\xEF\xBF\xBD"
                                                    "d\xEF\xBE\xBE"
                                                    "e¿"));
  }
}

// XML has no way to write most control characters.
TEST(TextFormats, NeverWritesControlCharacters) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    tachado::testing::Samples samples(seed);
    std::string json;
    write_document_begin(json, samples.document(1));
    write_page(json, samples.page(1), true);
    write_document_end(json);
    for (const TextFormat format : {TextFormat::hocr, TextFormat::alto}) {
      const auto out = converted(json, format);
      ASSERT_TRUE(out);
      for (const char c : *out) {
        ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
      }
    }
  }
}

TEST(TextFormats, RefuseWhatIsNoDocument) {
  const std::string whole = small_document();
  std::string other = whole;
  other.replace(other.find("document/1"), 10, "document/9");
  const std::pair<std::string, ProblemKind> cases[] = {
      {"", ProblemKind::damaged},
      {"[]", ProblemKind::damaged},
      {"{}", ProblemKind::damaged},
      {whole.substr(0, whole.size() / 2), ProblemKind::damaged},
      {whole.substr(0, whole.size() - 3), ProblemKind::damaged},
      {other, ProblemKind::damaged},
      {R"({"pages":[{"number":1}],"schema":"tachado/document/1"})", ProblemKind::damaged},
      {"{\"x\":" + std::string(100'000, '['), ProblemKind::limit},
  };
  for (const auto& [text, kind] : cases) {
    const auto result = converted(text, TextFormat::alto);
    ASSERT_FALSE(result) << text.substr(0, 80);
    EXPECT_EQ(result.error().kind, kind) << text.substr(0, 80);
  }
}

TEST(TextFormats, PassOverMembersOfAnotherType) {
  const auto out = converted(
      R"({"schema":"tachado/document/1","source":{"path":7},"pages":[{"number":"x","words":[1,["a"],["a",1,2,3,4,99,0,null],["b",1,2,3,4,0,"z",0.5]],"lines":[{}],"redactions":7}, 5]})",
      TextFormat::alto);
  ASSERT_TRUE(out);
  EXPECT_NE(out->find("CONTENT=\"b\""), std::string::npos);
  EXPECT_EQ(out->find("CONTENT=\"a\""), std::string::npos);
}

TEST(TextFormats, CutNumbersThatNoPageHas) {
  const std::string json =
      R"({"schema":"tachado/document/1","source":{},"pages":[{"number":1e300,"words":[["b",1,2,3,4,0,0,7],["c",1,2,3,4,0,0,-1]],"lines":[{"block":-1e300}]}]})";
  const auto alto = converted(json, TextFormat::alto);
  ASSERT_TRUE(alto);
  EXPECT_THAT(*alto, HasSubstr("PHYSICAL_IMG_NR=\"2147483647\""));
  EXPECT_THAT(*alto, HasSubstr("WC=\"1.00\""));
  EXPECT_THAT(*alto, HasSubstr("WC=\"0.00\""));
  EXPECT_THAT(*converted(json, TextFormat::hocr), HasSubstr("; x_wconf 100\""));
}

}  // namespace
}  // namespace tachado::exporting
