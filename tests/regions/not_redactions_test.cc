// What only looks like a redaction, drawn in a PDF: through the real reader from the drawing
// instructions, and again from the pixels of the rendered page.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "stages/extract/extract.h"
#include "stages/pdf/pdf.h"
#include "stages/regions/regions.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado::regions {
namespace {

std::string number(double value) {
  std::string text = std::to_string(value);
  return text.substr(0, text.find('.') + 3);
}

std::string text_at(double x, double y, const std::string& words, int size = 11) {
  return "BT /F1 " + std::to_string(size) + " Tf " + number(x) + " " + number(y) + " Td (" + words +
         ") Tj ET\n";
}

std::string box(double x, double y, double width, double height) {
  return number(x) + " " + number(y) + " " + number(width) + " " + number(height) + " re ";
}

std::string line(double x0, double y0, double x1, double y1) {
  return number(x0) + " " + number(y0) + " m " + number(x1) + " " + number(y1) + " l S\n";
}

std::string repeated(int count, const std::function<std::string(int)>& one) {
  std::string all;
  for (int i = 0; i < count; ++i) all += one(i);
  return all;
}

std::string ring(double x, double y, double r) {
  const double k = 0.5523 * r;
  return number(x - r) + " " + number(y) + " m " + number(x - r) + " " + number(y + k) + " " +
         number(x - k) + " " + number(y + r) + " " + number(x) + " " + number(y + r) + " c " +
         number(x + k) + " " + number(y + r) + " " + number(x + r) + " " + number(y + k) + " " +
         number(x + r) + " " + number(y) + " c " + number(x + r) + " " + number(y - k) + " " +
         number(x + k) + " " + number(y - r) + " " + number(x) + " " + number(y - r) + " c " +
         number(x - k) + " " + number(y - r) + " " + number(x - r) + " " + number(y - k) + " " +
         number(x - r) + " " + number(y) + " c ";
}

// Print above and below; between y = 400 and y = 600 there is room.
std::string print() {
  std::string content = "0 g\n";
  for (const int from : {740, 380})
    for (int i = 0; i < 7; ++i)
      content += text_at(
          72, from - 20 * i,
          "Las partes acuerdan que el contrato de servicios se firme por quien corresponda");
  return content;
}

struct Lookalike {
  std::string name;
  std::string content;
  bool in_pixels = true;  // the pixels tell it without words too
};

void PrintTo(const Lookalike& page, std::ostream* out) { *out << page.name; }

std::vector<Lookalike> pages() {
  std::vector<Lookalike> rows;
  const auto add = [&](const std::string& name, const std::string& content, bool in_pixels = true) {
    rows.push_back({name, print() + content, in_pixels});
  };
  const auto table = [](const std::string& head, const std::string& head_ink) {
    return head + " " + box(72, 560, 450, 20) + "f " + head_ink +
           repeated(3,
                    [](int i) {
                      return text_at(78 + 150 * i, 566,
                                     i == 0   ? "Partida"
                                     : i == 1 ? "Concepto"
                                              : "Importe");
                    }) +
           "0 g 0 G 0.6 w " +
           repeated(6, [](int i) { return line(72, 580 - 20 * i, 522, 580 - 20 * i); }) +
           repeated(4, [](int i) { return line(72 + 150 * i, 580, 72 + 150 * i, 480); }) +
           repeated(4, [](int i) {
             return text_at(78, 546 - 20 * i, "renglon") + text_at(378, 546 - 20 * i, "1,200.00");
           });
  };
  add("table with a black head", table("0 g", "1 g "));
  add("table with a grey head", table("0.8 g", "0 g "));
  // White words on a dark fill: a label or a heading, by what they say.
  add("table with a blue head", table("0.1 0.2 0.5 rg", "1 g "), false);
  add("table with empty cells",
      "0 G 0.6 w " + repeated(6, [](int i) { return line(72, 580 - 20 * i, 522, 580 - 20 * i); }) +
          repeated(4, [](int i) { return line(72 + 150 * i, 580, 72 + 150 * i, 480); }) + "0 g " +
          text_at(78, 566, "Nombre"));
  add("rules", "3 w " + line(72, 560, 522, 560) + "1 w " + line(72, 540, 522, 540) +
                   line(72, 537, 522, 537) + "6 w " + line(72, 510, 522, 510));
  add("underlines", text_at(72, 560, "Clausula primera del contrato de servicios") + "1 w " +
                        line(72, 558, 280, 558) + text_at(72, 530, "Nombre y firma") + "1.5 w " +
                        line(72, 527, 150, 527));
  add("strike-through",
      text_at(72, 560, "la suma de doscientos mil pesos") + "0.8 w " + line(120, 564, 200, 564));
  add("logo with a word",
      "0.4 0.1 0.2 rg " + box(72, 540, 120, 40) + "f 1 g " + text_at(84, 552, "SEGURIDAD", 16),
      false);
  add("logo of shapes", "0 0.3 0.25 rg " + ring(110, 550, 30) + "f 1 g " + box(95, 545, 30, 10) +
                            "f 0 0.3 0.25 rg " + text_at(150, 545, "Consorcio del Norte", 14));
  add("flag", "0 0.4 0.28 rg " + box(72, 530, 30, 50) + "f 0.8 0.07 0.15 rg " +
                  box(132, 530, 30, 50) + "f");
  add("bar code", "0 g " + repeated(40, [](int i) {
                    return box(72 + 4 * i, 530, 1 + i * 7 % 3, 36) + "f ";
                  }) + text_at(100, 518, "750104123456", 8));
  add("QR code", "0 g " +
                     repeated(21 * 21,
                              [](int i) {
                                const int row = i / 21;
                                return i * 7919 % 13 < 6
                                           ? box(90 + 3.0 * (i % 21), 500 + 3.0 * row, 3, 3) + "f "
                                           : std::string();
                              }) +
                     box(90, 500, 21, 21) + "f " + box(132, 542, 21, 21) + "f " +
                     box(90, 542, 21, 21) + "f 1 g " + box(93, 503, 15, 15) + "f 0 g " +
                     box(96, 506, 9, 9) + "f");
  add("round stamp", "0.2 0.2 0.7 RG 0.2 0.2 0.7 rg 2 w " + ring(300, 500, 60) + "S 1 w " +
                         ring(300, 500, 45) + "S " + text_at(270, 496, "RECIBIDO", 12));
  add("square stamp over print",
      "0.7 0.1 0.1 RG 0.7 0.1 0.1 rg 2 w " + box(200, 640, 110, 30) + "S " +
          text_at(212, 650, "COTEJADO", 14),
      false);
  add("signature",
      "0 0 0.5 RG 1.4 w 100 500 m 130 580 150 440 180 520 c 200 580 190 430 230 500 c 260 560 270 "
      "450 300 510 c S 0 G 0.7 w " +
          line(90, 480, 320, 480) + text_at(130, 466, "Maria Robles Iturbe"));
  add("columns of a chart",
      "0 0.45 0.8 rg " +
          repeated(6, [](int i) { return box(100 + 60 * i, 440, 40, 30 + 37 * i % 110) + "f "; }) +
          "0 g 0 G 1 w " + line(90, 440, 500, 440) + line(90, 440, 90, 590) +
          repeated(6,
                   [](int i) { return text_at(108 + 60 * i, 426, std::to_string(2015 + i), 9); }));
  add("lying chart",
      "0.3 g " +
          repeated(5, [](int i) { return box(140, 560 - 28 * i, 60 + 71 * i % 200, 16) + "f "; }) +
          "0 g 0 G 1 w " + line(140, 430, 140, 590) +
          repeated(5, [](int i) { return text_at(100, 564 - 28 * i, "rubro", 9); }));
  add("pie",
      "0.1 0.3 0.6 rg 300 500 m 360 500 l 360 533 333 560 300 560 c f 0.7 0.2 0.2 rg 300 500 m 300 "
      "560 l 267 560 240 533 240 500 c f 0.5 g 300 500 m 240 500 l 240 467 267 440 300 440 c 333 "
      "440 360 467 360 500 c f");
  add("form fields", repeated(4, [](int i) {
        return text_at(72, 564 - 28 * i, "Nombre:") + "0.6 w " + box(140, 558 - 28 * i, 300, 18) +
               "S ";
      }));
  add("boxes for digits", text_at(72, 564, "CLABE") + "0.6 w " + repeated(18, [](int i) {
                            return box(120 + 18 * i, 558, 18, 18) + "S ";
                          }));
  add("check boxes", "0.8 w " + repeated(4, [](int i) {
                       return box(72 + 90 * i, 560, 10, 10) + (i == 1 ? "B " : "S ") +
                              text_at(88 + 90 * i, 560, i % 2 == 0 ? "Si" : "No");
                     }));
  add("highlighter",
      "/G1 gs 1 1 0.3 rg " + box(120, 677, 200, 14) + "f " + box(72, 357, 300, 14) + "f");
  add("ground under a quotation", "", true);
  rows.back().content = "1 1 0.7 rg " + box(60, 612, 480, 145) + "f " + print();
  add("stripe at the side", "0.4 0.1 0.2 rg " + box(0, 0, 24, 792) + "f");
  add("band at the foot", "0 0.3 0.5 rg " + box(0, 0, 612, 30) + "f");
  add("frame around the page", "0 0.3 0.5 RG 3 w " + box(18, 18, 576, 756) + "S");
  add("empty framed fields",
      text_at(72, 585, "Observaciones:") + "1 w " + box(72, 480, 450, 96) + "S " +
          box(430, 405, 92, 70) + "S " + text_at(450, 436, "Sello"),
      false);
  add("frame around a paragraph", "0.8 w " + box(66, 612, 470, 146) + "S");
  add("inverse headings", "0 g " + box(72, 560, 450, 20) + "f " + box(72, 500, 220, 18) + "f 1 g " +
                              text_at(78, 566, "DECLARACIONES DE LAS PARTES") +
                              text_at(78, 505, "II. ANTECEDENTES"));
  add("map",
      "0.85 0.92 0.8 rg 80 420 m 200 430 l 220 520 l 90 540 l f 0.75 0.85 0.95 rg 240 430 m 420 "
      "420 l 440 500 l 260 560 l f 0.5 g 450 430 m 520 440 l 500 520 l f 0.3 G 3 w " +
          line(72, 480, 530, 510) + line(300, 410, 340, 590) + "0 g " +
          text_at(120, 480, "Ejido Norte", 8));
  add("floor plan",
      "0 G 3 w " + box(80, 420, 420, 160) + "S " +
          repeated(
              4,
              [](int i) { return line(164 + 84 * i, 420, 164 + 84 * i, 420 + 80 * (i % 2 + 1)); }) +
          line(80, 500, 500, 500) + "0.6 w " +
          repeated(4, [](int i) { return box(110 + 84 * i, 440, 24, 16) + "S "; }) + "0 g " +
          text_at(90, 560, "3.20 m", 7));
  add("form blanks",
      text_at(72, 560, "Nombre: ______________________ Firma: ____________________"));
  add("white cells", "1 g " + box(72, 540, 150, 20) + "f " + box(222, 540, 150, 20) + "f 0 g " +
                         text_at(78, 546, "Partida") + text_at(228, 546, "Importe"));
  add("white ground of runs", "1 g " + box(72, 556, 60, 14) + "f 0 g " +
                                  text_at(72, 560, "El monto") + "1 g " + box(132, 556, 80, 14) +
                                  "f 0 g " + text_at(134, 560, "del contrato es"));
  add("correction typed on white",
      "1 g " + box(150, 676, 100, 14) + "f 0 g " + text_at(150, 680, "que el convenio de"));
  return rows;
}

class NotRedactions : public testing::TestWithParam<Lookalike> {};

std::string said_of(const std::vector<Region>& regions) {
  std::string text;
  for (const Region& region : regions)
    text += std::string(to_string(region.kind)) + " at " + number(region.box.x0) + " " +
            number(region.box.y0) + " " + number(region.box.x1) + " " + number(region.box.y1) +
            ", " + number(region.confidence) + "\n";
  return text;
}

TEST_P(NotRedactions, AreLeftAlone) {
  test::PdfBuilder builder;
  builder.add_page(GetParam().content, "/MediaBox [0 0 612 792]",
                   "/ExtGState << /G1 << /BM /Multiply >> >>");
  const std::string file = builder.build();
  auto source = pdf::open_bytes(file, {});
  ASSERT_TRUE(source.has_value());
  const auto sure = [](std::vector<Region> regions) {
    std::erase_if(regions, [](const Region& region) { return region.confidence < 0.5; });
    return regions;
  };
  const Page page = extract::extract_page(**source, 1);
  EXPECT_EQ(said_of(sure(regions_from_drawing(page))), "");
  if (!GetParam().in_pixels) return;
  PixelRequest request;
  request.dpi = 120;
  request.color = true;
  const auto pixels = (*source)->pixels(1, request);
  ASSERT_TRUE(pixels.has_value());
  EXPECT_EQ(said_of(sure(regions_from_pixels(*pixels))), "") << "from pixels";
}

INSTANTIATE_TEST_SUITE_P(All, NotRedactions, testing::ValuesIn(pages()));

}  // namespace
}  // namespace tachado::regions
