// How much a figure looks like a redaction: logistic regression on what speaks against it.
//
// Each term takes one measure of the figure from `good` (nothing speaks against it) to `bad` (all
// of the term's weight does), in a straight line; what is left of the bias after all weights makes
// the odds. No weight is negative, so that each row can be read alone: what it is, from where to
// where it counts, and how much.
//
// The weights were fitted on all figures of 84 labelled pages (black, grey, outlined, coloured), of
// 359 pages of forms, tables, charts, letters, contracts and scans that hold no redaction, and of
// drawn pages (bench/redaction_pages.py), which count a fifth of a real page, white-out apart: the
// labelled pages come from 30 documents, half of their black bars from one, and whatever these have
// in common would be taken for what a bar is. Figures that are redactions count twice the others,
// and so do those of the pages without any.
// Without the drawn pages F1 of outlined boxes fell from 0.88 to 0.72 on documents that were left
// out of the fit, with them to 0.80. Terms set by hand say so; the sums of outlines, colours,
// textures and white-out were lowered by hand after the fit (3.36, 5.14, 5.82, 3.82), until forms,
// tinted tables and washed-out places of scans that hide nothing were left alone.
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
  double ink_label = 0;  // share of its inside that has another colour, with letters in it
  double ink_plain = 0;  // without
  double ink_width = 0;
  double pieces = 0;  // letter-like, inside
  double lines = 0;   // of these
  double one_piece = 0;
  double field = 0;   // 1: empty, low, with print before it and nothing after, as forms have them
  double beyond = 0;  // edge ends that run on
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
  double not_inline = 0;  // 1: no print before it, or neither print nor a comma after
  double alike = 0;       // figures of its size on the page
  double alike_empty = 0;
  double aligned = 0;  // that begin in its column
  double aligned_empty = 0;
  double empty = 0;  // 1: no letter-like piece inside
  // Outlined and white-out only.
  double line_letters = 0;  // thickness of the outline, in letter heights
  double covered = 0;
  double even = 0;
  double corners = 0;
  double ground_step = 0;   // how far its ground is from that around it
  double step_empty = 0;    // the same, of an empty one
  double square_empty = 0;  // 1: empty and as high as wide; 0: 2.5 times as wide
  double framed = 0;        // share of a patch of white-out that has an outline
};

struct Term {
  double Facts::*fact;
  double good;
  double bad;
  double weight;
};

// ---- weights ----

constexpr double kOutlinedBias = 3.2;
constexpr std::array<Term, 22> kOutlined{{
    // Set by hand: empty fields, of one size or after their names; drawn pages have few.
    {&Facts::alike_empty, 0, 3, 4.0},
    {&Facts::field, 0, 1, 2.2},
    {&Facts::line_letters, 0.2, 0.45, 0.87},
    {&Facts::covered, 0.97, 0.8, 5.24},
    {&Facts::even, 0.85, 0.5, 0.61},
    {&Facts::corners, 1, 0.5, 1.85},
    {&Facts::filled, 0.8, 0.5, 0.23},
    {&Facts::beyond, 0, 2, 2.87},
    {&Facts::beyond, 2, 4, 4.41},
    {&Facts::pieces, 8, 25, 3.75},
    {&Facts::width, 5, 2.5, 2.54},
    {&Facts::height, 1.5, 1.1, 2.07},
    {&Facts::wider, 1.5, 0.7, 4.23},
    {&Facts::one_piece, 0, 1, 1.28},
    {&Facts::alone, 0, 1, 2.17},
    {&Facts::page_width, 0.6, 0.85, 1.39},
    {&Facts::from_top, 0.1, 0.03, 4.16},
    {&Facts::aligned_empty, 0, 2, 0.66},
    {&Facts::step_empty, 0.01, 0.04, 1.54},
    {&Facts::square_empty, 0, 1, 1.94},
    {&Facts::not_inline, 0, 1, 0.58},
    {&Facts::letters, 200, 20, 2.62},
}};

