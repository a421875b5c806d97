#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "stages/regions/regions.h"

namespace tachado::regions {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Color kBlack{};
constexpr Color kWhite{255, 255, 255};

Word word(const std::string& text, const Rect& box) {
  Word out;
  out.text = text;
  out.box = box;
  return out;
}

// A page with a line of text at each of y = 100, 120, … 280.
Page written() {
  Page page;
  page.width = 612;
  page.height = 792;
  for (int line = 0; line < 10; ++line)
    for (int i = 0; i < 8; ++i) {
      const double x = 72 + 60.0 * i;
      const double y = 100 + 20.0 * line;
      page.words.push_back(word("palabra", {x, y, x + 50, y + 11}));
    }
  return page;
}

// Makes room for what is drawn: text under it is not in the record.
void hide(Page& page, const Rect& box) {
  std::erase_if(page.words, [&](const Word& w) { return share_inside(w.box, box) > 0.3; });
}

Shape fill(const Rect& box, Color color = kBlack) {
  static std::int32_t order = 1000;
  Shape out;
  out.order = ++order;
  out.box = box;
  out.rectangle = true;
  out.color = color;
  return out;
}

std::vector<Region> sure(const Page& page) {
  std::vector<Region> found = regions_from_drawing(page);
  std::erase_if(found, [](const Region& r) { return r.confidence < 0.5; });
  return found;
}

Page with_bar(const std::vector<Shape>& shapes) {
  Page page = written();
  for (const Shape& shape : shapes) {
    if (luma(shape.color) < 245) hide(page, shape.box);
    page.shapes.push_back(shape);
  }
  return page;
}

TEST(Drawing, FindsAFillOfAnyConstruction) {
  const Rect bar{132, 119, 242, 132};
  std::vector<std::pair<std::string, std::vector<Shape>>> rows;
  rows.push_back({"rectangle", {fill(bar)}});
  rows.push_back({"grey", {fill(bar, {150, 150, 150})}});
  rows.push_back({"yellow note", {fill(bar, {255, 255, 120})}});
  Shape polygon = fill(bar);
  polygon.rectangle = false;
  polygon.painted_share = 0.96;
  polygon.outline = {{134, 119}, {240, 119}, {242, 125}, {240, 132}, {134, 132}, {132, 125}};
  rows.push_back({"rounded", {polygon}});
  Shape line = fill(bar);
  line.kind = ShapeKind::stroke;
  line.line_width = 13;
  rows.push_back({"thick line", {line}});
  std::vector<Shape> tiles;
  for (int i = 0; i < 11; ++i) tiles.push_back(fill({132 + 10.0 * i, 119, 142.2 + 10.0 * i, 132}));
  rows.push_back({"tiles side by side", tiles});
  std::vector<Shape> slices;
  for (int i = 0; i < 13; ++i) slices.push_back(fill({132, 119.0 + i, 242, 120.05 + i}));
  rows.push_back({"slices on top of each other", slices});
  Shape form = fill(bar);
  form.drawn_by = DrawnBy::form;
  rows.push_back({"in a form", {form}});
  for (const auto& [name, shapes] : rows) {
    const auto found = sure(with_bar(shapes));
    ASSERT_THAT(found, SizeIs(1)) << name;
    EXPECT_GT(overlap(found[0].box, bar), 0.97) << name;
    EXPECT_EQ(found[0].source, RegionSource::vector) << name;
  }
}

TEST(Drawing, NamesPatternImageAndAnnotation) {
  const Rect bar{132, 119, 242, 132};
  Shape hatch = fill(bar);
  hatch.kind = ShapeKind::pattern;
  hatch.rectangle = false;
  hatch.painted_share = 0.4;
  EXPECT_EQ(sure(with_bar({hatch})).at(0).kind, RegionKind::pattern);

  Shape square = fill(bar);
  square.drawn_by = DrawnBy::annotation;
  const auto drawn = sure(with_bar({square}));
  ASSERT_THAT(drawn, SizeIs(1));
  EXPECT_EQ(drawn[0].kind, RegionKind::annotation);
  EXPECT_EQ(drawn[0].source, RegionSource::annotation);

  Page page = written();
  hide(page, bar);
  ImagePlacement image;
  image.box = bar;
  image.width = 10;
  image.height = 2;
  image.one_colour = true;
  page.images.push_back(image);
  EXPECT_EQ(sure(page).at(0).kind, RegionKind::image);
}

TEST(Drawing, FindsRedactAnnotationsByTheirQuads) {
  Page page = written();
  Annotation redact;
  redact.subtype = "Redact";
  redact.box = {72, 100, 300, 140};
  redact.quads = {Quad{Point{72, 100}, Point{180, 100}, Point{180, 111}, Point{72, 111}},
                  Quad{Point{72, 120}, Point{300, 120}, Point{300, 131}, Point{72, 131}}};
  redact.overlay_text = "(b)(6)";
  page.annotations.push_back(redact);
  Annotation link = redact;
  link.subtype = "Link";
  page.annotations.push_back(link);
  Annotation hidden = redact;
  hidden.hidden = true;
  page.annotations.push_back(hidden);
  const auto found = sure(page);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].box, (Rect{72, 100, 180, 111}));
  EXPECT_EQ(found[1].box, (Rect{72, 120, 300, 131}));
  EXPECT_EQ(found[0].label, "(b)(6)");
  EXPECT_GT(found[0].confidence, 0.95);
}

