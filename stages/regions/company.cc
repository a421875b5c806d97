// A figure among others: rows of boxes that touch, columns of a chart.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <utility>

#include "stages/regions/edges.h"
#include "stages/regions/look.h"

namespace tachado::regions {
namespace {

// In letter heights: an edge that runs on at least this far is a grid's.
constexpr double kBeyond = 0.9;
// Edges of one line or of one size differ by so many pixels.
constexpr int kStray = 2;
// Boxes that a person put side by side; more are a table's row or a form's boxes for digits.
constexpr int kMostInRow = 4;
constexpr double kHighestRow = 6;  // letter heights
constexpr double kApart = 0.35;    // letter heights: what stands between is no more than an outline
constexpr double kSureAxis = 0.9;  // of an axis that is drawn
constexpr double kMostBeside = 0.03;  // ink beside the axis between two columns
constexpr int kSameColor = 16;
// Fewer of its edges run on beyond a column of a chart: those of the axis.
constexpr int kMostOnAxis = 2;
// Columns differ in length by more than this, in letter heights; bars that fill a table's cells do
// not.
constexpr double kUnlike = 0.7;

bool close(int a, int b) { return std::abs(a - b) <= kStray; }

bool same_color(Color a, Color b) {
  return std::abs(a.r - b.r) < kSameColor && std::abs(a.g - b.g) < kSameColor &&
         std::abs(a.b - b.b) < kSameColor;
}

bool is_fill(const Look& look) {
  return look.kind == RegionKind::filled || look.kind == RegionKind::pattern;
}

// The figure to the right of this one that touches it and is as high.
const Look* next_in_row(const std::vector<Look>& looks, const Look& look, int apart) {
  for (const Look& other : looks)
    if (&other != &look && close(other.box.y0, look.box.y0) && close(other.box.y1, look.box.y1) &&
        std::abs(other.box.x0 - look.box.x1) <= apart && other.box.x1 > look.box.x1 + apart)
      return &other;
  return nullptr;
}

// The boxes of one kind that may stand side by side.
struct Boxes {
  std::vector<std::size_t> places;  // in the list of all figures
  std::vector<Look> looks;
};

Boxes boxes_of(const std::vector<Look>& looks, RegionKind kind, double highest) {
  Boxes boxes;
  for (std::size_t i = 0; i < looks.size(); ++i)
    if (looks[i].kind == kind && looks[i].box.height() <= highest) {
      boxes.places.push_back(i);
      boxes.looks.push_back(looks[i]);
    }
  return boxes;
}

// From each box that follows no other: it and those that follow, one more than kMostInRow at most.
std::vector<std::vector<std::size_t>> rows_of(const std::vector<Look>& boxes, int apart) {
  const auto after = [&](std::size_t at) -> std::optional<std::size_t> {
    const Look* next = next_in_row(boxes, boxes[at], apart);
    if (next == nullptr) return std::nullopt;
    return static_cast<std::size_t>(next - boxes.data());
  };
  std::vector<std::optional<std::size_t>> next(boxes.size());
  std::vector<bool> follows(boxes.size(), false);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    next[i] = after(i);
    if (next[i]) follows[*next[i]] = true;
  }
  std::vector<std::vector<std::size_t>> rows;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (follows[i]) continue;
    std::vector<std::size_t> row{i};
    while (row.size() <= kMostInRow && next[row.back()]) row.push_back(*next[row.back()]);
    if (row.size() > 1) rows.push_back(std::move(row));
  }
  return rows;
}

// Boxes side by side share walls, and each one's edges run on into the next: what lies around them
// is said of all together.
void join_rows(const Raster& raster, const Mask& ink, const TextScale& scale,
               std::vector<Look>& looks) {
  const int apart = std::max(3, static_cast<int>(std::lround(kApart * scale.letter)));
  const double highest = kHighestRow * scale.letter;
  for (const RegionKind kind : {RegionKind::outlined, RegionKind::filled}) {
    const Boxes boxes = boxes_of(looks, kind, highest);
    for (const std::vector<std::size_t>& row : rows_of(boxes.looks, apart)) {
      if (row.size() > kMostInRow) continue;
      Look whole = boxes.looks[row.front()];
      for (const std::size_t at : row) whole.box = unite(whole.box, boxes.looks[at].box);
      const int beyond = edges_beyond(ink, whole.box, beyond_reach(scale));
      const double paper =
          kind == RegionKind::filled
              ? paper_around(raster, whole, 2, std::max(4, beyond_reach(scale) / 2))
              : 0;
      for (const std::size_t at : row) {
        Look& look = looks[boxes.places[at]];
        if (beyond == 0) look.lines_beyond = 0;
        look.on_paper = std::max(look.on_paper, paper);
      }
    }
  }
}

// The strip of an axis between two columns: the line itself is drawn, what lies beside it, where
// the columns are, is free. Rows of a table have their rules there, lines of one region its fill.
bool axis_between(const Mask& ink, const PixelBox& line, const PixelBox& beside, bool level) {
  return !line.empty() && !beside.empty() && edge_share(ink, line, level) > kSureAxis &&
         ink_share(ink, beside) < kMostBeside;
}

// Upright columns stand on one line, lying ones begin at one; the line is drawn between them.
bool on_one_axis(const Mask& ink, const Look& a, const Look& b, const TextScale& scale) {
  const double unlike = kUnlike * scale.letter;
  const int letter = static_cast<int>(std::lround(scale.letter));
  const int off = 3 + kStray;  // of the line, on either side
  const int gap = std::max(2, letter / 4);
  if (close(a.box.y1, b.box.y1) && close(a.box.width(), b.box.width()) &&
      std::abs(a.box.height() - b.box.height()) > unlike) {
    const int from = std::min(a.box.x1, b.box.x1) + 1;
    const int to = std::max(a.box.x0, b.box.x0) - 1;
    const int y = a.box.y1;
    return to - from >= gap && axis_between(ink, {from, y - off, to, y + off},
                                            {from, y - off - letter, to, y - off}, true);
  }
  if (close(a.box.x0, b.box.x0) && close(a.box.height(), b.box.height()) &&
      std::abs(a.box.width() - b.box.width()) > unlike) {
    const int from = std::min(a.box.y1, b.box.y1) + 1;
    const int to = std::max(a.box.y0, b.box.y0) - 1;
    const int x = a.box.x0;
    return to - from >= gap && axis_between(ink, {x - off, from, x + off, to},
                                            {x + off, from, x + off + letter, to}, false);
  }
  return false;
}

void find_axes(const Mask& ink, const TextScale& scale, std::vector<Look>& looks) {
  for (Look& look : looks) {
    if (!is_fill(look) || look.lines_beyond > kMostOnAxis) continue;
    for (const Look& other : looks)
      if (&other != &look && other.kind == look.kind && same_color(other.color, look.color) &&
          on_one_axis(ink, look, other, scale))
        ++look.on_axis;
  }
}

}  // namespace

int beyond_reach(const TextScale& scale) {
  return std::max(4, static_cast<int>(std::lround(kBeyond * scale.letter)));
}

void look_among_others(const Raster& raster, const Mask& ink, const TextScale& scale,
                       std::vector<Look>& looks) {
  join_rows(raster, ink, scale, looks);
  find_axes(ink, scale, looks);
}

}  // namespace tachado::regions