constexpr double kDarkBias = 6.25;
constexpr std::array<Term, 28> kDark{{
    {&Facts::filled, 0.9, 0.5, 2.61},     {&Facts::straight, 0.985, 0.9, 3.35},
    {&Facts::straight, 0.95, 0.85, 1.68}, {&Facts::pieces, 5, 12, 4.05},
    {&Facts::beyond, 0, 3, 2.99},         {&Facts::beyond, 3, 7, 0.59},
    {&Facts::contrast, 0.9, 0.5, 3.74},   {&Facts::busy_label, 0.1, 0.8, 0.53},
    {&Facts::on_paper, 0.9, 0.6, 0.40},   {&Facts::at_edge, 0, 1, 6.24},
    {&Facts::noise, 8, 20, 2.02},         {&Facts::width, 2.8, 1.5, 1.44},
    {&Facts::height, 1.8, 1.3, 3.75},     {&Facts::height, 1.4, 1, 2.58},
    {&Facts::wider, 1.5, 0.6, 6.10},      {&Facts::alone, 0, 1, 1.35},
    {&Facts::nothing_beside, 0, 1, 1.49}, {&Facts::letters, 200, 20, 0.91},
    {&Facts::from_top, 0.1, 0.03, 3.87},  {&Facts::wider, 15, 40, 2.91},
    {&Facts::height, 8, 30, 0.19},        {&Facts::ink_label, 0.3, 0.6, 3.92},
    {&Facts::ink_plain, 0.3, 0.7, 0.34},  {&Facts::alike, 0, 3, 1.06},
    {&Facts::aligned, 0, 3, 0.32},        {&Facts::solid, 0.9, 0.6, 0.62},
    {&Facts::lines, 1, 3, 0.68},          {&Facts::busy_empty, 0.1, 0.5, 1.08},
}};

constexpr double kColouredBias = 4.4;
constexpr std::array<Term, 27> kColoured{{
    {&Facts::filled, 0.9, 0.5, 0.87},     {&Facts::straight, 0.985, 0.9, 4.25},
    {&Facts::solid, 0.9, 0.6, 0.35},      {&Facts::pieces, 5, 12, 3.57},
    {&Facts::lines, 1, 3, 0.82},          {&Facts::ink_width, 0.85, 1, 1.89},
    {&Facts::beyond, 0, 3, 3.51},         {&Facts::contrast, 0.22, 0.12, 4.63},
    {&Facts::busy_empty, 0.1, 0.5, 2.52}, {&Facts::on_paper, 0.9, 0.6, 1.54},
    {&Facts::at_edge, 0, 1, 2.67},        {&Facts::noise, 8, 20, 1.26},
    {&Facts::width, 2.8, 1.5, 1.38},      {&Facts::height, 1.4, 1, 3.94},
    {&Facts::wider, 1.5, 0.6, 4.66},      {&Facts::alone, 0, 1, 0.32},
    {&Facts::nothing_beside, 0, 1, 1.60}, {&Facts::alike, 4, 15, 4.81},
    {&Facts::wider, 15, 40, 1.89},        {&Facts::height, 8, 30, 0.74},
    {&Facts::ink_label, 0.1, 0.3, 2.10},  {&Facts::aligned, 3, 8, 1.28},
    {&Facts::height, 1.8, 1.3, 0.50},     {&Facts::from_top, 0.1, 0.03, 0.40},
    {&Facts::busy_label, 0.1, 0.8, 1.24}, {&Facts::beyond, 3, 7, 1.62},
    {&Facts::alike, 0, 4, 2.24},
}};

constexpr double kTexturedBias = 5.6;
constexpr std::array<Term, 27> kTextured{{
    // Set by hand: photographs and maps; the pages of the fit have few.
    {&Facts::height, 12, 30, 2.5},        {&Facts::filled, 0.9, 0.5, 2.54},
    {&Facts::straight, 0.985, 0.9, 3.46}, {&Facts::straight, 0.95, 0.85, 1.82},
    {&Facts::solid, 0.9, 0.6, 1.62},      {&Facts::pieces, 5, 12, 4.22},
    {&Facts::ink_width, 0.85, 1, 0.28},   {&Facts::beyond, 0, 3, 3.18},
    {&Facts::beyond, 3, 7, 2.45},         {&Facts::contrast, 0.22, 0.12, 5.38},
    {&Facts::contrast, 0.9, 0.5, 1.63},   {&Facts::busy_label, 0.1, 0.8, 5.02},
    {&Facts::at_edge, 0, 1, 6.18},        {&Facts::noise, 8, 20, 1.19},
    {&Facts::noise, 20, 45, 1.84},        {&Facts::width, 4.5, 2.5, 0.74},
    {&Facts::width, 2.8, 1.5, 1.26},      {&Facts::height, 1.8, 1.3, 3.75},
    {&Facts::height, 1.4, 1, 5.04},       {&Facts::wider, 1.5, 0.6, 5.12},
    {&Facts::alone, 0, 1, 0.73},          {&Facts::nothing_beside, 0, 1, 1.62},
    {&Facts::alike, 4, 15, 3.36},         {&Facts::from_top, 0.1, 0.03, 2.07},
    {&Facts::wider, 15, 40, 2.96},        {&Facts::ink_label, 0.3, 0.6, 2.02},
    {&Facts::ink_plain, 0.3, 0.7, 1.44},
}};

