// A page of a written document, as lines of words. Included by .cc files only (third-party types).
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stages/model/geometry.h"

namespace tachado::exporting {

struct WordView {
  std::string text;
  Rect box;
  std::optional<double> confidence;
  std::int64_t offset = 0;  // in the page's text
};

struct LineView {
  Rect box;
  int block = 0;
  // By which its letters are turned on the page as displayed: degrees counter-clockwise, a multiple
  // of 90. From the places of its words, which is all that a document says of it: 0 where they do
  // not show it.
  int angle = 0;
  std::vector<WordView> words;
};

struct PageView {
  int number = 1;
  double width = 0;
  double height = 0;
  std::vector<LineView> lines;
  std::vector<std::pair<std::string, Rect>> redactions;  // id and place
};

// Words that are none, or that name a line that is not there, are left out. Confidences are cut to
// 0 to 1.
[[nodiscard]] PageView view_of(const nlohmann::json& page);

}  // namespace tachado::exporting
