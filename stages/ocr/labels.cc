#include "stages/ocr/labels.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "stages/ocr/crop.h"
#include "stages/ocr/grey.h"
#include "stages/ocr/merge.h"
#include "stages/ocr/reading_order.h"
#include "stages/ocr/recognise.h"
#include "stages/ocr/stopwatch.h"

namespace tachado::ocr {
namespace {

// Labels are small print: twice the resolution of the first look.
constexpr double kLabelDpi = 250;
// A candidate's own edge, points, is not part of its inside.
constexpr double kEdgePoints = 1;
constexpr double kMinSidePoints = 4;
// Boxes taller than this may hold several lines.
constexpr double kMaxLinePoints = 22;
constexpr double kMinLabelConfidence = 0.35;
// Above, what was read also belongs to the page's words: should the candidate turn out to be a
// heading on a dark band, its text is not lost. Guesses at ornaments stay below.
constexpr double kSureWords = 0.75;
// Recognition wants white around a line.
constexpr int kMarginPixels = 12;
// Ink differs from its ground by so many grey levels.
constexpr int kInkContrast = 48;
// A frame's stroke is longer than this many of the box's heights, and at most so thick (pixels).
constexpr std::size_t kFrameHeights = 2;
constexpr std::size_t kFrameStroke = 6;
// A label in a long box is read without the emptiness beside it; pixels that are left around it.
constexpr double kAroundInk = 6;
// Lines of letters are recognised best at this height, from the highest to the lowest ink; pixels.
// Smaller ones are enlarged up to so many times: more shows nothing new.
constexpr double kLineHeight = 40;
constexpr double kMostEnlarged = 4;
// Heights that are near enough stay as they are; large print is read as well up to twice as high.
constexpr double kNearHeight = 1.25;
constexpr double kLarge = 0.5;
// Share of the ink's height that is free between two lines.
constexpr double kLineGap = 0.12;
// Labels of one page; a page with more is a form with boxes.
constexpr int kMaxLabels = 200;

std::uint8_t median(std::vector<std::uint8_t> levels) {
  if (levels.empty()) return 255;
  const std::size_t middle = levels.size() / 2;
  std::nth_element(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(middle),
                   levels.end());
  return levels[middle];
}

// Takes away what is left of a leaning box's own frame: strokes that come in over the edge and go
// on for longer than any letter.
void take_frame_away(Bitmap& inside, std::uint8_t ground) {
  const auto width = static_cast<std::size_t>(inside.width);
  const std::size_t pixels = width * static_cast<std::size_t>(inside.height);
  const auto inked = [&](std::size_t at) {
    return std::abs(inside.data[at] - ground) >= kInkContrast;
  };
  std::vector<bool> seen(pixels, false);
  std::vector<std::size_t> stroke;
  for (std::size_t start = 0; start < pixels; ++start) {
    const std::size_t x = start % width;
    const bool at_edge = x == 0 || x + 1 == width || start < width || start + width >= pixels;
    if (!at_edge || seen[start] || !inked(start)) continue;
    stroke.assign(1, start);
    seen[start] = true;
    std::size_t left = x;
    std::size_t right = x;
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      const std::size_t at = stroke[i];
      const std::size_t column = at % width;
      left = std::min(left, column);
      right = std::max(right, column);
      const auto visit = [&](std::size_t next) {
        if (seen[next] || !inked(next)) return;
        seen[next] = true;
        stroke.push_back(next);
      };
      if (column > 0) visit(at - 1);
      if (column + 1 < width) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at + width < pixels) visit(at + width);
    }
    const std::size_t length = right - left + 1;
    const bool level = length >= kFrameHeights * static_cast<std::size_t>(inside.height) &&
                       stroke.size() <= kFrameStroke * length;
    // The upright sides: thin, whatever their height.
    const bool upright = length <= kFrameStroke &&
                         stroke.size() >= static_cast<std::size_t>(inside.height) / 2 &&
                         (left <= kFrameStroke || right + kFrameStroke >= width);
    if (!level && !upright) continue;
    for (const std::size_t at : stroke) {
      const std::size_t column = at % width;
      const std::size_t from = column > 0 ? at - 1 : at;
      const std::size_t to = column + 1 < width ? at + 1 : at;
      for (std::size_t row = from >= width ? from - width : from; row <= to + width && row < pixels;
           row += width)
        for (std::size_t i = row; i <= row + (to - from) && i < pixels; ++i)
          inside.data[i] = ground;
    }
  }
}

