#include "stages/regions/split.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace tachado::regions {
namespace {

// Bars are no thinner than this, in letter heights.
constexpr double kLeastBar = 0.8;

// Bars that touch differ over this length, in letter heights; a letter that sticks out of its bar
// makes a notch.
constexpr double kLasting = 1.5;

// Pixels in which a row differs from the one above.
int step_at(const Mask& mask, int y) {
  int n = 0;
  const std::uint8_t* a = mask.row(y - 1);
  const std::uint8_t* b = mask.row(y);
  for (int x = 0; x < mask.width; ++x) n += a[x] ^ b[x];
  return n;
}

// How far the ends of rows [y - length, y) are from those of [y, y + length), by their medians.
int lasting_step(const Mask& mask, int y, int length) {
  const auto ends = [&](int from, int to) {
    std::vector<int> first;
    std::vector<int> last;
    for (int at = std::max(0, from); at < std::min(to, mask.height); ++at) {
      const std::uint8_t* row = mask.row(at);
      first.push_back(next_of(row, 0, mask.width, 1));
      int end = mask.width;
      while (end > 0 && row[end - 1] == 0) --end;
      last.push_back(end);
    }
    const auto median = [](std::vector<int>& values) {
      if (values.empty()) return 0;
      const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
      std::nth_element(values.begin(), middle, values.end());
      return *middle;
    };
    return std::pair(median(first), median(last));
  };
  const auto above = ends(y - length, y);
  const auto below = ends(y, y + length);
  return std::abs(above.first - below.first) + std::abs(above.second - below.second);
}

BarMasks part(const BarMasks& whole, const PixelBox& box) {
  const PixelBox local{box.x0 - whole.box.x0, box.y0 - whole.box.y0, box.x1 - whole.box.x0,
                       box.y1 - whole.box.y0};
  return {box, crop(whole.bar, local), crop(whole.labels, local)};
}

Mask turned(const Mask& mask) {
  Mask out(mask.height, mask.width);
  for (int y = 0; y < mask.height; ++y)
    for (int x = 0; x < mask.width; ++x) out.row(x)[y] = mask.row(y)[x];
  return out;
}

// The row between two label lines at which the figure's ends step most; the middle where they do
// not step.
int cut_between(const Mask& bar, int from, int to, int otherwise, int lasting = 0) {
  const int least = std::max(2, bar.width / 50);
  int best = otherwise;
  int most = least;
  for (int y = std::max(1, from); y <= std::min(to, bar.height - 1); ++y) {
    const int step = step_at(bar, y);
    if (step > most && (lasting == 0 || lasting_step(bar, y, lasting) > least)) {
      most = step;
      best = y;
    }
  }
  return best;
}

std::vector<BarMasks> split_into_rows(const BarMasks& whole, const TextScale& scale) {
  const Inside inside = inside_of(whole.labels, whole.box.x0, whole.box.y0, scale);
  std::vector<PixelBox> lines;
  for (const PixelBox& word : inside.words) {
    if (!lines.empty() && std::min(lines.back().y1, word.y1) > std::max(lines.back().y0, word.y0))
      lines.back() = unite(lines.back(), word);
    else
      lines.push_back(word);
  }
  if (lines.size() < 2) return {whole};
  std::vector<int> cuts{whole.box.y0};
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const int from = lines[i].y1 - whole.box.y0 + 1;
    const int to = lines[i + 1].y0 - whole.box.y0;
    // A label may stand right at its bar's edge, and its letters a little beyond.
    const int over = lines[i + 1].height() / 4;
    cuts.push_back(whole.box.y0 + cut_between(whole.bar, from, to + over, (from + to) / 2));
  }
  cuts.push_back(whole.box.y1);
  const int thinnest = std::max(2, static_cast<int>(std::lround(kLeastBar * scale.letter)));
  std::vector<BarMasks> parts;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    if (cuts[i + 1] - cuts[i] < thinnest) return {whole};
    const BarMasks band = part(whole, {whole.box.x0, cuts[i], whole.box.x1, cuts[i + 1]});
    for (const Component& c : components(band.bar, 1, false, {thinnest, thinnest}).list)
      parts.push_back(part(whole, {c.box.x0 + whole.box.x0, c.box.y0 + cuts[i],
                                   c.box.x1 + whole.box.x0, c.box.y1 + cuts[i]}));
  }
  return parts.empty() ? std::vector<BarMasks>{whole} : parts;
}

