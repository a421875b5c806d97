#include "stages/export/pdf_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "stages/export/document_json.h"
#include "stages/export/invisible_text.h"

namespace tachado::exporting {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kDigest = "0123";
// Stored bytes of the picture: they must come out as they went in.
constexpr const char* kPicture = "\x10\x20\x30\x40\x50\x60";

class PdfText : public ::testing::Test {
 protected:
  PdfText() {
    std::string name = (fs::temp_directory_path() / "tachado-pdf-text-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  ~PdfText() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }

  // What a program says, both streams; empty where it fails.
  [[nodiscard]] static std::string said(const std::string& command) {
    std::string out;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((command + " 2>&1").c_str(), "r"),
                                                     &pclose);
    if (!pipe) return out;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
      out += static_cast<char>(c);
    }
    return out;
  }

  fs::path folder_;
};

// A file of these objects, the first of which is the catalog.
std::string pdf_of(const std::vector<std::string>& objects) {
  const std::string size = std::to_string(objects.size() + 1);
  std::string pdf = "%PDF-1.4\n";
  std::string table = "xref\n0 " + size + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(pdf.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string start = std::to_string(pdf.size());
  return pdf + table + "trailer << /Size " + size + " /Root 1 0 R >>\nstartxref\n" + start +
         "\n%%EOF\n";
}

// One page with one picture; `page` are further entries of the page, `contents` what it draws.
std::string scan(const std::string& page,
                 const std::string& contents = "612 0 0 792 0 0 cm /I Do  ") {
  const std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> " +
          page + " >>",
      "<< /Length " + std::to_string(contents.size()) + " >>\nstream\n" + contents + "\nendstream",
      "<< /Type /XObject /Subtype /Image /Width 3 /Height 2 /ColorSpace /DeviceGray "
      "/BitsPerComponent 8 /Length 6 >>\nstream\n" +
          std::string(kPicture) + "\nendstream"};
  return pdf_of(objects);
}

Word word(const std::string& text, const Rect& box, int line,
          std::optional<double> confidence = 0.9) {
  Word result;
  result.text = text;
  result.box = box;
  result.line = line;
  result.confidence = confidence;
  return result;
}

std::string document(double width, double height, TextSource source = TextSource::ocr) {
  DocumentInfo info;
  info.source.path = "a.pdf";
  info.source.media_type = "application/pdf";
  info.source.sha256 = kDigest;
  Page page;
  page.width = width;
  page.height = height;
  page.text_source = source;
  page.lines = {{{100, 50, 300, 62}, 0}, {{100, 70, 300, 82}, 0}};
  page.words = {word("Año", {100, 50, 130, 62}, 0), word("<€>—ﬁ", {140, 50, 200, 62}, 0),
                word("impreso", {210, 50, 250, 62}, 0, std::nullopt),
                word("█████", {100, 70, 160, 82}, 1), word("monto", {170, 70, 220, 82}, 1)};
  assemble_text(page);
  std::string json;
  write_document_begin(json, info);
  write_page(json, page, true);
  write_document_end(json);
  return json;
}

Result<std::string> copied(const std::string& json, const std::string& original,
                           const std::string& digest = kDigest) {
  std::istringstream in(json);
  std::string out;
  auto done = write_pdf_text(in, {original, digest}, [&](std::string_view piece) { out += piece; });
  if (!done) return fail(done.error());
  return out;
}

// The box of a word in what `pdftotext -bbox` says.
void expect_box(const std::string& boxes, const std::string& word, const Rect& box,
                const char* name) {
  const auto end = boxes.find(word);
  ASSERT_NE(end, std::string::npos) << name << boxes;
  Rect seen;
  const auto begin = boxes.rfind("<word", end);
  ASSERT_EQ(std::sscanf(boxes.c_str() + begin,
                        "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &seen.x0,
                        &seen.y0, &seen.x1, &seen.y1),
            4);
  constexpr double kRounding = 0.01;
  EXPECT_NEAR(seen.x0, box.x0, kRounding) << name;
  EXPECT_NEAR(seen.y0, box.y0, kRounding) << name;
  EXPECT_NEAR(seen.x1, box.x1, kRounding) << name;
  EXPECT_NEAR(seen.y1, box.y1, kRounding) << name;
}

struct Case {
  const char* name;
  const char* page;
  double width;  // as displayed
  double height;
  double unit = 1;  // of user space, points; Poppler measures in it
};

TEST_F(PdfText, StandsWhereItIsSeenHoweverThePageIsTurned) {
  const std::vector<Case> cases{
      {"upright", "/MediaBox [0 0 612 792]", 612, 792},
      {"cropped", "/MediaBox [0 0 612 792] /CropBox [50 40 612 792]", 562, 752},
      {"90", "/MediaBox [0 0 612 792] /Rotate 90", 792, 612},
      {"180", "/MediaBox [-20 10 592 802] /Rotate 180", 612, 792},
      {"270", "/MediaBox [0 0 612 792] /CropBox [10 20 600 700] /Rotate 270", 680, 590},
      {"-90", "/MediaBox [0 0 612 792] /Rotate -90", 792, 612},
      {"in units of two points", "/MediaBox [0 0 306 396] /UserUnit 2", 612, 792, 2},
      {"turned in such units", "/MediaBox [0 0 306 396] /UserUnit 2 /Rotate 90", 792, 612, 2}};
  for (const Case& one : cases) {
    const std::string original = write("original.pdf", scan(one.page));
    const auto pdf = copied(document(one.width, one.height), original);
    ASSERT_TRUE(pdf) << pdf.error().message;
    EXPECT_THAT(*pdf, HasSubstr(kPicture)) << one.name;
    const std::string copy = write("copy.pdf", *pdf);
    EXPECT_THAT(said("qpdf --check " + copy), HasSubstr("No syntax or stream encoding errors"))
        << one.name;
    const std::string boxes = said("pdftotext -cropbox -bbox " + copy + " -");
    const double unit = one.unit;
    expect_box(boxes, ">Año<", {100 / unit, 50 / unit, 130 / unit, 62 / unit}, one.name);
    expect_box(boxes, ">monto<", {170 / unit, 70 / unit, 220 / unit, 82 / unit}, one.name);
  }
}

// A picture that lies on its side: letters go the way of the print, each within its box.
TEST_F(PdfText, GoesTheWayOfTheLine) {
  const std::vector<std::vector<Rect>> lines{
      {{100, 200, 112, 260}, {100, 100, 112, 190}},                  // upwards
      {{130, 100, 142, 160}, {130, 170, 142, 260}},                  // downwards
      {{400, 50, 460, 62}, {300, 50, 390, 62}, {210, 50, 290, 62}},  // upside down
  };
  for (const std::vector<Rect>& boxes : lines) {
    DocumentInfo info;
    info.source.media_type = "application/pdf";
    info.source.sha256 = kDigest;
    Page page;
    page.width = 612;
    page.height = 792;
    page.text_source = TextSource::ocr;
    page.lines = {{boxes[0], 0}};
    const char* texts[] = {"primera", "segunda", "tercera"};
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      page.words.push_back(word(texts[i], boxes[i], 0));
      page.lines[0].box = unite(page.lines[0].box, boxes[i]);
    }
    assemble_text(page);
    std::string json;
    write_document_begin(json, info);
    write_page(json, page, true);
    write_document_end(json);
    const auto pdf = copied(json, write("a.pdf", scan("/MediaBox [0 0 612 792]")));
    ASSERT_TRUE(pdf) << pdf.error().message;
    const std::string copy = write("copy.pdf", *pdf);
    EXPECT_THAT(said("pdftotext " + copy + " -"), StartsWith("primera segunda"));
    const std::string seen = said("pdftotext -bbox " + copy + " -");
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      expect_box(seen, std::string(">") + texts[i] + "<", boxes[i], texts[i]);
    }
  }
}

