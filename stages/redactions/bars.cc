#include "stages/redactions/bars.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stages/redactions/fold.h"

namespace tachado::redactions {
namespace {

// A word belongs to a bar when at least this share of it lies inside: half a letter may stick out.
constexpr double kInsideShare = 0.5;
// One that was drawn before the bar is what it hides: less will do, as for its letters (under.cc).
constexpr double kCoveredShare = 0.4;
// A bar stands in a line when they share at least this part of the lower one's height.
constexpr double kLineShare = 0.5;
// From this many line heights on a bar covers more than one line: bars on one line are up to 1.6
// times as high as its letters.
constexpr double kOneLine = 1.9;
constexpr double kPitchPerHeight = 1.25;  // usual leading, where the page has no two lines to tell
// Gaps in line heights: within the first a bar continues the line whatever else is near; within the
// second it does when nothing else stands in its column ("Marca:      █████").
constexpr double kNearGap = 1.5;
constexpr double kFarGap = 12;
constexpr double kSameBlockGap = 1.2;
constexpr double kDefaultHeight = 10;            // points; a page without words
constexpr double kDefaultWidthPerHeight = 0.48;  // mean character width of book faces
constexpr std::size_t kFewCharacters = 4;
constexpr int kMaxCharacters = 200;  // of one word of █: no printed line holds more

struct Item {
  Word word;
  int owner = -1;
};

struct Row {
  Line line;
  std::vector<Item> items;
  Rect hull;

  void measure() {
    hull = {};
    for (const Item& item : items) hull = unite(hull, item.word.box);
    if (hull.empty()) hull = line.box;
  }
};

double median(std::vector<double> values, double otherwise) {
  if (values.empty()) return otherwise;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::string block_characters(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) append_utf8(text, 0x2588);
  return text;
}

int fitting(double width, double character) {
  const double count = character > 0 ? width / character : 1;
  return static_cast<int>(std::lround(std::clamp(count, 1.0, double{kMaxCharacters})));
}

class Inserter {
 public:
  Inserter(Page& page, const std::vector<Bar>& bars) : page_(page), bars_(bars) {
    result_.resize(bars.size());
    for (const Word& word : page.words) {
      if (rows_.empty() || word.line != page.words[count_ - 1].line) {
        rows_.push_back({page.lines[static_cast<std::size_t>(word.line)], {}, {}});
      }
      rows_.back().items.push_back({word, -1});
      ++count_;
    }
    std::vector<double> heights;
    std::vector<const Word*> words;
    for (Row& row : rows_) {
      row.measure();
      heights.push_back(row.hull.height());
    }
    for (const Word& word : page.words) words.push_back(&word);
    height_ = std::max(1.0, median(std::move(heights), kDefaultHeight));
    character_ = mean_character_width(words);
    if (character_ <= 0) character_ = kDefaultWidthPerHeight * height_;
  }

  std::vector<BarText> run() {
    std::vector<std::size_t> order(bars_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (const std::size_t i : order) take_words_inside(i);
    // From the top and from the left, so that bars of one line without words share it.
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const Rect& left = bars_[a].box;
      const Rect& right = bars_[b].box;
      return left.y0 != right.y0 ? left.y0 < right.y0 : left.x0 < right.x0;
    });
    for (const std::size_t i : order) place(i);
    write_back();
    return std::move(result_);
  }

 private:
  void take_words_inside(std::size_t bar) {
    for (Row& row : rows_) {
      if (intersect(row.hull, bars_[bar].box).empty()) continue;
      std::erase_if(row.items, [&](const Item& item) {
        const bool before =
            bars_[bar].order > 0 && item.word.order > 0 && item.word.order < bars_[bar].order;
        const double inside = share_inside(item.word.box, bars_[bar].box);
        if (item.word.redaction || inside < (before ? kCoveredShare : kInsideShare)) return false;
        std::string& to =
            before || bars_[bar].see_through ? result_[bar].shining : result_[bar].label;
        if (!to.empty() && !item.word.glued) to += ' ';
        to += item.word.text;
        return true;
      });
    }
  }

  [[nodiscard]] Rect block_hull(int block) const {
    Rect hull;
    for (const Row& row : rows_) {
      if (row.line.block == block) hull = unite(hull, row.hull);
    }
    return hull;
  }