struct Ink {
  Rect box;            // pixels; empty where there is none
  bool lines = false;  // several of them, with ground between
};

// A speck makes no row.
Ink ink_of(const Bitmap& inside, std::uint8_t ground) {
  constexpr int kFewestPixels = 2;
  std::vector<int> rows(static_cast<std::size_t>(inside.height));
  std::vector<int> columns(static_cast<std::size_t>(inside.width));
  for (int y = 0; y < inside.height; ++y)
    for (int x = 0; x < inside.width; ++x)
      if (std::abs(inside.row(y)[x] - ground) >= kInkContrast) {
        ++rows[static_cast<std::size_t>(y)];
        ++columns[static_cast<std::size_t>(x)];
      }
  const auto ends = [](const std::vector<int>& counts) {
    const auto inked = [](int count) { return count >= kFewestPixels; };
    const auto first = std::find_if(counts.begin(), counts.end(), inked);
    const auto last = std::find_if(counts.rbegin(), counts.rend(), inked).base();
    return std::pair(static_cast<double>(first - counts.begin()),
                     static_cast<double>(last - counts.begin()));
  };
  const auto [x0, x1] = ends(columns);
  const auto [y0, y1] = ends(rows);
  // Accents and dots leave narrow gaps above their letters.
  const auto gap = static_cast<int>(kLineGap * (y1 - y0));
  int free = 0;
  bool lines = false;
  for (int y = static_cast<int>(y0); y < static_cast<int>(y1) && !lines; ++y) {
    free = rows[static_cast<std::size_t>(y)] < kFewestPixels ? free + 1 : 0;
    lines = free > std::max(1, gap);
  }
  return {{x0, y0, x1, y1}, lines};
}

// Dark on light, with a margin of ground.
Bitmap dark_on_light(const Bitmap& inside, std::uint8_t level) {
  const bool dark = level < 128;
  const std::uint8_t ground = dark ? static_cast<std::uint8_t>(255 - level) : level;
  Bitmap framed;
  framed.width = inside.width + 2 * kMarginPixels;
  framed.height = inside.height + 2 * kMarginPixels;
  framed.area = {0, 0, framed.width * 72 / inside.dpi(), framed.height * 72 / inside.dpi()};
  framed.data.assign(
      static_cast<std::size_t>(framed.width) * static_cast<std::size_t>(framed.height), ground);
  for (int y = 0; y < inside.height; ++y) {
    const std::uint8_t* in = inside.row(y);
    std::uint8_t* out =
        framed.data.data() +
        static_cast<std::size_t>(y + kMarginPixels) * static_cast<std::size_t>(framed.width) +
        kMarginPixels;
    for (int x = 0; x < inside.width; ++x) {
      out[x] = dark ? static_cast<std::uint8_t>(255 - in[x]) : in[x];
    }
  }
  return framed;
}

// The same picture at another size; as it is where memory runs out.
Bitmap resized(const Bitmap& picture, double factor) {
  const handles::Pix pix = to_pix(picture);
  if (!pix) return picture;
  const auto scale = static_cast<l_float32>(factor);
  const handles::Pix other{factor > 1 ? pixScaleGrayLI(pix.get(), scale, scale)
                                      : pixScaleAreaMap(pix.get(), scale, scale)};
  if (!other) return picture;
  Bitmap out = to_bitmap(other.get());
  out.area = picture.area;
  return out;
}

