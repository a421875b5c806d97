// Candidates from what is drawn, by look. Private to the stage; composed in drawing.cc.
#pragma once

#include <vector>

#include "stages/model/page.h"
#include "stages/regions/pieces.h"
#include "stages/regions/rules.h"

namespace tachado::regions {

// A box with an outline: one stroke, four lines, or a white fill within a dark one.
struct Frame {
  Rect box;
  Color color;
  RegionSource source = RegionSource::vector;
  std::int32_t order = 0;
  bool white = false;  // its inside was painted white
};

// Bars. Dark fills that a white one leaves only the rim of are added to `frames`. Cost: bars times
// words and rules, with at most 400 bars.
void add_fills(const Page& page, std::vector<Piece> pieces, const Rules& rules,
               std::vector<Frame>& frames, std::vector<Region>& regions);

// Outlined white boxes. `frames` are added to those that the page's strokes make. At most 300.
void add_outlined(const Page& page, const Rules& rules, std::vector<Frame> frames,
                  std::vector<Region>& regions);

// White-out: paper painted over words, without an outline. To be called after the others, since a
// bar on the page explains what it covers. At most 300; cost: those times words and shapes.
void add_white(const Page& page, std::vector<Region>& regions);

}  // namespace tachado::regions
