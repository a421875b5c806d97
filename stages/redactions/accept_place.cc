// A redaction replaces a piece of a line: words stand beside it, or lines above and below it. What
// stands in a picture, in a grid of equal fills or alone is design.
#include "stages/redactions/accept_place.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tachado::redactions {
namespace {

// Set on the clean pages with a text layer.
constexpr std::size_t kFewestWords = 30;  // fewer say nothing about a page's lines
constexpr double kInWord = 0.6;           // of a box: the eye of a letter, not a box around words
constexpr double kInPicture = 0.9;        // of a box
constexpr double kScan = 0.6;             // of the page: a larger picture is a scan
constexpr double kBesideGap = 2.5;        // line heights to the next word of a line
constexpr double kTall = 2.5;             // line heights: higher than two lines of print
constexpr double kBand = 0.8;             // of the page's width
constexpr double kThinBand = 1.0;         // line heights: thinner bands are rules
constexpr double kSameEdge = 1.5;         // points
constexpr double kDark = 60;              // luma; darker fills are bars before they are design
constexpr double kSaturated = 40;         // channel distance
// Equal fills in so many rows and columns are a table's or a chart's.
constexpr int kGridRows = 3;
constexpr int kGridColumns = 3;

// Code points; shorter text from a scan is no heading for certain.
constexpr std::int64_t kShortest = 5;

constexpr double kImpossible = 0.1;
constexpr double kPicture = 0.4;
constexpr double kOffText = 0.6;
constexpr double kDesign = 0.4;

bool close(double a, double b) { return std::abs(a - b) < kSameEdge; }

double saturation(Color c) { return std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b}); }

// Recognised words are none: what is a candidate was masked for them.
bool in_word(const Page& page, const Rect& box) {
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    return !word.confidence && word.box.width() > 1.5 * box.width() &&
           word.box.height() > box.height() && share_inside(box, word.box) > kInWord;
  });
}

// A picture that the text layer does not write on: a photograph, a chart, a screenshot.
bool in_picture(const Page& page, const Rect& box) {
  return std::any_of(page.images.begin(), page.images.end(), [&](const ImagePlacement& image) {
    if (image.one_colour || image.box.area() > kScan * page.width * page.height) return false;
    if (share_inside(box, image.box) < kInPicture || image.box.area() < 2 * box.area())
      return false;
    return std::none_of(page.words.begin(), page.words.end(), [&](const Word& word) {
      return share_inside(word.box, image.box) > kInPicture;
    });
  });
}

bool beside_words(const Page& page, const Rect& box, double height) {
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    if (word.redaction || share_inside(word.box, box) > kInWord) return false;
    const double rows = std::min(word.box.y1, box.y1) - std::max(word.box.y0, box.y0);
    const double columns = std::min(word.box.x1, box.x1) - std::max(word.box.x0, box.x0);
    return rows > std::min(word.box.height(), box.height()) / 2 && -columns <= kBesideGap * height;
  });
}

// Candidates of the same height and colour in several rows and columns.
bool in_grid(const Page& page, const Region& candidate) {
  int row = 0;
  int column = 0;
  for (const Region& other : page.candidates) {
    if (!same_color(other.color, candidate.color) ||
        !close(other.box.height(), candidate.box.height()))
      continue;
    if (close(other.box.y0, candidate.box.y0)) ++row;
    if (close(other.box.x0, candidate.box.x0) && close(other.box.x1, candidate.box.x1)) ++column;
  }
  return column >= kGridRows && row >= kGridColumns;
}

// Lying bars of a chart: they start on one line, and some tell their share.
bool lying_chart(const Page& page, std::size_t at, const std::vector<std::string>& texts) {
  const Region& candidate = page.candidates[at];
  for (std::size_t i = 0; i < page.candidates.size(); ++i) {
    const Region& other = page.candidates[i];
    if (i != at && percentage(texts[i]) && same_color(other.color, candidate.color) &&
        close(other.box.x0, candidate.box.x0) && close(other.box.height(), candidate.box.height()))
      return true;
  }
  return false;
}

// Headings of a table or of sections: boxes of one height in a row or a column, each with a text of
// its own. Labels of redactions repeat.
bool one_of_many_headings(const Page& page, std::size_t at, const std::vector<std::string>& texts,
                          const std::vector<const Page*>& window, bool coded) {
  const Region& candidate = page.candidates[at];
  if (candidate.kind == RegionKind::outlined || texts[at].empty()) return false;
  // What is read of a faint label in a scan differs from box to box.
  const bool recognised = candidate.source == RegionSource::raster;
  if (recognised && code_points(texts[at]) < kShortest) return false;
  int others = 0;
  const auto count_on = [&](const Page& sheet, const std::vector<std::string>* known) {
    for (std::size_t i = 0; i < sheet.candidates.size(); ++i) {
      const Region& other = sheet.candidates[i];
      if (!close(other.box.height(), candidate.box.height())) continue;
      const bool below = close(other.box.x0, candidate.box.x0) &&
                         close(other.box.x1, candidate.box.x1) &&
                         same_color(other.color, candidate.color);
      const bool plain = known != nullptr && !coded;
      const bool alike = plain && close(other.box.width(), candidate.box.width());
      const bool beside = plain && close(other.box.y0, candidate.box.y0) &&
                          same_color(other.color, candidate.color);
      if (!below && !alike && !beside) continue;
      const std::string text = known != nullptr ? (*known)[i] : other.label.value_or("");
      if (recognised && code_points(text) < kShortest) continue;
      if (!text.empty() && text != texts[at]) ++others;
    }
  };
  for (const Page* sheet : window) count_on(*sheet, sheet == &page ? &texts : nullptr);
  return others >= 2;
}

}  // namespace

double line_height(const Page& page) {
  std::vector<double> heights;
  heights.reserve(page.words.size());
  for (const Word& word : page.words)
    if (!word.redaction) heights.push_back(word.box.height());
  if (heights.empty()) return 0;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

bool same_color(Color a, Color b) {
  return std::abs(a.r - b.r) < 16 && std::abs(a.g - b.g) < 16 && std::abs(a.b - b.b) < 16;
}

bool percentage(std::string_view text) {
  return text.size() >= 2 && text.size() <= 8 && text.back() == '%';
}

double by_place(const Page& page, std::size_t at, const std::vector<std::string>& texts,
                const std::vector<const Page*>& window, bool coded) {
  const Region& candidate = page.candidates[at];
  const bool plain = luma(candidate.color) > kDark || saturation(candidate.color) > kSaturated;
  const bool filled = candidate.kind != RegionKind::outlined;
  double c = 1;
  if (filled && plain && !candidate.recognise_label && in_grid(page, candidate)) c *= kDesign;
  if (filled && plain && lying_chart(page, at, texts)) c *= kDesign;
  if (one_of_many_headings(page, at, texts, window, coded)) c *= kDesign;
  if (page.words.size() < kFewestWords && page.text_source != TextSource::text) return c;
  if (in_word(page, candidate.box)) return kImpossible;
  if (candidate.source == RegionSource::raster && in_picture(page, candidate.box)) c *= kPicture;
  if (page.words.size() < kFewestWords) return c;
  const double height = line_height(page);
  if (candidate.box.width() > kBand * page.width && candidate.box.height() < kThinBand * height)
    return c * kDesign;
  // The look of what is found in pixels has the print around it in its confidence already.
  if (candidate.source == RegionSource::raster) return c;
  if (candidate.box.height() > kTall * height && plain &&
      !beside_words(page, candidate.box, height))
    c *= kOffText;
  return c;
}

}  // namespace tachado::redactions
