#include "stages/ocr/legible.h"

#include <algorithm>
#include <cmath>

#include "stages/ocr/crop.h"
#include "stages/ocr/ink.h"

namespace tachado::ocr {
namespace {

using handles::Pix;

// Darker grounds hide what is printed on them in black: a bar, and what stands on it is light.
constexpr double kPaleLuma = 110;
// A label in a box has fewer letters: "Art. 113 fracc. I", "10.2.e, 10.2.g".
constexpr int kMaxLabelLetters = 24;
// Letters that stand on a box's edge, part of them inside: what is drawn as a box has none, but one
// or two of the next line may reach into it.
constexpr int kMinCrossing = 3;
constexpr double kCrossingShare = 0.12;  // of the letter's box, inside and outside
// Letters apart from each other, in or across what was taken for a hatch: a hatch is one piece, and
// so is what it hides.
constexpr int kMinLettersInHatch = 3;
// Fewer do where they go on in a line of the same print outside: what is hidden does not.
constexpr int kMinLettersOfLine = 2;
// From letter to letter of such a line, in heights of the higher one.
constexpr double kLineGap = 1;
constexpr double kLineJump = 0.25;
constexpr double kLineHeightRatio = 1.6;
// Strokes of neighbouring letters, I and E, may look like a box. It is as high as the letters
// beside it, and stands on their line; drawn boxes are higher.
constexpr double kStrokesHeightRatio = 1.2;
constexpr double kStrokesJump = 0.15;
// A piece of ink that is the box itself.
constexpr double kFrameOverlap = 0.6;
// Paper after its ground was evened, noise included; the lightest fills in use are darker.
constexpr int kPaperLevel = 230;
// Of a shaded box with text in it, what is neither ink nor a letter's edge; of a filled one, what
// its box takes in of the paper around it, is less.
constexpr double kGroundShare = 0.35;

bool pale(const Region& candidate) {
  return candidate.kind == RegionKind::outlined || candidate.kind == RegionKind::whiteout ||
         luma(candidate.color) >= kPaleLuma;
}

std::vector<Rect> letters_of(const Bitmap& even) {
  std::vector<Rect> letters;
  const Pix ink = ink_of(even);
  if (!ink) return letters;
  for (const Piece& piece : pieces_of_ink(ink.get())) {
    const Rect box = even.to_points(piece.x0, piece.y0, piece.x1, piece.y1);
    if (box.height() < kMinLetterPoints || box.height() > kMaxLetterPoints ||
        box.width() > kMaxLetterAspect * box.height()) {
      continue;
    }
    letters.push_back(box);
  }
  return letters;
}

// The fill is gone where the light was made even: it was a shadow.
bool is_shadow(const Region& candidate, const Bitmap& even) {
  if (candidate.kind != RegionKind::filled) return false;
  const Bitmap inside = crop(even, candidate.box);
  const auto lighter = std::count_if(inside.data.begin(), inside.data.end(),
                                     [](std::uint8_t level) { return level >= kPaperLevel; });
  return static_cast<double>(lighter) > kGroundShare * static_cast<double>(inside.data.size());
}

// Whether two letters may be neighbours on a line.
bool in_line(const Rect& a, const Rect& b) {
  const double higher = std::max(a.height(), b.height());
  const double gap = std::max(a.x0, b.x0) - std::min(a.x1, b.x1);
  return higher <= kLineHeightRatio * std::min(a.height(), b.height()) &&
         std::abs(a.y1 - b.y1) <= kLineJump * higher && gap <= kLineGap * higher;
}

bool goes_on_outside(const Rect& box, const std::vector<Rect>& within,
                     const std::vector<Rect>& letters) {
  return std::any_of(letters.begin(), letters.end(), [&](const Rect& letter) {
    return share_inside(letter, box) <= kCrossingShare &&
           std::any_of(within.begin(), within.end(),
                       [&](const Rect& other) { return in_line(letter, other); });
  });
}

bool is_strokes(const Rect& box, const std::vector<Rect>& letters) {
  bool left = false;
  bool right = false;
  for (const Rect& letter : letters) {
    const double higher = std::max(letter.height(), box.height());
    if (share_inside(letter, box) > 0.5 || !in_line(letter, box) ||
        higher > kStrokesHeightRatio * std::min(letter.height(), box.height()) ||
        std::abs(letter.y1 - box.y1) > kStrokesJump * higher) {
      continue;
    }
    left = left || letter.x0 < box.x0;
    right = right || letter.x1 > box.x1;
  }
  return left && right;
}

bool holds_text(const Rect& box, RegionKind kind, const std::vector<Rect>& letters) {
  std::vector<Rect> within;
  int crossing = 0;
  for (const Rect& letter : letters) {
    if (intersect(letter, box).empty() || overlap(letter, box) > kFrameOverlap) continue;
    const double share = share_inside(letter, box);
    if (share <= kCrossingShare) continue;
    within.push_back(letter);
    crossing += share <= 1 - kCrossingShare;
  }
  const auto found = static_cast<int>(within.size());
  if (kind == RegionKind::pattern) {
    return found >= kMinLettersInHatch ||
           (found >= kMinLettersOfLine && goes_on_outside(box, within, letters));
  }
  return found - crossing > kMaxLabelLetters || crossing >= kMinCrossing;
}

}  // namespace

std::vector<bool> legible(const std::vector<Region>& candidates, const Bitmap& look) {
  std::vector<bool> answers(candidates.size(), false);
  if (look.channels != 1 || look.area.empty()) return answers;
  if (std::none_of(candidates.begin(), candidates.end(), pale)) return answers;
  Bitmap even = look;
  even_ground(even);
  const std::vector<Rect> letters = letters_of(even);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Region& candidate = candidates[i];
    // White-out leaves paper: nothing to blank, and all to lose where it only looks like it.
    answers[i] = candidate.kind == RegionKind::whiteout ||
                 (candidate.kind == RegionKind::outlined && is_strokes(candidate.box, letters)) ||
                 (pale(candidate) && (is_shadow(candidate, even) ||
                                      holds_text(candidate.box, candidate.kind, letters)));
  }
  return answers;
}

}  // namespace tachado::ocr
