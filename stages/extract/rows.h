// Fragments to rows, and rows to reading order: columns of prose one after the other, everything
// else (tables, forms) row by row.
#pragma once

#include <vector>

#include "stages/extract/fragments.h"
#include "stages/model/page.h"

namespace tachado::extract {

// Fragments of one row without a wide gap between them, from left to right.
struct Segment {
  std::vector<const Fragment*> fragments;
  Rect box;  // in the frame
  double size = 0;
};

struct Row {
  std::vector<Segment> segments;  // from left to right
  double base = 0;
  double size = 0;
};

struct OrderedRow {
  Row row;
  bool new_block = false;
};

// Upright thin lines of a page: the borders between a table's cells. Only for frames that are not
// turned.
class Rules {
 public:
  Rules() = default;
  explicit Rules(const std::vector<Shape>& shapes);
  // Whether a line stands between `a` and `b`, which follow each other in a row.
  [[nodiscard]] bool between(const Fragment& a, const Fragment& b) const;

 private:
  std::vector<Rect> lines_;  // by x
};

// Cost: n log n, and rows times gaps where columns are looked for.
std::vector<OrderedRow> reading_order(const std::vector<Fragment>& fragments, const Rules& rules);

}  // namespace tachado::extract
