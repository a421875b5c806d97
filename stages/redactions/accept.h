// Which candidates are redactions, judged with what surrounds them on this page and its neighbours.
#pragma once

#include <vector>

#include "stages/model/page.h"

namespace tachado::redactions {

struct AcceptContext {
  const std::vector<const Page*>& window;  // pages around it, itself among them
};

// One confidence, 0 to 1, for every candidate of the page.
std::vector<double> accept(const Page& page, const AcceptContext& context);

}  // namespace tachado::redactions
