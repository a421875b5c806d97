// Pieces of ink, and the lines that they stand in as letters do. Included by .cc files only.
#pragma once

#include <vector>

namespace tachado::ocr {

// The box of a connected piece of ink, pixels; the ends are not part of it.
struct Piece {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
  [[nodiscard]] int width() const { return x1 - x0; }
  [[nodiscard]] int height() const { return y1 - y0; }
};

[[nodiscard]] Piece unite(const Piece& a, const Piece& b);
// An order; of two that begin together the higher one comes first.
[[nodiscard]] bool from_the_left(const Piece& a, const Piece& b);

struct InkLine {
  Piece hull;
  std::vector<Piece> letters;  // from left to right
};

// Letters that follow each other at no more than `max_gap` heights, on one base line and of like
// size, as lines, in no order. `height`: rows of the picture, which no piece exceeds. Cost: a
// hundredth of a millisecond for a hundred pieces.
[[nodiscard]] std::vector<InkLine> ink_lines(std::vector<Piece> pieces, int height, double max_gap);

}  // namespace tachado::ocr
