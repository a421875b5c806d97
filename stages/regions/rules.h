// Ruling lines of a page, whole: tables are ruled in pieces, a cell's side at a time. Private to
// the stage. All functions are pure.
#pragma once

#include <vector>

#include "stages/model/page.h"

namespace tachado::regions {

// A level or an upright line. Points.
struct Rule {
  double at = 0;    // its middle: y of a level one, x of an upright one
  double from = 0;  // left or upper end
  double to = 0;
  std::int32_t order = 0;  // of its last piece
  Color color;             // of its first piece
  bool piece_of_frame = false;
};

struct Rules {
  std::vector<Rule> level;    // by `at`, then `from`
  std::vector<Rule> upright;  // by `at`, then `from`
};

// Thin fills, lines and the sides of stroked rectangles, joined where they go on. At most 20,000
// pieces are looked at. n log n.
Rules rules_of(const Page& page);

// The stroke around an upright rectangle.
bool upright_frame(const Shape& shape);

// Sides of the box, 0 to 4, that lie on a rule which goes on beyond them: the cells of a ruled
// form are filled from rule to rule.
int sides_on_rules(const Rules& rules, const Rect& box);

// Upright rules drawn over the box from edge to edge: a table's row, with its columns.
int upright_rules_across(const Rules& rules, const Rect& box, std::int32_t order);

// Rectangles whose sides are four rules that end at each other: a box drawn line by line.
std::vector<Rect> boxes_of_rules(const Rules& rules);

}  // namespace tachado::regions
