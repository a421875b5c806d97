#include "stages/ocr/labels.h"

#include <algorithm>
#include <utility>

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
// Labels of one page; a page with more is a form with boxes.
constexpr int kMaxLabels = 200;

std::uint8_t median(std::vector<std::uint8_t> levels) {
  if (levels.empty()) return 255;
  const std::size_t middle = levels.size() / 2;
  std::nth_element(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(middle),
                   levels.end());
  return levels[middle];
}

// Dark on light, with a margin of ground.
Bitmap dark_on_light(const Bitmap& inside) {
  const std::uint8_t level = median(inside.data);
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

bool holds_words(const Page& page, const Rect& box) {
  return std::any_of(page.words.begin(), page.words.end(),
                     [&](const Word& word) { return share_inside(word.box, box) > 0.5; });
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
      page.problems.push_back({"ocr", page.number, ProblemKind::limit,
                               "more than " + std::to_string(kMaxLabels) +
                                   " boxes may hold labels; the others were not read"});
      return;
    }
    auto pixels = pixels_of(source, page, kLabelDpi, inner);
    if (!pixels) {
      page.problems.push_back(pixels.error());
      return;
    }
    // The source may give more than was asked for.
    Bitmap inside = crop(*pixels, inner);
    if (inside.data.empty() || inside.channels != 1) continue;
    Recognizer* engine = recognizer();
    if (engine == nullptr) return;
    RecognizeRequest ask;
    ask.languages = languages;
    ask.seconds = seconds - watch.seconds();
    if (ask.seconds <= 0) {
      page.problems.push_back(
          {"ocr", page.number, ProblemKind::timeout,
           "the time for recognition ended before all boxes' labels were read"});
      return;
    }
    ask.mode = inner.height() > kMaxLinePoints ? RecognizeMode::block : RecognizeMode::line;
    const Bitmap framed = dark_on_light(inside);
    auto recognized = engine->recognize(framed, ask);
    if (!recognized) {
      Problem problem = recognized.error();
      problem.page = page.number;
      page.problems.push_back(std::move(problem));
      return;
    }
    std::string label = text_of(*recognized);
    if (label.empty() || recognized->mean_confidence < kMinLabelConfidence) continue;
    candidate.label = std::move(label);
    candidate.label_confidence = recognized->mean_confidence;
    if (!recognised || recognized->mean_confidence < kSureWords) continue;
    merge_in_order(page, reading_of(*recognized, [&](const Rect& box) {
                     return intersect(
                         inside.to_points(box.x0 - kMarginPixels, box.y0 - kMarginPixels,
                                          box.x1 - kMarginPixels, box.y1 - kMarginPixels),
                         inside.area);
                   }));
  }
}

}  // namespace tachado::ocr
