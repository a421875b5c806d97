#include "stages/extract/rows.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tachado::extract {
namespace {

// Fragments share a row when their base lines differ by less than this (of the smaller size).
constexpr double kSameRow = 0.4;
// A gap wider than this (of the size) may be the gutter between columns or cells; blanks in
// justified lines stay below.
constexpr double kCellGap = 0.9;
// Lines between cells: thinner and taller than these (points).
constexpr double kRuleWidth = 2.5;
constexpr double kRuleHeight = 5;
// Rows of a table: closer than this (of the size) although they are not on one base line.
constexpr double kUnevenRow = 0.5;
constexpr std::size_t kMaxPairs = 10'000;
// Super- and subscripts: smaller than this share of the letters that they touch.
constexpr double kScriptSize = 0.85;
// A row that follows at more than this many times the usual pitch begins a block.
constexpr double kBlockStep = 1.4;
// The usual pitch lies between single and double spacing (of the size).
constexpr double kLeastPitch = 1.0;
constexpr double kMostPitch = 2.6;

// Columns of prose: at least so many rows with text on both sides of the gutter, each side at least
// so wide (of the size), and its lines filling so much of it. A table's cells fail one of these.
constexpr int kColumnRows = 4;
constexpr double kColumnWidth = 12;
constexpr double kColumnFill = 0.62;
constexpr double kGutter = 0.8;  // of the size
// Lines of prose follow each other within this (of the size), but for paragraphs and headings,
// which take less than the rest of the height.
constexpr double kCloseLine = 1.8;
constexpr double kColumnDensity = 0.75;
// Blanks of justified lines in a narrow column: wider than kCellGap, narrower than this (of the
// size).
constexpr double kJustifiedGap = 1.8;
// Above this a page is no prose, and looking for gutters would cost too much.
constexpr std::size_t kMaxSegments = 5000;
constexpr int kMaxDepth = 6;

Rect around(const Rect& a, const Rect& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

using Pieces = std::vector<const Fragment*>;

std::vector<Pieces> make_rows(const std::vector<Fragment>& fragments) {
  Pieces sorted;
  sorted.reserve(fragments.size());
  for (const Fragment& f : fragments) sorted.push_back(&f);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Fragment* a, const Fragment* b) { return a->base < b->base; });
  std::vector<Pieces> rows;
  for (const Fragment* f : sorted) {
    if (!rows.empty()) {
      const Fragment& first = *rows.back().front();
      const double size = std::max(2.0, static_cast<double>(std::min(first.size, f->size)));
      if (f->base - first.base <= kSameRow * size) {
        rows.back().push_back(f);
        continue;
      }
    }
    rows.push_back({f});
  }
  return rows;
}

// Whether `script` stands right after or before a larger fragment, at its height.
bool touches_larger(const Fragment& script, const Fragment& letter) {
  if (static_cast<double>(script.size) > kScriptSize * static_cast<double>(letter.size))
    return false;
  const double size = letter.size;
  if (std::abs(script.base - letter.base) > 0.7 * size) return false;
  const double after = script.box.x0 - letter.box.x1;
  const double before = letter.box.x0 - script.box.x1;
  return (after > -0.2 * size && after < 0.3 * size) ||
         (before > -0.2 * size && before < 0.3 * size);
}

// Super- and subscripts form rows of their own by their base lines: they go back to their letters.
void return_scripts(std::vector<Pieces>& rows) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    Pieces& row = rows[r];
    for (const std::size_t other : {r + 1, r - 1}) {
      if (other >= rows.size()) continue;  // r - 1 wraps around at the first row
      const auto goes = [&](const Fragment* f) {
        return std::any_of(rows[other].begin(), rows[other].end(),
                           [&](const Fragment* letter) { return touches_larger(*f, *letter); });
      };
      const auto kept = std::stable_partition(row.begin(), row.end(),
                                              [&](const Fragment* f) { return !goes(f); });
      rows[other].insert(rows[other].end(), kept, row.end());
      row.erase(kept, row.end());
    }
  }
  std::erase_if(rows, [](const Pieces& row) { return row.empty(); });
}

// Cells of one table row may stand a little higher or lower than their neighbours: rows that are
// closer than lines can be, and hold nothing above one another, are one.
void join_uneven_rows(std::vector<Pieces>& rows) {
  std::vector<Pieces> joined;
  for (Pieces& row : rows) {
    const auto fits = [&](const Pieces& above) {
      for (const Fragment* a : above) {
        for (const Fragment* b : row) {
          const double size = std::min(a->size, b->size);
          if (std::abs(a->base - b->base) > kUnevenRow * size) return false;
          if (a->box.x0 < b->box.x1 && b->box.x0 < a->box.x1) return false;
        }
      }
      return true;
    };
    const bool few = !joined.empty() && joined.back().size() * row.size() <= kMaxPairs;
    if (few && fits(joined.back())) {
      joined.back().insert(joined.back().end(), row.begin(), row.end());
    } else {
      joined.push_back(std::move(row));
    }
  }
  rows = std::move(joined);
}

