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

// A figure of several lines is less wide than its box in most of them.
bool stepped(const Look& look) { return least_filled(look) < 0.7; }

double saturation(Color c) { return std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b}); }

double filled_confidence(const Look& look, const TextScale& scale) {
  const double w = look.box.width() / scale.letter;
  const double h = look.box.height() / scale.letter;
  const bool dark = luma(look.color) < 80;
  double c = kCertain;
  // A bar hides at least a short word, and a line's height of it.
  c *= fall(w, 2.2, 1.3);
  c *= fall(h, 1.45, 0.9);
  c *= fall(w / h, 0.5, 0.2);
  if (w < 3.2 && w / h < 1.25) c *= saturation(look.color) > 40 ? 0.45 : 0.75;  // an icon
  if (w / h > 25) c *= fall(h, 1.9, 1.3);                                       // a thick rule
  c *= fall(look.outline.straightness, stepped(look) ? 0.985 : 0.965, 0.9);
  c *= fall(look.outline.solid, 0.75, 0.5);
  c *= fall(least_filled(look), 0.28, 0.15);
  c *= fall(look.ink_inside, 0.35, 0.7);
  c *= dark ? fall(look.noise, 42, 60) : fall(look.noise, 26, 42);
  c *= fall(look.contrast, 0.16, 0.12);
  c *= dark ? fall(look.lines_beyond, 4.5, 9) : fall(look.lines_beyond, 2, 5);
  c *= fall(look.ink_lines, 2, 4);
  c *= fall(look.ink_pieces, 7, 18);
  c *= fall(look.on_paper, 0.4, 0.1);
  // A small dark figure among others is a module of a code or a piece of a drawing.
  if (dark && w < 4.5) c *= fall(look.on_paper, 0.85, 0.6);
  if (look.at_page_edge) c *= 0.4;
  return c;
}

double pattern_confidence(const Look& look, const TextScale& scale) {
  const double w = look.box.width() / scale.letter;
  const double h = look.box.height() / scale.letter;
  double c = 0.95;
  c *= fall(w, 3, 2);
  c *= fall(h, 1.5, 1.1);
  c *= fall(w / h, 0.8, 0.4);
  c *= fall(look.outline.straightness, 0.955, 0.9);
  c *= fall(least_filled(look), 0.8, 0.5);
  c *= fall(look.ink_inside, 0.44, 0.64);
  c *= fall(look.lines_beyond, 3, 6);
  c *= fall(look.ink_lines, 2, 5);
  c *= fall(look.ink_pieces, 9, 20);
  c *= fall(look.on_paper, 0.6, 0.2);
  if (look.at_page_edge) c *= 0.4;
  return c;
}

double outlined_confidence(const Look& look, const TextScale& scale) {
  const double w = look.box.width() / scale.letter;
  const double h = look.box.height() / scale.letter;
  const bool label = look.ink_pieces >= 2 && look.ink_pieces <= 9 && look.ink_lines == 1;
  // Specks of a scan's noise in a large box are no text.
  const bool specks = h > 6 && look.ink_inside < 0.04;
  double c = 0.95;
  c *= fall(w, 2.7, 1.8);
  c *= fall(h, 1.3, 0.9);
  c *= fall(w / h, 0.9, 0.4);
  c *= look.ink_pieces > 0 ? fall(look.outline.straightness, 0.92, 0.84)
                           : fall(look.outline.straightness, 0.965, 0.92);
  c *= fall(least_filled(look), 0.65, 0.45);
  c *= fall(look.ink_inside, 0.25, 0.45);
  c *= label ? fall(look.lines_beyond, 2, 4) : fall(look.lines_beyond, 1, 2.8);
  c *= fall(look.neighbours, 1, 3);
  c *= fall(look.contrast, 0.05, 0.12);
  if (!specks) c *= fall(look.ink_lines, 2, 4) * fall(look.ink_pieces, 12, 30);
  // An empty frame is a form's field as often, and a small one a letter or a check box.
  if (look.ink_pieces == 0)
    c *= 0.65 * fall(w, 6, 3) * fall(w / h, 1.5, 0.8);
  else if (w < 3.5)
    c *= 0.85;
  if (look.at_page_edge) c *= 0.4;
  return c;
}

}  // namespace

bool at_page_edge(const Raster& raster, const PixelBox& box) {
  const int mx = raster.width / 100;
  const int my = raster.height / 100;
  return box.x0 <= mx || box.y0 <= my || box.x1 >= raster.width - mx ||
         box.y1 >= raster.height - my;
}

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
