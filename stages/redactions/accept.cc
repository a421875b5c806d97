#include "stages/redactions/accept.h"

namespace tachado::redactions {
namespace {

// A label is short: "(b)(7)(C)", "Confidencial.1", "5.1.2.e 5.1.2.h". Code points, blanks apart.
constexpr std::int64_t kLabelLength = 24;
// A word belongs to a region when most of its box lies inside.
constexpr double kShareInside = 0.6;

// Words that can be read inside the region, as far as they are more than a label.
std::int64_t readable_inside(const Page& page, const Rect& box) {
  std::int64_t characters = 0;
  for (const Word& word : page.words)
    if (!word.redaction && share_inside(word.box, box) >= kShareInside)
      characters += code_points(word.text);
  return characters;
}

}  // namespace

std::vector<double> accept(const Page& page, const AcceptContext& /*context*/) {
  std::vector<double> confidences;
  confidences.reserve(page.candidates.size());
  for (const Region& candidate : page.candidates) {
    const bool crowded = readable_inside(page, candidate.box) > kLabelLength;
    confidences.push_back(candidate.confidence * (crowded ? 0.3 : 1.0));
  }
  return confidences;
}

}  // namespace tachado::redactions
