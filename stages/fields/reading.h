// What the finders read from: the document's text and the rules' marks in both of its orders.
#pragma once

#include "stages/fields/rules.h"
#include "stages/fields/text.h"

namespace tachado::fields {

struct Reading {
  const DocumentText& document;
  Marks prose;
  Marks rows;

  Reading(const DocumentText& text, const Rules::Data& rules)
      : document(text), prose(rules, text.prose().folded), rows(rules, text.rows().folded) {}
};

}  // namespace tachado::fields
