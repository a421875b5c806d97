// Which candidates are redactions, given what is written in and around them.
#pragma once

#include <vector>

#include "stages/model/page.h"

namespace tachado::redactions {

struct AcceptContext {
  // Neighbouring pages with this one among them, in order: what stands at the same place on most
  // of them is letterhead or form, not redaction. May be empty. No null pointers.
  const std::vector<const Page*>& window;
};

// For page.candidates[i], the confidence 0 to 1 that it is a redaction (0: rejected); same length
// and order as page.candidates. Reads words where there are any, else goes by the look. Pure.
// Cost: candidates times words.
[[nodiscard]] std::vector<double> accept(const Page& page, const AcceptContext& context);

}  // namespace tachado::redactions