TEST(Drawing, SplitsStackedBarsIntoLines) {
  const auto found = sure(
      with_bar({fill({72, 119, 300, 132}), fill({72, 132, 300, 145}), fill({72, 145, 200, 158})}));
  EXPECT_THAT(found, SizeIs(3));
}

TEST(Drawing, FindsAWhiteBoxWithOutlineAndLabel) {
  const Rect box{132, 118, 252, 133};
  Page page = written();
  hide(page, box);
  page.shapes.push_back(fill(box, kWhite));
  Shape frame = fill(box);
  frame.kind = ShapeKind::stroke;
  frame.rectangle = false;
  frame.painted_share = 0.1;
  frame.line_width = 0.7;
  page.shapes.push_back(frame);
  page.words.push_back(word("Confidencial.1", {140, 120, 210, 131}));
  const auto found = sure(page);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, RegionKind::outlined);
  EXPECT_EQ(found[0].label, "Confidencial.1");
}

// A table as word processors write it: fills a paragraph each, rules a cell's side each.
Page shaded_table() {
  Page page = written();
  const auto rule = [&](const Rect& box) { page.shapes.push_back(fill(box)); };
  constexpr Color kGrey{191, 191, 191};
  for (int row = 0; row < 3; ++row) {
    const double y = 400 + 40.0 * row;
    for (const Rect& part : {Rect{72.6, y, 220, y + 10}, Rect{72.6, y + 10, 220, y + 24},
                             Rect{72.6, y + 24, 220, y + 39.4}})
      page.shapes.push_back(fill(part, kGrey));
    const std::string name = "Renglón" + std::string(1, static_cast<char>('A' + row));
    page.words.push_back(word(name, {75, y + 11, 140, y + 23}));
    page.words.push_back(word("valor", {225, y + 11, 260, y + 23}));
    for (const double x : {72.0, 220.0, 400.0}) rule({x, y, x + 0.6, y + 39.4});
    for (const auto& [x0, x1] : {std::pair{72.6, 220.0}, std::pair{220.6, 400.0}})
      rule({x0, y + 39.4, x1, y + 40});
  }
  return page;
}

TEST(Drawing, TakesAPolygonOfSeveralLinesApart) {
  Shape steps = fill({72, 119, 500, 158});
  steps.rectangle = false;
  steps.polygon = true;
  steps.painted_share = 0.7;
  steps.outline = {{200, 119}, {500, 119}, {500, 145}, {150, 145},
                   {150, 158}, {72, 158},  {72, 132},  {200, 132}};
  auto found = sure(with_bar({steps}));
  ASSERT_THAT(found, SizeIs(3));
  std::sort(found.begin(), found.end(),
            [](const Region& a, const Region& b) { return a.box.y0 < b.box.y0; });
  EXPECT_GT(overlap(found[0].box, {200, 119, 500, 132}), 0.99);
  EXPECT_GT(overlap(found[1].box, {72, 132, 500, 145}), 0.99);
  EXPECT_GT(overlap(found[2].box, {72, 145, 150, 158}), 0.99);
}

