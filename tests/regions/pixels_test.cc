#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "stages/regions/regions.h"
#include "tests/regions/canvas.h"

namespace tachado::regions {
namespace {

constexpr Rect kColumn{70, 80, 525, 480};
constexpr Color kBlack{};
constexpr Color kWhite{255, 255, 255};

Canvas written(double dpi, int channels = 3) {
  Canvas canvas(dpi, channels);
  canvas.column(kColumn, 11);
  return canvas;
}

std::vector<Region> sure(const Canvas& canvas) {
  std::vector<Region> found = regions_from_pixels(canvas.page);
  std::erase_if(found, [](const Region& r) { return r.confidence < 0.5; });
  return found;
}

std::string described(const std::vector<Region>& found) {
  std::string out;
  for (const Region& r : found)
    out += std::string(to_string(r.kind)) + " at " + std::to_string(r.box.x0) + " " +
           std::to_string(r.box.y0) + " to " + std::to_string(r.box.x1) + " " +
           std::to_string(r.box.y1) + " confidence " + std::to_string(r.confidence) + "\n";
  return out;
}

double best_overlap(const std::vector<Region>& found, const Rect& box) {
  double best = 0;
  for (const Region& region : found) best = std::max(best, overlap(region.box, box));
  return best;
}

TEST(Pixels, FindsASolidBarInAnyColour) {
  struct Row {
    const char* name;
    Color color;
  };
  const Rect bar{120, 200, 260, 214};
  for (const Row& row :
       {Row{"black", {}}, Row{"dark grey", {70, 70, 70}}, Row{"grey", {170, 170, 170}},
        Row{"red", {200, 30, 30}}, Row{"cyan", {0, 255, 255}}, Row{"yellow", {255, 255, 120}}}) {
    Canvas canvas = written(200);
    canvas.fill(inflate(bar, 4, 1), kWhite);
    canvas.fill(bar, row.color);
    const auto found = sure(canvas);
    ASSERT_EQ(found.size(), 1U) << row.name;
    EXPECT_GT(overlap(found[0].box, bar), 0.9) << row.name;
    EXPECT_EQ(found[0].kind, RegionKind::filled) << row.name;
    EXPECT_EQ(found[0].source, RegionSource::raster) << row.name;
    EXPECT_NEAR(found[0].color.g, row.color.g, 4) << row.name;
  }
}

TEST(Pixels, FindsBarsAtAnyResolution) {
  std::mt19937 random(7);
  for (const double dpi : {72.0, 100.0, 150.0, 200.0, 300.0, 400.0, 600.0}) {
    for (int round = 0; round < (dpi > 300 ? 1 : 2); ++round) {
      Canvas canvas = written(dpi, round == 0 ? 3 : 1);
      std::vector<Rect> bars;
      for (int line = 0; line < 4; ++line) {
        const double x = 80 + static_cast<double>(random() % 200);
        const double y = 90 + 80 * line + static_cast<double>(random() % 20);
        const double w = 40 + static_cast<double>(random() % 180);
        const double h = 12 + static_cast<double>(random() % 30);
        bars.push_back({x, y, x + w, y + h});
        canvas.fill(inflate(bars.back(), 4, 2), kWhite);
        canvas.fill(bars.back(), kBlack);
      }
      const auto found = sure(canvas);
      EXPECT_EQ(found.size(), bars.size()) << dpi;
      for (const Rect& bar : bars) EXPECT_GT(best_overlap(found, bar), 0.8) << dpi;
    }
  }
}

TEST(Pixels, FindsAnOutlinedBoxWithItsLabel) {
  for (const double dpi : {100.0, 150.0, 200.0, 300.0}) {
    const Rect box{200, 300, 330, 318};
    Canvas canvas = written(dpi);
    canvas.fill(inflate(box, 5, 2), kWhite);
    canvas.frame(box, 0.8);
    canvas.text(240, 313, 270, 9);
    const auto found = sure(canvas);
    ASSERT_EQ(found.size(), 1U) << dpi;
    EXPECT_EQ(found[0].kind, RegionKind::outlined) << dpi;
    EXPECT_GT(overlap(found[0].box, box), 0.85) << dpi;
    EXPECT_TRUE(found[0].recognise_label) << dpi;
  }
}

TEST(Pixels, TellsTouchingBarsApartByTheirLabels) {
  Canvas canvas = written(200);
  const Rect upper{120, 200, 260, 216};
  const Rect lower{120, 216, 230, 232};
  canvas.fill(inflate(unite(upper, lower), 5, 2), kWhite);
  canvas.fill(upper, {170, 170, 170});
  canvas.fill(lower, {170, 170, 170});
  canvas.text(170, 211, 195, 8, kWhite);
  canvas.text(160, 227, 185, 8, kWhite);
  const auto found = sure(canvas);
  EXPECT_EQ(found.size(), 2U);
  EXPECT_GT(best_overlap(found, upper), 0.85);
  EXPECT_GT(best_overlap(found, lower), 0.85);
}

TEST(Pixels, KeepsAFigureOfSeveralLinesWhole) {
  Canvas canvas = written(200);
  const Rect first{120, 200, 300, 214};
  const Rect second{120, 214, 220, 228};
  canvas.fill(inflate(unite(first, second), 5, 2), kWhite);
  canvas.fill(first, {170, 170, 170});
  canvas.fill(second, {170, 170, 170});
  const auto found = sure(canvas);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_GT(overlap(found[0].box, unite(first, second)), 0.9);
}

TEST(Pixels, FindsWhiteOutByItsSpecks) {
  Canvas canvas = written(150);
  std::vector<Rect> patches;
  for (int i = 0; i < 3; ++i) {
    const double y = 520 + 40 * i;
    patches.push_back({120, y, 260, y + 15});
    canvas.specks(patches.back(), 11 + static_cast<unsigned>(i), 14);
    canvas.text(124, y + 12, 160, 11);
  }
  const auto found = sure(canvas);
  EXPECT_EQ(found.size(), patches.size()) << described(found);
  for (const Rect& patch : patches) EXPECT_GT(best_overlap(found, patch), 0.7) << described(found);
  for (const Region& region : found) EXPECT_EQ(region.kind, RegionKind::whiteout);
  // A sheet that is noisy all over has no patches.
  canvas.specks({0, 0, Canvas::kWidth, Canvas::kHeight}, 23, 14);
  EXPECT_EQ(described(sure(canvas)), "");
}

// The sheet with another paper: of one colour, or with a scan's noise.
Canvas on_paper(Canvas canvas, std::uint8_t least, std::uint8_t most) {
  std::mt19937 random(7);
  for (std::uint8_t& value : canvas.page.data)
    if (value == 255) value = static_cast<std::uint8_t>(least + random() % (1U + most - least));
  return canvas;
}

TEST(Pixels, FindsWhiteOutOnPaperThatIsNotWhite) {
  struct Row {
    const char* name;
    std::uint8_t least, most;
  };
  for (const Row& row : {Row{"grey", 236, 236}, Row{"noisy", 240, 250}}) {
    for (const int channels : {1, 3}) {
      Canvas canvas = on_paper(written(200, channels), row.least, row.most);
      const Rect within{180, 201, 290, 214};
      const Rect lines{70, 300, 525, 340};
      for (const Rect& patch : {within, lines}) canvas.fill(patch, kWhite);
      const auto found = sure(canvas);
      EXPECT_EQ(found.size(), 2U) << row.name << " " << channels << "\n" << described(found);
      for (const Rect& patch : {within, lines})
        EXPECT_GT(best_overlap(found, patch), 0.85) << row.name << " " << channels;
      for (const Region& region : found) EXPECT_EQ(region.kind, RegionKind::whiteout);
    }
  }
}

TEST(Pixels, FindsNoWhiteOutInTheFieldsOfATintedForm) {
  Canvas canvas = on_paper(written(200), 236, 236);
  for (int i = 0; i < 5; ++i) {
    const Rect field{200, 520 + 30.0 * i, 380, 538 + 30.0 * i};
    canvas.text(70, field.y1 - 4, 190, 11);
    canvas.fill(field, kWhite);
    canvas.frame(field, 0.8);
  }
  EXPECT_EQ(described(sure(canvas)), "");
}

// A label set to the edge, larger than its box, or as high as it: the outline is no zone's any
// more.
TEST(Pixels, FindsAnOutlineThatItsLabelTouches) {
  struct Row {
    const char* name;
    Rect box;
    double base, size;  // of the label
  };
  for (const Row& row : {Row{"top", {200, 300, 290, 316}, 307.5, 13},
                         Row{"bottom", {200, 300, 290, 316}, 316, 12}}) {
    for (const double dpi : {150.0, 300.0}) {
      Canvas canvas = written(dpi);
      canvas.fill(inflate(row.box, 5, 2), kWhite);
      canvas.frame(row.box, 0.6);
      canvas.text(row.box.x0, row.base, row.box.x0 + 48, row.size);
      const auto found = sure(canvas);
      ASSERT_EQ(found.size(), 1U) << row.name << " " << dpi << "\n" << described(found);
      EXPECT_EQ(found[0].kind, RegionKind::outlined);
      EXPECT_GT(overlap(found[0].box, row.box), 0.85) << row.name << " " << dpi;
    }
  }
}

// By its look alone a framed line in large letters is a heading; what it says may be the label of
// what was blacked out, so it stays for the words to decide, though with little confidence.
TEST(Pixels, LeavesAFramedHeadingToTheWords) {
  struct Row {
    double size;  // of the letters
    Rect box;
  };
  for (const Row& row : {Row{22, {150, 60, 470, 86.4}}, Row{22, {150, 300, 470, 335.2}},
                         Row{28, {150, 60, 470, 93.6}}}) {
    Canvas canvas = written(150);
    canvas.fill(inflate(row.box, 8, 8), kWhite);
    canvas.frame(row.box, 0.8);
    canvas.text(row.box.x0 + 4, row.box.center().y + 0.3 * row.size, row.box.x1 - 4, row.size);
    std::vector<Region> found = regions_from_pixels(canvas.page);
    std::erase_if(found, [&](const Region& r) { return overlap(r.box, row.box) < 0.8; });
    ASSERT_EQ(found.size(), 1U) << row.size;
    EXPECT_EQ(found[0].kind, RegionKind::outlined) << row.size;
    EXPECT_TRUE(found[0].recognise_label) << row.size;
    EXPECT_GT(found[0].confidence, 0.04) << row.size;
    EXPECT_LT(found[0].confidence, 0.08) << row.size;
  }
}

// Strokes of a "d" and a "j" that reach the edges cut the inside in two; the outline is worn, so
// that no zone is closed before its gaps are.
TEST(Pixels, JoinsAWornBoxThatItsLabelCuts) {
  for (const double dpi : {150.0, 200.0, 300.0}) {
    const Rect box{200, 300, 420, 316};
    Canvas canvas = written(dpi);
    canvas.fill(inflate(box, 5, 2), kWhite);
    canvas.frame(box, 0.8);
    canvas.text(204, 313, 240, 10);
    canvas.fill({242, 300, 243.2, 309}, {0, 0, 0});
    canvas.fill({242, 307, 246, 309}, {0, 0, 0});
    canvas.fill({245, 307, 246.2, 316}, {0, 0, 0});
    canvas.text(248, 313, 256, 10);
    for (double x = 255; x < box.x1 - 8; x += 15) {
      canvas.fill({x, box.y0 - 2, x + 0.6, box.y0 + 2}, kWhite);
      canvas.fill({x + 5, box.y1 - 2, x + 5.6, box.y1 + 2}, kWhite);
    }
    const auto found = sure(canvas);
    ASSERT_EQ(found.size(), 1U) << dpi << "\n" << described(found);
    EXPECT_EQ(found[0].kind, RegionKind::outlined) << dpi;
    EXPECT_GT(overlap(found[0].box, box), 0.85) << dpi;
  }
}

// Walls that are shared run on from one box into the next, as a table's do.
TEST(Pixels, TellsBoxesSideBySideFromATable) {
  const auto row_at = [](Canvas& canvas, double y) {
    std::vector<Rect> boxes;
    double x = 150;
    for (const double width : {92.0, 70.0, 84.0}) {
      const Rect box{x, y, x + width, y + 16};
      canvas.fill(box, kWhite);
      canvas.frame(box, 0.8);
      canvas.text(x + width / 2 - 16, y + 11.5, x + width / 2 + 16, 7);
      boxes.push_back(box);
      x += width - 0.8;
    }
    return boxes;
  };
  for (const double dpi : {150.0, 300.0}) {
    Canvas canvas = written(dpi);
    canvas.fill({140, 295, 400, 323}, kWhite);
    const std::vector<Rect> boxes = row_at(canvas, 300);
    const auto found = sure(canvas);
    EXPECT_EQ(found.size(), boxes.size()) << dpi << "\n" << described(found);
    for (const Rect& box : boxes) EXPECT_GT(best_overlap(found, box), 0.85) << dpi;

    Canvas table = written(dpi);
    table.fill({140, 295, 400, 370}, kWhite);
    for (const double y : {300.0, 315.2, 330.4, 345.6}) row_at(table, y);
    EXPECT_EQ(described(sure(table)), "") << dpi;
  }
}

// The letters under it are the line's own, and some reach over its edge.
TEST(Pixels, LeavesHighlightedPrintAlone) {
  for (const Color color : {Color{160, 255, 150}, Color{255, 180, 220}, Color{205, 205, 205}})
    for (const double dpi : {150.0, 200.0}) {
      Canvas canvas(dpi);
      for (int i = 0; i < 30; ++i) {
        const double base = 90 + 20 * i;
        if (i == 8) canvas.fill({180, base - 8.5, 390, base + 1.2}, color);
        canvas.text(72, base, 520, 8);
        for (int letter = 0; i == 8 && letter < 6; ++letter)
          canvas.fill({200 + 31.0 * letter, base - 6, 202 + 31.0 * letter, base + 3}, {0, 0, 0});
      }
      EXPECT_EQ(described(sure(canvas)), "") << dpi << " " << int{color.r};
    }
}

TEST(Pixels, FindsAnOutlinedBoxBehindAnother) {
  Canvas canvas = written(200);
  const Rect behind{150, 300, 290, 318};
  const Rect before{260, 306, 360, 324};
  canvas.fill({140, 290, 370, 330}, kWhite);
  canvas.frame(behind, 0.8);
  canvas.text(170, 312, 230, 10);
  canvas.fill(before, kWhite);
  canvas.frame(before, 0.8);
  canvas.text(290, 319, 340, 10);
  const auto found = sure(canvas);
  EXPECT_GT(best_overlap(found, before), 0.85) << described(found);
}

TEST(Pixels, FindsAPaleMottledFill) {
  for (const double dpi : {200.0, 300.0}) {
    Canvas canvas = written(dpi);
    const Rect labelled{120, 200, 240, 216};
    const Rect empty{300, 300, 380, 316};
    for (const Rect& bar : {labelled, empty}) {
      canvas.fill(inflate(bar, 4, 2), kWhite);
      canvas.mottle(bar, 5, 185, 242);
    }
    canvas.text(122, 213, 170, 12);
    const auto found = sure(canvas);
    EXPECT_EQ(found.size(), 2U) << described(found);
    EXPECT_GT(best_overlap(found, labelled), 0.8) << described(found);
    EXPECT_GT(best_overlap(found, empty), 0.8) << described(found);
  }
}

// The halo of a strong compression connects two bars; it is none of them.
TEST(Pixels, KeepsBarsApartThatAHaloConnects) {
  Canvas canvas = written(200);
  const Rect upper{120, 200, 260, 214};
  const Rect lower{120, 217, 300, 231};
  canvas.fill(inflate(unite(upper, lower), 5, 5), kWhite);
  canvas.mottle({118, 198, 302, 233}, 5, 222, 232);
  canvas.fill(upper, kBlack);
  canvas.fill(lower, kBlack);
  const auto found = sure(canvas);
  EXPECT_EQ(found.size(), 2U) << described(found);
  EXPECT_GT(best_overlap(found, upper), 0.9) << described(found);
  EXPECT_GT(best_overlap(found, lower), 0.9) << described(found);
}

TEST(Pixels, CutsBarsApartAtABlankAndByEqualLabels) {
  const Color grey{170, 170, 170};
  Canvas canvas = written(200);
  const Rect left{120, 200, 200, 214};
  const Rect right{200.8, 200, 300, 214};
  canvas.fill(inflate(unite(left, right), 5, 2), kWhite);
  canvas.fill(left, grey);
  canvas.fill(right, grey);
  const Rect first{120, 300, 200, 314};
  const Rect second{200, 300, 290, 314};
  canvas.fill(inflate(unite(first, second), 5, 2), kWhite);
  canvas.fill(first, grey);
  canvas.fill(second, grey);
  for (const Rect& bar : {left, right, first, second}) {
    const double middle = bar.center().x;
    canvas.text(middle - 12, bar.y1 - 4, middle + 13, 8, kWhite);
  }
  const auto found = sure(canvas);
  EXPECT_EQ(found.size(), 4U) << described(found);
  for (const Rect& bar : {left, right, first, second})
    EXPECT_GT(best_overlap(found, bar), 0.85) << described(found);
}

TEST(Pixels, KeepsTheStepsOfAnOutlineInOneBox) {
  // An outline around a paragraph whose last line is short.
  Canvas canvas = written(200);
  const Rect box{120, 200, 400, 240};
  canvas.fill(inflate(box, 5, 2), kWhite);
  canvas.frame(box, 0.8);
  canvas.fill({300, 226, 410, 245}, kWhite);
  canvas.fill({300, 226, 300.8, 240}, kBlack);
  canvas.fill({300, 226, 400, 226.8}, kBlack);
  canvas.text(125, 212, 165, 10);
  const auto found = sure(canvas);
  ASSERT_EQ(found.size(), 1U) << described(found);
  EXPECT_EQ(found[0].kind, RegionKind::outlined);
  EXPECT_GT(overlap(found[0].box, box), 0.9);
}

TEST(Pixels, LooksAtSmallSheetsFinely) {
  // The same sheet, said to be half as large: as an image file of 200 dpi that names none is.
  const Rect box{200, 300, 330, 318};
  Canvas canvas = written(200);
  canvas.fill(inflate(box, 5, 2), kWhite);
  canvas.frame(box, 0.5);
  canvas.text(240, 313, 270, 9);
  canvas.page.area = {0, 0, Canvas::kWidth / 2, Canvas::kHeight / 2};
  const auto found = sure(canvas);
  ASSERT_EQ(found.size(), 1U) << described(found);
  EXPECT_GT(overlap(found[0].box, {100, 150, 165, 159}), 0.85);
}

Rect hull(const Quad& quad) {
  Rect box{quad[0].x, quad[0].y, quad[0].x, quad[0].y};
  for (const Point& p : quad)
    box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x),
           std::max(box.y1, p.y)};
  return box;
}

