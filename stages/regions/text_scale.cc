#include <algorithm>

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

}  // namespace

Mask ink_of(const Raster& raster) {
  Mask ink(raster.width, raster.height);
  const int threshold = static_cast<int>(raster.paper_luma * kInkShare);
  for (std::size_t i = 0; i < ink.bits.size(); ++i) ink.bits[i] = raster.darkest[i] < threshold;
  return ink;
}

TextScale text_scale(const Raster& raster, const Mask& ink) {
  const int longest = std::max(raster.width, raster.height);
  const int largest = std::max(8, static_cast<int>(longest * kLargestLetterShare));
  std::vector<int> heights;
  std::vector<double> strokes;
  for (const Component& c : components(ink, 1, true, {2, kLeastLetter}).list) {
    const int h = c.box.height();
    const int w = c.box.width();
    if (h > largest || w > 2 * h || h > 4 * w) continue;
    // Shorter than this share of the side, a figure is a dot, a comma or noise.
    if (h * 350 < longest) continue;
    heights.push_back(h);
    strokes.push_back(static_cast<double>(c.area) / (h + w));
  }
  TextScale scale;
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

}  // namespace tachado::regions
