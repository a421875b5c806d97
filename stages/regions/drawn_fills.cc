// Bars among the fills. A redaction stands where words of a line would be; a table's shading, a
// rule, a heading's ground or a chart gives itself away by what it touches, by the text on it or on
// the fills that it goes on in, and by what is drawn over it.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "stages/regions/around.h"
#include "stages/regions/drawn.h"

namespace tachado::regions {
namespace {

// What decorates comes in many colours and many pieces.
constexpr std::size_t kMostBars = 400;
// Pieces, thin ones among them, that are joined to areas; in more the shading is left unknown.
constexpr std::size_t kMostAreas = 4000;
// Cells of one shaded area: the rule between them is no thicker. Points.
constexpr double kCellGap = 1.2;
// Cells of one row or column may be set apart by so much.
constexpr double kRowGap = 4;
constexpr double kInLine = 0.8;  // edges of such cells differ by no more

constexpr double kLightLuma = 212;  // lighter is a table's shading
constexpr double kShadeLuma = 185;  // greys from here on are seldom bars
constexpr double kDarkLuma = 60;    // darker is a bar, in a table's cell too
constexpr double kWhitish = 200;    // in any colour: a form's field or a cell
constexpr double kGreyOnly = 40;    // channel distance
constexpr double kHidden = 0.5;     // share of a fill that later figures leave nothing to see of
constexpr double kRimWidth = kThinLine;
// A rule, as wide as many words and lower than print (share of the line's height; half-height bars
// struck through single words are far shorter).
constexpr double kRuleHeight = 0.75;
constexpr double kRuleLength = 20;  // times its height
// A rule across the sheet may be as high as a line of small print.
constexpr double kLongRuleLength = 60;
// A square no higher than a line stands before an entry, or shows a colour in a legend; maps show
// patterns in wider boxes. Widths in heights.
constexpr double kSwatch = 1.2;
constexpr double kPatternSwatch = 2.5;
constexpr double kLongerRule = 4;  // length of an axis in heights of a bar that starts on it
// Columns of a chart stand on one line, as wide as each other. Points, and others beside one.
constexpr double kSameBase = 1.5;
constexpr int kFewestColumns = 2;
constexpr double kCutGap = 3;        // points from a bar to what it left of a line
constexpr double kColumnGap = 2;     // between names of columns; heights of the bar
constexpr std::size_t kSayings = 2;  // different words on one area: a table, no labels

constexpr double kMosaicReach = 2;    // sizes of the piece, and its neighbours' largest size
constexpr double kMosaicPiece = 0.8;  // points; thinner ones are rules
constexpr int kMosaicPieces = 8;

// Factors. Set on public contracts, forms, reports and the bars of files made to leak.
constexpr double kFilled = 0.97;
constexpr double kProse = 0.05;
constexpr double kWithText = 0.64;    // a label or a short heading: the judge reads it
constexpr double kStruckText = 0.75;  // what is left to read of a line goes on beside it
constexpr double kPale = 0.3;
constexpr double kFaint = 0.6;
constexpr double kBand = 0.4;
constexpr double kUpright = 0.4;
constexpr double kNarrow = 0.5;
constexpr double kAway = 0.7;
constexpr double kColours = 0.5;
constexpr double kCell = 0.4;
constexpr double kShading = 0.3;
constexpr double kCellWithText = 0.6;
constexpr double kBlank = 0.5;  // a light field without anything on it
constexpr double kMosaic = 0.3;
constexpr double kColumn = 0.4;
constexpr double kLeastWorth = 0.1;

double saturation(Color c) { return std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b}); }

bool pale(Color c) { return luma(c) > kLightLuma && saturation(c) < kGreyOnly; }
bool shade(Color c) {
  return luma(c) > kWhitish || (luma(c) > kShadeLuma && saturation(c) < kGreyOnly);
}
bool dark(Color c) { return luma(c) <= kDarkLuma; }

struct Bar {
  Piece piece;
  Reading reading;
  std::size_t area = 0;
};