TEST(Pixels, SaysWhereATurnedBarLies) {
  struct Row {
    const char* name;
    Rect box;
    double degrees;
    Color color;
  };
  for (const Row& row : {Row{"half a degree", {120, 520, 420, 534}, 0.5, {}},
                         Row{"clockwise", {120, 520, 320, 534}, 2, {}},
                         Row{"anticlockwise", {120, 520, 320, 534}, -2, {170, 170, 170}},
                         Row{"much", {120, 520, 280, 540}, 6, {200, 30, 30}},
                         Row{"short", {120, 520, 180, 536}, 4, {}},
                         Row{"several lines", {120, 560, 320, 640}, -3, {}}}) {
    for (const double dpi : {150.0, 200.0, 300.0}) {
      Canvas canvas = written(dpi);
      const Quad drawn = canvas.turned(row.box, row.degrees, row.color);
      const auto found = sure(canvas);
      ASSERT_EQ(found.size(), 1U) << row.name << " " << dpi << "\n" << described(found);
      EXPECT_GT(overlap(found[0].box, hull(drawn)), 0.9) << row.name << " " << dpi;
      ASSERT_TRUE(found[0].quad) << row.name << " " << dpi;
      for (std::size_t i = 0; i < drawn.size(); ++i) {
        EXPECT_NEAR((*found[0].quad)[i].x, drawn[i].x, 1.5) << row.name << " " << dpi << " " << i;
        EXPECT_NEAR((*found[0].quad)[i].y, drawn[i].y, 1.5) << row.name << " " << dpi << " " << i;
      }
    }
  }
}

