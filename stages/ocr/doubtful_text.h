// Lines of a text layer that do not read like print: a font whose codes mean other letters, or the
// letters without accents only.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "stages/model/page.h"

namespace tachado::ocr {

struct DoubtfulText {
  std::vector<bool> lines;    // by index in Page::lines; empty where none is
  std::int64_t letters = 0;   // code points of their words
  bool broken_words = false;  // they have signs in the place of letters
};

// Doubtful is a line of several letters that look like no words of the languages, and, where words
// of the page have signs between their letters that no writer puts there ("PRESTACI€N"), every line
// with such a word. Lists of foreign names may be doubtful too: the print decides. `quality`: of
// the page's text; a page that reads well has lines of the second kind only. Cost: at most two
// passes over the words.
[[nodiscard]] DoubtfulText doubtful_text(const Page& page, double quality);

// How much two texts are of the same letters, 0 to 1: the share of runs of three letters, without
// accents and blanks, that both have.
[[nodiscard]] double likeness(std::string_view a, std::string_view b);

}  // namespace tachado::ocr