struct LineCase {
  const char* name;
  std::vector<Word> words;
  const char* text;  // what readers make of it
};

// Boxes of recognition are as high as their letters: readers are to see one line all the same. A
// line that leans stays over its print, and readers take it in pieces.
TEST_F(PdfText, WordsOfALineAreReadAsOne) {
  const auto at = [](const char* text, double x0, double y0, double x1, double y1) {
    return word(text, {x0, y0, x1, y1}, 0);
  };
  const std::vector<LineCase> cases{
      {"small words",
       {at("Acceso", 72, 100, 108, 110), at("a", 111, 103.5, 116, 108),
        at("la", 119, 100, 127, 108), at("que", 130, 103.5, 148, 110.5),
        at("mano", 151, 103.5, 178, 108)},
       "Acceso a la que mano\n"},
      {"a bracket",
       {at("Esta", 72, 100, 95, 108), at("cosa", 98, 103, 120, 108), at("fue", 123, 100, 140, 108),
        at("hecha", 143, 100, 170, 108), at("aqui", 173, 100, 195, 110),
        at("|", 198, 90, 200, 125)},
       "Esta cosa fue hecha aqui |\n"},
      {"a word of another line",
       {at("Esta", 72, 100, 95, 108), at("cosa", 98, 103, 120, 108), at("fue", 123, 100, 140, 108),
        at("hecha", 143, 100, 170, 108), at("abajo", 400, 114, 430, 122)},
       "Esta cosa fue hecha"},
      {"leaning",
       {at("Uno", 72, 100, 95, 110), at("pero", 98, 104.2, 122, 111.7),
        at("dos", 125, 103.3, 145, 111.3), at("tres", 148, 104.8, 170, 112.8),
        at("mas", 173, 109, 196, 113.5), at("hasta", 199, 108.3, 228, 116.3),
        at("ahora", 231, 110.4, 262, 118.4)},
       "Uno pero dos"}};
  const std::string original = write("a.pdf", scan("/MediaBox [0 0 612 792]"));
  for (const LineCase& each : cases) {
    DocumentInfo info;
    info.source.media_type = "application/pdf";
    info.source.sha256 = kDigest;
    Page page;
    page.width = 612;
    page.height = 792;
    page.text_source = TextSource::ocr;
    page.words = each.words;
    page.lines = {{each.words.front().box, 0}};
    assemble_text(page);
    std::string json;
    write_document_begin(json, info);
    write_page(json, page, true);
    write_document_end(json);
    const auto pdf = copied(json, original);
    ASSERT_TRUE(pdf) << pdf.error().message;
    const std::string copy = write("copy.pdf", *pdf);
    EXPECT_THAT(said("pdftotext " + copy + " -"), StartsWith(each.text)) << each.name;
    std::string raw = said("pdftotext -raw " + copy + " -");
    EXPECT_THAT(raw, StartsWith(each.text)) << each.name;
    std::replace(raw.begin(), raw.end(), '\n', ' ');
    std::string all;
    for (const Word& own : each.words) all += own.text + ' ';
    EXPECT_THAT(raw, StartsWith(all)) << each.name;
    // Each over its own width, and over its print.
    const std::string boxes = said("pdftotext -bbox " + copy + " -");
    for (const Word& own : each.words) {
      Rect seen;
      const auto end = boxes.find(">" + own.text + "<");
      ASSERT_NE(end, std::string::npos) << each.name << boxes;
      ASSERT_EQ(std::sscanf(boxes.c_str() + boxes.rfind("<word", end),
                            "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &seen.x0,
                            &seen.y0, &seen.x1, &seen.y1),
                4);
      EXPECT_NEAR(seen.x0, own.box.x0, 0.01) << each.name;
      EXPECT_NEAR(seen.x1, own.box.x1, 0.01) << each.name;
      EXPECT_NEAR(seen.center().y, own.box.center().y, 2.5) << each.name << " " << own.text;
    }
  }
}