TEST(Drawing, FindsBarsWithWordsLeftBeside) {
  Page page = with_bar({fill({132, 119, 242, 132})});
  page.words.push_back(word("resto", {200, 120, 235, 131}));
  EXPECT_THAT(sure(page), SizeIs(1));
}

TEST(Drawing, FindsInkOfAMarker) {
  Shape ink = fill({132, 116, 242, 133});
  ink.kind = ShapeKind::stroke;
  ink.drawn_by = DrawnBy::annotation;
  ink.rectangle = false;
  ink.line_width = 12;
  ink.painted_share = 0.6;
  const auto found = sure(with_bar({ink}));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, RegionKind::annotation);
}

TEST(Drawing, FindsHatchingOverReadableWords) {
  const Rect bar{132, 118, 242, 133};
  Page page = written();
  for (Word& each : page.words) each.order = 1;
  for (int i = 0; i < 22; ++i) {
    Shape line = fill({132 + 5.0 * i, 118, 137 + 5.0 * i, 133});
    line.kind = ShapeKind::stroke;
    line.rectangle = false;
    line.line_width = 0.6;
    line.painted_share = 0.1;
    line.outline = {{line.box.x0, 133}, {line.box.x1, 118}};
    page.shapes.push_back(line);
  }
  const auto found = sure(page);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, RegionKind::pattern);
  EXPECT_GT(overlap(found[0].box, bar), 0.97);
  EXPECT_FALSE(found[0].label.has_value());
  // The same lines as a cell's ground, with the words written on it.
  for (Word& each : page.words) each.order = 5000;
  EXPECT_EQ(sure(page).at(0).label, "palabra palabra");
}

TEST(Drawing, FindsABoxMadeOfFourLinesOrTwoFills) {
  const Rect box{132, 118, 252, 133};
  Page lines = written();
  hide(lines, box);
  lines.words.push_back(word("#3.1", {140, 120, 160, 131}));
  Page fills = lines;
  for (const Rect& side : {Rect{132, 118, 252, 118.7}, Rect{132, 132.3, 252, 133},
                           Rect{132, 118, 132.7, 133}, Rect{251.3, 118, 252, 133}})
    lines.shapes.push_back(fill(side));
  fills.shapes.push_back(fill(box));
  fills.shapes.push_back(fill(inflate(box, -1, -1), kWhite));
  for (const Page& page : {lines, fills}) {
    const auto found = sure(page);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].kind, RegionKind::outlined);
    EXPECT_EQ(found[0].label, "#3.1");
    EXPECT_GT(overlap(found[0].box, box), 0.9);
  }
}

// A ruled table: rows of 24 points from y = 400, columns at 72, 220, 400.
Page ruled_table() {
  Page page = written();
  for (int row = 0; row <= 4; ++row)
    page.shapes.push_back(fill({72, 400 + 24.0 * row, 400, 400.6 + 24.0 * row}));
  for (const double x : {72.0, 220.0, 400.0}) page.shapes.push_back(fill({x, 400, x + 0.6, 496.6}));
  for (int row = 0; row < 4; ++row) {
    const double y = 406 + 24.0 * row;
    page.words.push_back(word("nombre", {77, y, 130, y + 12}));
    page.words.push_back(word("valor", {225, y, 260, y + 12}));
  }
  return page;
}

