#include "stages/ocr/text_bands.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "stages/ocr/prepare.h"
#include "stages/ocr/quarter_turn.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::fill;
using test::sheet;
using test::write;

const std::vector<std::string> kText{"Contrato de prestacion de servicios profesionales",
                                     "que celebran por una parte la Secretaria y por la",
                                     "otra la empresa adjudicada en la licitacion numero",
                                     "Las partes acuerdan que el monto total del contrato",
                                     "sera pagado en doce mensualidades iguales y que la",
                                     "entrega de los bienes se hara en el almacen central",
                                     "dentro de los treinta dias siguientes a la firma y",
                                     "que las demas condiciones constan en el anexo unico."};
constexpr int kLeft = 120;
constexpr int kTop = 300;  // first base line
constexpr int kLine = 48;  // from line to line
constexpr int kFont = 10;

Bitmap page_of_text() {
  Bitmap page = sheet(1200, 1000);
  write(page, kText, kFont, kLeft, kTop, kLine);
  return page;
}

struct Found {
  std::vector<TextBand> bands;
  double scale;  // of their pixels to the page's
};

Found bands_of_page(const Bitmap& page) {
  const Prepared prepared = prepare(page, {});
  const double scale = double{1} * prepared.image.width / page.width;
  return {text_bands(find_text_lines(prepared.image, prepared.letter_pixels), prepared.image.width,
                     prepared.image.height),
          scale};
}

// What was found, from the top: lines of a plain band, 0 for what needs layout analysis.
std::vector<int> shape_of(const std::vector<TextBand>& bands) {
  std::vector<int> shape;
  for (const TextBand& band : bands) {
    shape.push_back(band.plain ? static_cast<int>(band.lines.size()) : 0);
  }
  return shape;
}

// Two columns of half lines, the second from `x` on.
void columns(Bitmap& page, int x) {
  page = sheet(1600, 1000);
  std::vector<std::string> halves;
  for (const std::string& line : kText) halves.push_back(line.substr(0, 28));
  write(page, halves, kFont, 60, kTop, kLine);
  write(page, halves, kFont, x, kTop, kLine);
}

void frame(Bitmap& page, const Rect& box) {
  fill(page, {box.x0, box.y0, box.x1, box.y0 + 4}, 0);
  fill(page, {box.x0, box.y1 - 4, box.x1, box.y1}, 0);
  fill(page, {box.x0, box.y0, box.x0 + 4, box.y1}, 0);
  fill(page, {box.x1 - 4, box.y0, box.x1, box.y1}, 0);
}

struct Case {
  std::string name;
  std::function<void(Bitmap&)> draw;  // over the page of text
  std::vector<int> shape;
};

class BandsOf : public testing::TestWithParam<Case> {};

TEST_P(BandsOf, WhatAnybodyWouldSeeAndTheRest) {
  Bitmap page = page_of_text();
  GetParam().draw(page);
  EXPECT_EQ(shape_of(bands_of_page(page).bands), GetParam().shape);
}

