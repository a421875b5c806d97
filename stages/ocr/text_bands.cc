#include "stages/ocr/text_bands.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <utility>

namespace tachado::ocr {
namespace {

// A band has so many lines; fewer are left with what is around them.
constexpr std::size_t kMinLines = 3;
// A page of which less than this share of the letters stands in such bands is not worth parting,
// nor is one with so few.
constexpr double kMinShare = 0.5;
constexpr std::size_t kMinLetters = 150;
// More rows of lines side by side are a form, a table, columns, and in which order they are to be
// read the engine tells from the whole page.
constexpr int kMaxRows = 1;
constexpr double kSameRow = 0.4;   // letter heights between base lines
constexpr double kLikeSize = 1.6;  // capitals beside small letters
// Columns that stand close: a blank (in letter heights) that goes down through so many lines in
// succession. Between words it is 0.5 to 0.7.
struct Corridor {
  std::size_t lines;
  double width;
};
constexpr std::array<Corridor, 2> kCorridors{{{2, 2}, {3, 0.9}}};
// Before and behind it stands more than a number of a list (letter heights).
constexpr double kMinColumn = 4;
// From line to line, letter heights: there is no room for another between them.
constexpr double kCloseLines = 3.2;
constexpr std::size_t kMinLineLetters = 5;
// Around what needs layout analysis, pixels: the engine wants ground.
constexpr int kGround = 20;
// Paragraphs, in letter heights: how far a line may begin from the one before, and a blank between
// words.
constexpr double kIndent = 0.8;
constexpr double kWordBlank = 0.7;
// Where lines end, of all of the band.
constexpr double kRightEdge = 0.8;

using Iterator = std::vector<TextLine>::const_iterator;

// Blanks of `line` that may part columns, cut to those that `so_far` has as well.
std::vector<Piece> shared_blanks(const std::vector<Piece>& so_far, const TextLine& line,
                                 double least) {
  std::vector<Piece> shared;
  for (const Piece& blank : line.blanks) {
    if (blank.x0 - line.hull.x0 < kMinColumn * line.body ||
        line.hull.x1 - blank.x1 < kMinColumn * line.body) {
      continue;
    }
    for (const Piece& other : so_far) {
      const Piece both{std::max(blank.x0, other.x0), blank.y0, std::min(blank.x1, other.x1),
                       blank.y1};
      if (both.width() >= least * line.body) shared.push_back(both);
    }
  }
  return shared;
}

// Lines that a blank goes down through with their neighbours: not one line each, but two columns.
void leave_columns(std::vector<TextLine>& lines) {
  std::vector<bool> parted(lines.size());
  for (const Corridor& corridor : kCorridors) {
    for (std::size_t first = 0; first + corridor.lines <= lines.size(); ++first) {
      std::vector<Piece> blanks{{0, 0, lines[first].hull.x1, 0}};
      for (std::size_t i = first; i < first + corridor.lines; ++i) {
        blanks = shared_blanks(blanks, lines[i], corridor.width);
      }
      if (blanks.empty()) continue;
      std::fill_n(parted.begin() + static_cast<std::ptrdiff_t>(first), corridor.lines, true);
    }
  }
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].sure = lines[i].sure && !parted[i];
}

int usual(std::vector<int> values, double share) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// Whether `line` begins a paragraph after the one before it. What is in doubt is settled by the
// words (paragraphs.h).
bool begins_paragraph(Iterator line, Iterator begin, Iterator end, int distance, int right) {
  if (line == begin) return true;
  const TextLine& before = *(line - 1);
  if (line->baseline - before.baseline > kMaxLineDistance * distance) return true;
  // The first word would have had room.
  const int word = (line->blanks.empty() ? line->hull.x1 : line->blanks.front().x0) - line->hull.x0;
  if (right - before.hull.x1 > word + kWordBlank * line->body) return true;
  const double step = kIndent * line->body;
  const bool comes_in = line->hull.x0 > before.hull.x0 + step;
  const bool goes_out = line->hull.x0 < before.hull.x0 - step;
  const bool next_out = line + 1 != end && (line + 1)->hull.x0 < line->hull.x0 - step;
  // A first line that was let in is followed by one further out.
  const bool before_came_in = line - begin < 2 || (line - 2)->hull.x0 < before.hull.x0 - step;
  return (comes_in && next_out) || (goes_out && !before_came_in);
}

TextBand plain_band(Iterator begin, Iterator end) {
  std::vector<int> distances;
  std::vector<int> ends;
  TextBand band;
  band.plain = true;
  band.box = begin->box;
  for (Iterator line = begin; line != end; ++line) {
    if (line != begin) distances.push_back(line->baseline - (line - 1)->baseline);
    ends.push_back(line->hull.x1);
    band.box = unite(band.box, line->box);
  }
  band.distance = usual(distances, 0.5);
  band.right = usual(ends, kRightEdge);
  for (Iterator line = begin; line != end; ++line) {
    band.lines.push_back(
        {line->box, begins_paragraph(line, begin, end, band.distance, band.right)});
  }
  return band;
}

// Whether two stand in one row as a label and its value do: of like size, on one base line.
bool in_one_row(const TextLine& a, const TextLine& b) {
  const int higher = std::max(a.body, b.body);
  return std::abs(a.baseline - b.baseline) <= kSameRow * higher &&
         higher <= kLikeSize * std::min(a.body, b.body);
}

// Of lines that share their row with another piece of text, however short.
int rows_side_by_side(const std::vector<TextLine>& lines) {
  int rows = 0;
  int counted = 0;  // base line of the last one
  for (const TextLine& line : lines) {
    if (!line.plain || (rows > 0 && line.baseline - counted <= kSameRow * line.body)) continue;
    const bool shared = std::any_of(lines.begin(), lines.end(), [&](const TextLine& other) {
      return &other != &line && in_one_row(line, other);
    });
    if (!shared) continue;
    ++rows;
    counted = line.baseline;
  }
  return rows;
}

// A page's lines, in runs that are plain and what is not.
class Parting {
 public:
  Parting(const TextLines& found, int width, int height) : width_(width), height_(height) {
    std::vector<TextLine> sure;
    for (const TextLine& line : found.lines) (line.sure ? sure : rest_).push_back(line);
    leave_columns(sure);
    for (const TextLine& line : sure) (line.sure ? sure_ : rest_).push_back(line);
    for (const Piece& piece : found.others) others_.push_back(piece);
    find_runs();
    std::sort(rest_.begin(), rest_.end(),
              [](const TextLine& a, const TextLine& b) { return a.baseline < b.baseline; });
  }