// What is written on all fills of one colour that touch each other.
struct Area {
  std::set<std::string> sayings;  // different plain words
  bool prose = false;
};

// One shading goes on from box to box.
bool go_on(const Rect& a, const Rect& b) {
  const auto close = [](double p, double q) { return std::abs(p - q) <= kInLine; };
  if (!intersect(inflate(a, kCellGap, kCellGap), b).empty()) return true;
  const bool row = close(a.y0, b.y0) && close(a.y1, b.y1);
  const bool column = close(a.x0, b.x0) && close(a.x1, b.x1);
  return (row && !intersect(inflate(a, kRowGap, 0), b).empty()) ||
         (column && !intersect(inflate(a, 0, kRowGap), b).empty());
}

// For each piece, the first piece of the area that it belongs to.
std::vector<std::size_t> areas_of(const std::vector<Piece>& pieces) {
  std::vector<std::size_t> root(pieces.size());
  std::iota(root.begin(), root.end(), std::size_t{0});
  if (pieces.size() > kMostAreas) return root;
  const auto find = [&](std::size_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
  };
  std::vector<std::size_t> from_top(pieces.size());
  std::iota(from_top.begin(), from_top.end(), std::size_t{0});
  std::stable_sort(from_top.begin(), from_top.end(), [&](std::size_t a, std::size_t b) {
    return pieces[a].box.y0 < pieces[b].box.y0;
  });
  for (std::size_t i = 0; i < from_top.size(); ++i) {
    const Piece& piece = pieces[from_top[i]];
    for (std::size_t j = i + 1; j < from_top.size(); ++j) {
      const Piece& other = pieces[from_top[j]];
      if (other.box.y0 > piece.box.y1 + kRowGap) break;
      if (same_color(piece.color, other.color) && go_on(piece.box, other.box))
        root[find(from_top[j])] = find(from_top[i]);
    }
  }
  for (std::size_t i = 0; i < root.size(); ++i) root[i] = find(i);
  return root;
}

// Bars of a chart stand on one line and rise to different heights, or lie in stacks of colours.
bool touches_other_colours(const std::vector<Bar>& bars, const Piece& piece) {
  const Rect around = inflate(piece.box, kTouching, kTouching);
  return std::any_of(bars.begin(), bars.end(), [&](const Bar& other) {
    return !same_color(other.piece.color, piece.color) &&
           !intersect(other.piece.box, around).empty();
  });
}

// A white fill that leaves only a rim of the piece: an outlined box.
bool leaves_rim(const Rect& fill, const Rect& box) {
  const auto rim = [](double a, double b) { return b - a > 0 && b - a <= kRimWidth; };
  return rim(box.x0, fill.x0) && rim(box.y0, fill.y0) && rim(fill.x1, box.x1) &&
         rim(fill.y1, box.y1);
}

struct Cover {
  bool hidden = false;  // by figures or pictures drawn later
  bool framed = false;  // all but a rim
};

Cover cover_of(const Page& page, const Piece& piece) {
  Cover cover;
  double covered = 0;
  for (const Shape& shape : page.shapes) {
    if (shape.order <= piece.order || shape.layer_off || shape.kind != ShapeKind::fill ||
        shape.opacity < 1 || same_color(shape.color, piece.color))
      continue;
    covered += share_inside(piece.box, shape.box) * shape.painted_share;
    cover.framed = cover.framed || (shape.rectangle && luma(shape.color) > kPaperLuma &&
                                    leaves_rim(shape.box, piece.box));
  }
  for (const ImagePlacement& image : page.images) {
    if (image.order <= piece.order || image.layer_off || image.one_colour) continue;
    // A picture with holes hides what is drawn beneath it to be seen through them; a signature that
    // strays over a bar does not.
    const bool holes = image.stencil || image.soft_mask;
    covered += holes ? overlap(piece.box, image.box) : share_inside(piece.box, image.box);
  }
  cover.hidden = covered > kHidden;
  return cover;
}

struct Surroundings {
  const Page& page;
  const Rules& rules;
  const std::vector<Piece>& pieces;  // thin ones among them
  const std::vector<Bar>& bars;
  const std::vector<Area>& areas;
  double line_height = 0;
};

