#include "stages/extract/lines.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "stages/extract/rows.h"
#include "stages/extract/unicode.h"
#include "stages/model/utf8.h"

namespace tachado::extract {
namespace {

// Letters set apart for emphasis ("C O N T R A T O") are one word: at least so many single letters
// without a drawn blank, at gaps that differ by less than a half and stay below this (of the size).
constexpr std::size_t kSpacedLetters = 4;
constexpr double kSpacedGap = 0.75;
// Pieces of one word stand on one base line, within this share of their size.
constexpr double kSameBase = 0.2;
constexpr float kScriptSize = 0.85F;

Rect around(const Rect& a, const Rect& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

class Writer {
 public:
  Writer(const Fragments& source, const Frame& frame, const Rules& rules, Page& page)
      : source_(source), frame_(frame), rules_(rules), page_(page) {}

  void line(const Row& row, int block) {
    pieces_.clear();
    for (const Segment& segment : row.segments) {
      for (const Fragment* fragment : segment.fragments) {
        if (pieces_.empty() || !repeats(*pieces_.back(), *fragment)) pieces_.push_back(fragment);
      }
    }
    const std::size_t before = page_.words.size();
    std::size_t spaced_until = 0;
    Rect word_box;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const Fragment& fragment = *pieces_[i];
      if (i >= spaced_until) spaced_until = spaced_run(i);
      const bool joins = i > 0 && (joined(*pieces_[i - 1], fragment) ||
                                   (i + 1 <= spaced_until && i > spaced_begin_));
      if (!joins) {
        if (page_.words.size() > before) page_.words.back().box = frame_.back(word_box);
        page_.words.emplace_back();
        page_.words.back().line = static_cast<int>(page_.lines.size());
        word_box = fragment.box;
      }
      append(page_.words.back(), fragment);
      word_box = around(word_box, fragment.box);
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
  [[nodiscard]] bool joined(const Fragment& a, const Fragment& b) {
    const double gap = b.box.x0 - a.box.x1;
    if (std::abs(a.base - b.base) > kSameBase * std::min<double>(a.size, b.size) &&
        !is_script(a, b)) {
      return false;
    }
    return !a.blank_after && !b.blank_before &&
           gap < kWordGap * static_cast<double>(std::min(a.size, b.size)) &&
           gap > -0.5 * static_cast<double>(b.size) && !rules_.between(a, b);
  }

  // A raised or lowered piece that belongs to its word: "Nº", "1ª", "m²". A raised number after a
  // number or a stop is a footnote's mark and would change what is read.
  [[nodiscard]] bool is_script(const Fragment& a, const Fragment& b) const {
    if (b.size >= kScriptSize * a.size || b.begin == b.end || a.begin == a.end) return false;
    if (std::abs(a.base - b.base) > 0.7 * static_cast<double>(a.size)) return false;
    const char32_t first = source_.text[b.begin];
    const char32_t before = source_.text[a.end - 1];
    const auto digit = [](char32_t c) { return c >= '0' && c <= '9'; };
    return !digit(first) || !(digit(before) || before < 'A');
  }

  // Where letters set apart begin at `begin`, the end of their run; else `begin`.
  std::size_t spaced_run(std::size_t begin) {
    double least = 1e300;
    double most = 0;
    std::size_t end = begin;
    for (; end < pieces_.size(); ++end) {
      const Fragment& f = *pieces_[end];
      if (f.end - f.begin != 1) break;
      if (end == begin) continue;
      const Fragment& before = *pieces_[end - 1];
      const double gap = f.box.x0 - before.box.x1;
      if (before.blank_after || f.blank_before || gap <= 0 ||
          gap > kSpacedGap * static_cast<double>(f.size) || f.size != before.size) {
        break;
      }
      if (std::max(most, gap) > 1.5 * std::min(least, gap)) break;
      least = std::min(least, gap);
      most = std::max(most, gap);
    }
    spaced_begin_ = begin;
    return end - begin >= kSpacedLetters ? end : begin;
  }

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
    const auto before = static_cast<unsigned char>(word.text[at - 1]);
    const bool after_letter = before >= 0x80 || std::isalnum(before) != 0;
    if (!after_letter) return;
    const std::string tail = word.text.substr(at);
    if (tail != "-" && tail != "\u00AD" && tail != "\u2010") return;
    const auto letters = static_cast<double>(code_points(word.text));
    const double share = 1 / letters;
    Word hyphen = word;
    hyphen.text.assign(1, '-');
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
  const Rules& rules_;
  Page& page_;
  std::vector<const Fragment*> pieces_;
  std::size_t spaced_begin_ = 0;
};

}  // namespace

void make_lines(const Fragments& fragments, const std::vector<Shape>& shapes, Page& page) {
  const Rules upright_rules(shapes);
  const Rules no_rules;
  int block = -1;
  for (const FrameFragments& group : fragments.frames) {
    const Rules& rules = group.frame.angle == 0 ? upright_rules : no_rules;
    Writer writer(fragments, group.frame, rules, page);
    for (const OrderedRow& ordered : reading_order(group.fragments, rules)) {
      block += ordered.new_block;
      writer.line(ordered.row, block);
    }
  }
}

}  // namespace tachado::extract