TEST(Pixels, SaysWhereATurnedOutlineLies) {
  for (const double degrees : {-2.0, 1.0, 3.0}) {
    const Rect box{120, 520, 320, 540};
    Canvas canvas = written(200);
    const Quad drawn = canvas.turned(box, degrees, kBlack);
    canvas.turned(inflate(box, -0.8, -0.8), degrees, kWhite);
    canvas.text(200, 534, 240, 9);
    const auto found = sure(canvas);
    ASSERT_EQ(found.size(), 1U) << degrees << "\n" << described(found);
    EXPECT_EQ(found[0].kind, RegionKind::outlined);
    EXPECT_GT(overlap(found[0].box, hull(drawn)), 0.85) << degrees;
    ASSERT_TRUE(found[0].quad) << degrees;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      EXPECT_NEAR((*found[0].quad)[i].x, drawn[i].x, 2) << degrees << " " << i;
      EXPECT_NEAR((*found[0].quad)[i].y, drawn[i].y, 2) << degrees << " " << i;
    }
  }
}

TEST(Pixels, HasNoCornersForWhatLiesLevel) {
  Canvas canvas = written(200);
  canvas.fill({120, 520, 320, 534}, kBlack);
  canvas.fill({120, 580, 320, 594}, {170, 170, 170});
  canvas.fill({120, 594, 220, 608}, {170, 170, 170});
  const auto found = sure(canvas);
  ASSERT_EQ(found.size(), 2U) << described(found);
  for (const Region& region : found) EXPECT_FALSE(region.quad);
}