Row make_row(Pieces& pieces, const Rules& rules) {
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Fragment* a, const Fragment* b) { return a->box.x0 < b->box.x0; });
  Row row;
  for (const Fragment* f : pieces) {
    const double size = f->size;
    if (size > row.size) {
      row.size = size;
      row.base = f->base;
    }
    const bool starts = row.segments.empty() ||
                        rules.between(*row.segments.back().fragments.back(), *f) ||
                        f->box.x0 - row.segments.back().box.x1 >
                            kCellGap * std::max(row.segments.back().size, size);
    if (starts) row.segments.push_back({{}, f->box, size});
    Segment& segment = row.segments.back();
    segment.fragments.push_back(f);
    segment.box = around(segment.box, f->box);
    segment.size = std::max(segment.size, size);
  }
  return row;
}

struct Gap {
  double x0 = 0;
  double x1 = 0;
  [[nodiscard]] double width() const { return x1 - x0; }
};

// What of `gap` a row leaves free: its widest piece.
std::optional<Gap> left_free(const Gap& gap, const Row& row) {
  std::optional<Gap> best;
  double from = gap.x0;
  const auto offer = [&](double to) {
    if (to > from && (!best || to - from > best->width())) best = Gap{from, to};
  };
  for (const Segment& segment : row.segments) {
    if (segment.box.x1 <= from) continue;
    if (segment.box.x0 >= gap.x1) break;
    offer(std::min(segment.box.x0, gap.x1));
    from = std::max(from, segment.box.x1);
  }
  offer(gap.x1);
  return best;
}

// Lines on one side of a gutter.
struct Side {
  int lines = 0;
  double x0 = 1e300;
  double x1 = -1e300;
  double filled = 0;
  double size = 0;
  std::vector<double> heights;  // middles of its lines

  void add(const Segment& segment) {
    ++lines;
    heights.push_back(segment.box.center().y);
    x0 = std::min(x0, segment.box.x0);
    x1 = std::max(x1, segment.box.x1);
    filled += segment.box.width();
    size = std::max(size, segment.size);
  }
  // The line goes on behind a wide blank.
  void extend(const Segment& segment, const Segment& previous) {
    x1 = std::max(x1, segment.box.x1);
    filled += segment.box.x1 - previous.box.x1;
    size = std::max(size, segment.size);
  }
  // Lines that stand beside the other side's: paragraphs put the lines of two columns at different
  // heights, so that few rows have both.
  [[nodiscard]] int beside(const Side& other) const {
    if (other.heights.empty()) return 0;
    const auto [top, bottom] = std::minmax_element(other.heights.begin(), other.heights.end());
    return static_cast<int>(std::count_if(
        heights.begin(), heights.end(),
        [top = *top, bottom = *bottom](double y) { return y >= top && y <= bottom; }));
  }
  // How much of the height from the first to the last line follows a line closely: the labels of a
  // form stand apart.
  [[nodiscard]] double density() const {
    double close = 0;
    for (std::size_t i = 1; i < heights.size(); ++i)
      close += std::min(std::max(heights[i] - heights[i - 1], 0.0), kCloseLine * size);
    return close / std::max(heights.back() - heights.front(), 1.0);
  }
  [[nodiscard]] bool is_prose() const {
    const double width = x1 - x0;
    return lines >= kColumnRows && width >= kColumnWidth * size &&
           filled >= kColumnFill * width * lines && density() >= kColumnDensity;
  }
};

struct ColumnRun {
  std::size_t end = 0;  // rows [begin, end)
  double gutter = 0;
};

// The longest run of rows from `begin` on that a gutter through one of its gaps parts into two
// columns of prose.
std::optional<ColumnRun> column_run(const std::vector<Row>& rows, std::size_t begin) {
  std::optional<ColumnRun> best;
  const Row& first = rows[begin];
  for (std::size_t s = 0; s + 1 < first.segments.size(); ++s) {
    Gap gap{first.segments[s].box.x1, first.segments[s + 1].box.x0};
    std::size_t end = begin;
    for (; end < rows.size(); ++end) {
      const auto next = left_free(gap, rows[end]);
      if (!next || next->width() < kGutter * rows[end].size) break;
      // A heading or a page number far below ends the columns.
      if (end > begin && rows[end].base - rows[end - 1].base > 4 * rows[end].size) break;
      gap = *next;
    }
    const double middle = (gap.x0 + gap.x1) / 2;
    Side left;
    Side right;
    for (std::size_t r = begin; r < end; ++r) {
      const Segment* previous = nullptr;
      for (const Segment& segment : rows[r].segments) {
        Side& side = segment.box.center().x < middle ? left : right;
        const bool same_side = previous != nullptr && (previous->box.center().x < middle) ==
                                                          (segment.box.center().x < middle);
        if (same_side && segment.box.x0 - previous->box.x1 < kJustifiedGap * segment.size) {
          side.extend(segment, *previous);
        } else {
          side.add(segment);
        }
        previous = &segment;
      }
    }
    // Cells of a table are several segments to a side and row; prose is one.
    const auto length = static_cast<int>(end - begin);
    const bool single = left.lines <= length + length / 4 && right.lines <= length + length / 4;
    const bool beside = left.beside(right) >= kColumnRows && right.beside(left) >= kColumnRows;
    if (!beside || !single || !left.is_prose() || !right.is_prose()) continue;
    if (!best || end > best->end) best = ColumnRun{end, middle};
  }
  return best;
}

