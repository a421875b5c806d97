#include <algorithm>
#include <cstdlib>

#include "stages/regions/look.h"

namespace tachado::regions {
namespace {

// Ink is what has at most this share of the paper's luma: grey outlines and grey print count.
constexpr double kInkShare = 0.72;
// Letters have at least this many pixels in height, and at most this share of the longer side.
constexpr int kLeastLetter = 3;
constexpr double kLargestLetterShare = 1.0 / 40;
// Fewer letters than this say nothing about the page; then an A4 page in 11 points is assumed.
constexpr int kFewestLetters = 12;
constexpr double kLetterOfLongestSide = 1.0 / 150;
// Letters of a scan run together; heights for one width.
constexpr int kLongestWord = 12;
// Print is next to a figure up to so many letter heights: a wide blank, a line's distance.
constexpr double kBeside = 2.5;
constexpr double kLineAway = 2.2;
// Print reaches into a figure by at most so much, in letter heights.
constexpr double kInto = 0.3;
// Ends of print stray by so much from one line, beside a pixel.
constexpr double kLevel = 0.12;
constexpr double kAbout = 0.5;  // a rule above a word may touch it
// Letters of one size are at least this share of each other's height.
constexpr double kSameLetter = 0.75;

}  // namespace

Mask ink_of(const Raster& raster) {
  Mask ink(raster.width, raster.height);
  const auto threshold = static_cast<std::uint8_t>(raster.paper_luma * kInkShare);
  const std::uint8_t* level = raster.darkest.data();
  std::uint8_t* out = ink.bits.data();
  const std::size_t count = ink.bits.size();
  for (std::size_t i = 0; i < count; ++i) out[i] = level[i] < threshold;
  return ink;
}

TextScale text_scale(const Raster& raster, const Mask& ink) {
  const int longest = std::max(raster.width, raster.height);
  const int largest = std::max(8, static_cast<int>(longest * kLargestLetterShare));
  TextScale scale;
  std::vector<int> heights;
  std::vector<double> strokes;
  for (const Component& c : components(ink, 1, true, {2, kLeastLetter}).list) {
    const int h = c.box.height();
    const int w = c.box.width();
    if (h > largest || w > kLongestWord * h || h > 4 * w) continue;
    // Shorter than this share of the side, a figure is a dot, a comma or noise.
    if (h * 350 < longest) continue;
    scale.print.push_back(c.box);
    if (w > 2 * h) continue;
    heights.push_back(h);
    strokes.push_back(static_cast<double>(c.area) / (h + w));
  }
  scale.letters = static_cast<int>(heights.size());
  if (scale.letters < kFewestLetters) {
    scale.letter = std::max(4.0, longest * kLetterOfLongestSide);
    scale.stroke = std::max(1.0, scale.letter / 5);
    return scale;
  }
  const auto middle = static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), heights.begin() + middle, heights.end());
  std::nth_element(strokes.begin(), strokes.begin() + middle, strokes.end());
  scale.letter = std::max(4.0, static_cast<double>(heights[static_cast<std::size_t>(middle)]));
  scale.stroke = std::max(1.0, strokes[static_cast<std::size_t>(middle)]);
  return scale;
}

Around around_of(const PixelBox& box, const TextScale& scale) {
  Around around;
  const double reach = kBeside * scale.letter;
  const double line = kLineAway * scale.letter;
  const double into = kInto * scale.letter;
  const double level = 1 + kLevel * scale.letter;
  const double about = 1 + kAbout * scale.letter;
  for (const PixelBox& print : scale.print) {
    const int rows = std::min(print.y1, box.y1) - std::max(print.y0, box.y0);
    const int columns = std::min(print.x1, box.x1) - std::max(print.x0, box.x0);
    const double letters = std::max(1.0, static_cast<double>(print.width()) / print.height());
    if (2 * rows > print.height()) {
      const bool beside = (print.x1 <= box.x0 + into && box.x0 - print.x1 <= reach) ||
                          (print.x0 >= box.x1 - into && print.x0 - box.x1 <= reach);
      if (beside && std::abs(print.y0 - box.y0) <= level && std::abs(print.y1 - box.y1) <= level)
        ++around.level;
      if (beside && std::abs(print.y0 - box.y0) <= about && std::abs(print.y1 - box.y1) <= level)
        ++around.words;
      if (print.x1 <= box.x0 + into && box.x0 - print.x1 <= reach) around.before += letters;
      if (print.x0 >= box.x1 - into && print.x0 - box.x1 <= reach) around.after += letters;
    } else if (columns > 0) {
      const double share = static_cast<double>(columns) / std::max(1, box.width());
      if (print.y1 <= box.y0 + into && box.y0 - print.y1 <= line) around.above += share;
      if (print.y0 >= box.y1 - into && print.y0 - box.y1 <= line) around.below += share;
    }
  }
  return around;
}

bool letters_on_line(const Look& look, const TextScale& scale) {
  if (look.ink_pieces == 0) return false;
  const PixelBox& box = look.box;
  const double reach = kBeside * scale.letter;
  const double into = kInto * scale.letter;
  const double stray = 1 + kLevel * scale.letter;
  const double height = look.letters.letter * scale.letter;
  return std::any_of(scale.print.begin(), scale.print.end(), [&](const PixelBox& print) {
    const bool beside = (print.x1 <= box.x0 + into && box.x0 - print.x1 <= reach) ||
                        (print.x0 >= box.x1 - into && print.x0 - box.x1 <= reach);
    return beside && std::abs(print.y1 - look.letters.baseline) <= stray &&
           std::min<double>(height, print.height()) >=
               kSameLetter * std::max<double>(height, print.height());
  });
}

}  // namespace tachado::regions