TEST(Pixels, FindsALineStruckOutWithAPen) {
  Canvas canvas = written(200);
  std::mt19937 random(17);
  const Rect box{120, 520, 300, 534};
  // To and fro, a little slanted, never twice as far.
  bool up = true;
  for (double x = box.x0; x < box.x1 - 4; x += 1.2) {
    const double rise = 10 + static_cast<double>(random() % 3);
    const double top = box.y0 + static_cast<double>(random() % 3);
    for (double t = 0; t <= 1; t += 0.02) {
      const double across = x + (up ? t : 1 - t);
      const double down = top + rise * (up ? 1 - t : t);
      canvas.fill({across, down, across + 1.1, down + 1.1}, kBlack);
    }
    up = !up;
  }
  const auto found = sure(canvas);
  ASSERT_EQ(found.size(), 1U) << described(found);
  EXPECT_EQ(found[0].kind, RegionKind::marker);
  EXPECT_GT(overlap(found[0].box, box), 0.75) << described(found);
}

TEST(Pixels, FindsNothingInWhatOnlyLooksLikeIt) {
  struct Row {
    const char* name;
    void (*draw)(Canvas&);
  };
  const std::vector<Row> rows{
      {"text alone", [](Canvas&) {}},
      {"empty page",
       [](Canvas& c) {
         c.fill({0, 0, 595, 842}, kWhite);
       }},
      {"table grid",
       [](Canvas& c) {
         for (int row = 0; row < 5; ++row)
           for (int column = 0; column < 4; ++column) {
             const double x = 80 + 100 * column;
             const double y = 520 + 20 * row;
             c.frame({x, y, x + 100.5, y + 20.5}, 0.7);
             if (column == 0) c.text(x + 5, y + 14, x + 60, 10);
           }
       }},
      {"pale heading",
       [](Canvas& c) {
         c.fill({70, 520, 525, 536}, {232, 232, 232});
         c.text(80, 532, 400, 10);
       }},
      {"rule",
       [](Canvas& c) {
         c.fill({70, 520, 525, 523}, kBlack);
       }},
      {"photograph",
       [](Canvas& c) {
         c.noise({100, 520, 300, 700}, 1);
       }},
      {"two-dimensional code",
       [](Canvas& c) {
         std::mt19937 random(3);
         for (int y = 0; y < 25; ++y)
           for (int x = 0; x < 25; ++x)
             if (random() % 2 != 0)
               c.fill({100 + 3.0 * x, 520 + 3.0 * y, 103 + 3.0 * x, 523 + 3.0 * y}, kBlack);
       }},
      {"bar code",
       [](Canvas& c) {
         std::mt19937 random(5);
         for (double x = 100; x < 220; x += 3)
           if (random() % 2 != 0) c.fill({x, 520, x + 1.5, 560}, kBlack);
       }},
      {"black border of a scan",
       [](Canvas& c) {
         c.fill({0, 0, 5, 842}, kBlack);
       }},
      {"check box",
       [](Canvas& c) {
         c.frame({80, 520, 89, 529}, 0.8);
       }},
      {"highlighter over text",
       [](Canvas& c) {
         c.fill({70, 518, 525, 532}, {255, 255, 120});
         c.text(72, 529, 523, 11);
       }},
      {"inverse heading",
       [](Canvas& c) {
         c.fill({70, 520, 525, 536}, {20, 20, 20});
         c.text(80, 532, 500, 10, kWhite);
       }},
      {"underlined words",
       [](Canvas& c) {
         for (int line = 0; line < 5; ++line) {
           c.text(80, 530 + 16.0 * line, 300, 11);
           c.fill({80, 531 + 16.0 * line, 300, 532 + 16.0 * line}, kBlack);
         }
       }},
      {"large letters between rules",
       [](Canvas& c) {
         c.fill({80, 520, 400, 521}, kBlack);
         c.text(90, 547, 390, 34);
         c.fill({80, 548, 400, 549}, kBlack);
       }},
      {"column of empty fields",
       [](Canvas& c) {
         for (int row = 0; row < 6; ++row) {
           c.text(80, 532 + 24.0 * row, 150, 10);
           c.frame({160, 520 + 24.0 * row, 320, 536 + 24.0 * row}, 0.7);
         }
       }},
      {"bars of a chart",
       [](Canvas& c) {
         for (int bar = 0; bar < 6; ++bar)
           c.fill({100 + 20.0 * bar, 700 - 22.0 * (bar + 2), 110 + 20.0 * bar, 700}, {60, 90, 180});
       }},
      {"map",
       [](Canvas& c) {
         c.fill({100, 520, 400, 740}, {225, 230, 180});
         for (int road = 0; road < 6; ++road)
           for (double t = 0; t < 300; t += 1)
             c.fill({100 + t, 530 + 30.0 * road + 0.4 * t * (road % 2 == 0 ? 1 : -1), 101.5 + t,
                     532 + 30.0 * road + 0.4 * t * (road % 2 == 0 ? 1 : -1)},
                    {120, 120, 110});
       }},
      {"round stamp",
       [](Canvas& c) {
         for (int degree = 0; degree < 360; ++degree) {
           const double a = degree * 3.14159265 / 180;
           const Point at{200 + 30 * std::cos(a), 600 + 30 * std::sin(a)};
           c.fill({at.x, at.y, at.x + 1.5, at.y + 1.5}, {40, 40, 160});
         }
         c.text(180, 603, 222, 9, {40, 40, 160});
       }},
      {"table header of dark cells with their texts",
       [](Canvas& c) {
         for (int column = 0; column < 4; ++column) {
           const double x = 70 + 112.0 * column;
           c.fill({x, 520, x + 112, 538}, {40, 60, 110});
           c.text(x + 6, 533, x + 106, 9, kWhite);
           for (int row = 1; row < 4; ++row) {
             c.frame({x, 520 + 18.0 * row, x + 112.5, 538.5 + 18.0 * row}, 0.6);
             c.text(x + 6, 533 + 18.0 * row, x + 90, 9);
           }
         }
       }},
      {"signature",
       [](Canvas& c) {
         for (double t = 0; t < 1; t += 0.0005) {
           const double x = 120 + 110 * t + 9 * std::cos(40 * t);
           const double y = 560 + 14 * std::sin(23 * t) + 6 * std::sin(61 * t);
           c.fill({x, y, x + 0.9, y + 0.9}, {20, 20, 90});
         }
       }},
      {"logo",
       [](Canvas& c) {
         for (int y = -22; y <= 22; ++y) {
           const double half = std::sqrt(484.0 - y * y);
           c.fill({110 - half, 570.0 + y, 110 + half, 571.0 + y}, {180, 30, 40});
         }
         c.fill({103, 555, 108, 585}, kWhite);
         c.fill({103, 567, 121, 572}, kWhite);
         c.text(140, 576, 300, 22, {180, 30, 40});
       }},
      {"coloured band at the head of the sheet",
       [](Canvas& c) {
         c.fill({0, 0, 595, 22}, {20, 90, 60});
       }},
      {"shadow of a gutter",
       [](Canvas& c) {
         for (int x = 0; x < 40; ++x) {
           const auto shade = static_cast<std::uint8_t>(90 + 4 * x);
           c.fill({static_cast<double>(x), 0, x + 1.0, 842}, {shade, shade, shade});
         }
       }},
      {"floor plan",
       [](Canvas& c) {
         c.frame({100, 520, 420, 740}, 2.5);
         c.fill({230, 520, 232.5, 640}, kBlack);
         c.fill({100, 638, 300, 640.5}, kBlack);
         c.fill({340, 600, 342.5, 740}, kBlack);
         c.text(130, 580, 190, 8);
         c.text(360, 680, 410, 8);
       }},
      {"line that goes on through specks",
       [](Canvas& c) {
         c.text(70, 620, 525, 11);
         c.specks({200, 606, 330, 624}, 5, 14);
       }},
      {"punch hole",
       [](Canvas& c) {
         for (int y = -8; y <= 8; ++y) {
           const double half = std::sqrt(64.0 - y * y);
           c.fill({30 - half, 400.0 + y, 30 + half, 401.0 + y}, kBlack);
         }
       }},
  };
  for (const Row& row : rows) {
    Canvas canvas = written(150);
    row.draw(canvas);
    EXPECT_EQ(described(sure(canvas)), "") << row.name;
  }
}

TEST(Pixels, RefusesBitmapsThatContradictThemselves) {
  Bitmap wrong;
  wrong.width = 100;
  wrong.height = 100;
  wrong.area = {0, 0, 72, 72};
  wrong.data.resize(10);
  EXPECT_TRUE(regions_from_pixels(wrong).empty());
  EXPECT_TRUE(regions_from_pixels(Bitmap{}).empty());
  Bitmap strip;
  strip.width = 9000;
  strip.height = 1;
  strip.area = {0, 0, 9000, 1};
  strip.data.assign(9000, 0);
  EXPECT_TRUE(regions_from_pixels(strip).empty());
}

}  // namespace
}  // namespace tachado::regions