TEST(Drawing, FindsBarsThatLookLikeDesign) {
  constexpr Color kGrey{192, 192, 192};
  std::vector<std::tuple<std::string, Page, std::size_t>> rows;
  Page framed = with_bar({fill({132, 119, 242, 132}, kGrey)});
  Shape frame = fill({132, 119, 242, 132});
  frame.kind = ShapeKind::stroke;
  frame.rectangle = false;
  frame.painted_share = 0.1;
  frame.line_width = 0.7;
  framed.shapes.push_back(frame);
  rows.emplace_back("grey with an outline of its own", framed, 1);
  Page coded = with_bar({fill({72, 119, 540, 132}, kGrey), fill({72, 132, 540, 145}, kGrey),
                         fill({72, 145, 300, 158}, kGrey)});
  for (int line = 0; line < 3; ++line)
    coded.words.push_back(word("5.1.2e", {80, 120 + 13.0 * line, 110, 131 + 13.0 * line}));
  rows.emplace_back("stack of grey lines with codes", coded, 3);
  Page cell = ruled_table();
  hide(cell, {220.6, 424.6, 400, 448});
  cell.shapes.push_back(fill({220.6, 424.6, 400, 448}));
  rows.emplace_back("a whole cell in black", cell, 1);
  Page value = ruled_table();
  hide(value, {224, 430, 262, 442});
  value.shapes.push_back(fill({224, 430, 262, 442}, kGrey));
  rows.emplace_back("a value in a cell", value, 1);
  Page list = written();
  for (int line = 0; line < 8; ++line) {
    const double y = 400 + 16.0 * line;
    list.words.push_back(word("Nombre:", {72, y, 120, y + 11}));
    list.shapes.push_back(fill({124, y - 1, 200 + 9.0 * line, y + 12}, {90, 90, 160}));
  }
  rows.emplace_back("a list of names", list, 8);
  Page paragraph = written();
  for (int line = 2; line < 7; ++line) {
    const Rect box{72, 99 + 20.0 * line, 542, 112 + 20.0 * line};
    hide(paragraph, box);
    paragraph.shapes.push_back(fill(box));
  }
  rows.emplace_back("lines of a paragraph", paragraph, 5);
  for (const auto& [name, page, count] : rows) EXPECT_THAT(sure(page), SizeIs(count)) << name;
}

