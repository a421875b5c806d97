// How much a figure looks like a redaction. Each measure that speaks against it takes a share of
// the confidence; the shares were set on labelled pages of four looks (black, grey, outlined,
// coloured) against pages of tables, forms, charts and scans that hold none.
#include <algorithm>

#include "stages/regions/look.h"

namespace tachado::regions {
namespace {

constexpr double kCertain = 0.98;

// 1 up to `good`, falling in a straight line to 0 at `bad` (either may be the larger).
double fall(double value, double good, double bad) {
  const double t = (value - bad) / (good - bad);
  return std::clamp(t, 0.0, 1.0);
}

double least_filled(const Look& look) {
  return std::min(look.outline.rows_filled, look.outline.columns_filled);
}

double filled_confidence(const Look& look, const TextScale& scale) {
  const double w = look.box.width() / scale.letter;
  const double h = look.box.height() / scale.letter;
  double c = kCertain;
  // A bar hides at least a short word, and a line's height of it.
  c *= fall(w, 1.9, 1.1);
  c *= fall(h, 1.45, 0.9);
  c *= fall(w / h, 0.5, 0.2);
  c *= fall(look.outline.straightness, 0.965, 0.9);
  c *= fall(look.outline.solid, 0.75, 0.5);
  c *= fall(least_filled(look), 0.5, 0.2);
  c *= fall(look.ink_inside, 0.35, 0.7);
  c *= fall(look.noise, 26, 42);
  c *= fall(look.contrast, 0.16, 0.08);
  c *= fall(look.lines_beyond, 3, 6);
  c *= fall(look.ink_lines, 2, 4);
  c *= fall(look.ink_pieces, 12, 30);
  return c;
}

double pattern_confidence(const Look& look, const TextScale& scale) {
  const double w = look.box.width() / scale.letter;
  const double h = look.box.height() / scale.letter;
  double c = 0.95;
  c *= fall(w, 3, 2);
  c *= fall(h, 1.6, 1.2);
  c *= fall(w / h, 0.8, 0.4);
  c *= fall(look.outline.straightness, 0.96, 0.9);
  c *= fall(least_filled(look), 0.8, 0.5);
  c *= fall(look.ink_inside, 0.4, 0.65);
  c *= fall(look.lines_beyond, 3, 6);
  c *= fall(look.ink_lines, 2, 5);
  c *= fall(look.ink_pieces, 12, 30);
  return c;
}

double outlined_confidence(const Look& look, const TextScale& scale) {
  const double w = look.box.width() / scale.letter;
  const double h = look.box.height() / scale.letter;
  double c = 0.95;
  c *= fall(w, 2.7, 1.8);
  c *= fall(h, 1.3, 0.9);
  c *= fall(w / h, 0.9, 0.4);
  c *= fall(look.outline.straightness, 0.94, 0.86);
  c *= fall(least_filled(look), 0.7, 0.5);
  c *= fall(look.ink_inside, 0.25, 0.45);
  c *= fall(look.lines_beyond, 1, 3.5);
  c *= fall(look.neighbours, 1, 3);
  c *= fall(look.ink_lines, 2, 4);
  c *= fall(look.ink_pieces, 14, 40);
  if (look.ink_pieces == 0) c *= 0.7;  // an empty frame is a form's field as often
  return c;
}

}  // namespace

double look_confidence(const Look& look, const TextScale& scale) {
  switch (look.kind) {
    case RegionKind::filled:
      return filled_confidence(look, scale);
    case RegionKind::pattern:
      return pattern_confidence(look, scale);
    case RegionKind::outlined:
      return outlined_confidence(look, scale);
    default:
      return 0;
  }
}

}  // namespace tachado::regions