  // Whether another row near the bar has it in its column, so that it is none of `row`.
  [[nodiscard]] bool other_column(const Row& row, const Rect& box) const {
    const double x = box.center().x;
    return std::any_of(rows_.begin(), rows_.end(), [&](const Row& other) {
      return &other != &row && other.line.block != row.line.block && !other.items.empty() &&
             other.hull.x0 <= x && x <= other.hull.x1 &&
             std::abs(other.hull.center().y - box.center().y) < 3 * kPitchPerHeight * height_;
    });
  }

  // How far the bar is from continuing the row; none where it does not stand in it.
  [[nodiscard]] std::optional<double> distance(const Row& row, const Rect& box) const {
    const double shared = std::min(row.hull.y1, box.y1) - std::max(row.hull.y0, box.y0);
    const double least = std::min(row.hull.height(), box.height());
    if (shared <= 0 || shared < kLineShare * least) return std::nullopt;
    const double gap = std::max({0.0, row.hull.x0 - box.x1, box.x0 - row.hull.x1});
    if (gap <= kNearGap * height_) return gap;
    const Rect block = block_hull(row.line.block);
    const double x = box.center().x;
    if (x >= block.x0 && x <= block.x1) return gap;
    if (gap <= kFarGap * height_ && !other_column(row, box)) return gap;
    return std::nullopt;
  }

  void place(std::size_t bar) {
    const Rect& box = bars_[bar].box;
    const bool one_line = box.height() < kOneLine * height_;
    std::vector<std::size_t> targets;
    double best = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto gap = distance(rows_[i], box);
      if (!gap) continue;
      if (!one_line) {
        // Rows side by side share the slice: the nearest takes it.
        const bool beside = !targets.empty() && std::abs(rows_[targets.back()].hull.center().y -
                                                         rows_[i].hull.center().y) < height_ / 2;
        if (!beside) {
          targets.push_back(i);
        } else if (*gap < *distance(rows_[targets.back()], box)) {
          targets.back() = i;
        }
        continue;
      }
      // The nearest row, and among equals the one whose middle is nearest to the bar's.
      const double off = *gap + std::abs(rows_[i].hull.center().y - box.center().y);
      if (targets.empty() || off < best) {
        targets.assign(1, i);
        best = off;
      }
    }
    const int lines = one_line ? 1
                               : std::max(1, static_cast<int>(std::lround(
                                                 box.height() / (kPitchPerHeight * height_))));
    if (targets.empty()) {
      const int shown = fitting(box.width(), character_);
      insert_row(bar, shown);
      result_[bar].characters = shown * lines;
      return;
    }
    int shown = 0;
    for (const std::size_t row : targets) shown += insert_word(rows_[row], bar, one_line);
    const int count = static_cast<int>(targets.size());
    result_[bar].characters = shown * std::max(lines, count) / count;
  }

  int insert_word(Row& row, std::size_t bar, bool whole) {
    const Rect& box = bars_[bar].box;
    std::vector<const Word*> words;
    for (const Item& item : row.items) words.push_back(&item.word);
    double character = mean_character_width(words);
    if (character <= 0) character = character_;
    Item item;
    item.owner = static_cast<int>(bar);
    item.word.box = whole ? box : Rect{box.x0, row.hull.y0, box.x1, row.hull.y1};
    item.word.order = bars_[bar].order;
    item.word.redaction = true;
    const int count = fitting(box.width(), character);
    item.word.text = block_characters(count);
    const auto at = std::find_if(row.items.begin(), row.items.end(), [&](const Item& other) {
      return other.word.box.center().x > box.center().x;
    });
    if (at != row.items.begin()) {
      const Word& before = std::prev(at)->word;
      item.word.glued = box.x0 - before.box.x1 < height_ / 2 && opens(before.text);
    }
    if (at != row.items.end()) {
      at->word.glued = at->word.box.x0 - box.x1 < height_ / 2 && closes(at->word.text);
    }
    row.items.insert(at, std::move(item));
    row.measure();
    row.line.box = unite(row.line.box, box);
    return count;
  }

  static bool opens(const std::string& text) {
    return text.find_last_of("([{$/\"") == text.size() - 1 || text.ends_with("“") ||
           text.ends_with("«");
  }
  static bool closes(const std::string& text) {
    return text.find_first_of(")]}.,;:/%\"") == 0 || text.starts_with("”") || text.starts_with("»");
  }

