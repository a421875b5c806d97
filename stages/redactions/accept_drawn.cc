#include "stages/redactions/accept_drawn.h"

#include <algorithm>
#include <cmath>

#include "stages/redactions/accept_place.h"

namespace tachado::redactions {
namespace {

constexpr double kSamePlace = 0.3;  // points; what is drawn by hand differs by more
constexpr double kBeside = 36;      // points: three line heights
constexpr double kInside = 0.6;     // share of a word that belongs to the candidate
constexpr std::size_t kFewestPages = 3;
constexpr double kRepeated = 0.3;

bool same_place(const Rect& a, const Rect& b) {
  const auto close = [](double p, double q) { return std::abs(p - q) <= kSamePlace; };
  return close(a.x0, b.x0) && close(a.y0, b.y0) && close(a.x1, b.x1) && close(a.y1, b.y1);
}

// A name that is struck out in the heading of every page has words beside it.
bool words_beside(const Page& page, const Rect& box) {
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    if (share_inside(word.box, box) > kInside) return false;
    const double shared = std::min(word.box.y1, box.y1) - std::max(word.box.y0, box.y0);
    return shared > std::min(word.box.height(), box.height()) / 2 &&
           word.box.x1 > box.x0 - kBeside && word.box.x0 < box.x1 + kBeside;
  });
}

}  // namespace

double by_drawing(const Page& page, const Region& candidate,
                  const std::vector<const Page*>& window) {
  if (candidate.source != RegionSource::vector || window.size() < kFewestPages) return 1;
  const auto pages =
      static_cast<std::size_t>(std::count_if(window.begin(), window.end(), [&](const Page* other) {
        return std::any_of(
            other->candidates.begin(), other->candidates.end(), [&](const Region& r) {
              return same_place(r.box, candidate.box) && same_color(r.color, candidate.color);
            });
      }));
  if (pages < kFewestPages || 2 * pages <= window.size()) return 1;
  return words_beside(page, candidate.box) ? 1 : kRepeated;
}

}  // namespace tachado::redactions