TEST_F(PdfText, HoldsTheRecognisedWordsAndNoOthers) {
  const std::string original = write("a.pdf", scan("/MediaBox [0 0 612 792]"));
  const auto pdf = copied(document(612, 792), original);
  ASSERT_TRUE(pdf) << pdf.error().message;
  const std::string text = said("pdftotext " + write("copy.pdf", *pdf) + " -");
  EXPECT_THAT(text, HasSubstr("Año <€>—ﬁ"));
  EXPECT_THAT(text, HasSubstr("monto"));
  EXPECT_THAT(text, Not(HasSubstr("impreso")));
  EXPECT_THAT(text, Not(HasSubstr("█")));
  EXPECT_EQ(copied(document(612, 792), original).value_or(""), *pdf);
}

// An earlier recognition that was given up is not found beside the new one; what is seen stays.
TEST_F(PdfText, TakesOutTheInvisibleTextThatTheNewReadingReplaces) {
  const std::string contents =
      "q 612 0 0 792 0 0 cm /I Do Q BT /F 10 Tf 12 TL 72 700 Td 3 Tr (viejo) Tj [(ant) -20 (iguo)] "
      "TJ 0 -12 Td 0 Tr (visible) Tj 3 Tr (otro) ' 1 2 (ultimo) \" ET q BT 0 Tr /F 9 Tf 72 500 Td "
      "(sello) Tj ET Q BT 3 Tr /F 9 Tf 72 400 Td (delante) Tj 0 Tr ( detras) Tj ET "
      "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID Q EI Q BT /F 9 Tf 72 600 Td (fin) Tj ET";
  const std::string fonts =
      "/MediaBox [0 0 612 792] /Resources << /XObject << /I 5 0 R >> /Font << /F << /Type /Font "
      "/Subtype /Type1 /BaseFont /Helvetica >> >> >>";
  std::string pdf = scan(fonts, contents);
  const std::string own = "/Resources << /XObject << /I 5 0 R >> >> ";
  pdf.erase(pdf.find(own), own.size());
  const std::string original = write("a.pdf", pdf);
  for (const TextSource source : {TextSource::ocr, TextSource::mixed, TextSource::kept_ocr}) {
    const auto copy = copied(document(612, 792, source), original);
    ASSERT_TRUE(copy) << copy.error().message;
    const std::string file = write("copy.pdf", *copy);
    const std::string text = said("pdftotext " + file + " -");
    const bool renewed = source != TextSource::kept_ocr;
    for (const char* old : {"viejo", "antiguo", "otro", "ultimo"}) {
      EXPECT_EQ(text.find(old) == std::string::npos, renewed) << old << text;
    }
    for (const char* seen : {"visible", "sello", "detras", "fin"})
      EXPECT_THAT(text, HasSubstr(seen));
    EXPECT_EQ(text.find("monto") != std::string::npos, renewed) << text;
    const std::string digest = " -r 40 -gray - | sha256sum";
    EXPECT_EQ(said("pdftoppm < " + file + digest), said("pdftoppm < " + original + digest));
    EXPECT_THAT(*copy, HasSubstr(kPicture));
  }
}