// Words stand before it, and no caption: it is no field of a form. Without any it is at least no
// longer than a few words.
bool in_sentence(const Page& page, const Rect& box) {
  const Row row = row_around(page, box);
  return row.left ? !row.closed : box.width() < kRuleLength * box.height();
}

// Small pieces of its colour on all sides, none of them print: a QR code, a pattern, a drawing.
bool in_mosaic(const std::vector<Piece>& pieces, const Piece& piece) {
  const double size = std::min(piece.box.width(), piece.box.height());
  const Rect around = inflate(piece.box, kMosaicReach * size, kMosaicReach * size);
  int count = 0;
  for (const Piece& other : pieces) {
    const Rect& box = other.box;
    if (!same_color(other.color, piece.color) || box == piece.box) continue;
    if (std::max(box.width(), box.height()) > kMosaicReach * size ||
        std::min(box.width(), box.height()) < kMosaicPiece)
      continue;
    if (share_inside(box, around) > kHidden) ++count;
  }
  return count >= kMosaicPieces;
}

// Columns of one width that rise to different heights.
bool chart_column(const std::vector<Bar>& bars, const Rect& box) {
  return std::count_if(bars.begin(), bars.end(), [&](const Bar& bar) {
           const Rect& other = bar.piece.box;
           return std::abs(other.y1 - box.y1) <= kSameBase &&
                  std::abs(other.width() - box.width()) <= kSameBase &&
                  std::abs(other.height() - box.height()) > kSameBase;
         }) >= kFewestColumns;
}

double by_shape(const Surroundings& on, const Piece& piece) {
  const Rect& box = piece.box;
  double c = 1;
  const Row row = row_around(on.page, box);
  if (box.width() > 0.92 * on.page.width) c *= kBand;
  const double length = box.width() / box.height();
  const bool rule = (box.height() < kRuleHeight * on.line_height && length > kRuleLength) ||
                    (box.height() < on.line_height && length > kLongRuleLength);
  if (rule && !row.left && !row.right) c *= kBand;
  if (box.height() > 4 * box.width())
    c *= kUpright;  // a rule or a chart
  else if (box.height() > box.width() && !row.left && !row.right)
    c *= kNarrow;
  else if (!(row.left && row.right) &&
           (piece.kind == RegionKind::pattern ? length < kPatternSwatch
                                              : length < kSwatch && box.height() < on.line_height))
    c *= kNarrow;
  return c;
}

// It starts on an axis, and ends free of any rule.
bool chart_bar(const Rules& rules, const Rect& box) {
  const double least = kLongerRule * box.height();
  const auto on_long_rule = [&](double x) {
    return std::any_of(rules.upright.begin(), rules.upright.end(), [&](const Rule& rule) {
      return std::abs(rule.at - x) < 1 && rule.to - rule.from > least && rule.from < box.y0 &&
             rule.to > box.y1;
    });
  };
  return on_long_rule(box.x0) && sides_on_rules(rules, box) == 1;
}

double by_table(const Surroundings& on, const Bar& bar) {
  const Piece& piece = bar.piece;
  const Area& area = on.areas[bar.area];
  if (area.prose || area.sayings.size() >= kSayings)
    return bar.reading.text.empty() ? kShading : kCellWithText;
  if (is_field(on.page, piece.box) && (!dark(piece.color) || !bar.reading.text.empty()))
    return kCell;
  // The head of a table: names of columns, far apart or with rules between them.
  if (plain_words(bar.reading) && (bar.reading.gap > kColumnGap * piece.box.height() ||
                                   upright_rules_across(on.rules, piece.box, piece.order) > 0))
    return kCell;
  if (dark(piece.color)) return 1;
  const int sides = sides_on_rules(on.rules, piece.box);
  if (sides >= 3 || (sides >= 2 && shade(piece.color))) return kCell;
  if (upright_rules_across(on.rules, piece.box, piece.order) > 0) return kCell;
  return chart_bar(on.rules, piece.box) ? kCell : 1;
}