// A column of another colour from top to bottom: the blank between two bars that blur into one. Or
// several that the bars leave open for most of their height, more of them than a letter's stroke is
// wide.
int blank_between(const BarMasks& whole, int from, int to, const TextScale& scale) {
  constexpr double kBlank = 0.8;  // of the column
  constexpr double kOpen = 0.6;
  constexpr double kStroke = 0.4;  // letter heights
  const int wide = std::max(3, static_cast<int>(std::lround(kStroke * scale.letter)));
  const int height = whole.labels.height;
  int open = 0;
  for (int x = std::max(1, from); x <= std::min(to, whole.labels.width - 2); ++x) {
    int other = 0;
    int left_open = 0;
    for (int y = 0; y < height; ++y) {
      other += whole.labels.row(y)[x];
      left_open += whole.labels.row(y)[x] | (whole.bar.row(y)[x] ^ 1);
    }
    if (other > kBlank * height) return x;
    open = left_open > kOpen * height ? open + 1 : 0;
    if (open >= wide) return x - open / 2;
  }
  return -1;
}

// The same label twice, each in the middle of its bar: the place where such bars meet.
int middle_between(const PixelBox& box, const PixelBox& a, const PixelBox& b, double letter) {
  constexpr double kSameSize = 0.8;
  const auto same = [](int m, int n) { return std::min(m, n) >= kSameSize * std::max(m, n); };
  if (!same(a.width(), b.width()) || !same(a.height(), b.height())) return -1;
  const int from_left = a.x0 + a.x1 - box.x0;
  const int from_right = b.x0 + b.x1 - box.x1;
  if (std::abs(from_left - from_right) > 2 * letter) return -1;
  const int at = (from_left + from_right) / 2;
  return at > a.x1 && at < b.x0 ? at - box.x0 : -1;
}

// Side by side, bars are told apart where the figure's top or bottom steps between their labels,
// where a blank stands between them, or by the place of two equal labels.
std::vector<BarMasks> split_into_columns(const BarMasks& whole, const TextScale& scale) {
  const Inside inside = inside_of(whole.labels, whole.box.x0, whole.box.y0, scale);
  std::vector<PixelBox> words = inside.words;
  // A lone letter or stroke is no label.
  std::erase_if(words, [](const PixelBox& w) { return w.width() < 1.5 * w.height(); });
  if (words.size() < 2 || inside.lines != 1) return {whole};
  std::sort(words.begin(), words.end(),
            [](const PixelBox& a, const PixelBox& b) { return a.x0 < b.x0; });
  const Mask bar = turned(whole.bar);
  const int lasting = static_cast<int>(std::lround(kLasting * scale.letter));
  std::vector<int> cuts{whole.box.x0};
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const int from = words[i].x1 - whole.box.x0 + 1;
    const int to = words[i + 1].x0 - whole.box.x0;
    int cut = blank_between(whole, from, to, scale);
    if (cut < 0) cut = cut_between(bar, from, to, -1, lasting);
    if (cut < 0 && words.size() == 2)
      cut = middle_between(whole.box, words[i], words[i + 1], scale.letter);
    if (cut > 0) cuts.push_back(whole.box.x0 + cut);
  }
  cuts.push_back(whole.box.x1);
  std::vector<BarMasks> parts;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    parts.push_back(part(whole, {cuts[i], whole.box.y0, cuts[i + 1], whole.box.y1}));
  return parts;
}

}  // namespace

std::vector<BarMasks> split_by_labels(const BarMasks& whole, const TextScale& scale) {
  std::vector<BarMasks> parts;
  for (const BarMasks& row : split_into_rows(whole, scale))
    for (BarMasks& bar : split_into_columns(row, scale)) parts.push_back(std::move(bar));
  return parts;
}

}  // namespace tachado::regions
