// A page made of lines of text, without boxes.
#pragma once

#include <sstream>
#include <string>

#include "stages/model/page.h"

namespace tachado::fields {

inline Page page_of(const std::string& text, int number = 1) {
  Page page;
  page.number = number;
  page.text_source = TextSource::text;
  std::istringstream lines(text);
  std::string line;
  int block = 0;
  while (std::getline(lines, line)) {
    if (line.find_first_not_of(' ') == std::string::npos) {
      ++block;
      continue;
    }
    page.lines.push_back({{}, block});
    std::istringstream words(line);
    std::string text_of_word;
    while (words >> text_of_word) {
      Word word;
      word.text = text_of_word;
      word.line = static_cast<int>(page.lines.size()) - 1;
      page.words.push_back(std::move(word));
    }
  }
  assemble_text(page);
  return page;
}

}  // namespace tachado::fields
