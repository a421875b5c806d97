// How much a figure looks like a redaction: logistic regression on what speaks against it.
//
// Each term takes one measure of the figure from `good` (nothing speaks against it) to `bad` (all
// of the term's weight does), in a straight line; what is left of the bias after all weights makes
// the odds. No weight is negative, so that each row can be read alone: what it is, from where to
// where it counts, and how much.
//
// The weights were fitted on all figures of 84 labelled pages (black, grey, outlined, coloured), of
// 359 pages of forms, tables, charts, letters, contracts and scans that hold no redaction, and of
// 466 drawn pages (bench/redaction_pages.py, seed 101), which count a third of a real page,
// white-out apart: the labelled pages come from 30 documents, half of their black bars from one,
// and whatever these have in common would be taken for what a bar is. Figures that are redactions
// count twice the others, and so do those of the pages without any.
// Which measures of dark fills, outlines and white-out are taken was decided on documents and
// drawn pages left out of the fit, in five parts: each one without which the likelihood of the
// rest rose is gone. F1 by look alone is 0.93 on the pages of the fit, and on documents left out
// 0.90. Terms set by hand say so; the sum of white-out was lowered by hand (0.9) and
// that of dark fills raised (0.3), after a look at forms and at faint scans that hide nothing.
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
  double aligned_label = 0;
  double alike_label = 0;
  double empty = 0;    // 1: no letter-like piece inside
  double square = 0;   // 1: as high as wide; 0: 2.5 times as wide
  double level = 0;    // pieces of print beside it that are exactly as high and on its level, to 2
  double on_axis = 0;  // 1: a column of a chart
  double alone_on_line = 0;  // 1: alone, and a line runs on from it to both sides: a wall
  double alone_tall = 0;     // alone, and higher than two lines
  double word = 0;  // 1: a texture as high as the print beside it: letters that run together
  double tick = 0;  // 1: a square of a line's height with nothing before it
  // What the letters inside say: those of a heading or under a highlighter are the page's own.
  double running = 0;    // on the line of the print beside, from end to end
  double text_size = 0;  // of the page's size, from end to end
  double big_label = 0;  // their height, in letter heights of the page
  double left_set = 0;   // 1: they begin at its left end and leave the right free
  // Outlined and white-out only.
  double covered = 0;
  double corners = 0;
  double ground_step = 0;  // how far its ground is from that around it
  double step_empty = 0;   // the same, of an empty one
  double framed = 0;       // share of a patch of white-out that has an outline
};

struct Term {
  double Facts::*fact;
  double good;
  double bad;
  double weight;
};

// ---- weights ----

constexpr double kOutlinedBias = 3.70;
constexpr std::array<Term, 21> kOutlined{{
    // Set by hand: empty fields, of one size or after their names; drawn pages have few.
    {&Facts::alike_empty, 0, 3, 4.00},      {&Facts::field, 0, 1, 2.20},
    {&Facts::covered, 0.97, 0.8, 6.72},     {&Facts::corners, 1, 0.5, 1.55},
    {&Facts::beyond, 0, 2, 3.02},           {&Facts::beyond, 2, 4, 3.99},
    {&Facts::pieces, 8, 25, 3.96},          {&Facts::width, 5, 2.5, 2.43},
    {&Facts::height, 1.5, 1.1, 1.84},       {&Facts::wider, 1.5, 0.7, 4.34},
    {&Facts::one_piece, 0, 1, 1.19},        {&Facts::alone, 0, 1, 2.10},
    {&Facts::page_width, 0.6, 0.85, 1.53},  {&Facts::from_top, 0.1, 0.03, 4.16},
    {&Facts::step_empty, 0.01, 0.04, 1.56}, {&Facts::not_inline, 0, 1, 0.61},
    {&Facts::letters, 200, 20, 0.87},       {&Facts::running, 0, 1, 1.73},
    {&Facts::big_label, 2.2, 4, 3.48},      {&Facts::alike_label, 2, 6, 1.20},
    {&Facts::left_set, 0, 1, 1.10},
}};

constexpr double kDarkBias = 5.80;
constexpr std::array<Term, 26> kDark{{
    // Set by hand: columns of a chart.
    {&Facts::on_axis, 0, 1, 5.00},       {&Facts::straight, 0.985, 0.9, 5.59},
    {&Facts::pieces, 5, 12, 4.02},       {&Facts::beyond, 3, 7, 3.92},
    {&Facts::on_paper, 0.9, 0.6, 1.53},  {&Facts::at_edge, 0, 1, 4.92},
    {&Facts::noise, 8, 20, 2.26},        {&Facts::width, 2.8, 1.5, 1.09},
    {&Facts::height, 1.8, 1.3, 2.31},    {&Facts::height, 1.4, 1, 3.25},
    {&Facts::wider, 1.5, 0.6, 5.77},     {&Facts::nothing_beside, 0, 1, 1.77},
    {&Facts::letters, 200, 20, 0.77},    {&Facts::from_top, 0.1, 0.03, 4.41},
    {&Facts::wider, 15, 40, 0.86},       {&Facts::ink_label, 0.3, 0.6, 2.64},
    {&Facts::ink_plain, 0.3, 0.7, 1.86}, {&Facts::alike, 0, 3, 2.14},
    {&Facts::solid, 0.9, 0.6, 1.11},     {&Facts::tick, 0, 1, 1.44},
    {&Facts::left_set, 0, 1, 1.35},      {&Facts::alone_tall, 0, 1, 1.50},
    {&Facts::big_label, 2.5, 5, 4.13},   {&Facts::wider, 8, 20, 1.38},
    {&Facts::height, 1, 0.7, 0.52},      {&Facts::alone_on_line, 0, 1, 0.63},
}};

