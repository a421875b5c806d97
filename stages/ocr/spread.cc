#include "stages/ocr/spread.h"

#include <algorithm>

namespace tachado::ocr {
namespace {

// Two upright A4 or letter pages side by side are 1.3 to 1.4 times as wide as high.
constexpr double kMinAspect = 1.2;
// The fold is near the middle; share of the sheet's width.
constexpr double kFirstFold = 0.4;
constexpr double kLastFold = 0.6;
constexpr double kMinGap = 0.025;
// A page of each side.
constexpr std::size_t kMinLines = 8;
constexpr int kMinLetters = 150;
// Prose: half of a side's lines are at least this long, share of the side's widest hull.
constexpr double kLongLine = 0.55;

struct Side {
  std::vector<double> widths;
  int letters = 0;
  Rect hull;

  void add(const PictureLine& line) {
    widths.push_back(line.box.width());
    letters += line.letters;
    hull = unite(hull, line.box);
  }

  [[nodiscard]] bool prose() const {
    const auto longer = std::count_if(widths.begin(), widths.end(), [&](double width) {
      return width >= kLongLine * hull.width();
    });
    return widths.size() >= kMinLines && letters >= kMinLetters &&
           2 * static_cast<std::size_t>(longer) >= widths.size();
  }
};

}  // namespace

std::optional<double> spread_of(const std::vector<PictureLine>& lines, double width,
                                double height) {
  if (height <= 0 || width < kMinAspect * height) return std::nullopt;
  std::vector<std::pair<double, double>> spans;
  spans.reserve(lines.size());
  for (const PictureLine& line : lines) spans.emplace_back(line.box.x0, line.box.x1);
  std::sort(spans.begin(), spans.end());
  // The widest strip near the middle that no line reaches into.
  double reached = 0;
  double fold = 0;
  double widest = kMinGap * width;
  for (const auto& [left, right] : spans) {
    const double middle = (reached + left) / 2;
    if (left - reached > widest && middle > kFirstFold * width && middle < kLastFold * width) {
      widest = left - reached;
      fold = middle;
    }
    reached = std::max(reached, right);
  }
  if (fold <= 0) return std::nullopt;
  Side left;
  Side right;
  for (const PictureLine& line : lines) (line.box.x1 < fold ? left : right).add(line);
  if (!left.prose() || !right.prose()) return std::nullopt;
  return fold;
}

}  // namespace tachado::ocr