  [[nodiscard]] std::size_t letters() const {
    std::size_t letters = 0;
    for (const auto& [first, last] : runs_) {
      for (Iterator line = first; line != last; ++line) letters += line->letters;
    }
    return letters;
  }

  [[nodiscard]] std::vector<TextBand> bands() const {
    std::vector<TextBand> bands;
    const TextLine* above = nullptr;
    const auto leave = [&](const TextLine* below) {
      TextBand band = unclear_band(above, below);
      if (band.box.width() > 0) bands.push_back(std::move(band));
    };
    for (const auto& [first, last] : runs_) {
      leave(&*first);
      bands.push_back(plain_band(first, last));
      above = &*(last - 1);
    }
    leave(nullptr);
    return bands;
  }

 private:
  static int middle(const TextLine& line) { return line.baseline - line.body / 2; }
  static int middle(const Piece& piece) { return (piece.y0 + piece.y1) / 2; }

  // Whether anything that needs a look stands between two lines; null: the picture's edge. Between
  // lines that stand close, a few pieces are dirt.
  [[nodiscard]] bool parted(const TextLine* above, const TextLine* below) const {
    const int top = above == nullptr ? 0 : middle(*above);
    const int bottom = below == nullptr ? height_ : middle(*below);
    const bool close = above != nullptr && below != nullptr &&
                       bottom - top <= kCloseLines * std::max(above->body, below->body);
    const auto within = [&](int y) { return y >= top && y < bottom; };
    return std::any_of(rest_.begin(), rest_.end(),
                       [&](const TextLine& line) {
                         return within(middle(line)) && !(close && line.letters < kMinLineLetters);
                       }) ||
           std::any_of(others_.begin(), others_.end(),
                       [&](const Piece& piece) { return within(middle(piece)); });
  }