// Words of the line go on beside a dark bar; beside a heading's cell stand other cells.
bool struck_in_part(const Surroundings& on, const Bar& bar) {
  if (!dark(bar.piece.color)) return false;
  const Row row = row_around(on.page, bar.piece.box);
  return (row.left || row.right) && row.gap <= kCutGap &&
         std::none_of(on.bars.begin(), on.bars.end(), [&](const Bar& other) {
           return &other != &bar && !other.reading.text.empty() &&
                  std::abs(other.piece.box.y0 - bar.piece.box.y0) <= kInLine &&
                  std::abs(other.piece.box.y1 - bar.piece.box.y1) <= kInLine;
         });
}

double confidence_of(const Surroundings& on, const Bar& bar) {
  const Piece& piece = bar.piece;
  if (longer_than_label(bar.reading)) return kProse;
  double c = kFilled;
  if (!bar.reading.text.empty()) c *= struck_in_part(on, bar) ? kStruckText : kWithText;
  if (pale(piece.color)) c *= kPale;
  if (shade(piece.color) && bar.reading.text.empty() && !in_sentence(on.page, piece.box))
    c *= kBlank;
  if (piece.opacity < 0.9) c *= kFaint;
  c *= by_shape(on, piece);
  c *= by_table(on, bar);
  if (!beside_text(on.page, piece.box)) c *= kAway;
  if (touches_other_colours(on.bars, piece)) c *= kColours;
  if (in_mosaic(on.pieces, piece)) c *= kMosaic;
  if (chart_column(on.bars, piece.box)) c *= kColumn;
  return c;
}

Region region_of(const Bar& bar, double confidence) {
  Region region;
  region.box = bar.piece.box;
  region.kind =
      bar.piece.source == RegionSource::annotation ? RegionKind::annotation : bar.piece.kind;
  region.source = bar.piece.source;
  region.color = bar.piece.color;
  region.confidence = confidence;
  region.order = bar.piece.order;
  region.opacity = bar.piece.opacity;
  region.solid_share = bar.piece.painted;
  region.edge_straightness = 1;
  if (!bar.reading.text.empty()) region.label = bar.reading.text;
  return region;
}

bool high_enough(const Piece& piece) {
  return piece.box.width() >= kLeastWidth && piece.box.height() >= kLeastHeight;
}

}  // namespace

void add_fills(const Page& page, std::vector<Piece> pieces, const Rules& rules,
               std::vector<Frame>& frames, std::vector<Region>& regions) {
  const double height = line_height(page);
  pieces = merged(std::move(pieces), height);
  const auto count = std::count_if(pieces.begin(), pieces.end(), high_enough);
  if (count == 0 || static_cast<std::size_t>(count) > kMostBars) return;
  const std::vector<std::size_t> roots = areas_of(pieces);
  std::vector<Area> areas(pieces.size());
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!high_enough(pieces[i])) continue;
    // What a hatching or a dark, see-through fill was drawn over can be read through it.
    const bool above_only =
        pieces[i].kind == RegionKind::pattern || (pieces[i].opacity < 1 && dark(pieces[i].color));
    Bar bar{pieces[i],
            above_only ? reading_above(page, pieces[i].box, pieces[i].order)
                       : reading_on(page, pieces[i].box),
            roots[i]};
    Area& area = areas[bar.area];
    area.prose = area.prose || longer_than_label(bar.reading);
    if (plain_words(bar.reading)) area.sayings.insert(bar.reading.text);
    bars.push_back(std::move(bar));
  }
  const Surroundings on{page, rules, pieces, bars, areas, height};
  for (const Bar& bar : bars) {
    const Cover cover = cover_of(page, bar.piece);
    if (cover.framed) {
      frames.push_back({bar.piece.box, bar.piece.color, bar.piece.source, bar.piece.order, true});
      continue;
    }
    if (cover.hidden) continue;
    const double confidence = confidence_of(on, bar);
    if (confidence >= kLeastWorth) regions.push_back(region_of(bar, confidence));
  }
}

}  // namespace tachado::regions
