// How much a figure looks like a redaction: logistic regression on what speaks against it.
//
// Each term takes one measure of the figure from `good` (nothing speaks against it) to `bad` (all
// of the term's weight does), in a straight line; what is left of the bias after all weights makes
// the odds. No weight is negative, so that each row can be read alone: what it is, from where to
// where it counts, and how much.
//
// The weights were fitted on all figures of 84 labelled pages (black, grey, outlined, coloured) and
// 111 pages of forms, tables, charts, letters and scans that hold no redaction. On those pages they
// flatter themselves: when fitted without the page that is scored (six folds) F1 was 0.899 instead
// of 0.931 and false alarms were 35 instead of 16, before words and the page's other figures are
// looked at; fitted on half of the pages, 0.880. More regularisation made both worse. Terms set by
// hand say so, and came after these figures.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "stages/regions/look.h"

namespace tachado::regions {
namespace {

// Sizes are in letter heights of the page where nothing else is said.
struct Facts {
  double width = 0;
  double height = 0;
  double wider = 0;       // width / height
  double page_width = 0;  // share of the sheet's width
  double from_top = 0;    // of its top, share of the sheet's height
  double filled = 0;      // share of its box that the figure fills, seen from outside
  double straight = 0;
  double solid = 0;
  double ink = 0;  // share of its inside that has another colour
  double ink_width = 0;
  double pieces = 0;  // letter-like, inside
  double lines = 0;   // of these
  double empty = 0;   // 1: no letter-like piece inside
  double one_piece = 0;
  double tall_empty = 0;  // empty, and the more so the higher
  double field = 0;       // 1: empty, low, with print before it and none after
  double beyond = 0;      // edge ends that run on
  double neighbours = 0;
  double contrast = 0;
  double on_paper = 0;
  double busy_empty = 0;  // what is around it is no paper, with and without a label inside
  double busy_label = 0;
  double noise = 0;
  double luma = 0;
  double at_edge = 0;
  double letters = 0;  // of the page
  double alone = 0;    // 1: no print next to it, above or below
  double nothing_beside = 0;
  double alike = 0;  // figures of its size on the page
  double alike_empty = 0;
  // Outlined only.
  double line_strokes = 0;  // thickness of the outline, in strokes of the page's letters
  double line_letters = 0;  // and in letter heights
  double weakest_side = 0;
  double covered = 0;
  double even = 0;
  double corners = 0;
  double outside = 0;
};

struct Term {
  double Facts::*fact;
  double good;
  double bad;
  double weight;
};

// ---- weights ----

constexpr double kOutlinedBias = 4.05;
constexpr std::array<Term, 22> kOutlined{{
    // Set by hand: an empty field after its name, as forms have them.
    {&Facts::field, 0, 1, 2.0},
    {&Facts::line_strokes, 1, 2, 2.41},
    {&Facts::line_letters, 0.2, 0.45, 1.83},
    {&Facts::covered, 0.97, 0.8, 3.11},
    {&Facts::even, 0.85, 0.5, 0.39},
    {&Facts::corners, 1, 0.5, 2.56},
    {&Facts::outside, 0.9, 0.6, 0.51},
    {&Facts::filled, 0.8, 0.5, 2.33},
    {&Facts::beyond, 0, 2, 2.33},
    {&Facts::beyond, 2, 4, 2.57},
    {&Facts::neighbours, 0, 2, 5.19},
    {&Facts::contrast, 0.02, 0.1, 5.65},
    {&Facts::pieces, 8, 25, 2.84},
    {&Facts::width, 5, 2.5, 2.85},
    {&Facts::height, 1.5, 1.1, 1.90},
    {&Facts::wider, 1.5, 0.7, 0.90},
    {&Facts::empty, 0, 1, 2.17},
    {&Facts::one_piece, 0, 1, 1.14},
    {&Facts::alone, 0, 1, 0.85},
    {&Facts::alike_empty, 0, 3, 4.39},
    {&Facts::page_width, 0.6, 0.85, 2.46},
    {&Facts::from_top, 0.1, 0.03, 1.73},
}};

constexpr double kDarkBias = 5.23;
constexpr std::array<Term, 23> kDark{{
    {&Facts::filled, 0.9, 0.5, 4.44},     {&Facts::straight, 0.985, 0.9, 5.31},
    {&Facts::straight, 0.95, 0.85, 0.40}, {&Facts::ink, 0.3, 0.6, 1.47},
    {&Facts::pieces, 5, 12, 4.68},        {&Facts::beyond, 0, 3, 0.96},
    {&Facts::beyond, 3, 7, 3.04},         {&Facts::contrast, 0.9, 0.5, 0.53},
    {&Facts::busy_label, 0.1, 0.8, 0.54}, {&Facts::on_paper, 0.9, 0.6, 1.04},
    {&Facts::at_edge, 0, 1, 6.02},        {&Facts::noise, 8, 20, 1.78},
    {&Facts::width, 2.8, 1.5, 2.23},      {&Facts::height, 1.8, 1.3, 2.46},
    {&Facts::height, 1.4, 1, 1.47},       {&Facts::wider, 1.5, 0.6, 4.12},
    {&Facts::page_width, 0.5, 0.8, 0.91}, {&Facts::alone, 0, 1, 0.76},
    {&Facts::nothing_beside, 0, 1, 0.97}, {&Facts::letters, 200, 20, 1.38},
    {&Facts::from_top, 0.1, 0.03, 2.87},  {&Facts::wider, 15, 40, 2.07},
    {&Facts::height, 8, 30, 0.51},
}};

constexpr double kColouredBias = 4.28;
constexpr std::array<Term, 25> kColoured{{
    {&Facts::filled, 0.9, 0.5, 1.47},     {&Facts::straight, 0.985, 0.9, 1.79},
    {&Facts::straight, 0.95, 0.85, 0.75}, {&Facts::solid, 0.9, 0.6, 1.31},
    {&Facts::ink, 0.1, 0.3, 2.52},        {&Facts::ink, 0.3, 0.6, 1.97},
    {&Facts::pieces, 5, 12, 4.73},        {&Facts::lines, 1, 3, 1.20},
    {&Facts::ink_width, 0.85, 1, 0.84},   {&Facts::beyond, 0, 3, 2.72},
    {&Facts::contrast, 0.22, 0.12, 3.42}, {&Facts::busy_empty, 0.1, 0.5, 2.97},
    {&Facts::on_paper, 0.9, 0.6, 1.53},   {&Facts::at_edge, 0, 1, 3.64},
    {&Facts::noise, 8, 20, 2.68},         {&Facts::noise, 20, 45, 0.17},
    {&Facts::width, 2.8, 1.5, 1.12},      {&Facts::height, 1.4, 1, 3.32},
    {&Facts::wider, 1.5, 0.6, 4.74},      {&Facts::page_width, 0.5, 0.8, 1.76},
    {&Facts::alone, 0, 1, 0.91},          {&Facts::nothing_beside, 0, 1, 0.90},
    {&Facts::alike, 4, 15, 4.03},         {&Facts::wider, 15, 40, 1.97},
    {&Facts::height, 8, 30, 0.63},
}};

constexpr double kTexturedBias = 5.65;
constexpr std::array<Term, 28> kTextured{{
    // Set by hand: photographs and maps; the pages of the fit have few.
    {&Facts::height, 12, 30, 2.5},        {&Facts::filled, 0.9, 0.5, 1.13},
    {&Facts::straight, 0.985, 0.9, 5.49}, {&Facts::straight, 0.95, 0.85, 2.04},
    {&Facts::solid, 0.9, 0.6, 2.44},      {&Facts::ink, 0.3, 0.6, 1.27},
    {&Facts::pieces, 5, 12, 4.97},        {&Facts::ink_width, 0.85, 1, 0.75},
    {&Facts::beyond, 0, 3, 2.15},         {&Facts::beyond, 3, 7, 4.26},
    {&Facts::contrast, 0.22, 0.12, 3.91}, {&Facts::contrast, 0.9, 0.5, 1.46},
    {&Facts::busy_label, 0.1, 0.8, 2.31}, {&Facts::at_edge, 0, 1, 5.88},
    {&Facts::noise, 8, 20, 1.01},         {&Facts::noise, 20, 45, 0.65},
    {&Facts::width, 4.5, 2.5, 0.44},      {&Facts::width, 2.8, 1.5, 2.04},
    {&Facts::height, 1.8, 1.3, 2.93},     {&Facts::height, 1.4, 1, 5.51},
    {&Facts::wider, 1.5, 0.6, 4.64},      {&Facts::page_width, 0.5, 0.8, 0.31},
    {&Facts::alone, 0, 1, 0.67},          {&Facts::nothing_beside, 0, 1, 1.10},
    {&Facts::alike, 4, 15, 0.62},         {&Facts::letters, 200, 20, 1.79},
    {&Facts::from_top, 0.1, 0.03, 2.50},  {&Facts::wider, 15, 40, 2.52},
}};

// ---- end of weights ----

// Fills darker than this are bars of ink; lighter ones are colours.
constexpr double kDarkLuma = 80;
// A tall empty box: from this height on, all the more over so many letter heights.
constexpr double kTall = 4;
constexpr double kTallest = 12;
constexpr double kFlat = 3;     // mean deviation of a colour's channels
constexpr double kField = 3.5;  // letter heights: a field of one line is no higher

Facts facts_of(const Look& look, const TextScale& scale, const PixelBox& sheet) {
  Facts f;
  f.width = look.box.width() / scale.letter;
  f.height = look.box.height() / scale.letter;
  f.wider = f.width / std::max(f.height, 1e-6);
  f.page_width = static_cast<double>(look.box.width()) / std::max(1, sheet.width());
  f.from_top = static_cast<double>(look.box.y0) / std::max(1, sheet.height());
  f.filled = std::min(look.outline.rows_filled, look.outline.columns_filled);
  f.straight = look.outline.straightness;
  f.solid = look.outline.solid;
  f.ink = look.ink_inside;
  f.ink_width = look.ink_width;
  f.pieces = look.ink_pieces;
  f.lines = look.ink_lines;
  f.empty = look.ink_pieces == 0 ? 1 : 0;
  f.one_piece = look.ink_pieces == 1 ? 1 : 0;
  f.tall_empty = f.empty * std::clamp((f.height - kTall) / (kTallest - kTall), 0.0, 1.0);
  f.beyond = look.lines_beyond;
  f.neighbours = look.neighbours;
  f.contrast = look.contrast;
  f.on_paper = look.on_paper;
  f.busy_empty = f.empty * (1 - look.on_paper);
  f.busy_label = (1 - f.empty) * (1 - look.on_paper);
  f.noise = look.noise;
  f.luma = luma(look.color);
  f.at_edge = look.at_page_edge ? 1 : 0;
  f.letters = scale.letters;
  const Around& around = look.around;
  f.nothing_beside = around.before + around.after > 0 ? 0 : 1;
  f.field = f.empty > 0 && around.before > 0 && around.after <= 0 && f.height < kField ? 1 : 0;
  f.alone = around.before + around.after + around.above + around.below > 0 ? 0 : 1;
  f.alike = look.alike;
  f.alike_empty = f.empty * look.alike;
  f.line_strokes = look.frame.thickness / scale.stroke;
  f.line_letters = look.frame.thickness / scale.letter;
  f.weakest_side = look.frame.weakest;
  f.covered = look.frame.covered;
  f.even = look.frame.even;
  f.corners = look.frame.corners;
  f.outside = look.frame.outside;
  return f;
}

template <std::size_t kCount>
double chance(const Facts& facts, double bias, const std::array<Term, kCount>& terms) {
  double odds = bias;
  for (const Term& term : terms)
    odds -=
        term.weight * std::clamp((facts.*term.fact - term.good) / (term.bad - term.good), 0.0, 1.0);
  return 1 / (1 + std::exp(-odds));
}

}  // namespace

bool at_page_edge(const Raster& raster, const PixelBox& box) {
  const int mx = raster.width / 100;
  const int my = raster.height / 100;
  return box.x0 <= mx || box.y0 <= my || box.x1 >= raster.width - mx ||
         box.y1 >= raster.height - my;
}

double look_confidence(const Look& look, const TextScale& scale, const PixelBox& sheet) {
  const Facts facts = facts_of(look, scale, sheet);
  switch (look.kind) {
    case RegionKind::filled:
      return facts.luma < kDarkLuma ? chance(facts, kDarkBias, kDark)
                                    : chance(facts, kColouredBias, kColoured);
    case RegionKind::pattern:
      // Several lines of a fill, found as what is no paper, have no texture.
      return facts.noise < kFlat && facts.luma >= kDarkLuma && facts.empty > 0 &&
                     facts.height > kTall
                 ? chance(facts, kColouredBias, kColoured)
                 : chance(facts, kTexturedBias, kTextured);
    case RegionKind::outlined:
      return chance(facts, kOutlinedBias, kOutlined);
    case RegionKind::whiteout:
      return faint_confidence(look, scale);
    case RegionKind::marker:
      return scrawled_confidence();
    default:
      return 0;
  }
}

}  // namespace tachado::regions
