// Regions as part of the text: a redacted region stands in its line as █ characters, about as many
// as would fit, and what is printed inside it is its label.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stages/model/page.h"

namespace tachado::redactions {

// A region that was accepted.
struct Bar {
  Rect box;
  std::int32_t order = 0;
  bool see_through = false;  // what shines through is no label
};

struct BarText {
  std::string label;               // words that stood inside, joined by blanks
  std::string shining;             // words drawn before it that can still be read through it
  int characters = 0;              // estimate of what is hidden
  std::vector<std::size_t> words;  // its words of █ in the page
};

// Takes the words inside the bars out of the page and puts one word of █ into every line that a bar
// interrupts (into a line of its own where there is none), then assembles the text again. The order
// and the lines of all other words stay. One answer per bar.
std::vector<BarText> insert_bars(Page& page, const std::vector<Bar>& bars);

// Puts █ in place of the words [first, last), which are on one line: as many as their width takes.
// Does not assemble the text. Gives the number of █.
int replace_with_bar(Page& page, std::size_t first, std::size_t last);

// Mean width of a character: of the words given, or of the page's where those are too few.
double mean_character_width(const std::vector<const Word*>& words);

}  // namespace tachado::redactions
