#include "stages/extract/lines.h"

#include <algorithm>
#include <cmath>

#include "stages/extract/unicode.h"

namespace tachado::extract {
namespace {

// Fragments share a row when their base lines differ by less than this (of the smaller size).
constexpr double kSameRow = 0.4;
// A gap wider than this (of the size) parts columns or cells within a row.
constexpr double kCellGap = 1.6;
// A step to the next row larger than this (of the size) begins a new block.
constexpr double kBlockStep = 1.9;

// Fragments of one row with no column gap between them.
struct Segment {
  std::vector<const Fragment*> fragments;
  Rect box;
  double base = 0;
  double size = 0;
  int row = 0;
};

Rect around(const Rect& a, const Rect& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

std::vector<Segment> make_segments(const std::vector<Fragment>& fragments) {
  std::vector<const Fragment*> sorted;
  sorted.reserve(fragments.size());
  for (const Fragment& f : fragments) sorted.push_back(&f);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Fragment* a, const Fragment* b) { return a->base < b->base; });
  std::vector<Segment> segments;
  int row = 0;
  for (std::size_t begin = 0; begin < sorted.size(); ++row) {
    std::size_t end = begin + 1;
    double base = sorted[begin]->base;
    while (end < sorted.size()) {
      const Fragment& next = *sorted[end];
      const double size = std::min(sorted[begin]->size, next.size);
      if (next.base - base > kSameRow * std::max(2.0, size)) break;
      ++end;
    }
    std::stable_sort(sorted.begin() + static_cast<std::ptrdiff_t>(begin),
                     sorted.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Fragment* a, const Fragment* b) { return a->box.x0 < b->box.x0; });
    for (std::size_t i = begin; i < end; ++i) {
      const Fragment& f = *sorted[i];
      const bool starts =
          i == begin || f.box.x0 - segments.back().box.x1 >
                            kCellGap * std::max(segments.back().size, static_cast<double>(f.size));
      if (starts) segments.push_back({{}, f.box, f.base, f.size, row});
      Segment& segment = segments.back();
      segment.fragments.push_back(&f);
      segment.box = around(segment.box, f.box);
      segment.size = std::max(segment.size, static_cast<double>(f.size));
    }
    begin = end;
  }
  return segments;
}

class Writer {
 public:
  Writer(const Fragments& source, const Frame& frame, Page& page)
      : source_(source), frame_(frame), page_(page) {}

  void line(const Segment& segment, int block) {
    const int index = static_cast<int>(page_.lines.size());
    const std::size_t before = page_.words.size();
    const Fragment* last = nullptr;
    Rect word_box;
    for (const Fragment* fragment : segment.fragments) {
      if (last != nullptr && repeats(*last, *fragment)) continue;
      const double gap = last == nullptr ? 0 : fragment->box.x0 - last->box.x1;
      const bool joins =
          last != nullptr && !last->blank_after && !fragment->blank_before &&
          gap < kWordGap * static_cast<double>(std::min(last->size, fragment->size)) &&
          gap > -0.5 * static_cast<double>(fragment->size);
      if (joins) {
        append(page_.words.back(), *fragment);
        word_box = around(word_box, fragment->box);
      } else {
        if (page_.words.size() > before) page_.words.back().box = frame_.back(word_box);
        page_.words.emplace_back();
        page_.words.back().line = index;
        append(page_.words.back(), *fragment);
        word_box = fragment->box;
      }
      last = fragment;
    }
    if (page_.words.size() == before) return;
    page_.words.back().box = frame_.back(word_box);
    part_hyphen();
    Rect box = page_.words[before].box;
    for (std::size_t i = before; i < page_.words.size(); ++i) {
      page_.words[i].box = round_points(page_.words[i].box);
      box = around(box, page_.words[i].box);
    }
    page_.lines.push_back({round_points(box), block});
  }

 private:
  // The same text in the same place: bold made by drawing twice.
  [[nodiscard]] bool repeats(const Fragment& a, const Fragment& b) const {
    const auto length = a.end - a.begin;
    return length == b.end - b.begin &&
           std::abs(a.box.x0 - b.box.x0) < 0.2 * static_cast<double>(a.size) &&
           std::abs(a.base - b.base) < 0.2 * static_cast<double>(a.size) &&
           source_.text.compare(a.begin, length, source_.text, b.begin, length) == 0;
  }

  void append(Word& word, const Fragment& fragment) const {
    for (std::uint32_t i = fragment.begin; i < fragment.end; ++i) {
      append_utf8(word.text, source_.text[i]);
    }
    word.order = std::max(word.order, fragment.order);
  }

  // A hyphen at a line's end is a word of its own, without a blank before it.
  void part_hyphen() {
    Word& word = page_.words.back();
    std::size_t at = word.text.size();
    while (at > 0 && (static_cast<unsigned char>(word.text[at - 1]) & 0xC0U) == 0x80) --at;
    if (at <= 1) return;
    --at;
    const std::string tail = word.text.substr(at);
    if (tail != "-" && tail != "\u00AD" && tail != "\u2010") return;
    const auto letters = static_cast<double>(code_points(word.text));
    const double share = 1 / letters;
    Word hyphen = word;
    hyphen.text = "-";
    hyphen.glued = true;
    word.text.resize(at);
    const bool level = frame_.sine == 0;
    const double width = word.box.width() * share;
    const double height = word.box.height() * share;
    if (level && frame_.cosine > 0) word.box.x1 -= width, hyphen.box.x0 = word.box.x1;
    if (level && frame_.cosine < 0) word.box.x0 += width, hyphen.box.x1 = word.box.x0;
    if (frame_.cosine == 0 && frame_.sine > 0) word.box.y1 -= height, hyphen.box.y0 = word.box.y1;
    if (frame_.cosine == 0 && frame_.sine < 0) word.box.y0 += height, hyphen.box.y1 = word.box.y0;
    page_.words.push_back(std::move(hyphen));
  }

  const Fragments& source_;
  const Frame& frame_;
  Page& page_;
};

}  // namespace

void make_lines(const Fragments& fragments, Page& page) {
  int block = -1;
  for (const FrameFragments& group : fragments.frames) {
    const std::vector<Segment> segments = make_segments(group.fragments);
    Writer writer(fragments, group.frame, page);
    const Segment* last = nullptr;
    for (const Segment& segment : segments) {
      const bool same_row = last != nullptr && last->row == segment.row;
      const bool next_row = last != nullptr && segment.base - last->base <=
                                                   kBlockStep * std::max(last->size, segment.size);
      if (!same_row && !next_row) ++block;
      writer.line(segment, block);
      last = &segment;
    }
  }
}

}  // namespace tachado::extract
