// The little language in which the samples' texts are written:
//
//   *bold*                 bold
//   {bar:WHAT|text}        text taken out, a black bar in its place
//   {over:WHAT|text}       a black bar over text that is still there: a failed redaction
//   {annot:WHAT|text}      an unapplied /Redact annotation over text
//   {box:WHAT:LABEL|text}  text taken out, a white box with a thin outline and LABEL inside
//
// WHAT is what the text was, from the closed list of hides.what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tachado::samples {

enum class Hide { none, bar, over, annotation, box };

struct Span {
  std::size_t begin = 0;  // bytes of Marked::text, [begin, end)
  std::size_t end = 0;
  bool bold = false;
  Hide hide = Hide::none;
  std::string what;
  std::string label;
  std::string removed;  // the text that is no longer there: its width is kept
};

struct Marked {
  std::string text;  // U+FFFC stands for a text taken out
  std::vector<Span> spans;
};

// Throws std::invalid_argument: a mistake in our own texts.
Marked parse_markup(std::string_view markup);

}  // namespace tachado::samples
