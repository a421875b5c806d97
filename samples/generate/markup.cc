#include "samples/generate/markup.h"

#include <stdexcept>

namespace tachado::samples {
namespace {

constexpr std::string_view kPlaceholder = "\xEF\xBF\xBC";  // U+FFFC, object replacement

Hide hide_from(std::string_view name) {
  if (name == "bar") return Hide::bar;
  if (name == "over") return Hide::over;
  if (name == "annot") return Hide::annotation;
  if (name == "box") return Hide::box;
  throw std::invalid_argument("unknown markup: " + std::string(name));
}

Span parse_hidden(std::string_view inside, std::string& text) {
  const std::size_t bar = inside.find('|');
  const std::size_t colon = inside.find(':');
  if (bar == std::string_view::npos || colon > bar) {
    throw std::invalid_argument("markup wants {how:what|text}: " + std::string(inside));
  }
  Span span;
  span.hide = hide_from(inside.substr(0, colon));
  const std::string_view what = inside.substr(colon + 1, bar - colon - 1);
  const std::size_t second = what.find(':');
  span.what = what.substr(0, second);
  if (second != std::string_view::npos) {
    span.label = what.substr(second + 1);
  }
  const std::string_view hidden = inside.substr(bar + 1);
  span.begin = text.size();
  if (span.hide == Hide::bar || span.hide == Hide::box) {
    span.removed = hidden;
    text += kPlaceholder;
  } else {
    text += hidden;
  }
  span.end = text.size();
  return span;
}

}  // namespace

Marked parse_markup(std::string_view markup) {
  Marked marked;
  std::size_t bold_from = std::string::npos;
  for (std::size_t i = 0; i < markup.size(); ++i) {
    if (markup[i] == '*') {
      if (bold_from == std::string::npos) {
        bold_from = marked.text.size();
      } else {
        marked.spans.push_back({.begin = bold_from, .end = marked.text.size(), .bold = true});
        bold_from = std::string::npos;
      }
    } else if (markup[i] == '{') {
      const std::size_t end = markup.find('}', i);
      if (end == std::string_view::npos) {
        throw std::invalid_argument("markup without }: " + std::string(markup.substr(i, 40)));
      }
      marked.spans.push_back(parse_hidden(markup.substr(i + 1, end - i - 1), marked.text));
      i = end;
    } else {
      marked.text += markup[i];
    }
  }
  if (bold_from != std::string::npos) {
    throw std::invalid_argument("markup without closing *: " + std::string(markup.substr(0, 40)));
  }
  return marked;
}

}  // namespace tachado::samples
