#include "stages/redactions/accept.h"

namespace tachado::redactions {

std::vector<double> accept(const Page& page, const AcceptContext& /*context*/) {
  std::vector<double> result;
  result.reserve(page.candidates.size());
  for (const Region& candidate : page.candidates) result.push_back(candidate.confidence);
  return result;
}

}  // namespace tachado::redactions
