// What the drawing instructions say of a page's bars, its pixels show too: pages made at random,
// with bars of many colours and constructions, turned, cropped and rendered at many resolutions.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "stages/extract/extract.h"
#include "stages/pdf/pdf.h"
#include "stages/regions/regions.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado::regions {
namespace {

constexpr double kWidth = 612;
constexpr double kHeight = 792;
constexpr double kSameBox = 0.8;  // overlap

// The same numbers on every machine.
class Numbers {
 public:
  explicit Numbers(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}
  int below(int limit) {
    state_ = state_ * 1664525U + 1013904223U;
    return static_cast<int>((state_ >> 8) % static_cast<std::uint32_t>(limit));
  }

 private:
  std::uint32_t state_;
};

constexpr std::array<const char*, 5> kColors{"0 g", "0.25 g", "0.5 g", "0.1 0.15 0.5 rg",
                                             "0.7 0.1 0.1 rg"};
constexpr std::array<const char*, 6> kWords{"contrato", "de",    "servicios",
                                            "por",      "monto", "proveedor"};
constexpr std::array<double, 6> kWordWidths{41, 11.2, 44, 15.5, 32, 48};  // Helvetica 11, and a bit

struct Drawn {
  std::string content;     // in displayed coordinates, y upwards
  std::vector<Rect> bars;  // y downwards
};

std::string number(double value) {
  const auto hundredths = static_cast<int>(value * 100);
  std::string digits = std::to_string(hundredths % 100);
  if (digits.size() < 2) digits = "0" + digits;
  return std::to_string(hundredths / 100) + "." + digits;
}

// One bar, drawn in one of the ways that tools draw them.
std::string bar_path(const Rect& up, int way) {
  const std::string x0 = number(up.x0);
  const std::string x1 = number(up.x1);
  const std::string y0 = number(up.y0);
  const std::string y1 = number(up.y1);
  const std::string middle = number((up.x0 + up.x1) / 2);
  const auto rectangle = [](const std::string& x, const std::string& y, double w, double h) {
    return x + " " + y + " " + number(w) + " " + number(h) + " re f\n";
  };
  switch (way) {
    case 0:
      return rectangle(x0, y0, up.width(), up.height());
    case 1:
      return x0 + " " + y0 + " m " + x1 + " " + y0 + " l " + x1 + " " + y1 + " l " + x0 + " " + y1 +
             " l h f\n";
    case 2:  // two pieces that touch
      return rectangle(x0, y0, up.width() / 2, up.height()) +
             rectangle(middle, y0, up.width() / 2, up.height());
    case 3:  // a clip that is filled
      return "q " + x0 + " " + y0 + " " + number(up.width()) + " " + number(up.height()) +
             " re W n 0 0 2000 2000 re f Q\n";
    case 4: {  // slices
      std::string slices;
      for (int i = 0; i < 20; ++i)
        slices += rectangle(x0, number(up.y0 + up.height() * i / 20), up.width(), up.height() / 19);
      return slices;
    }
    default: {  // a thick line
      const std::string y = number((up.y0 + up.y1) / 2);
      return number(up.height()) + " w " + x0 + " " + y + " m " + x1 + " " + y + " l S\n";
    }
  }
}

// Lines of words; here and there a bar instead of one to four of them.
Drawn random_page(Numbers& random) {
  Drawn page;
  const int colors = 1 + random.below(3);
  const int first = random.below(5);
  for (int line = 0; line < 30; ++line) {
    const double base = kHeight - 90 - 20.0 * line;
    double x = 72;
    while (x < 470) {
      const auto word = static_cast<std::size_t>(random.below(6));
      const bool bar = random.below(14) == 0;
      const double width = bar ? 30.0 + random.below(60) : kWordWidths[word];
      if (bar) {
        const std::string color =
            kColors[static_cast<std::size_t>((first + random.below(colors)) % 5)];
        std::string stroke = color;
        for (char& c : stroke) c = c == 'g' ? 'G' : c == 'r' ? 'R' : c;
        const Rect up{x, base - 3, x + width, base + 10};
        page.content += "q " + color + " " + stroke + " " + bar_path(up, random.below(6)) + "Q\n";
        page.bars.push_back({up.x0, kHeight - up.y1, up.x1, kHeight - up.y0});
      } else {
        page.content +=
            "BT /F1 11 Tf " + number(x) + " " + number(base) + " Td (" + kWords[word] + ") Tj ET\n";
      }
      x += width + 5;
    }
  }
  return page;
}

// The page's entries, and the matrix under which displayed coordinates come out as displayed.
struct Setting {
  std::string entries;
  std::string matrix;
};

Setting setting_of(int rotation, bool cropped) {
  const bool lying = rotation == 90 || rotation == 270;
  const double w = lying ? kHeight : kWidth;  // as stored
  const double h = lying ? kWidth : kHeight;
  const double left = cropped ? 40 : 0;
  const double bottom = cropped ? 25 : 0;
  Setting setting;
  setting.entries = "/MediaBox [0 0 " + number(w + 2 * left) + " " + number(h + 2 * bottom) +
                    "] /Rotate " + std::to_string(rotation);
  if (cropped)
    setting.entries += " /CropBox [" + number(left) + " " + number(bottom) + " " +
                       number(left + w) + " " + number(bottom + h) + "]";
  setting.matrix = "1 0 0 1 " + number(left) + " " + number(bottom) + " cm ";
  if (rotation == 90) setting.matrix += "0 1 -1 0 " + number(w) + " 0 cm\n";
  if (rotation == 180) setting.matrix += "-1 0 0 -1 " + number(w) + " " + number(h) + " cm\n";
  if (rotation == 270) setting.matrix += "0 -1 1 0 0 " + number(h) + " cm\n";
  return setting;
}

std::vector<Rect> sure(const std::vector<Region>& regions) {
  std::vector<Rect> boxes;
  for (const Region& region : regions)
    if (region.confidence >= 0.5) boxes.push_back(region.box);
  return boxes;
}

// Each of `wanted` has one of `found` in its place, and nothing is left over.
void expect_same(const std::vector<Rect>& found, const std::vector<Rect>& wanted) {
  EXPECT_EQ(found.size(), wanted.size());
  for (const Rect& box : wanted) {
    double best = 0;
    for (const Rect& other : found) best = std::max(best, overlap(box, other));
    EXPECT_GE(best, kSameBox) << box.x0 << " " << box.y0 << " " << box.x1 << " " << box.y1;
  }
}

class Agreement : public testing::TestWithParam<int> {};

TEST_P(Agreement, OfDrawingAndPixels) {
  constexpr std::array<int, 4> kRotations{0, 90, 180, 270};
  constexpr std::array<double, 8> kResolutions{72, 96, 110, 150, 200, 240, 300, 400};
  const int seed = GetParam();
  Numbers random(static_cast<std::uint32_t>(seed));
  const Drawn drawn = random_page(random);
  const Setting setting =
      setting_of(kRotations[static_cast<std::size_t>(seed % 4)], random.below(2) == 1);
  test::PdfBuilder builder;
  builder.add_page(setting.matrix + drawn.content, setting.entries);
  const std::string file = builder.build();
  auto source = pdf::open_bytes(file, {});
  ASSERT_TRUE(source.has_value());

  const Page page = extract::extract_page(**source, 1);
  ASSERT_FALSE(drawn.bars.empty());
  expect_same(sure(regions_from_drawing(page)), drawn.bars);

  PixelRequest request;
  request.dpi = kResolutions[static_cast<std::size_t>((seed + seed / 8) % 8)];
  request.color = true;
  const auto pixels = (*source)->pixels(1, request);
  ASSERT_TRUE(pixels.has_value());
  SCOPED_TRACE("pixels at " + number(request.dpi) + " dpi");
  expect_same(sure(regions_from_pixels(*pixels)), sure(regions_from_drawing(page)));
}

INSTANTIATE_TEST_SUITE_P(RandomPages, Agreement, testing::Range(1, 25));

}  // namespace
}  // namespace tachado::regions
