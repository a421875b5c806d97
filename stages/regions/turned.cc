#include "stages/regions/turned.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace tachado::regions {
namespace {

// What a long side rises at least, in pixels: less is a scan's blur.
constexpr double kLeastRise = 3;
constexpr double kSteepest = 0.27;  // 15 degrees
// Slopes of two parallels differ at most by this share of them and by so many pixels on their
// length.
constexpr double kParallel = 0.25;
constexpr double kParallelPixels = 1.5;
// Ends of a side belong to the corners.
constexpr std::size_t kCorner = 8;  // one part of so many
constexpr std::size_t kShortest = 16;
// Pixels that a side strays from a straight line, and the share of it that does not.
constexpr double kStray = 1.6;
constexpr double kStraight = 0.85;
// Of what bounds the short sides, the share that may be ragged.
constexpr double kRagged = 0.1;

// A line across the direction it is looked at from: position = slope * along + offset.
struct Side {
  double slope = 0;
  double offset = 0;
};

double median(std::vector<int>::const_iterator from, std::vector<int>::const_iterator to) {
  std::vector<int> values(from, to);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::optional<Side> straight_side(const std::vector<int>& edge) {
  if (edge.size() < kShortest) return std::nullopt;
  const std::size_t skip = edge.size() / kCorner;
  const std::size_t third = (edge.size() - 2 * skip) / 3;
  const auto begin = edge.begin() + static_cast<std::ptrdiff_t>(skip);
  const auto end = edge.end() - static_cast<std::ptrdiff_t>(skip);
  const double first = median(begin, begin + static_cast<std::ptrdiff_t>(third));
  const double last = median(end - static_cast<std::ptrdiff_t>(third), end);
  const auto apart = static_cast<double>(edge.size() - 2 * skip - third);
  Side side;
  side.slope = (last - first) / apart;
  side.offset = first - side.slope * (static_cast<double>(skip) + static_cast<double>(third) / 2);
  std::size_t near = 0;
  for (std::size_t i = skip; i < edge.size() - skip; ++i)
    if (std::abs(edge[i] - side.slope * (static_cast<double>(i) + 0.5) - side.offset) <= kStray)
      ++near;
  if (static_cast<double>(near) < kStraight * static_cast<double>(edge.size() - 2 * skip))
    return std::nullopt;
  return side;
}

// The value below which a share of them lies.
double quantile(std::vector<double> values, double share) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// Where the short sides stand, measured along the long ones.
double end_of(const std::vector<int>& edge, double slope, double share) {
  std::vector<double> values;
  values.reserve(edge.size());
  for (std::size_t i = 0; i < edge.size(); ++i)
    values.push_back(edge[i] + slope * (static_cast<double>(i) + 0.5));
  return quantile(std::move(values), share);
}

}  // namespace

std::optional<Turned> turned(const Edges& edges) {
  if (edges.top.empty() || edges.left.empty()) return std::nullopt;
  // A high figure is looked at from the side: what is said of x and y then holds the other way
  // round.
  const bool lying = edges.top.size() >= edges.left.size();
  const auto near = straight_side(lying ? edges.top : edges.left);
  const auto far = straight_side(lying ? edges.bottom : edges.right);
  if (!near || !far) return std::nullopt;
  const auto length = static_cast<double>((lying ? edges.top : edges.left).size());
  const double slope = (near->slope + far->slope) / 2;
  if (std::abs(slope) * length < kLeastRise || std::abs(slope) > kSteepest) return std::nullopt;
  if (std::abs(near->slope - far->slope) > kParallel * std::abs(slope) + kParallelPixels / length)
    return std::nullopt;
  // Both long sides by the mean slope, through their middles.
  const double near_at = near->offset + (near->slope - slope) * length / 2;
  const double far_at = far->offset + (far->slope - slope) * length / 2;
  const double from = end_of(lying ? edges.left : edges.top, slope, kRagged);
  const double to = end_of(lying ? edges.right : edges.bottom, slope, 1 - kRagged);
  if (far_at - near_at < 1 || to - from < 1) return std::nullopt;
  const double norm = 1 + slope * slope;
  const auto corner = [&](double along, double across) {
    const double x = (along - slope * across) / norm;
    const double y = slope * x + across;
    return lying ? Point{x, y} : Point{y, x};
  };
  Turned out;
  const Point near_from = corner(from, near_at);
  const Point near_to = corner(to, near_at);
  const Point far_to = corner(to, far_at);
  const Point far_from = corner(from, far_at);
  out.corners = lying ? Quad{near_from, near_to, far_to, far_from}
                      : Quad{near_from, far_from, far_to, near_to};
  double seen = 0;
  for (std::size_t i = 0; i < edges.top.size(); ++i)
    seen += std::max(0, edges.bottom[i] - edges.top[i]);
  out.filled = std::min(1.0, seen * norm / ((far_at - near_at) * (to - from)));
  return out;
}

}  // namespace tachado::regions
