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

bool continues(const Line& before, const Ends& said, const Line& line, const Ends& says) {
  const double height = std::max(before.box.height(), line.box.height());
  const double lower = std::min(before.box.height(), line.box.height());
  const double distance = line.box.center().y - before.box.center().y;
  if (lower <= 0 || height > kMaxHeightRatio * lower || distance < 0.5 * lower ||
      distance > kMaxDistance * height) {
    return false;
  }
  const double shared = std::min(before.box.x1, line.box.x1) - std::max(before.box.x0, line.box.x0);
  if (shared < kMinShared * std::min(before.box.width(), line.box.width())) return false;
  const double edge = kSameEdge * height;
  if (std::abs(before.box.x0 - line.box.x0) > edge &&
      std::abs(before.box.x1 - line.box.x1) > edge) {
    return false;
  }
  return goes_on(says.first) && (said.hyphen || !ends_something(said.last));
}

}  // namespace

void join_paragraphs(Reading& reading) {
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
    if (i > 0 && own != engines && !continues(reading.lines[i - 1], ends[i - 1], line, ends[i])) {
      ++block;
    }
    engines = own;
    line.block = block;
  }
}

}  // namespace tachado::ocr
