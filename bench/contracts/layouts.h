// Puts a contract's facts on pages: six layouts, of offices of five kinds.
#pragma once

#include <string>

#include "bench/contracts/facts.h"
#include "samples/generate/text_flow.h"

namespace tachado::bench {

struct Style {
  int layout = 0;
  int heading = 0;
  int amount = 0;
  bool brief = false;  // the short wording, for scans
};
inline constexpr int kLayouts = 6;

// How the pages are set: font, columns, running head.
samples::FlowStyle flow_style(const Facts& facts, const Style& style, Dice& dice);
void write_pages(samples::TextFlow& flow, const Facts& facts, const Style& style, Dice& dice);

}  // namespace tachado::bench
