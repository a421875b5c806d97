#include "stages/fields/rows.h"

#include <algorithm>
#include <cmath>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

// Words whose centres differ by less than this share of their height stand in one row.
constexpr double kSameRow = 0.55;
// A gap of more than this many heights parts two cells. Justified text stretches blanks to about
// one height.
constexpr double kCellGap = 1.6;
// Lines of one cell stand closer than this many heights.
constexpr double kLeading = 1.1;
// The lines of a cell stand closer to each other than to the next cell's by this factor.
constexpr double kCellPadding = 1.15;
// Lines above a label from which on their number, not their distance, tells that they are its own.
constexpr std::size_t kTallCell = 3;
// Labels stand three or more in a row, with at most so many words each, and their values no further
// below them than this many heights, in at most so many lines.
constexpr std::size_t kMinLabels = 3;
constexpr std::size_t kLabelWords = 6;
constexpr double kLabelDistance = 2.2;
constexpr std::size_t kValueLines = 3;
constexpr double kAligned = 0.4;  // heights by which the beginnings of a label and its value differ
// Of one page; a table of goods has one to a column.
constexpr std::size_t kMaxPairs = 60;
// How far the middle of a cell's lines may lie from its label, in heights.
constexpr double kCentred = 0.45;

struct PlacedWord {
  const Word* word;
  double y;  // centre
};

struct VisualRow {
  std::vector<PlacedWord> words;  // left to right
  double y0 = 0;
  double y1 = 0;
  [[nodiscard]] double x0() const { return words.front().word->box.x0; }
  [[nodiscard]] double middle() const { return (y0 + y1) / 2; }
};

