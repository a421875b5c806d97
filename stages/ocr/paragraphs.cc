#include "stages/ocr/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "stages/model/utf8.h"
#include "stages/ocr/letters.h"

namespace tachado::ocr {
namespace {

// From a line's middle to the next one's, in line heights: double spacing is 2.4.
constexpr double kMaxDistance = 2.6;
// Lines of a sentence have one size; a line without ascenders is lower than its neighbour.
constexpr double kMaxHeightRatio = 1.7;
// Lines of a column share this part of the narrower one's width,
constexpr double kMinShared = 0.7;
// and begin or end together, to so many line heights: an indent is three letters.
constexpr double kSameEdge = 2.5;

struct Ends {
  std::u32string first;  // word
  std::u32string last;   // word, without a hyphen at the end
  bool hyphen = false;
};

// The end of a sentence, a clause or a heading, whatever quotes and brackets follow.
bool ends_something(std::u32string_view word) {
  while (!word.empty() &&
         std::u32string_view(U"\")”»'’").find(word.back()) != std::u32string_view::npos) {
    word.remove_suffix(1);
  }
  return word.empty() ||
         std::u32string_view(U".:;?!").find(word.back()) != std::u32string_view::npos;
}

// A small letter, but no item of a list ("a) …", "b. …", "c.- …").
bool goes_on(std::u32string_view word) {
  if (word.empty() || !is_letter(word.front()) || is_upper(word.front())) return false;
  return word.size() == 1 || is_letter(word[1]) || word[1] == U',';
}

// As if the lines ran from left to right: the engine reads lines that run up or down by itself.
Rect laid_flat(const Rect& box, bool to_the_left) {
  return to_the_left ? Rect{box.y0, -box.x1, box.y1, -box.x0}
                     : Rect{box.y0, box.x0, box.y1, box.x1};
}

bool continues(Rect before, const Ends& said, Rect line, const Ends& says) {
  if (before.height() > before.width() && line.height() > line.width()) {
    const bool to_the_left = line.x0 < before.x0;
    before = laid_flat(before, to_the_left);
    line = laid_flat(line, to_the_left);
  }
  const double height = std::max(before.height(), line.height());
  const double lower = std::min(before.height(), line.height());
  const double distance = line.center().y - before.center().y;
  if (lower <= 0 || height > kMaxHeightRatio * lower || distance < 0.5 * lower ||
      distance > kMaxDistance * height) {
    return false;
  }
  const double shared = std::min(before.x1, line.x1) - std::max(before.x0, line.x0);
  if (shared < kMinShared * std::min(before.width(), line.width())) return false;
  const double edge = kSameEdge * height;
  if (std::abs(before.x0 - line.x0) > edge && std::abs(before.x1 - line.x1) > edge) {
    return false;
  }
  return goes_on(says.first) && (said.hyphen || !ends_something(said.last));
}

}  // namespace

void join_paragraphs(Reading& reading, const std::vector<Rect>& upright) {
  if (upright.size() != reading.lines.size()) return;
  std::vector<Ends> ends(reading.lines.size());
  for (const Word& word : reading.words) {
    const auto index = static_cast<std::size_t>(word.line);
    if (index >= ends.size()) return;
    Ends& own = ends[index];
    const std::u32string text = to_utf32(word.text);
    if (own.first.empty()) own.first = text;
    own.hyphen = word.glued && text == U"-";
    if (!own.hyphen) own.last = text;
  }
  int block = 0;
  int engines = 0;  // number of the line before
  for (std::size_t i = 0; i < reading.lines.size(); ++i) {
    Line& line = reading.lines[i];
    const int own = line.block;
    if (i > 0 && own != engines && !continues(upright[i - 1], ends[i - 1], upright[i], ends[i])) {
      ++block;
    }
    engines = own;
    line.block = block;
  }
}

}  // namespace tachado::ocr
