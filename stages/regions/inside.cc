#include "stages/regions/inside.h"

#include <algorithm>

namespace tachado::regions {
namespace {

// Labels are set smaller or larger than the page's text; the figure limits them, not the page.
constexpr double kLeastLetter = 0.4;  // of the page's letter height
constexpr double kLargestLetter = 6.0;
// Letters of one word are at most this far apart, in heights of the taller one.
constexpr double kWordGap = 1.1;

bool same_line(const PixelBox& a, const PixelBox& b) {
  const int both = std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
  return 2 * both > std::min(a.height(), b.height());
}

// Pieces that may be letters, on the page, from the left to the right.
std::vector<PixelBox> letters_in(const Mask& marks, int origin_x, int origin_y,
                                 const TextScale& scale) {
  std::vector<PixelBox> letters;
  for (const Component& c : components(marks, 1, true, {1, 2}).list) {
    const int h = c.box.height();
    const int w = c.box.width();
    if (h < kLeastLetter * scale.letter || h > kLargestLetter * scale.letter) continue;
    if (w > 5 * h) continue;  // a rule, a scratch
    letters.push_back(
        {c.box.x0 + origin_x, c.box.y0 + origin_y, c.box.x1 + origin_x, c.box.y1 + origin_y});
  }
  std::sort(letters.begin(), letters.end(), [](const PixelBox& a, const PixelBox& b) {
    return a.x0 != b.x0 ? a.x0 < b.x0 : a.y0 < b.y0;
  });
  return letters;
}

template <typename Measure>
int median(const std::vector<PixelBox>& letters, Measure measure) {
  std::vector<int> values;
  values.reserve(letters.size());
  for (const PixelBox& letter : letters) values.push_back(measure(letter));
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct Group {
  PixelBox box;
  int letters = 0;
};

std::vector<Group> groups_of(const std::vector<PixelBox>& letters) {
  std::vector<Group> groups;
  for (const PixelBox& letter : letters) {
    Group* home = nullptr;
    for (Group& group : groups)
      if (same_line(group.box, letter) &&
          letter.x0 - group.box.x1 <= kWordGap * std::max(group.box.height(), letter.height()))
        home = &group;
    if (home == nullptr) home = &groups.emplace_back();
    home->box = unite(home->box, letter);
    // Letters that run into each other count by their width.
    home->letters += std::max(1, letter.width() / std::max(1, letter.height()));
  }
  return groups;
}

int lines_of(const std::vector<Group>& groups) {
  std::vector<PixelBox> lines;
  for (const Group& group : groups) {
    const PixelBox& word = group.box;
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const PixelBox& l) { return same_line(l, word); });
    if (line == lines.end())
      lines.push_back(word);
    else
      *line = unite(*line, word);
  }
  return static_cast<int>(lines.size());
}

}  // namespace

Mask crop(const Mask& mask, const PixelBox& box) {
  Mask out(std::max(0, box.width()), std::max(0, box.height()));
  for (int y = 0; y < out.height; ++y)
    std::copy_n(mask.row(box.y0 + y) + box.x0, out.width, out.row(y));
  return out;
}

Inside inside_of(const Mask& marks, int origin_x, int origin_y, const TextScale& scale) {
  Inside out;
  if (marks.width <= 0 || marks.height <= 0) return out;
  const std::vector<PixelBox> letters = letters_in(marks, origin_x, origin_y, scale);
  if (letters.empty()) return out;
  out.pieces = static_cast<int>(letters.size());
  out.height = median(letters, [](const PixelBox& letter) { return letter.height(); });
  out.baseline = median(letters, [](const PixelBox& letter) { return letter.y1; });
  for (const PixelBox& letter : letters) out.hull = unite(out.hull, letter);
  const std::vector<Group> groups = groups_of(letters);
  for (const Group& group : groups)
    if (group.letters > 1) out.words.push_back(group.box);
  std::sort(out.words.begin(), out.words.end(), [](const PixelBox& a, const PixelBox& b) {
    return a.y0 != b.y0 ? a.y0 < b.y0 : a.x0 < b.x0;
  });
  out.lines = lines_of(groups);
  return out;
}

}  // namespace tachado::regions