  void find_runs() {
    for (Iterator first = sure_.begin(); first != sure_.end();) {
      Iterator last = first + 1;
      while (last != sure_.end() && !parted(&*(last - 1), &*last)) ++last;
      runs_.emplace_back(first, last);
      first = last;
    }
    lend_lines();
  }

  // What is between runs takes a line of each with it: of a single line layout analysis often
  // makes nothing. Runs that are left with too few go with what is around them.
  void lend_lines() {
    std::vector<std::pair<Iterator, Iterator>> shorter;
    std::vector<TextLine> lent;
    const TextLine* before = nullptr;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      auto [first, last] = runs_[i];
      const bool above = parted(before, &*first);
      before = &*(last - 1);
      const bool below = parted(before, i + 1 < runs_.size() ? &*runs_[i + 1].first : nullptr);
      const auto count = static_cast<std::size_t>(last - first) - (above ? 1 : 0) - (below ? 1 : 0);
      if (last - first < 2 || count < kMinLines) {
        lent.insert(lent.end(), first, last);
        continue;
      }
      if (above) lent.push_back(*first++);
      if (below) lent.push_back(*--last);
      shorter.emplace_back(first, last);
    }
    runs_ = std::move(shorter);
    rest_.insert(rest_.end(), lent.begin(), lent.end());
  }

  // What stands between two lines of runs; null: the picture's edge.
  [[nodiscard]] TextBand unclear_band(const TextLine* above, const TextLine* below) const {
    const int top = above == nullptr ? 0 : middle(*above);
    const int bottom = below == nullptr ? height_ : middle(*below);
    TextBand band;
    const auto add = [&](const Piece& piece) {
      band.box = band.box.width() > 0 ? unite(band.box, piece) : piece;
    };
    for (const Piece& piece : others_) {
      if (middle(piece) >= top && middle(piece) < bottom) add(piece);
    }
    for (const TextLine& line : rest_) {
      if (middle(line) < top || middle(line) >= bottom) continue;
      add(line.box);
      if (line.plain) band.lines.push_back({line.box, false});
    }
    if (band.box.width() == 0) return band;
    // Ground around it, but no more of the lines that are read elsewhere.
    const int least = above == nullptr ? 0 : std::min(above->hull.y1, band.box.y0);
    const int most = below == nullptr ? height_ : std::max(below->hull.y0, band.box.y1);
    band.box = {std::max(band.box.x0 - kGround, 0), std::max(band.box.y0 - kGround, least),
                std::min(band.box.x1 + kGround, width_), std::min(band.box.y1 + kGround, most)};
    return band;
  }

  int width_;
  int height_;
  std::vector<TextLine> sure_;
  std::vector<TextLine> rest_;
  std::vector<Piece> others_;
  std::vector<std::pair<Iterator, Iterator>> runs_;
};

}  // namespace

std::vector<TextBand> text_bands(const TextLines& found, int width, int height) {
  if (found.letters < kMinLetters) return {};
  if (rows_side_by_side(found.lines) > kMaxRows) return {};
  const Parting parting(found, width, height);
  const auto all = static_cast<double>(found.letters);
  if (static_cast<double>(parting.letters()) < kMinShare * all) return {};
  return parting.bands();
}

}  // namespace tachado::ocr
