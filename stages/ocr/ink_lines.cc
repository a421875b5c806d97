#include "stages/ocr/ink_lines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace tachado::ocr {
namespace {

// Neighbours on a line, in letter heights.
constexpr double kMaxBaselineJump = 0.5;  // commas and descenders hang below
constexpr double kMaxHeightRatio = 2.2;   // capital to x-height, with some blur
constexpr double kMaxOverlap = 0.5;       // of slanted letters

bool follows(const Piece& left, const Piece& right, double max_gap) {
  const double height = std::max(left.height(), right.height());
  const double gap = right.x0 - left.x1;
  if (gap > max_gap * height || gap < -kMaxOverlap * height) return false;
  if (std::abs(left.y1 - right.y1) > kMaxBaselineJump * height) return false;
  return height <= kMaxHeightRatio * std::min(left.height(), right.height());
}

}  // namespace

Piece unite(const Piece& a, const Piece& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

bool from_the_left(const Piece& a, const Piece& b) {
  return a.x0 != b.x0 ? a.x0 < b.x0 : a.y0 < b.y0;
}

std::vector<InkLine> ink_lines(std::vector<Piece> pieces, int height, double max_gap) {
  // From left to right, each piece goes to the line whose last piece it follows.
  std::sort(pieces.begin(), pieces.end(), from_the_left);
  // Lines by the row of their last base line, so that a piece looks at its own rows only.
  std::vector<std::vector<InkLine>> rows(static_cast<std::size_t>(height) + 1);
  for (const Piece& piece : pieces) {
    const int reach = static_cast<int>(kMaxBaselineJump * kMaxHeightRatio * piece.height()) + 1;
    const int top = std::max(piece.y1 - reach, 0);
    const int bottom = std::min(piece.y1 + reach, height);
    std::vector<InkLine>* home = nullptr;
    std::size_t index = 0;
    int nearest = 0;
    for (int y = top; y <= bottom; ++y) {
      auto& row = rows[static_cast<std::size_t>(y)];
      for (std::size_t i = 0; i < row.size(); ++i) {
        const Piece& last = row[i].letters.back();
        if (!follows(last, piece, max_gap)) continue;
        const int distance = std::abs(last.y1 - piece.y1);
        if (home != nullptr && distance >= nearest) continue;
        home = &row;
        index = i;
        nearest = distance;
      }
    }
    InkLine line{piece, {}};
    if (home != nullptr) {
      line = std::move((*home)[index]);
      home->erase(home->begin() + static_cast<std::ptrdiff_t>(index));
      line.hull = unite(line.hull, piece);
    }
    line.letters.push_back(piece);
    rows[static_cast<std::size_t>(std::clamp(piece.y1, 0, height))].push_back(std::move(line));
  }
  std::vector<InkLine> lines;
  for (auto& row : rows) {
    for (InkLine& line : row) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace tachado::ocr
