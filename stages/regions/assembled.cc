// Outlines put together of their four sides. A zone of paper that ink encloses is found as such
// (outlined.cc) only where nothing touches the outline from within; a label that does, or another
// box that overlaps, leaves the sides as they are. So: upright and level strokes, and four of them
// that meet at their ends.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>

#include "stages/regions/look.h"
#include "stages/regions/outlined.h"

namespace tachado::regions {
namespace {

// Sizes in letter heights.
constexpr double kLeastWidth = 1.6;
constexpr double kLeastHeight = 1.0;
constexpr double kMostHeight = 12;   // higher boxes have room for their labels
constexpr double kThickest = 0.6;    // of an outline
constexpr double kLongestGap = 0.3;  // in a worn one
constexpr double kMeets = 0.25;      // two sides end within this of each other
constexpr double kLeastSide = 0.75;  // share of a level side that a stroke draws between its ends
// A page with more strokes than this is a drawing or a dense form.
constexpr std::size_t kMostStrokes = 3000;
// Corners of one stroke that are tried with each other.
constexpr std::size_t kMostCorners = 60;
// Boxes that are looked at more closely.
constexpr std::size_t kMostBoxes = 400;

// A straight stroke: from `from` to `to` along its axis, at `begin` and `end` across it.
struct Stroke {
  int from = 0;
  int to = 0;
  double begin = 0;
  double end = 0;

  [[nodiscard]] double at(double along) const {
    const double length = std::max(1, to - from);
    return begin + (end - begin) * std::clamp((along - from) / length, 0.0, 1.0);
  }
};

// `level`: strokes that run along rows.
std::vector<Stroke> strokes_of(const Bits& mask, bool level, int least) {
  const LeastSize size = level ? LeastSize{least, 1} : LeastSize{1, least};
  const Components all = components(mask, 1, true, size);
  std::vector<Stroke> strokes;
  for (const Component& c : all.list) {
    Stroke stroke;
    stroke.from = level ? c.box.x0 : c.box.y0;
    stroke.to = level ? c.box.x1 : c.box.y1;
    const int length = stroke.to - stroke.from;
    const int across = level ? c.box.height() : c.box.width();
    // Bent, or several that touch.
    if (across * 3 > length) continue;
    const int near = std::max(2, length / 8);
    double sum_begin = 0;
    double sum_end = 0;
    std::int64_t count_begin = 0;
    std::int64_t count_end = 0;
    for (std::size_t i = c.first; i < c.last; ++i) {
      const Run& run = all.runs[i];
      if (level) {
        const int begin = std::min(run.x1, stroke.from + near) - run.x0;
        const int end = run.x1 - std::max(run.x0, stroke.to - near);
        if (begin > 0) sum_begin += run.y * begin, count_begin += begin;
        if (end > 0) sum_end += run.y * end, count_end += end;
      } else {
        const double middle = (run.x0 + run.x1 - 1) / 2.0;
        const int width = run.x1 - run.x0;
        if (run.y < stroke.from + near) sum_begin += middle * width, count_begin += width;
        if (run.y >= stroke.to - near) sum_end += middle * width, count_end += width;
      }
    }
    if (count_begin == 0 || count_end == 0) continue;
    stroke.begin = sum_begin / static_cast<double>(count_begin);
    stroke.end = sum_end / static_cast<double>(count_end);
    strokes.push_back(stroke);
  }
  return strokes;
}

// A label's letters that touch a side make it too thick there to be a stroke: it goes on along the
// ink, over gaps of the outline.
void extend(std::vector<Stroke>& strokes, const Mask& ink, bool level, int gap) {
  constexpr int kStray = 1;
  const int length = level ? ink.width : ink.height;
  const auto set = [&](int along, double across) {
    const int middle = static_cast<int>(std::lround(across));
    for (int d = -kStray; d <= kStray; ++d) {
      const int x = level ? along : middle + d;
      const int y = level ? middle + d : along;
      if (x >= 0 && y >= 0 && x < ink.width && y < ink.height && ink.row(y)[x] != 0) return true;
    }
    return false;
  };
  for (Stroke& stroke : strokes) {
    for (int at = stroke.from - 1; at >= 0 && stroke.from - at <= gap + 1; --at)
      if (set(at, stroke.begin)) stroke.from = at;
    for (int at = stroke.to; at < length && at - stroke.to <= gap; ++at)
      if (set(at, stroke.end)) stroke.to = at + 1;
  }
}

struct Grid {
  std::vector<Stroke> level;
  std::vector<Stroke> upright;
  // For each level stroke the upright ones that reach it, from the left, and the other way round,
  // from the top.
  std::vector<std::vector<std::size_t>> on_level;
  std::vector<std::vector<std::size_t>> on_upright;
};

// What a stroke covers of the page, and at least `near` pixels around it.
PixelBox reach_of(const Stroke& stroke, bool level, double near) {
  const int around = static_cast<int>(std::ceil(near)) + 1;
  const int first = static_cast<int>(std::floor(std::min(stroke.begin, stroke.end)));
  const int last = static_cast<int>(std::ceil(std::max(stroke.begin, stroke.end)));
  const PixelBox along{stroke.from - around, first - around, stroke.to + around, last + around};
  return level ? along : PixelBox{along.y0, along.x0, along.y1, along.x1};
}

Grid grid_of(std::vector<Stroke> level, std::vector<Stroke> upright, double near) {
  Grid grid{std::move(level), std::move(upright), {}, {}};
  grid.on_level.resize(grid.level.size());
  grid.on_upright.resize(grid.upright.size());
  std::vector<PixelBox> reaches;
  for (const Stroke& column : grid.upright) reaches.push_back(reach_of(column, false, near));
  for (std::size_t h = 0; h < grid.level.size(); ++h) {
    const PixelBox around = reach_of(grid.level[h], true, near);
    for (std::size_t v = 0; v < grid.upright.size(); ++v) {
      // Nearly all are far from each other.
      if (intersect(around, reaches[v]).empty()) continue;
      const Stroke& row = grid.level[h];
      const Stroke& column = grid.upright[v];
      const double y = row.at(column.begin);
      const double x = column.at(y);
      if (x < row.from - near || x > row.to + near || y < column.from - near ||
          y > column.to + near)
        continue;
      grid.on_level[h].push_back(v);
      grid.on_upright[v].push_back(h);
    }
  }
  for (std::vector<std::size_t>& columns : grid.on_level)
    std::sort(columns.begin(), columns.end(), [&](std::size_t a, std::size_t b) {
      return grid.upright[a].begin < grid.upright[b].begin;
    });
  for (std::vector<std::size_t>& rows : grid.on_upright)
    std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
      return grid.level[a].begin < grid.level[b].begin;
    });
  return grid;
}