constexpr double kColouredBias = 5.40;
constexpr std::array<Term, 35> kColoured{{
    // Set by hand: columns of a chart.
    {&Facts::on_axis, 0, 1, 5.00},        {&Facts::filled, 0.9, 0.5, 1.46},
    {&Facts::straight, 0.985, 0.9, 2.81}, {&Facts::solid, 0.9, 0.6, 1.01},
    {&Facts::pieces, 5, 12, 2.80},        {&Facts::lines, 1, 3, 0.72},
    {&Facts::ink_width, 0.85, 1, 1.41},   {&Facts::beyond, 0, 3, 3.41},
    {&Facts::contrast, 0.22, 0.12, 4.94}, {&Facts::busy_empty, 0.1, 0.5, 1.49},
    {&Facts::on_paper, 0.9, 0.6, 1.65},   {&Facts::at_edge, 0, 1, 3.19},
    {&Facts::noise, 8, 20, 1.67},         {&Facts::width, 2.8, 1.5, 1.46},
    {&Facts::height, 1.4, 1, 2.89},       {&Facts::wider, 1.5, 0.6, 4.00},
    {&Facts::alone, 0, 1, 0.27},          {&Facts::nothing_beside, 0, 1, 1.78},
    {&Facts::alike, 4, 15, 3.89},         {&Facts::wider, 15, 40, 1.83},
    {&Facts::ink_label, 0.1, 0.3, 2.17},  {&Facts::aligned, 3, 8, 0.43},
    {&Facts::height, 1.8, 1.3, 1.14},     {&Facts::busy_label, 0.1, 0.8, 1.63},
    {&Facts::beyond, 3, 7, 3.07},         {&Facts::alike, 0, 4, 1.82},
    {&Facts::running, 0, 1, 0.29},        {&Facts::left_set, 0, 1, 0.07},
    {&Facts::level, 0, 1, 0.54},          {&Facts::busy_empty, 0.02, 0.2, 1.54},
    {&Facts::square, 0, 1, 0.67},         {&Facts::pieces, 12, 25, 1.79},
    {&Facts::aligned_label, 1, 4, 1.75},  {&Facts::lines, 1, 2, 1.03},
    {&Facts::alone_on_line, 0, 1, 1.70},
}};

constexpr double kTexturedBias = 5.76;
constexpr std::array<Term, 34> kTextured{{
    // Set by hand: letters that run together, photographs and maps, columns of a chart; the pages
    // of the fit have few.
    {&Facts::word, 0, 1, 4.0},
    {&Facts::height, 12, 30, 2.50},
    {&Facts::on_axis, 0, 1, 5.00},
    {&Facts::filled, 0.9, 0.5, 2.17},
    {&Facts::straight, 0.985, 0.9, 3.76},
    {&Facts::straight, 0.95, 0.85, 1.31},
    {&Facts::solid, 0.9, 0.6, 1.72},
    {&Facts::pieces, 5, 12, 3.21},
    {&Facts::beyond, 0, 3, 2.69},
    {&Facts::beyond, 3, 7, 3.23},
    {&Facts::contrast, 0.22, 0.12, 4.45},
    {&Facts::contrast, 0.9, 0.5, 1.31},
    {&Facts::busy_label, 0.1, 0.8, 4.95},
    {&Facts::at_edge, 0, 1, 6.03},
    {&Facts::noise, 8, 20, 0.88},
    {&Facts::noise, 20, 45, 1.37},
    {&Facts::width, 4.5, 2.5, 0.68},
    {&Facts::width, 2.8, 1.5, 2.04},
    {&Facts::height, 1.8, 1.3, 3.91},
    {&Facts::height, 1.4, 1, 4.87},
    {&Facts::wider, 1.5, 0.6, 4.67},
    {&Facts::alone, 0, 1, 0.58},
    {&Facts::nothing_beside, 0, 1, 1.74},
    {&Facts::alike, 4, 15, 3.54},
    {&Facts::from_top, 0.1, 0.03, 2.51},
    {&Facts::wider, 15, 40, 2.24},
    {&Facts::ink_label, 0.3, 0.6, 2.64},
    {&Facts::ink_plain, 0.3, 0.7, 1.02},
    {&Facts::text_size, 0, 1, 0.65},
    {&Facts::left_set, 0, 1, 0.20},
    {&Facts::alone_tall, 0, 1, 1.59},
    {&Facts::level, 0, 1, 0.27},
    {&Facts::square, 0, 1, 0.35},
    {&Facts::pieces, 12, 25, 2.09},
}};

