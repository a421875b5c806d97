#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
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
  for (const auto& [name, page] : rows) EXPECT_THAT(sure(page), IsEmpty()) << name;
}

}  // namespace
}  // namespace tachado::regions
