#include "stages/ocr/paragraphs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tachado::ocr {
namespace {

struct Printed {
  const char* text;  // its words, a hyphen at the end apart
  Rect box;
  int block;  // the engine's
};

struct Case {
  const char* name;
  std::vector<Printed> lines;
  std::vector<int> blocks;
};

Rect at(double y, double x0 = 60, double x1 = 500) { return {x0, y, x1, y + 10}; }

TEST(Paragraphs, GoOnWhereTheSentenceDoes) {
  const Case cases[] = {
      {"lines of one sentence",
       {{"El objeto del contrato consiste en", at(100), 0},
        {"la prestación de los servicios", at(118), 1},
        {"de limpieza.", at(136, 60, 130), 2}},
       {0, 0, 0}},
      {"the engine's own paragraphs stay",
       {{"El objeto", at(100), 0}, {"Otra cosa", at(118), 0}, {"Fin", at(136), 3}},
       {0, 0, 1}},
      {"lines that run upwards",
       {{"que se pagará en", {100, 60, 110, 500}, 0}, {"doce meses", {118, 60, 128, 500}, 1}},
       {0, 0}},
      {"lines that run downwards",
       {{"que se pagará en", {100, 60, 110, 500}, 0}, {"doce meses", {82, 60, 92, 500}, 1}},
       {0, 0}},
      {"a divided word",
       {{"conforme a los linea -", at(100), 0}, {"mientos", at(118, 60, 120), 1}},
       {0, 0}},
      {"a sentence ended",
       {{"El monto es de cien pesos.", at(100), 0}, {"más el impuesto", at(118), 1}},
       {0, 1}},
      {"a heading above", {{"CLÁUSULAS:", at(100), 0}, {"las partes", at(118), 1}}, {0, 1}},
      {"items of a list",
       {{"Los bienes son los siguientes", at(100), 0},
        {"a) cámaras", at(118), 1},
        {"b. cables", at(136), 2}},
       {0, 1, 2}},
      {"a new sentence", {{"en la ciudad", at(100), 0}, {"El proveedor", at(118), 1}}, {0, 1}},
      {"the next column",
       {{"que se pagará en", at(400, 60, 280), 0}, {"doce mensualidades", at(100, 320, 540), 1}},
       {0, 1}},
      {"beside",
       {{"que se pagará en", at(100, 60, 280), 0}, {"doce", at(100, 320, 540), 1}},
       {0, 1}},
      {"too far below", {{"que se pagará en", at(100), 0}, {"doce meses", at(140), 1}}, {0, 1}},
      {"print of another size",
       {{"que se pagará en", {60, 100, 500, 130}, 0}, {"doce meses", at(140), 1}},
       {0, 1}},
      {"set in the middle below",
       {{"que se pagará en el plazo señalado", at(100), 0}, {"rúbrica", at(118, 250, 300), 1}},
       {0, 1}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Reading reading;
    for (const Printed& printed : c.lines) {
      reading.lines.push_back({printed.box, printed.block});
      std::string text;
      const std::string all = std::string(printed.text) + " ";
      for (const char letter : all) {
        if (letter != ' ') {
          text += letter;
          continue;
        }
        Word word;
        word.text = text;
        word.glued = text == "-";
        word.line = static_cast<int>(reading.lines.size()) - 1;
        reading.words.push_back(word);
        text.clear();
      }
    }
    std::vector<Rect> upright;
    for (const Line& line : reading.lines) upright.push_back(line.box);
    join_paragraphs(reading, upright);
    std::vector<int> blocks;
    for (const Line& line : reading.lines) blocks.push_back(line.block);
    EXPECT_EQ(blocks, c.blocks);
  }
}

}  // namespace
}  // namespace tachado::ocr