TEST(Drawing, LeavesWhatOnlyLooksLikeIt) {
  std::vector<std::pair<std::string, Page>> rows;
  Page heading = written();
  heading.shapes.push_back(fill({70, 98, 550, 113}, {20, 40, 90}));
  rows.push_back({"inverse heading", heading});
  rows.push_back({"rule", with_bar({fill({72, 115, 540, 116.5})})});
  rows.push_back({"table shading", with_bar({fill({72, 300, 540, 315}, {235, 235, 235})})});
  Page highlight = written();
  highlight.shapes.push_back(fill({72, 119, 300, 132}, {255, 255, 0}));
  highlight.shapes.back().opacity = 0.5;
  rows.push_back({"highlighter over readable text", highlight});
  Page layer = with_bar({fill({132, 119, 242, 132})});
  layer.shapes.back().layer_off = true;
  rows.push_back({"switched-off layer", layer});
  rows.push_back({"background", with_bar({fill({0, 0, 612, 792}, {200, 220, 255})})});
  Page grid = written();
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 3; ++column) {
      const Rect cell{72 + 100.0 * column, 400 + 20.0 * row, 172 + 100.0 * column,
                      420 + 20.0 * row};
      Shape frame = fill(cell);
      frame.kind = ShapeKind::stroke;
      frame.rectangle = false;
      frame.painted_share = 0.1;
      frame.line_width = 0.5;
      grid.shapes.push_back(frame);
    }
  rows.push_back({"empty table cells", grid});
  Page chart = written();
  for (int bar = 0; bar < 5; ++bar)
    chart.shapes.push_back(
        fill({100 + 40.0 * bar, 500 - 30.0 * bar, 112 + 40.0 * bar, 560}, {40, 90, 200}));
  rows.push_back({"chart", chart});
  rows.push_back({"nothing", written()});
  rows.push_back({"shaded table", shaded_table()});
  rows.push_back({"letterhead's rule", with_bar({fill({59, 85, 543, 90}, {255, 204, 0})})});
  rows.push_back({"thick rule over the sheet", with_bar({fill({40, 85, 560, 93})})});
  Page crest = with_bar({fill({276, 40, 336, 74})});
  ImagePlacement picture;
  picture.box = {276, 40, 336, 74};
  picture.stencil = true;
  picture.order = crest.shapes.back().order + 1;
  crest.images.push_back(picture);
  rows.push_back({"a crest's ground", crest});
  Page swatches = written();
  for (int i = 0; i < 3; ++i) {
    swatches.shapes.push_back(fill({72, 400 + 20.0 * i, 78, 406 + 20.0 * i}, {60, 120, 200}));
    swatches.words.push_back(word("serie", {84, 397 + 20.0 * i, 120, 409 + 20.0 * i}));
  }
  rows.push_back({"legend", swatches});
  Page field = with_bar({fill({132, 119, 242, 132}, {255, 255, 153})});
  Annotation widget;
  widget.subtype = "Widget";
  widget.box = {132, 119, 242, 132};
  field.annotations.push_back(widget);
  rows.push_back({"coloured field of a form", field});
  Page stripes = written();
  for (int row = 0; row < 4; ++row)
    stripes.shapes.push_back(fill({72, 400 + 24.0 * row, 540, 412 + 24.0 * row}, {192, 192, 192}));
  for (const double x : {72.0, 200.0, 330.0, 540.0})
    stripes.shapes.push_back(fill({x, 400, x + 0.7, 500}));
  rows.push_back({"striped table with columns", stripes});
  Page lying = written();
  lying.shapes.push_back(fill({150, 400, 151, 520}));
  for (int bar = 0; bar < 4; ++bar) {
    lying.shapes.push_back(
        fill({150.5, 405 + 28.0 * bar, 190 + 40.0 * bar, 419 + 28.0 * bar}, {0, 122, 214}));
    lying.words.push_back(word("rubro", {110, 406 + 28.0 * bar, 145, 418 + 28.0 * bar}));
  }
  rows.push_back({"lying chart", lying});
  Page code = written();
  for (int i = 0; i < 21 * 21; ++i) {
    const int row = i / 21;
    const double x = 90 + 4.0 * (i % 21);
    const double y = 400 + 4.0 * row;
    if (i * 7919 % 13 < 6) code.shapes.push_back(fill({x, y, x + 4, y + 4}));
  }
  for (const Point& at : {Point{98, 408}, Point{154, 408}, Point{98, 464}})
    code.shapes.push_back(fill({at.x, at.y, at.x + 12, at.y + 12}));
  code.words.push_back(word("folio", {60, 440, 85, 452}));
  rows.push_back({"QR code", code});
  Page columns = written();
  for (int i = 0; i < 4; ++i)
    columns.shapes.push_back(fill({80 + 80.0 * i, 460 - 12.0 * i, 140 + 80.0 * i, 472}));
  rows.push_back({"low columns of a chart", columns});
  Page form = written();
  for (int i = 0; i < 3; ++i) {
    form.words.push_back(word("Nombre:", {72, 400 + 24.0 * i, 115, 412 + 24.0 * i}));
    form.shapes.push_back(fill({118, 399 + 24.0 * i, 400, 413 + 24.0 * i}, {197, 217, 241}));
  }
  rows.push_back({"light fields of a form", form});
  Page zebra = written();
  for (int row = 0; row < 4; ++row)
    zebra.shapes.push_back(fill({72, 400 + 24.0 * row, 540, 412 + 24.0 * row}, {191, 191, 191}));
  rows.push_back({"empty striped rows", zebra});
  Page head = written();
  const std::vector<std::string> names{"Partida", "Cantidad", "", "Importe"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double x = 72 + 100.0 * static_cast<double>(i);
    head.shapes.push_back(fill({x, 400, x + 98, 414}, {20, 40, 90}));
    if (!names[i].empty()) head.words.push_back(word(names[i], {x + 5, 401, x + 50, 413}));
  }
  rows.push_back({"table head of separate cells, one empty", head});
  // Upright rules of one row that end a hair apart.
  Page rules = written();
  for (const auto& [x, end] :
       {std::pair{424.9, 424.23}, std::pair{57.0, 424.62}, std::pair{142.3, 424.62}})
    rules.shapes.push_back(fill({x, 396.8, x + 0.4, end}));
  rows.push_back({"upright rules of a table", rules});
  for (const auto& [name, page] : rows) EXPECT_THAT(sure(page), IsEmpty()) << name;
}

}  // namespace
}  // namespace tachado::regions