// The part of the rows on one side of a gutter.
std::vector<Row> side_of(const std::vector<Row>& rows, std::size_t begin, std::size_t end,
                         double gutter, bool left) {
  std::vector<Row> result;
  for (std::size_t r = begin; r < end; ++r) {
    Row part;
    for (const Segment& segment : rows[r].segments) {
      if ((segment.box.center().x < gutter) != left) continue;
      for (const Fragment* f : segment.fragments) {
        if (static_cast<double>(f->size) > part.size) {
          part.size = f->size;
          part.base = f->base;
        }
      }
      part.segments.push_back(segment);
    }
    if (!part.segments.empty()) result.push_back(std::move(part));
  }
  return result;
}

// The usual distance from row to row, of the size.
double usual_pitch(const std::vector<Row>& rows) {
  std::vector<double> steps;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const double step = (rows[r].base - rows[r - 1].base) / std::max(1.0, rows[r].size);
    if (step >= kLeastPitch && step <= kMostPitch) steps.push_back(step);
  }
  if (steps.empty()) return 1.25;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

void order(std::vector<Row> rows, int depth, bool columns, std::vector<OrderedRow>& out) {
  const double pitch = usual_pitch(rows);
  const Row* last = nullptr;
  double last_base = 0;
  double last_size = 0;
  for (std::size_t r = 0; r < rows.size();) {
    if (columns && depth < kMaxDepth && rows[r].segments.size() > 1) {
      if (const auto run = column_run(rows, r)) {
        order(side_of(rows, r, run->end, run->gutter, true), depth + 1, columns, out);
        order(side_of(rows, r, run->end, run->gutter, false), depth + 1, columns, out);
        r = run->end;
        last = nullptr;
        continue;
      }
    }
    Row& row = rows[r];
    const double step = row.base - last_base;
    const bool new_block =
        last == nullptr || step > kBlockStep * pitch * std::max(1.0, std::min(last_size, row.size));
    last_base = row.base;
    last_size = row.size;
    last = &row;
    out.push_back({std::move(row), new_block});
    ++r;
  }
}

}  // namespace

Rules::Rules(const std::vector<Shape>& shapes) {
  for (const Shape& shape : shapes) {
    const bool line = shape.box.width() <= kRuleWidth && shape.box.height() >= kRuleHeight;
    if (line && shape.rectangle && !shape.layer_off) lines_.push_back(shape.box);
  }
  std::sort(lines_.begin(), lines_.end(), [](const Rect& a, const Rect& b) { return a.x0 < b.x0; });
}

bool Rules::between(const Fragment& a, const Fragment& b) const {
  if (lines_.empty()) return false;
  const double from = std::max(a.box.center().x, a.box.x1 - 0.3 * static_cast<double>(a.size));
  const double to = std::min(b.box.center().x, b.box.x0 + 0.3 * static_cast<double>(b.size));
  const double y = std::min(a.base, b.base) - 0.25 * static_cast<double>(std::min(a.size, b.size));
  auto line = std::lower_bound(lines_.begin(), lines_.end(), from,
                               [](const Rect& box, double x) { return box.x0 < x; });
  for (; line != lines_.end() && line->x0 <= to; ++line) {
    if (line->y0 <= y && line->y1 >= y) return true;
  }
  return false;
}

std::vector<OrderedRow> reading_order(const std::vector<Fragment>& fragments, const Rules& rules) {
  std::vector<Pieces> pieces = make_rows(fragments);
  return_scripts(pieces);
  join_uneven_rows(pieces);
  std::vector<Row> rows;
  rows.reserve(pieces.size());
  std::size_t segments = 0;
  for (Pieces& row : pieces) {
    rows.push_back(make_row(row, rules));
    segments += rows.back().segments.size();
  }
  std::vector<OrderedRow> result;
  result.reserve(rows.size());
  order(std::move(rows), 0, segments <= kMaxSegments, result);
  return result;
}

}  // namespace tachado::extract
