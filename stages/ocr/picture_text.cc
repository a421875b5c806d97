#include "stages/ocr/picture_text.h"

#include <algorithm>
#include <utility>

#include "stages/ocr/ink.h"
#include "stages/ocr/ink_lines.h"

namespace tachado::ocr {
namespace {

using handles::Pix;

constexpr int kMinLetterPixels = 3;
// From the end of a letter to the beginning of the next, in letter heights.
constexpr double kMaxGap = 1.6;
// A line of text has at least so many letters; shorter runs are logos, figures, scribble.
constexpr int kMinRun = 5;
// Specks: what a clean sheet's dust amounts to.
constexpr double kSpeckPoints = 1.5;
constexpr int kMaxSpecks = 12;

}  // namespace

PictureText look_for_text(const Bitmap& pixels) {
  PictureText result;
  if (pixels.channels != 1 || pixels.area.empty()) return result;
  Bitmap even = pixels;
  turn_light_on_dark(even);
  even_ground(even);
  const Pix ink = ink_of(even);
  if (!ink) return result;
  const double scale = pixels.dpi() / 72;
  const double min_height = std::max(kMinLetterPoints * scale, double{kMinLetterPixels});
  const double max_height = kMaxLetterPoints * scale;
  std::vector<Piece> pieces;
  int specks = 0;
  for (const Piece& piece : pieces_of_ink(ink.get())) {
    const int height = piece.height();
    if (std::max(piece.width(), height) > kSpeckPoints * scale) ++specks;
    if (height < min_height || height > max_height || piece.width() > kMaxLetterAspect * height) {
      continue;
    }
    pieces.push_back(piece);
  }
  result.ink = specks > kMaxSpecks;
  for (const InkLine& line : ink_lines(std::move(pieces), pixels.height, kMaxGap)) {
    const auto letters = static_cast<int>(line.letters.size());
    if (letters < kMinRun) continue;
    const Piece& hull = line.hull;
    result.lines.push_back({pixels.to_points(hull.x0, hull.y0, hull.x1, hull.y1), letters});
  }
  std::sort(result.lines.begin(), result.lines.end(),
            [](const PictureLine& a, const PictureLine& b) {
              return a.box.y0 < b.box.y0 || (!(b.box.y0 < a.box.y0) && a.box.x0 < b.box.x0);
            });
  return result;
}

}  // namespace tachado::ocr