// How much of what lies between two columns a level stroke draws.
double drawn(const Stroke& row, double left, double right) {
  return (std::min<double>(row.to, right) - std::max<double>(row.from, left)) /
         std::max(1.0, right - left);
}

class Assembly {
 public:
  Assembly(const Grid& grid, const TextScale& scale)
      : grid_(grid),
        near_(std::max(2.0, kMeets * scale.letter)),
        least_width_(kLeastWidth * scale.letter),
        least_height_(kLeastHeight * scale.letter),
        most_height_(kMostHeight * scale.letter) {}

  std::vector<PixelBox> boxes() {
    for (std::size_t top = 0; top < grid_.level.size(); ++top) {
      const std::vector<std::size_t>& columns = grid_.on_level[top];
      const std::size_t count = std::min(columns.size(), kMostCorners);
      for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = i + 1; j < count; ++j)
          if (close(top, columns[i], columns[j])) break;
    }
    return std::move(boxes_);
  }

 private:
  // The nearest level stroke that closes the box below; false where there is none.
  bool close(std::size_t top, std::size_t left, std::size_t right) {
    const Stroke& above = grid_.level[top];
    const Stroke& before = grid_.upright[left];
    const Stroke& behind = grid_.upright[right];
    const double x0 = before.at(above.begin);
    const double x1 = behind.at(above.end);
    if (x1 - x0 < least_width_ || drawn(above, x0, x1) < kLeastSide) return false;
    const double y0 = above.at((x0 + x1) / 2);
    for (const std::size_t bottom : grid_.on_upright[left]) {
      const Stroke& below = grid_.level[bottom];
      const double y1 = below.at((x0 + x1) / 2);
      if (y1 - y0 < least_height_) continue;
      if (y1 - y0 > most_height_) return false;
      if (y1 > before.to + near_ || y1 > behind.to + near_) return false;
      const std::vector<std::size_t>& others = grid_.on_level[bottom];
      if (std::find(others.begin(), others.end(), right) == others.end() ||
          drawn(below, x0, x1) < kLeastSide)
        continue;
      if (boxes_.size() < kMostBoxes)
        boxes_.push_back({static_cast<int>(std::lround(x0)), static_cast<int>(std::lround(y0)),
                          static_cast<int>(std::lround(x1)) + 1,
                          static_cast<int>(std::lround(y1)) + 1});
      return true;
    }
    return false;
  }

  const Grid& grid_;
  double near_;
  double least_width_;
  double least_height_;
  double most_height_;
  std::vector<PixelBox> boxes_;
};

}  // namespace

std::vector<PixelBox> assembled_boxes(const Mask& ink, const Bits& packed_ink,
                                      const TextScale& scale) {
  const int thick = std::max(3, static_cast<int>(std::lround(kThickest * scale.letter)));
  const int gap = std::max(2, static_cast<int>(std::lround(kLongestGap * scale.letter)));
  const int width = static_cast<int>(std::lround(kLeastWidth * scale.letter));
  const int height = std::max(4, static_cast<int>(std::lround(kLeastHeight * scale.letter)));
  Bits across = packed_ink;
  close_rows(across, gap);
  keep_long_rows(across, width);
  subtract(across, opened(across, 1, thick));
  keep_long_rows(across, width);
  Bits down = packed_ink;
  close_columns(down, gap);
  keep_long_columns(down, height);
  subtract(down, opened(down, thick, 1));
  keep_long_columns(down, height);
  std::vector<Stroke> level = strokes_of(across, true, width);
  std::vector<Stroke> upright = strokes_of(down, false, height);
  extend(level, ink, true, gap);
  extend(upright, ink, false, gap);
  if (level.size() > kMostStrokes || upright.size() > kMostStrokes) return {};
  const double near = std::max(2.0, kMeets * scale.letter);
  // Letters' stems meet no level stroke: most of the work ends here.
  return Assembly(grid_of(std::move(level), std::move(upright), near), scale).boxes();
}

}  // namespace tachado::regions
