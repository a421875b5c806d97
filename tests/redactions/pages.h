// Pages made by hand: lines of text on a grid, so that a test can say where a bar lies.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "stages/model/page.h"

namespace tachado::redactions {

constexpr double kCharacter = 5;  // points a character
constexpr double kLeft = 50;
constexpr double kTop = 100;
constexpr double kPitch = 14;
constexpr double kHeight = 10;

struct TextLine {
  std::string text;
  double x = kLeft;
  int row = 0;    // 0, 1, …: where it lies from the top
  int block = 0;  // lines of one paragraph share it
};

inline Rect cell(double column, int row, double columns, double rows = 1) {
  return {kLeft + column * kCharacter, kTop + row * kPitch, kLeft + (column + columns) * kCharacter,
          kTop + (row + rows - 1) * kPitch + kHeight};
}

inline Page page_of(const std::vector<TextLine>& lines, int number = 1) {
  Page page;
  page.number = number;
  page.width = 600;
  page.height = 800;
  page.text_source = TextSource::text;
  page.content_area = 100000;
  for (const TextLine& line : lines) {
    const double y = kTop + line.row * kPitch;
    double x = line.x;
    Rect hull;
    std::string text;
    for (std::size_t at = 0; at <= line.text.size(); ++at) {
      if (at < line.text.size() && line.text[at] != ' ') {
        text += line.text[at];
        continue;
      }
      const double width = kCharacter * static_cast<double>(code_points(text));
      if (!text.empty()) {
        Word word;
        word.text = text;
        word.box = {x, y, x + width, y + kHeight};
        word.line = static_cast<int>(page.lines.size());
        word.order = 1;
        hull = unite(hull, word.box);
        page.words.push_back(word);
      }
      x += width + kCharacter;
      text.clear();
    }
    page.lines.push_back({hull, line.block});
  }
  assemble_text(page);
  return page;
}

// A page of one paragraph, one line a row.
inline Page page_of(const std::string& text, int number = 1) {
  std::vector<TextLine> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back({line, kLeft, static_cast<int>(lines.size()), 0});
  }
  return page_of(lines, number);
}

inline Region bar_at(const Rect& box, double confidence = 0.9) {
  Region region;
  region.box = box;
  region.source = RegionSource::vector;
  region.confidence = confidence;
  region.order = 1000;
  return region;
}

}  // namespace tachado::redactions