// What a line's picture is to be scaled by.
double scale_for(double ink_height) {
  if (ink_height <= 0) return 1;
  const double factor = kLineHeight / ink_height;
  if (factor < kNearHeight && factor > kLarge) return 1;
  return std::min(factor, kMostEnlarged);
}

bool holds_words(const Page& page, const Rect& box) {
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    // Words in the box, or a word that the box is part of.
    return share_inside(word.box, box) > 0.5 || share_inside(box, word.box) > 0.5;
  });
}

std::string text_of(const Recognized& recognized) {
  std::string text;
  for (const RecognizedWord& word : recognized.words) {
    const std::string tidied = tidy(word.text);
    if (tidied.empty()) continue;
    if (!text.empty()) text += ' ';
    text += tidied;
  }
  return text;
}

}  // namespace

void read_labels(Page& page, PageSource& source, const std::function<Recognizer*()>& recognizer,
                 const std::vector<std::string>& languages, double seconds) {
  const Stopwatch watch;
  const bool recognised =
      page.text_source == TextSource::ocr || page.text_source == TextSource::mixed;
  int read = 0;
  for (Region& candidate : page.candidates) {
    if (!candidate.recognise_label || candidate.label || holds_words(page, candidate.box)) continue;
    const Rect inner = inflate(candidate.box, -kEdgePoints, -kEdgePoints);
    if (inner.width() < kMinSidePoints || inner.height() < kMinSidePoints) continue;
    if (++read > kMaxLabels) {
      add_problem(page, {"ocr", page.number, ProblemKind::limit,
                         "more than " + std::to_string(kMaxLabels) +
                             " boxes may hold labels; the others were not read"});
      return;
    }
    auto pixels = pixels_of(source, page, kLabelDpi, inner);
    if (!pixels) {
      add_problem(page, pixels.error());
      return;
    }
    // The source may give more than was asked for.
    Bitmap inside = crop(*pixels, inner);
    if (inside.data.empty() || inside.channels != 1) continue;
    const std::uint8_t ground = median(inside.data);
    take_frame_away(inside, ground);
    const Ink found = ink_of(inside, ground);
    const Rect ink = inflate(found.box, kAroundInk, kAroundInk);
    if (!ink.empty()) {
      const Rect of = inside.to_points(ink.x0, ink.y0, ink.x1, ink.y1);
      Bitmap label = crop(inside, intersect(of, inside.area));
      if (!label.data.empty()) inside = std::move(label);
    }
    Recognizer* engine = recognizer();
    if (engine == nullptr) return;
    RecognizeRequest ask;
    ask.languages = languages;
    ask.seconds = seconds - watch.seconds();
    if (ask.seconds <= 0) {
      add_problem(page, {"ocr", page.number, ProblemKind::timeout,
                         "the time for recognition ended before all boxes' labels were read"});
      return;
    }
    const bool block = found.lines && inner.height() > kMaxLinePoints;
    ask.mode = block ? RecognizeMode::block : RecognizeMode::line;
    const double factor = block ? 1.0 : scale_for(found.box.height());
    if (factor != 1) inside = resized(inside, factor);
    const Bitmap framed = dark_on_light(inside, ground);
    auto recognized = engine->recognize(framed, ask);
    if (!recognized) {
      add_problem(page, recognized.error());
      return;
    }
    std::string label = text_of(*recognized);
    if (label.empty() || recognized->mean_confidence() < kMinLabelConfidence) continue;
    candidate.label = std::move(label);
    candidate.label_confidence = recognized->mean_confidence();
    if (!recognised || recognized->mean_confidence() < kSureWords) continue;
    merge_in_order(page, reading_of(*recognized, [&](const Rect& box) {
                     return intersect(
                         inside.to_points(box.x0 - kMarginPixels, box.y0 - kMarginPixels,
                                          box.x1 - kMarginPixels, box.y1 - kMarginPixels),
                         inside.area);
                   }));
  }
}

}  // namespace tachado::ocr