// Programs that add a recognition to a scan put it into a form, which other pages may show too.
TEST_F(PdfText, TakesItOutOfFormsForThePagesThatAreReadAnew) {
  const auto stream = [](const std::string& entries, const std::string& data) {
    return "<< " + entries + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data +
           "\nendstream";
  };
  const std::string page =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /XObject "
      "<< /A 6 0 R >> >> >>";
  const std::string form = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources ";
  const std::string fonts =
      "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> ";
  const std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>", page,
      page, stream("", "q /A Do Q"),
      // One that shows another, which shows the first again.
      stream(
          form + "<< " + fonts + "/XObject << /B 7 0 R >> >>",
          "BT 3 Tr /F 9 Tf 72 700 Td (viejo) Tj ET BT 0 Tr /F 9 Tf 72 650 Td (sello) Tj ET /B Do"),
      stream(form + "<< " + fonts + "/XObject << /A 6 0 R >> >>",
             "BT 3 Tr /F 9 Tf 72 600 Td (antiguo) Tj ET BT /F 9 Tf 72 500 Td 0 Tr (visto) Tj ET")};
  const auto copy = copied(document(612, 792), write("a.pdf", pdf_of(objects)));
  ASSERT_TRUE(copy) << copy.error().message;
  const std::string file = write("copy.pdf", *copy);
  const std::string renewed = said("pdftotext -f 1 -l 1 " + file + " -");
  for (const char* old : {"viejo", "antiguo"}) EXPECT_THAT(renewed, Not(HasSubstr(old)));
  for (const char* kept : {"monto", "sello", "visto"}) EXPECT_THAT(renewed, HasSubstr(kept));
  const std::string other = said("pdftotext -f 2 -l 2 " + file + " -");
  for (const char* kept : {"viejo", "sello", "antiguo", "visto"})
    EXPECT_THAT(other, HasSubstr(kept));
  EXPECT_THAT(said("qpdf --check " + file), HasSubstr("No syntax or stream encoding errors"));
}

// Damaged instructions end where nobody knows: here within a string that never closes, and with
// another space than the page's.
TEST_F(PdfText, StandsWhereItIsSeenOnADamagedPageToo) {
  for (const char* contents : {"612 0 0 792 0 0 cm /I Do BT (open ",
                               "Q Q q 3 0 0 3 50 50 cm 612 0 0 792 0 0 cm /I Do [ <41",
                               "612 0 0 792 0 0 cm /I Do BI /W 1 /H 1 ID "}) {
    const std::string original = write("a.pdf", scan("/MediaBox [0 0 612 792]", contents));
    const auto pdf = copied(document(612, 792), original);
    ASSERT_TRUE(pdf) << pdf.error().message;
    const std::string boxes = said("pdftotext -bbox " + write("copy.pdf", *pdf) + " -");
    expect_box(boxes, ">Año<", {100, 50, 130, 62}, contents);
  }
}

