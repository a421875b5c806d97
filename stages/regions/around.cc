#include "stages/regions/around.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

namespace tachado::regions {
namespace {

constexpr double kOnBox = 0.6;  // share of a word that belongs to a box
// A label: code points, and words.
constexpr std::int64_t kLabelLength = 30;
constexpr int kLabelWords = 4;
constexpr std::ptrdiff_t kPlainLetters = 4;  // fewer are a code or a column's mark
constexpr double kBesideGap = 36;            // three line heights of 12-point print
constexpr double kAboveGap = 16;             // a line
constexpr double kSameField = 0.5;

bool on_box(const Word& word, const Rect& box) { return share_inside(word.box, box) >= kOnBox; }

}  // namespace

Reading reading_on(const Page& page, const Rect& box) { return reading_above(page, box, -1); }

Reading reading_above(const Page& page, const Rect& box, std::int32_t order) {
  Reading out;
  const Word* last = nullptr;
  for (const Word& word : page.words) {
    // Words without an order were recognised: nothing lies on them.
    if (!on_box(word, box) || (word.order != 0 && word.order <= order)) continue;
    if (last != nullptr && last->line == word.line)
      out.gap = std::max(out.gap, word.box.x0 - last->box.x1);
    last = &word;
    ++out.words;
    out.characters += code_points(word.text);
    if (!out.text.empty()) out.text += ' ';
    out.text += word.text;
  }
  return out;
}

bool longer_than_label(const Reading& reading) {
  return reading.characters > kLabelLength || reading.words > kLabelWords;
}

bool plain_words(const Reading& reading) {
  const auto letters = std::count_if(reading.text.begin(), reading.text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return std::isalpha(u) != 0 || u >= 0x80;
  });
  return letters >= kPlainLetters &&
         reading.text.find_first_of("0123456789([{#") == std::string::npos;
}

Row row_around(const Page& page, const Rect& box) {
  Row row;
  row.gap = kBesideGap;
  double nearest = kBesideGap;
  for (const Word& word : page.words) {
    if (on_box(word, box)) continue;
    const double shared = std::min(word.box.y1, box.y1) - std::max(word.box.y0, box.y0);
    if (shared < std::min(word.box.height(), box.height()) / 2) continue;
    const double middle = word.box.center().x;
    if (middle < box.center().x && box.x0 - word.box.x1 <= nearest) {
      row.left = true;
      row.closed = !word.text.empty() && word.text.back() == ':';
      nearest = std::max(0.0, box.x0 - word.box.x1);
      row.gap = std::min(row.gap, nearest);
    }
    if (middle > box.center().x && word.box.x0 - box.x1 <= kBesideGap) {
      row.right = true;
      row.gap = std::min(row.gap, std::max(0.0, word.box.x0 - box.x1));
    }
  }
  return row;
}

bool beside_text(const Page& page, const Rect& box) {
  const Rect around = inflate(box, kBesideGap, kAboveGap);
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    return !intersect(word.box, around).empty() && !on_box(word, box);
  });
}

double line_height(const Page& page) {
  std::vector<double> heights;
  heights.reserve(page.words.size());
  for (const Word& word : page.words) heights.push_back(word.box.height());
  if (heights.empty()) return 0;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

bool is_field(const Page& page, const Rect& box) {
  return std::any_of(page.annotations.begin(), page.annotations.end(), [&](const Annotation& a) {
    return a.subtype == "Widget" && overlap(a.box, box) > kSameField;
  });
}

}  // namespace tachado::regions