  // A line of its own, after the line above it in its column, or before the one below.
  void insert_row(std::size_t bar, int count) {
    const Rect& box = bars_[bar].box;
    Row row;
    row.line.box = box;
    row.hull = box;
    Item item;
    item.owner = static_cast<int>(bar);
    item.word.box = box;
    item.word.order = bars_[bar].order;
    item.word.redaction = true;
    item.word.text = block_characters(count);
    row.items.push_back(std::move(item));

    const auto shares_column = [&](const Row& other) {
      return other.hull.x0 < box.x1 && box.x0 < other.hull.x1;
    };
    std::optional<std::size_t> above;
    std::optional<std::size_t> below;
    std::size_t by_height = rows_.size();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double y = rows_[i].hull.center().y;
      if (y > box.center().y) by_height = std::min(by_height, i);
      if (!shares_column(rows_[i])) continue;
      if (y <= box.center().y) {
        if (!above || y >= rows_[*above].hull.center().y) above = i;
      } else if (!below || y < rows_[*below].hull.center().y) {
        below = i;
      }
    }
    std::size_t at = by_height;
    bool new_block = true;
    if (above) {
      at = *above + 1;
      const bool inside = at < rows_.size() && rows_[at].line.block == rows_[*above].line.block;
      new_block = !inside && box.y0 - rows_[*above].hull.y1 > kSameBlockGap * height_;
      row.line.block = rows_[*above].line.block + (new_block ? 1 : 0);
    } else if (below) {
      at = *below;
      new_block = rows_[at].hull.y0 - box.y1 > kSameBlockGap * height_ &&
                  (at == 0 || rows_[at - 1].line.block != rows_[at].line.block);
      row.line.block = rows_[at].line.block;
    } else if (at > 0) {
      const bool inside = at < rows_.size() && rows_[at].line.block == rows_[at - 1].line.block;
      new_block = !inside;
      row.line.block = rows_[at - 1].line.block + (new_block ? 1 : 0);
    }
    if (new_block) {
      for (std::size_t i = at; i < rows_.size(); ++i) ++rows_[i].line.block;
    }
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(at), std::move(row));
  }

  void write_back() {
    page_.lines.clear();
    page_.words.clear();
    for (Row& row : rows_) {
      if (row.items.empty()) continue;
      row.items.front().word.glued = false;
      for (Item& item : row.items) {
        item.word.line = static_cast<int>(page_.lines.size());
        if (item.owner >= 0) {
          result_[static_cast<std::size_t>(item.owner)].words.push_back(page_.words.size());
        }
        page_.words.push_back(std::move(item.word));
      }
      page_.lines.push_back(row.line);
    }
    assemble_text(page_);
  }

  Page& page_;
  const std::vector<Bar>& bars_;
  std::vector<BarText> result_;
  std::vector<Row> rows_;
  std::size_t count_ = 0;
  double height_ = kDefaultHeight;
  double character_ = 0;
};

}  // namespace

double mean_character_width(const std::vector<const Word*>& words) {
  double width = 0;
  std::size_t characters = 0;
  for (const Word* word : words) {
    if (word->redaction || word->box.empty()) continue;
    width += word->box.width();
    characters += static_cast<std::size_t>(code_points(word->text));
  }
  return characters < kFewCharacters ? 0 : width / static_cast<double>(characters);
}

std::vector<BarText> insert_bars(Page& page, const std::vector<Bar>& bars) {
  return Inserter(page, bars).run();
}

int replace_with_bar(Page& page, std::size_t first, std::size_t last) {
  std::vector<const Word*> line;
  for (const Word& word : page.words) {
    if (word.line == page.words[first].line) line.push_back(&word);
  }
  std::int64_t printed = 0;
  Word bar = page.words[first];
  for (std::size_t i = first; i < last; ++i) {
    printed += code_points(page.words[i].text) + (i > first && !page.words[i].glued ? 1 : 0);
    bar.box = unite(bar.box, page.words[i].box);
  }
  const double character = mean_character_width(line);
  const int count = character > 0
                        ? fitting(bar.box.width(), character)
                        : static_cast<int>(std::clamp<std::int64_t>(printed, 1, kMaxCharacters));
  bar.text = block_characters(count);
  bar.redaction = true;
  bar.confidence.reset();
  page.words[first] = std::move(bar);
  page.words.erase(page.words.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                   page.words.begin() + static_cast<std::ptrdiff_t>(last));
  return count;
}

}  // namespace tachado::redactions
