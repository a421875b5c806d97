// Text that was put in place of text: XXXXX, █████, [TESTADO], N1-ELIMINADO 1, (b)(6), 5.1.2e.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stages/model/page.h"

namespace tachado::redactions {

struct ReplacedText {
  std::size_t first = 0;  // words [first, last) of the page, all on one line
  std::size_t last = 0;
  std::string label;  // as printed; empty for a plain mask
  double confidence = 0;
};

// In reading order, without overlap. Words that stand for a region already are left alone. Pure;
// cost: linear in the words.
std::vector<ReplacedText> find_replaced_text(const Page& page);

}  // namespace tachado::redactions
