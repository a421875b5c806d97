// Recognised words as words of the page: whole characters, hyphens apart, lines and blocks counted
// on.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "stages/model/page.h"
#include "stages/model/recognizer.h"

namespace tachado::ocr {

// A reading of a page or of a part of it. Line numbers count from 0 within it.
struct Reading {
  std::vector<Line> lines;
  std::vector<Word> words;
  bool complete = true;
  int improved_lines = 0;  // that a second look read better
};

// Ligatures apart, accents on their letters (NFC for Latin script), control characters out.
[[nodiscard]] std::string tidy(std::string_view utf8);

// `place` maps a box from the recognised picture to the page. Words that are specks (nothing but
// rules and points, at low confidence) are left out; paragraphs are those of paragraphs.h.
[[nodiscard]] Reading reading_of(const Recognized& recognized,
                                 const std::function<Rect(const Rect&)>& place);

// `next` as the part that is read after `reading`.
void append(Reading& reading, Reading next);

// Mean confidence of the recognised words, weighed by their length; none without any.
[[nodiscard]] std::optional<double> mean_confidence(const std::vector<Word>& words);

}  // namespace tachado::ocr
