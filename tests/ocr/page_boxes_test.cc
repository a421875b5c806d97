// Words stand where their print stands on the page, however the picture lies on it: the engine
// itself reads one sheet in many positions.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "stages/ocr/ocr.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

using test::FakeSource;
using test::scan_of;
using test::sheet;
using test::turned;
using test::write;

Bitmap printed() {
  Bitmap bitmap = sheet(1100, 800);
  write(bitmap,
        {"Contrato de servicios profesionales", "que celebran por una parte la empresa",
         "adjudicada y por la otra el municipio", "Las partes acuerdan que el monto total",
         "del contrato se pagara en una vez"},
        10, 150, 200, 70);
  return bitmap;
}

// Clockwise by one quarter; `area` follows.
Bitmap quarter(const Bitmap& in) {
  Bitmap out = sheet(in.height, in.width, in.dpi());
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      out.data[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
               static_cast<std::size_t>(x)] = in.row(in.height - 1 - x)[y];
    }
  }
  return out;
}

Page read(const Bitmap& bitmap) {
  static const auto engine = make_tesseract({});
  EXPECT_TRUE(engine.has_value());
  FakeSource source(bitmap);
  Page page = scan_of(bitmap);
  Context context;
  context.source = &source;
  context.recognizer = engine->get();
  read_page(page, context, {});
  return page;
}

double jaccard(const Rect& a, const Rect& b) {
  const double both = intersect(a, b).area();
  return both / (a.area() + b.area() - both);
}

using Place = std::function<Point(const Point&)>;

Rect placed(const Rect& box, const Place& place) {
  Rect result;
  for (const Point& corner : {Point{box.x0, box.y0}, Point{box.x1, box.y0}, Point{box.x1, box.y1},
                              Point{box.x0, box.y1}}) {
    const Point at = place(corner);
    result = result.empty() && result.x0 == 0 && result.y0 == 0
                 ? Rect{at.x, at.y, at.x, at.y}
                 : Rect{std::min(result.x0, at.x), std::min(result.y0, at.y),
                        std::max(result.x1, at.x), std::max(result.y1, at.y)};
  }
  return result;
}

struct Position {
  const char* name;
  Bitmap bitmap;
  Place place;  // from the upright sheet to this one, points
};

TEST(PageBoxes, LieOnThePrintInEveryPosition) {
  const Bitmap upright = printed();
  const double width = upright.area.x1;
  const double height = upright.area.y1;
  const auto skewed = [&](double degrees) {
    const double radians = degrees * std::numbers::pi / 180;
    const Point middle{width / 2, height / 2};
    return Position{degrees > 0 ? "skewed clockwise" : "skewed anticlockwise",
                    turned(upright, degrees), [=](const Point& p) {
                      const double x = p.x - middle.x;
                      const double y = p.y - middle.y;
                      return Point{middle.x + x * std::cos(radians) - y * std::sin(radians),
                                   middle.y + x * std::sin(radians) + y * std::cos(radians)};
                    }};
  };
  Bitmap large = upright;
  large.area = {0, 0, 1.5 * width, 1.5 * height};
  Bitmap inset = upright;
  inset.area = {40, 30, 40 + width / 2, 30 + height / 2};
  std::vector<Position> positions{{"on its right side", quarter(upright),
                                   [=](const Point& p) {
                                     return Point{height - p.y, p.x};
                                   }},
                                  {"on its head", quarter(quarter(upright)),
                                   [=](const Point& p) {
                                     return Point{width - p.x, height - p.y};
                                   }},
                                  {"on its left side", quarter(quarter(quarter(upright))),
                                   [=](const Point& p) {
                                     return Point{p.y, width - p.x};
                                   }},
                                  skewed(3),
                                  skewed(-3),
                                  {"of fewer pixels an inch", large,
                                   [](const Point& p) {
                                     return Point{1.5 * p.x, 1.5 * p.y};
                                   }},
                                  {"on a part of the page", inset, [](const Point& p) {
                                     return Point{40 + p.x / 2, 30 + p.y / 2};
                                   }}};
  const Page expected = read(upright);
  ASSERT_EQ(expected.words.size(), 32U) << expected.text;
  for (const Position& position : positions) {
    SCOPED_TRACE(position.name);
    const Page page = read(position.bitmap);
    EXPECT_EQ(page.text, expected.text);
    ASSERT_EQ(page.words.size(), expected.words.size());
    for (std::size_t i = 0; i < page.words.size(); ++i) {
      const Rect box = placed(expected.words[i].box, position.place);
      // Upright boxes of slanted words are higher than their print.
      EXPECT_GT(jaccard(page.words[i].box, box), 0.6) << page.words[i].text;
    }
  }
}

}  // namespace
}  // namespace tachado::ocr
