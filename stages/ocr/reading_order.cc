#include "stages/ocr/reading_order.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tachado::ocr {
namespace {

// Words stand in a line when they share at least this part of the lower one's height,
constexpr double kLineShare = 0.5;
// and the gap to its words, in line heights, is no wider: a form's field and what was filled in.
constexpr double kMaxGap = 3;
// Of heights that differ more, one is a heading or a stamp beside the line.
constexpr double kMaxHeightRatio = 2;
// Columns share at least this part of the narrower one's width.
constexpr double kColumnShare = 0.1;

struct Row {
  Rect hull;
  int block = 0;
  bool added = false;
  std::vector<Word> words;
};

double shared(double a0, double a1, double b0, double b1) {
  return std::min(a1, b1) - std::max(a0, b0);
}

bool shares_height(const Rect& a, const Rect& b) {
  return shared(a.y0, a.y1, b.y0, b.y1) >= kLineShare * std::min(a.height(), b.height());
}

std::vector<Row> rows_of(const std::vector<Line>& lines, std::vector<Word> words, bool added) {
  std::vector<Row> rows;
  int line = -1;
  for (Word& word : words) {
    if (rows.empty() || word.line != line) {
      line = word.line;
      const auto index = static_cast<std::size_t>(line);
      rows.push_back({{}, index < lines.size() ? lines[index].block : 0, added, {}});
    }
    rows.back().hull = unite(rows.back().hull, word.box);
    rows.back().words.push_back(std::move(word));
  }
  return rows;
}

bool stands_in(const Row& row, const Row& piece) {
  const double higher = std::max(row.hull.height(), piece.hull.height());
  const double lower = std::min(row.hull.height(), piece.hull.height());
  if (!shares_height(row.hull, piece.hull) || higher > kMaxHeightRatio * lower) return false;
  return shared(row.hull.x0, row.hull.x1, piece.hull.x0, piece.hull.x1) > -kMaxGap * lower;
}

// What comes before what, where a reader would not doubt it.
bool precedes(const Rect& a, const Rect& b) {
  if (shares_height(a, b)) return a.center().x < b.center().x;
  const double narrower = std::min(a.width(), b.width());
  return shared(a.x0, a.x1, b.x0, b.x1) > kColumnShare * narrower && a.center().y < b.center().y;
}

// A hyphen stays with its word.
void join(Row& row, Row piece) {
  for (Word& word : piece.words) {
    auto at = std::find_if(row.words.begin(), row.words.end(), [&](const Word& other) {
      return !other.glued && other.box.center().x > word.box.center().x;
    });
    row.words.insert(at, std::move(word));
  }
  row.hull = unite(row.hull, piece.hull);
}

// Where rows [first, last) of `pieces`, one block, go among `rows`.
std::size_t place_of(const std::vector<Row>& rows, const Rect& hull, const Rect& first_line) {
  for (std::size_t i = rows.size(); i > 0; --i) {
    if (precedes(rows[i - 1].hull, hull) || precedes(rows[i - 1].hull, first_line)) return i;
  }
  const auto after = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return row.hull.center().y > first_line.center().y;
  });
  return static_cast<std::size_t>(after - rows.begin());
}

void write(Page& page, std::vector<Row>&& rows) {
  page.lines.clear();
  page.words.clear();
  int block = -1;
  const Row* before = nullptr;
  for (Row& row : rows) {
    if (before == nullptr || row.added != before->added || row.block != before->block) ++block;
    before = &row;
    page.lines.push_back({row.hull, block});
    for (Word& word : row.words) {
      word.line = static_cast<int>(page.lines.size()) - 1;
      page.words.push_back(std::move(word));
    }
  }
  assemble_text(page);
}

}  // namespace

void merge_in_order(Page& page, Reading added) {
  const bool mostly_added = added.words.size() > page.words.size();
  std::vector<Row> rows = rows_of(page.lines, std::move(page.words), false);
  std::vector<Row> pieces = rows_of(added.lines, std::move(added.words), true);
  if (mostly_added) std::swap(rows, pieces);
  std::vector<Row> left;
  for (Row& piece : pieces) {
    const auto home = std::find_if(rows.begin(), rows.end(),
                                   [&](const Row& row) { return stands_in(row, piece); });
    if (home != rows.end()) {
      join(*home, std::move(piece));
    } else {
      left.push_back(std::move(piece));
    }
  }
  for (std::size_t first = 0; first < left.size();) {
    std::size_t last = first;
    Rect hull;
    while (last < left.size() && left[last].block == left[first].block) {
      hull = unite(hull, left[last++].hull);
    }
    const std::size_t at = place_of(rows, hull, left[first].hull);
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at),
                std::make_move_iterator(left.begin() + static_cast<std::ptrdiff_t>(first)),
                std::make_move_iterator(left.begin() + static_cast<std::ptrdiff_t>(last)));
    first = last;
  }
  write(page, std::move(rows));
}

}  // namespace tachado::ocr