constexpr double kWhiteoutBias = 1.90;
constexpr std::array<Term, 17> kWhiteout{{
    {&Facts::filled, 0.95, 0.7, 3.06},
    {&Facts::straight, 0.97, 0.85, 2.61},
    {&Facts::width, 5, 2, 1.43},
    {&Facts::height, 1.8, 1.3, 2.08},
    {&Facts::wider, 2, 0.7, 2.29},
    {&Facts::at_edge, 0, 1, 2.29},
    {&Facts::ink_label, 0.02, 0.1, 1.46},
    {&Facts::lines, 1, 3, 0.23},
    {&Facts::ground_step, 0.03, 0.005, 0.86},
    {&Facts::framed, 0.2, 0.8, 2.26},
    {&Facts::alone, 0, 1, 2.18},
    {&Facts::alike, 0, 4, 3.83},
    {&Facts::aligned, 0, 4, 1.22},
    {&Facts::letters, 200, 20, 0.69},
    {&Facts::from_top, 0.1, 0.03, 1.30},
    {&Facts::noise, 2, 8, 2.97},
    {&Facts::running, 0, 1, 0.09},
}};

// ---- end of weights ----

// Fills darker than this are bars of ink; lighter ones are colours.
constexpr double kDarkLuma = 80;
constexpr double kTall = 4;     // an empty fill of several lines
constexpr double kFlat = 3;     // mean deviation of a colour's channels
constexpr double kField = 3.5;  // letter heights: a field of one line is no higher
constexpr double kWide = 2.5;   // width over height of a box that is not square any more
constexpr double kSquare = 1;
constexpr double kTick = 2.6;      // letter heights: a check box is no higher
constexpr double kWordHeight = 2;  // letter heights: bars cover what reaches above and below
constexpr double kGrain = 20;      // mean deviation of a colour's channels
constexpr double kTickWide = 1.5;  // width over height
constexpr double kTickNarrow = 0.7;
constexpr double kAtLeft = 2;  // letter heights
constexpr int kAxisEnds = 2;   // of a column's edges that run on: its axis only
// Letters that fill a figure leave less than the first free of its width, a label more than the
// second.
constexpr double kFillsWidth = 0.9;
constexpr double kLeavesFree = 0.6;
constexpr int kWord = 3;           // letters: fewer say nothing about their line
constexpr double kSameSize = 0.4;  // logarithm: letters of sizes 1 to 1.5 are not alike at all

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
  f.alike_label = (1 - f.empty) * look.alike;
  f.aligned_label = (1 - f.empty) * look.aligned;
  f.covered = look.frame.covered;
  f.corners = look.frame.corners;
  f.ground_step = look.ground_step;
  f.step_empty = f.empty * look.ground_step;
  f.framed = look.frame.covered;
  f.square = std::clamp((kWide - f.wider) / (kWide - kSquare), 0.0, 1.0);
  f.level = std::min(around.level, 2);
  f.on_axis = look.on_axis > 0 && look.lines_beyond <= kAxisEnds ? 1 : 0;
  f.alone_on_line = f.alone * std::min(1.0, look.lines_beyond / 2.0);
  f.alone_tall = f.alone * std::clamp((f.height - kTall) / kTall, 0.0, 1.0);
  f.tick = f.wider < kTickWide && f.wider > kTickNarrow && f.height < kTick && around.before <= 0
               ? 1
               : 0;
  f.word = around.words > 0 && f.height < kWordHeight && look.noise > kGrain ? 1 : 0;
  f.big_label = (1 - f.empty) * look.letters.letter;
  if (look.ink_pieces >= kWord) {
    const double end_to_end =
        std::clamp((look.ink_width - kLeavesFree) / (kFillsWidth - kLeavesFree), 0.0, 1.0);
    const double unlike = std::abs(std::log(std::max(look.letters.letter, 0.05)));
    f.running = look.on_line ? end_to_end : 0;
    f.text_size = end_to_end * std::clamp(1 - unlike / kSameSize, 0.0, 1.0);
  }
  const double left = (look.letters.hull.x0 - look.box.x0) / scale.letter;
  const double right = (look.box.x1 - look.letters.hull.x1) / scale.letter;
  f.left_set = look.ink_pieces > kWord && left < kAtLeft && right > 3 * std::max(left, 0.7) ? 1 : 0;
  return f;
}

// Measured on documents left out of the fit and on drawn pages of other draws.
constexpr double kUnseen = 0.85;

template <std::size_t kCount>
double chance(const Facts& facts, double bias, const std::array<Term, kCount>& terms) {
  double odds = bias;
  for (const Term& term : terms)
    odds -=
        term.weight * std::clamp((facts.*term.fact - term.good) / (term.bad - term.good), 0.0, 1.0);
  // Pages that no fit has seen are judged less surely than those it was made on: the share of looks
  // that are redactions rises more slowly with the odds above even.
  if (odds > 0) odds *= kUnseen;
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