constexpr double kWhiteoutBias = 2.6;
constexpr std::array<Term, 24> kWhiteout{{
    {&Facts::filled, 0.95, 0.7, 2.28},
    {&Facts::straight, 0.97, 0.85, 2.05},
    {&Facts::width, 5, 2, 3.59},
    {&Facts::height, 1.8, 1.3, 1.86},
    {&Facts::height, 1.4, 1, 1.96},
    {&Facts::height, 6, 20, 0.96},
    {&Facts::wider, 2, 0.7, 2.46},
    {&Facts::at_edge, 0, 1, 2.65},
    {&Facts::ink_label, 0.02, 0.1, 1.07},
    {&Facts::pieces, 0, 2, 0.90},
    {&Facts::pieces, 4, 12, 1.54},
    {&Facts::lines, 1, 3, 0.08},
    {&Facts::ground_step, 0.03, 0.005, 0.16},
    {&Facts::on_paper, 0.9, 0.5, 2.16},
    {&Facts::framed, 0.2, 0.8, 1.90},
    {&Facts::framed, 0.6, 1, 1.23},
    {&Facts::beyond, 0, 3, 2.08},
    {&Facts::beyond, 3, 7, 0.28},
    {&Facts::alone, 0, 1, 2.18},
    {&Facts::alike, 0, 4, 6.44},
    {&Facts::aligned, 0, 4, 0.82},
    {&Facts::letters, 200, 20, 1.01},
    {&Facts::from_top, 0.1, 0.03, 2.11},
    {&Facts::noise, 2, 8, 1.39},
}};

// ---- end of weights ----

// Fills darker than this are bars of ink; lighter ones are colours.
constexpr double kDarkLuma = 80;
constexpr double kTall = 4;     // an empty fill of several lines
constexpr double kFlat = 3;     // mean deviation of a colour's channels
constexpr double kField = 3.5;  // letter heights: a field of one line is no higher
constexpr double kWide = 2.5;   // width over height of a box that is not square any more
constexpr double kSquare = 1;

Facts facts_of(const Look& look, const TextScale& scale, const PixelBox& sheet) {
  Facts f;
  f.width = look.box.width() / scale.letter;
  f.height = look.box.height() / scale.letter;
  f.wider = f.width / std::max(f.height, 1e-6);
  f.page_width = static_cast<double>(look.box.width()) / std::max(1, sheet.width());
  f.from_top = static_cast<double>(look.box.y0) / std::max(1, sheet.height());
  f.filled = std::min(look.outline.rows_filled, look.outline.columns_filled);
  // A turned figure that fills its four corners has straight sides, though none along an axis.
  f.straight = look.outline.corners ? std::max(look.outline.straightness, f.filled)
                                    : look.outline.straightness;
  f.solid = look.outline.solid;
  f.empty = look.ink_pieces == 0 ? 1 : 0;
  f.ink_label = (1 - f.empty) * look.ink_inside;
  f.ink_plain = f.empty * look.ink_inside;
  f.ink_width = look.ink_width;
  f.pieces = look.ink_pieces;
  f.lines = look.ink_lines;
  f.one_piece = look.ink_pieces == 1 ? 1 : 0;
  f.beyond = look.lines_beyond;
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
  const bool followed = around.after > 0 || look.mark_after;
  f.field = f.empty > 0 && around.before > 0 && !followed && f.height < kField ? 1 : 0;
  f.alone = around.before + around.after + around.above + around.below > 0 ? 0 : 1;
  f.not_inline = around.before > 0 && followed ? 0 : 1;
  f.alike = look.alike;
  f.alike_empty = f.empty * look.alike;
  f.aligned = look.aligned;
  f.aligned_empty = f.empty * look.aligned;
  f.line_letters = look.frame.thickness / scale.letter;
  f.covered = look.frame.covered;
  f.even = look.frame.even;
  f.corners = look.frame.corners;
  f.ground_step = look.ground_step;
  f.step_empty = f.empty * look.ground_step;
  f.square_empty = f.empty * std::clamp((kWide - f.wider) / (kWide - kSquare), 0.0, 1.0);
  f.framed = look.frame.covered;
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
      // A patch found by its specks has no colour of its own.
      return look.contrast > 0 ? chance(facts, kWhiteoutBias, kWhiteout)
                               : faint_confidence(look, scale);
    case RegionKind::marker:
      return scrawled_confidence();
    default:
      return 0;
  }
}

}  // namespace tachado::regions