class Builder {
 public:
  explicit Builder(const Page& page) {
    std::vector<double> heights;
    for (const Word& word : page.words) {
      if (word.box.height() <= 0) continue;
      words_.push_back({&word, word.box.center().y});
      heights.push_back(word.box.height());
    }
    if (heights.empty()) return;
    const auto median = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), median, heights.end());
    height_ = *median;
    group();
  }

  // Puts the parts of labels and values together that belong together.
  void join() {
    for (std::size_t i = 0; i < rows_.size(); ++i) lift_label(i);
    for (std::size_t i = 0; i + 1 < rows_.size(); ++i) {
      join_label(i);
      join_number(i);
    }
  }

  [[nodiscard]] std::vector<std::vector<const Word*>> rows() const {
    std::vector<std::vector<const Word*>> rows;
    for (const VisualRow& row : rows_) {
      rows.emplace_back();
      for (const PlacedWord& placed : row.words) rows.back().push_back(placed.word);
    }
    return rows;
  }

  [[nodiscard]] bool empty() const { return rows_.empty(); }

  void write(const std::string& folded, std::size_t page_index, View& view,
             std::vector<Row>& rows) const {
    const Sink sink{folded, page_index, view};
    for (const VisualRow& visual : rows_) {
      if (visual.words.empty()) continue;
      Row row{{view.folded.size(), 0}, page_index, visual.x0(), visual.y0, visual.y1};
      double right = visual.x0();
      bool first = true;
      bool after_joined = false;  // the rest of a number ends its cell
      for (const PlacedWord& placed : visual.words) {
        const bool joined =
            !first && view.folded.back() == '-' && placed.word->box.center().y > visual.y1;
        const bool gap = after_joined || (!first && parted(right, placed));
        if (!first && !joined) view.folded += gap ? '\t' : ' ';
        first = false;
        after_joined = joined;
        append(sink, placed);
        right = std::max(right, placed.word->box.x1);
      }
      row.span.end = view.folded.size();
      rows.push_back(row);
      view.folded += '\n';
    }
    write_columns(sink, rows);
  }

 private:
  // Where rows are written to.
  struct Sink {
    const std::string& folded;
    std::size_t page_index;
    View& view;
  };

  [[nodiscard]] bool parted(double right, const PlacedWord& next) const {
    return next.word->box.x0 - right > kCellGap * height_ || next.word->box.x1 < right - height_;
  }

  static void append(const Sink& sink, const PlacedWord& placed) {
    const auto offset = static_cast<std::size_t>(std::max<std::int64_t>(placed.word->offset, 0));
    const std::size_t begin = sink.view.folded.size();
    if (offset < sink.folded.size()) {
      sink.view.folded.append(sink.folded, offset,
                              static_cast<std::size_t>(code_points(placed.word->text)));
    }
    sink.view.pieces.push_back({begin, sink.view.folded.size() - begin, sink.page_index, offset});
  }

  // ---- labels above their values ----

  using Cell = std::vector<PlacedWord>;

  [[nodiscard]] std::vector<Cell> cells_of(const VisualRow& row) const {
    std::vector<Cell> cells;
    double right = 0;
    for (const PlacedWord& placed : row.words) {
      if (cells.empty() || parted(right, placed)) cells.emplace_back();
      cells.back().push_back(placed);
      right = placed.word->box.x1;
    }
    return cells;
  }

  [[nodiscard]] std::size_t cell_count(const VisualRow& row) const {
    std::size_t count = 0;
    double right = 0;
    for (const PlacedWord& placed : row.words) {
      if (count == 0 || parted(right, placed)) ++count;
      right = placed.word->box.x1;
    }
    return count;
  }

  static bool is_label(const Cell& cell) {
    return cell.size() <= kLabelWords && std::none_of(cell.begin(), cell.end(), [](const auto& p) {
             return std::any_of(p.word->text.begin(), p.word->text.end(), is_digit);
           });
  }

  static double overlap(const Cell& a, const Cell& b) {
    return std::min(a.back().word->box.x1, b.back().word->box.x1) -
           std::max(a.front().word->box.x0, b.front().word->box.x0);
  }

  // Cells that stand too close for a gap begin where their labels do.
  [[nodiscard]] std::vector<Cell> split_under(const std::vector<Cell>& labels,
                                              const std::vector<Cell>& cells) const {
    std::vector<Cell> split;
    for (const Cell& cell : cells) {
      split.emplace_back();
      for (const PlacedWord& placed : cell) {
        const bool begins = std::any_of(labels.begin(), labels.end(), [&](const Cell& label) {
          return std::abs(label.front().word->box.x0 - placed.word->box.x0) < kAligned * height_;
        });
        if (begins && !split.back().empty()) split.emplace_back();
        split.back().push_back(placed);
      }
    }
    return split;
  }

  // A row of at least three labels, and under it their values: each pair once more as a row of its
  // own, behind the page's rows.
  void write_columns(const Sink& sink, std::vector<Row>& rows) const {
    std::size_t pairs = 0;
    for (std::size_t i = 0; i + 1 < rows_.size() && pairs < kMaxPairs; ++i) {
      if (cell_count(rows_[i]) < kMinLabels) continue;
      const std::vector<Cell> labels = cells_of(rows_[i]);
      if (!std::all_of(labels.begin(), labels.end(), is_label)) continue;
      std::vector<Cell> values(labels.size());
      double bottom = rows_[i].y1;
      for (std::size_t j = i + 1; j < rows_.size() && j <= i + kValueLines; ++j) {
        const double reach = j == i + 1 ? kLabelDistance : kLeading;
        if (rows_[j].words.empty() || rows_[j].y0 - bottom > reach * height_) break;
        bottom = rows_[j].y1;
        for (const Cell& cell : split_under(labels, cells_of(rows_[j]))) {
          const auto best = std::max_element(
              labels.begin(), labels.end(),
              [&](const Cell& a, const Cell& b) { return overlap(a, cell) < overlap(b, cell); });
          if (overlap(*best, cell) <= 0) continue;
          Cell& value = values[static_cast<std::size_t>(best - labels.begin())];
          value.insert(value.end(), cell.begin(), cell.end());
        }
      }
      for (std::size_t k = 0; k < labels.size() && pairs < kMaxPairs; ++k) {
        if (values[k].empty()) continue;
        write_pair(sink, labels[k], values[k], kColumnPairs + static_cast<double>(pairs), rows);
        ++pairs;
      }
    }
  }

  static void write_pair(const Sink& sink, const Cell& label, const Cell& value, double y,
                         std::vector<Row>& rows) {
    Row row{{sink.view.folded.size(), 0}, sink.page_index, 0, y, y};
    for (const Cell* cell : {&label, &value}) {
      if (cell == &value) sink.view.folded += '\t';
      for (std::size_t i = 0; i < cell->size(); ++i) {
        if (i > 0) sink.view.folded += ' ';
        append(sink, (*cell)[i]);
      }
    }
    row.span.end = sink.view.folded.size();
    rows.push_back(row);
    sink.view.folded += '\n';
  }

  // A number that is broken at a hyphen in its cell: "CEAA-914246861-ADQ-AD- / E81-2019".
  void join_number(std::size_t i) {
    VisualRow& upper = rows_[i];
    VisualRow& lower = rows_[i + 1];
    if (upper.words.empty() || lower.words.empty() || lower.y0 - upper.y1 > kLeading * height_)
      return;
    if (std::none_of(upper.words.begin(), upper.words.end(),
                     [](const PlacedWord& placed) { return placed.word->text.ends_with('-'); }))
      return;
    for (const Cell& below : cells_of(lower)) {
      const PlacedWord& rest = below.front();
      for (std::size_t w = 0; w < upper.words.size(); ++w) {
        const Word& word = *upper.words[w].word;
        const bool last = w + 1 == upper.words.size() || parted(word.box.x1, upper.words[w + 1]) ||
                          upper.words[w + 1].word->text.ends_with(':');
        const bool broken = last && word.text.ends_with('-') &&
                            std::any_of(word.text.begin(), word.text.end(), is_digit) &&
                            std::abs(word.box.x0 - rest.word->box.x0) < kAligned * height_;
        if (!broken) continue;
        upper.words.insert(upper.words.begin() + static_cast<std::ptrdiff_t>(w + 1), rest);
        std::erase_if(lower.words,
                      [&](const PlacedWord& placed) { return placed.word == rest.word; });
        return;
      }
    }
  }

  // A label that is broken into two lines ("NOMBRE DEL / PROVEEDOR:") beside a value of one.
  void join_label(std::size_t i) {
    VisualRow& upper = rows_[i];
    VisualRow& lower = rows_[i + 1];
    if (upper.words.empty() || lower.words.empty()) return;
    if (!lower.words.back().word->text.ends_with(':')) return;
    const std::vector<Cell> above = cells_of(upper);
    const std::vector<Cell> below = cells_of(lower);
    if (above.size() != 2 || below.size() != 1 || !is_label(above[0]) || !is_label(below[0]))
      return;
    const Rect& first = above[0].front().word->box;
    const Rect& second = below[0].front().word->box;
    const bool under = std::abs(first.x0 - second.x0) < height_ / 2 &&
                       below[0].back().word->box.x1 < above[1].front().word->box.x0 &&
                       lower.y0 - upper.y1 < kLeading * height_;
    const bool ends =
        below[0].back().word->text.ends_with(':') && !above[0].back().word->text.ends_with(':');
    if (!under || !ends) return;
    upper.words.insert(upper.words.begin() + static_cast<std::ptrdiff_t>(above[0].size()),
                       lower.words.begin(), lower.words.end());
    lower.words.clear();
  }

  void group() {
    std::stable_sort(words_.begin(), words_.end(),
                     [](const PlacedWord& a, const PlacedWord& b) { return a.y < b.y; });
    for (std::size_t begin = 0; begin < words_.size();) {
      std::size_t end = begin + 1;
      double centre = words_[begin].y;
      while (end < words_.size() && words_[end].y - centre < kSameRow * height_) {
        // Follows a row that slopes, but not over a whole row's height.
        centre = std::max(centre, std::min(words_[end].y, words_[begin].y + 0.3 * height_));
        ++end;
      }
      VisualRow row;
      row.words.assign(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                       words_.begin() + static_cast<std::ptrdiff_t>(end));
      std::stable_sort(
          row.words.begin(), row.words.end(),
          [](const PlacedWord& a, const PlacedWord& b) { return a.word->box.x0 < b.word->box.x0; });
      row.y0 = words_[begin].y;
      row.y1 = words_[begin].y;
      for (const PlacedWord& placed : row.words) {
        row.y0 = std::min(row.y0, placed.word->box.y0);
        row.y1 = std::max(row.y1, placed.word->box.y1);
      }
      rows_.push_back(std::move(row));
      begin = end;
    }
  }

  // Words of the first cell.
  std::size_t first_cell(const VisualRow& row) const {
    std::size_t n = 1;
    while (n < row.words.size() &&
           row.words[n].word->box.x0 - row.words[n - 1].word->box.x1 <= kCellGap * height_) {
      ++n;
    }
    return n;
  }

  // Moves a label up to the first line of its cell, where lines of the cell stand above it.
  void lift_label(std::size_t i) {
    if (rows_[i].words.empty()) return;
    const std::size_t cell = first_cell(rows_[i]);
    const double right = rows_[i].words[cell - 1].word->box.x1;
    const bool alone = cell == rows_[i].words.size();
    const auto beside = [&](std::size_t j) {
      return !rows_[j].words.empty() && rows_[j].x0() > right + height_ / 2;
    };
    const auto close = [&](std::size_t upper, std::size_t lower) {
      return rows_[lower].y0 - rows_[upper].y1 < kLeading * height_;
    };
    std::size_t above = 0;
    while (i > above && beside(i - above - 1) && close(i - above - 1, i - above)) ++above;
    std::size_t below = 0;
    while (i + below + 1 < rows_.size() && beside(i + below + 1) &&
           close(i + below, i + below + 1)) {
      ++below;
    }
    if (above == 0 || (below == 0 && !alone)) return;
    // As many lines above as below a label: it stands in the middle of a tall cell.
    const bool middle = above >= kTallCell && above <= below + 1 && below <= above + 1;
    const std::size_t lines = alone ? centred(i, above, below) : middle ? above : padded(i, above);
    if (lines == 0) return;
    VisualRow& top = rows_[i - lines];
    VisualRow& row = rows_[i];
    top.words.insert(top.words.begin(), row.words.begin(),
                     row.words.begin() + static_cast<std::ptrdiff_t>(cell));
    row.words.erase(row.words.begin(), row.words.begin() + static_cast<std::ptrdiff_t>(cell));
  }

  // A label without a value in its own row stands beside the middle of its cell: how many lines of
  // the cell are above it.
  std::size_t centred(std::size_t i, std::size_t above, std::size_t below) const {
    for (std::size_t lines = std::min(above, below + 1); lines > 0; --lines) {
      for (const std::size_t under : {lines, lines - 1, lines + 1}) {
        if (under > below) continue;
        const double middle = (rows_[i - lines].middle() + rows_[i + under].middle()) / 2;
        if (std::abs(middle - rows_[i].middle()) < kCentred * height_) return lines;
      }
    }
    return 0;
  }

  // Lines above a label that has a value beside it belong to it where they stand closer to it than
  // to what is above them.
  std::size_t padded(std::size_t i, std::size_t above) const {
    if (i == above) return 0;
    const std::size_t top = i - above;
    const double outside = rows_[top].middle() - rows_[top - 1].middle();
    const double inside = rows_[top + 1].middle() - rows_[top].middle();
    return outside > kCellPadding * inside ? above : 0;
  }

  std::vector<PlacedWord> words_;
  std::vector<VisualRow> rows_;
  double height_ = 0;  // median of the words
};

}  // namespace

std::vector<std::vector<const Word*>> page_rows(const Page& page) { return Builder(page).rows(); }

void build_rows(const Page& page, const std::string& folded, std::size_t page_index, View& view,
                std::vector<Row>& rows) {
  Builder builder(page);
  if (!builder.empty()) {
    builder.join();
    builder.write(folded, page_index, view, rows);
    return;
  }
  view.folded = folded;
  view.pieces.push_back({0, folded.size(), page_index, 0});
  std::size_t begin = 0;
  while (begin < folded.size()) {
    const std::size_t end = std::min(folded.find('\n', begin), folded.size());
    rows.push_back({{begin, end}, page_index, 0, 0, 0});
    begin = end + 1;
  }
}

}  // namespace tachado::fields
