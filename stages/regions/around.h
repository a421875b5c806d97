// What a page says on a box and around it. Private to the stage. Lengths in points. Pure; cost of
// each: linear in the page's words.
#pragma once

#include <cstdint>
#include <string>

#include "stages/model/page.h"

namespace tachado::regions {

struct Reading {
  std::int64_t characters = 0;
  int words = 0;
  double gap = 0;  // the widest between two words of a line
  std::string text;
};

// What can be read on a box. A bar's hidden text is not in the record: a bar over text reads empty.
Reading reading_on(const Page& page, const Rect& box);

// The same of words drawn after `order`: those that a pattern or a see-through fill was drawn over
// can be read through it.
Reading reading_above(const Page& page, const Rect& box, std::int32_t order);

// Longer than any label.
bool longer_than_label(const Reading& reading);

// Words that say something by themselves, as a heading's or a cell's; no code such as (b)(6).
bool plain_words(const Reading& reading);

// Words of the same line to either side.
struct Row {
  bool left = false;    // within three line heights
  bool right = false;   // the same
  bool closed = false;  // the word to the left ends a caption, with a colon
  double gap = 36;      // to the nearest of them
};
Row row_around(const Page& page, const Rect& box);

// A word in the same line, or a line above or below.
bool beside_text(const Page& page, const Rect& box);

// Median height of the words' boxes; 0 on a page without words.
double line_height(const Page& page);

// An interactive field of a form lies there.
bool is_field(const Page& page, const Rect& box);

}  // namespace tachado::regions
