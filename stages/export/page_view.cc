#include "stages/export/page_view.h"

#include <algorithm>

#include "stages/export/document_reader.h"

namespace tachado::exporting {

using nlohmann::json;

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
  return view;
}

}  // namespace tachado::exporting