// Two pages that share their fonts, and were exported before: one is recognised anew.
TEST_F(PdfText, LeavesTheFontsOfOtherPagesAsTheyAre) {
  const std::string show = "BT /TachadoText0 12 Tf 72 700 Td (aparte) Tj ET";
  const std::string page =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 5 0 R >>";
  const std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>",
      page,
      "<< /Length " + std::to_string(show.size()) + " >>\nstream\n" + show + "\nendstream",
      "<< /Font 6 0 R >>",
      "<< /TachadoText0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>",
      page};
  const auto copy = copied(document(612, 792), write("a.pdf", pdf_of(objects)));
  ASSERT_TRUE(copy) << copy.error().message;
  const std::string file = write("copy.pdf", *copy);
  EXPECT_THAT(said("pdftotext -f 1 -l 1 " + file + " -"), HasSubstr("monto"));
  EXPECT_EQ(said("pdftotext -f 2 -l 2 " + file + " -"), "aparte\n\n\f");
}

TEST_F(PdfText, LeavesPagesWithATextLayerAsTheyAre) {
  const std::string original = write("a.pdf", scan("/MediaBox [0 0 612 792]"));
  for (const TextSource source : {TextSource::text, TextSource::kept_ocr, TextSource::none}) {
    const auto pdf = copied(document(612, 792, source), original);
    ASSERT_TRUE(pdf);
    EXPECT_EQ(said("pdftotext " + write("copy.pdf", *pdf) + " -"), "\f");
  }
}

TEST_F(PdfText, ShowsNothing) {
  const std::string original = write("a.pdf", scan("/MediaBox [0 0 612 792]"));
  const auto pdf = copied(document(612, 792), original);
  ASSERT_TRUE(pdf);
  const std::string copy = write("copy.pdf", *pdf);
  const std::string digest = " -r 40 -gray - | sha256sum";
  EXPECT_EQ(said("pdftoppm < " + copy + digest), said("pdftoppm < " + original + digest));
}

TEST_F(PdfText, SaysWhatItCannotCopy) {
  const std::string good = write("a.pdf", scan("/MediaBox [0 0 612 792]"));
  const std::string json = document(612, 792);
  const auto kind = [](const Result<std::string>& result) {
    return result ? ProblemKind::internal : result.error().kind;
  };
  EXPECT_EQ(kind(copied(json, good, "4567")), ProblemKind::io);
  EXPECT_EQ(kind(copied(json, (folder_ / "missing.pdf").string())), ProblemKind::io);
  EXPECT_EQ(kind(copied(json, write("empty.pdf", ""))), ProblemKind::damaged);
  EXPECT_EQ(kind(copied("{}", good)), ProblemKind::damaged);
  std::string unread;
  DocumentInfo info;
  info.source.media_type = "application/pdf";
  info.source.sha256 = kDigest;
  write_document_begin(unread, info);
  write_document_end(unread);
  EXPECT_EQ(kind(copied(unread, good)), ProblemKind::empty);
  std::string image = json;
  image.replace(image.find("application/pdf"), 15, "image/png");
  EXPECT_EQ(kind(copied(image, good)), ProblemKind::unsupported);
  const std::string locked = (folder_ / "locked.pdf").string();
  EXPECT_EQ(said("qpdf --encrypt user owner 256 -- " + good + " " + locked), "");
  EXPECT_EQ(kind(copied(json, locked)), ProblemKind::encrypted);
}

TEST(InvisibleFonts, TakeAnotherFontWhenOneIsFull) {
  InvisibleFonts fonts;
  std::vector<InvisibleWord> words;
  for (int i = 0; i < 300; ++i) {
    std::string text = "x";
    const int point = 0x4E00 + i;
    text += static_cast<char>(0xE0 | point >> 12);
    text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
    words.push_back({text, {0, 0, 10, 10}});
  }
  const std::string shown = fonts.show(words, 100, {});
  EXPECT_EQ(fonts.count(), 2U);
  EXPECT_THAT(shown, HasSubstr("/TachadoText1"));
  EXPECT_THAT(fonts.unicode_map(0), HasSubstr("<01> <0078>\n<02> <4E00>"));
  EXPECT_THAT(fonts.unicode_map(1), HasSubstr("<01> <4EFD>"));
}

}  // namespace
}  // namespace tachado::exporting
