// Glyphs to fragments: runs of letters without a blank between them, as they were drawn. Lines
// (lines.h) put them together to words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/extract/visibility.h"
#include "stages/model/raw_page.h"

namespace tachado::extract {

// A reading frame: the page turned so that its text runs left to right. x' = x·cos + y·sin,
// y' = y·cos − x·sin.
struct Frame {
  float angle = 0;  // degrees clockwise
  double cosine = 1;
  double sine = 0;

  [[nodiscard]] Point turn(Point p) const {
    return {p.x * cosine + p.y * sine, p.y * cosine - p.x * sine};
  }
  [[nodiscard]] Rect turn(const Rect& box) const;
  [[nodiscard]] Rect back(const Rect& box) const;  // upright hull on the page
};

struct Fragment {
  std::uint32_t begin = 0;  // code points [begin, end) of Fragments::text
  std::uint32_t end = 0;
  Rect box;  // in its frame
  double base = 0;
  float size = 0;
  std::int32_t order = 0;  // of the last glyph
  bool blank_before = false;
  bool blank_after = false;
};

struct FrameFragments {
  Frame frame;
  std::vector<Fragment> fragments;  // in drawing order
};

struct Fragments {
  std::u32string text;
  std::vector<FrameFragments> frames;  // the page's main direction first, then by angle
};

// Fragments of the glyphs that `sights` says are wanted.
Fragments make_fragments(const RawPage& page, const std::vector<Sight>& sights,
                         bool invisible_as_text);

// A gap wider than this (of the font size) parts words. Blanks are a quarter to a third wide, and a
// sixth in tightly set lines; letters stand closer than a tenth.
inline constexpr double kWordGap = 0.13;

}  // namespace tachado::extract
