// What the finders read from: the document's text and the rules' marks in both of its orders.
#pragma once

#include <string>

#include "stages/fields/rules.h"
#include "stages/fields/text.h"

namespace tachado::fields {

// Values of one kind that are read from one document: more are no contract's but a data base's, and
// would swell the output without telling anything.
inline constexpr std::size_t kMaxFound = 5'000;

// One order of the text with its marks.
struct Side {
  const View& view;
  Marks marks;
  std::string flat;  // the folded text with every blank as ' ', for looking up phrases

  Side(const View& text, const Rules::Data& rules);
  [[nodiscard]] const std::string& folded() const { return view.folded; }
  [[nodiscard]] std::string_view part(Span span) const {
    return std::string_view(view.folded).substr(span.begin, span.length());
  }
};

struct Reading {
  const DocumentText& document;
  Side prose;
  Side rows;

  Reading(const DocumentText& text, const Rules::Data& rules);
};

}  // namespace tachado::fields
