#include "stages/ocr/picture_text.h"

#include <algorithm>
#include <cmath>

#include "stages/ocr/ink.h"

namespace tachado::ocr {
namespace {

using handles::Boxa;
using handles::Pix;

constexpr int kMinLetterPixels = 3;
// Neighbours on a line, in letter heights.
constexpr double kMaxGap = 1.6;           // from the end of one to the beginning of the next
constexpr double kMaxBaselineJump = 0.5;  // commas and descenders hang below
constexpr double kMaxHeightRatio = 2.2;   // capital to x-height, with some blur
// A line of text has at least so many letters; shorter runs are logos, figures, scribble.
constexpr int kMinRun = 5;
// Specks: what a clean sheet's dust amounts to.
constexpr double kSpeckPoints = 1.5;
constexpr int kMaxSpecks = 12;

struct Piece {
  int x0;
  int y0;
  int x1;
  int y1;
  [[nodiscard]] int height() const { return y1 - y0; }
};

bool follows(const Piece& left, const Piece& right) {
  const double height = std::max(left.height(), right.height());
  const double gap = right.x0 - left.x1;
  if (gap > kMaxGap * height || gap < -0.5 * height) return false;
  if (std::abs(left.y1 - right.y1) > kMaxBaselineJump * height) return false;
  return height <= kMaxHeightRatio * std::min(left.height(), right.height());
}

}  // namespace

PictureText look_for_text(const Bitmap& pixels) {
  PictureText result;
  if (pixels.channels != 1 || pixels.area.empty()) return result;
  Bitmap even = pixels;
  turn_light_on_dark(even);
  even_ground(even);
  const Pix ink = ink_of(even);
  if (!ink) return result;
  const Boxa boxes(pixConnCompBB(ink.get(), 8));
  if (!boxes) return result;
  const double scale = pixels.dpi() / 72;
  const double min_height = std::max(kMinLetterPoints * scale, double{kMinLetterPixels});
  const double max_height = kMaxLetterPoints * scale;
  std::vector<Piece> pieces;
  int specks = 0;
  for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
    l_int32 x = 0;
    l_int32 y = 0;
    l_int32 width = 0;
    l_int32 height = 0;
    boxaGetBoxGeometry(boxes.get(), i, &x, &y, &width, &height);
    if (std::max(width, height) > kSpeckPoints * scale) ++specks;
    if (height < min_height || height > max_height || width > kMaxLetterAspect * height) continue;
    pieces.push_back({x, y, x + width, y + height});
  }
  result.ink = specks > kMaxSpecks;
  // From left to right, each piece goes to the run whose last piece it follows.
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.x0 != b.x0 ? a.x0 < b.x0 : a.y0 < b.y0;
  });
  struct Run {
    Piece last;
    Piece hull;
    int count;
  };
  // Runs by the row of their last base line, so that a piece looks at its own rows only.
  std::vector<std::vector<Run>> rows(static_cast<std::size_t>(pixels.height) + 1);
  const auto finish = [&](const Run& run) {
    if (run.count < kMinRun) return;
    result.lines.push_back(
        {pixels.to_points(run.hull.x0, run.hull.y0, run.hull.x1, run.hull.y1), run.count});
  };
  for (const Piece& piece : pieces) {
    const int reach = static_cast<int>(kMaxBaselineJump * kMaxHeightRatio * piece.height()) + 1;
    const int top = std::max(piece.y1 - reach, 0);
    const int bottom = std::min(piece.y1 + reach, pixels.height);
    std::vector<Run>* home = nullptr;
    std::size_t index = 0;
    int nearest = 0;
    for (int y = top; y <= bottom; ++y) {
      auto& row = rows[static_cast<std::size_t>(y)];
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (!follows(row[i].last, piece)) continue;
        const int distance = std::abs(row[i].last.y1 - piece.y1);
        if (home != nullptr && distance >= nearest) continue;
        home = &row;
        index = i;
        nearest = distance;
      }
    }
    Run run{piece, piece, 1};
    if (home != nullptr) {
      const Run& old = (*home)[index];
      run.hull = {std::min(old.hull.x0, piece.x0), std::min(old.hull.y0, piece.y0),
                  std::max(old.hull.x1, piece.x1), std::max(old.hull.y1, piece.y1)};
      run.count = old.count + 1;
      home->erase(home->begin() + static_cast<std::ptrdiff_t>(index));
    }
    rows[static_cast<std::size_t>(piece.y1)].push_back(run);
  }
  for (const auto& row : rows) {
    for (const Run& run : row) finish(run);
  }
  std::sort(result.lines.begin(), result.lines.end(),
            [](const PictureLine& a, const PictureLine& b) {
              return a.box.y0 < b.box.y0 || (!(b.box.y0 < a.box.y0) && a.box.x0 < b.box.x0);
            });
  return result;
}

}  // namespace tachado::ocr