const std::vector<Case> kCases{
    {"running text", [](Bitmap&) {}, {8}},
    {"a rule above it",
     [](Bitmap& page) {
       fill(page, {100, 250, 1100, 252}, 0);
     },
     {8}},
    {"a frame around it",
     [](Bitmap& page) {
       frame(page, {60, 200, 1160, 704});
     },
     {8}},
    {"the shadow beside the sheet",
     [](Bitmap& page) {
       fill(page, {0, 0, 20, 1000}, 0);
     },
     {8}},
    {"a punch hole beside a line",
     [](Bitmap& page) {
       fill(page, {30, 430, 70, 470}, 0);
     },
     {8}},
    {"a heading far above",
     [](Bitmap& page) { write(page, {"MUNICIPIO"}, 20, 300, 100, 60); },
     {9}},
    {"an emblem above takes a line with it",
     [](Bitmap& page) {
       frame(page, {300, 40, 460, 200});
     },
     {0, 7}},
    {"a stamp beside the last two lines takes one more",
     [](Bitmap& page) {
       frame(page, {1040, 560, 1140, 660});
     },
     {5, 0}},
    {"a rule under words of the last line",
     [](Bitmap& page) {
       fill(page, {200, 640, 500, 643}, 0);
     },
     {6, 0}},
    {"a mark in the middle leaves too little",
     [](Bitmap& page) {
       frame(page, {1040, 400, 1140, 500});
     },
     {}},
    {"one label and its value",
     [](Bitmap& page) {
       write(page, {"De"}, kFont, kLeft, 120, kLine);
       write(page, {"Secretaria general"}, kFont, 500, 120, kLine);
     },
     {0, 7}},
    {"a form of two rows with short labels",
     [](Bitmap& page) {
       write(page, {"A", "De"}, kFont, kLeft, 120, kLine);
       write(page, {"Segun distribucion", "Secretaria general"}, kFont, 500, 120, kLine);
     },
     {}},
    {"two columns", [](Bitmap& page) { columns(page, 900); }, {}},
    {"two columns that stand close", [](Bitmap& page) { columns(page, 650); }, {}},
    {"a page on its side", [](Bitmap& page) { page = quarter_turned(page, 90); }, {}},
    {"few words",
     [](Bitmap& page) {
       page = sheet(1200, 1000);
       write(page, {kText[0], kText[1]}, kFont, kLeft, kTop, kLine);
     },
     {}},
    {"the dots of a picture",
     [](Bitmap& page) {
       page = sheet(1200, 1000);
       for (int y = 0; y < 1000; y += 5) {
         for (int x = 0; x < 1200; x += 5) fill(page, {double(x), double(y), x + 3.0, y + 3.0}, 0);
       }
     },
     {}},
};

INSTANTIATE_TEST_SUITE_P(Pages, BandsOf, testing::ValuesIn(kCases), [](const auto& each) {
  std::string name = each.param.name;
  std::erase(name, ' ');
  return name;
});

// Every line of the page is in a band, and in one only.
TEST(Bands, LoseNothingAndHoldNothingTwice) {
  Bitmap page = page_of_text();
  frame(page, {1040, 560, 1140, 660});
  const auto [bands, scale] = bands_of_page(page);
  ASSERT_EQ(bands.size(), 2U);
  for (std::size_t i = 0; i < kText.size(); ++i) {
    const double y = scale * (kTop + kLine * static_cast<double>(i) - 6);  // in the line's body
    int holding = 0;
    for (const TextBand& band : bands) {
      if (!band.plain && y > band.box.y0 && y < band.box.y1) ++holding;
      for (const BandLine& line : band.lines) {
        if (band.plain && y > line.box.y0 && y < line.box.y1) ++holding;
      }
    }
    EXPECT_EQ(holding, 1) << kText[i];
  }
}

TEST(Bands, GiveAccentsAndDescendersRoom) {
  const auto [bands, scale] = bands_of_page(page_of_text());
  ASSERT_EQ(bands.size(), 1U);
  const double body = 20 * scale;  // of this font at this size
  for (std::size_t i = 0; i < bands[0].lines.size(); ++i) {
    const double baseline = scale * (kTop + kLine * static_cast<double>(i));
    EXPECT_LE(bands[0].lines[i].box.y0, baseline - 1.5 * body);
    EXPECT_GE(bands[0].lines[i].box.y1, baseline + 0.4 * body);
  }
}

TEST(Bands, TellParagraphs) {
  Bitmap page = sheet(1200, 1200);
  std::vector<std::string> text = kText;
  text[2] = "otra la empresa.";  // its last line
  text[3] = "   " + text[3];     // let in
  write(page, text, kFont, kLeft, kTop, kLine);
  write(page, {kText[0], kText[1]}, kFont, kLeft, kTop + 10 * kLine, kLine);  // after a blank line
  const std::vector<TextBand> bands = bands_of_page(page).bands;
  ASSERT_EQ(bands.size(), 1U);
  std::vector<bool> begins;
  for (const BandLine& line : bands[0].lines) begins.push_back(line.paragraph);
  EXPECT_EQ(begins,
            (std::vector<bool>{true, false, false, true, false, false, false, false, true, false}));
}

}  // namespace
}  // namespace tachado::ocr
