#include "stages/export/page_view.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "stages/export/document_reader.h"

namespace tachado::exporting {

using nlohmann::json;

namespace {

// Words that have to follow each other from right to left before their line counts as upside down:
// two may stand in the wrong order.
constexpr std::size_t kMinUpsideDown = 3;

double middle_x(const Rect& box) { return (box.x0 + box.x1) / 2; }
double middle_y(const Rect& box) { return (box.y0 + box.y1) / 2; }

// The way in which all of its words follow each other; nothing where they do not.
std::optional<int> angle_of_words(const LineView& line) {
  std::optional<int> angle;
  for (std::size_t i = 1; i < line.words.size(); ++i) {
    const Rect& before = line.words[i - 1].box;
    const Rect& word = line.words[i].box;
    const double right = middle_x(word) - middle_x(before);
    const double down = middle_y(word) - middle_y(before);
    const int step =
        std::abs(right) >= std::abs(down) ? (right >= 0 ? 0 : 180) : (down < 0 ? 90 : 270);
    if (angle.value_or(step) != step) return std::nullopt;
    angle = step;
  }
  if (angle == 180 && line.words.size() < kMinUpsideDown) return std::nullopt;
  return angle;
}

// Lines that do not show it themselves are as most others of the page, if their shape allows it.
void find_angles(std::vector<LineView>& lines) {
  std::map<int, std::size_t> counts;
  std::vector<std::optional<int>> own;
  for (const LineView& line : lines) {
    own.push_back(angle_of_words(line));
    if (own.back()) ++counts[*own.back()];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Rect& box = lines[i].box;
    const int other = most == counts.end() ? 0 : most->first;
    const bool fits = other % 180 == 0 || box.height() > box.width();
    lines[i].angle = own[i].value_or(fits ? other : 0);
  }
}

}  // namespace

PageView view_of(const json& page) {
  PageView view;
  view.number = std::max(1, whole_number_of(page, "number"));
  view.width = number_of(page, "width");
  view.height = number_of(page, "height");
  for (const json& line : member(page, "lines")) {
    view.lines.push_back({box_of(member(line, "bbox")), whole_number_of(line, "block"), {}});
  }
  for (const json& word : member(page, "words")) {
    if (!word.is_array() || word.size() < 8 || !word[0].is_string() ||
        !word[5].is_number_unsigned()) {
      continue;
    }
    const auto line = word[5].get<std::size_t>();
    if (line >= view.lines.size()) continue;
    std::optional<double> confidence;
    if (word[7].is_number()) confidence = std::clamp(word[7].get<double>(), 0.0, 1.0);
    view.lines[line].words.push_back(
        {word[0].get<std::string>(), box_of(word, 1), confidence,
         word[6].is_number_integer() ? word[6].get<std::int64_t>() : 0});
  }
  for (const json& redaction : member(page, "redactions")) {
    view.redactions.emplace_back(text_of(redaction, "id"), box_of(member(redaction, "bbox")));
  }
  find_angles(view.lines);
  return view;
}

}  // namespace tachado::exporting
