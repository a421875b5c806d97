// Tables of goods, by the places of their words.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "stages/fields/fields.h"
#include "stages/model/page.h"

namespace tachado::fields {
namespace {

// Text at (x, y) in points; a word is 5 points a character wide.
using Line = std::vector<std::pair<double, std::string>>;

Page page_with(const std::vector<Line>& lines) {
  Page page;
  page.width = 612;
  page.height = 792;
  page.text_source = TextSource::text;
  double y = 100;
  for (const Line& line : lines) {
    page.lines.push_back({{50, y, 560, y + 10}, 0});
    for (const auto& [begin, text] : line) {
      double x = begin;
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        Word word;
        word.text = text.substr(at, end - at);
        const double width = 5.0 * static_cast<double>(code_points(word.text));
        word.box = {x, y, x + width, y + 10};
        word.line = static_cast<int>(page.lines.size()) - 1;
        word.redaction = word.text.starts_with("█");
        x += width + 3;
        page.words.push_back(std::move(word));
        at = end + 1;
      }
    }
    y += 14;
  }
  assemble_text(page);
  return page;
}

std::vector<ItemField> items_of(const std::vector<Line>& lines) {
  const auto rules = Rules::load({});
  EXPECT_TRUE(rules.has_value());
  Collector collector(*rules);
  collector.add(page_with(lines));
  return collector.finish({}, {}).fields.items;
}

TEST(Items, RowsWithTheirSums) {
  const auto items = items_of({
      {{50, "PARTIDA"},
       {110, "DESCRIPCIÓN"},
       {300, "CANT."},
       {350, "UNIDAD"},
       {410, "PRECIO"},
       {500, "IMPORTE"}},
      {{410, "UNITARIO"}},
      {{50, "1"},
       {110, "Papel bond de 2 kilos"},
       {310, "60"},
       {350, "caja"},
       {405, "$780.00"},
       {490, "$46,800.00"}},
      {{110, "tamaño carta"}},
      {{50, "2"},
       {110, "Tóner negro"},
       {310, "12"},
       {350, "pieza"},
       {400, "$1,940.00"},
       {490, "$23,290.00"}},
      {{410, "SUBTOTAL"}, {490, "$70,090.00"}},
      {{410, "TOTAL"}, {490, "$81,304.40"}},
  });
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].row, 1);
  EXPECT_EQ(items[0].description, "Papel bond de 2 kilos tamaño carta");
  EXPECT_EQ(items[0].quantity, 60);
  EXPECT_EQ(items[0].unit, "caja");
  EXPECT_EQ(items[0].unit_price_minor, 78'000);
  EXPECT_EQ(items[0].amount_minor, 4'680'000);
  EXPECT_EQ(items[0].sum_agrees, true);
  EXPECT_EQ(items[1].row, 2);
  EXPECT_EQ(items[1].sum_agrees, false);
  EXPECT_LT(items[1].confidence, items[0].confidence);
  ASSERT_FALSE(items[0].evidence.empty());
  EXPECT_EQ(items[0].evidence.front().text,
            "1 Papel bond de 2 kilos 60 caja $780.00 $46,800.00\ntamaño carta");
}

TEST(Items, BrandAndModelColumnsAreNamed) {
  const auto items = items_of({
      {{50, "CONCEPTO"},
       {200, "MARCA"},
       {260, "MODELO"},
       {330, "CANTIDAD"},
       {400, "VALOR UNITARIO"},
       {500, "VALOR TOTAL"}},
      {{50, "Cámara fija"},
       {200, "Ejemplar"},
       {260, "X-200"},
       {340, "2"},
       {410, "1.500.000"},
       {500, "3.000.000"}},
      {{50, "Cámara móvil"},
       {200, "████"},
       {260, "████"},
       {340, "1"},
       {410, "2.000.000"},
       {500, "2.000.000"}},
  });
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].brand, "Ejemplar");
  EXPECT_EQ(items[0].model, "X-200");
  EXPECT_EQ(items[0].unit_price_minor, 150'000'000);
  EXPECT_EQ(items[0].sum_agrees, true);
  EXPECT_EQ(items[1].brand, std::nullopt);
  EXPECT_EQ(items[1].model, std::nullopt);
  EXPECT_EQ(items[1].description, "Cámara móvil");
}

TEST(Items, ASentenceIsNoTable) {
  EXPECT_TRUE(
      items_of({
                   {{50, "La descripción de los bienes, su cantidad y precio unitario constan"}},
                   {{50, "en el anexo, por 12 meses y 300 unidades."}},
               })
          .empty());
}

}  // namespace
}  // namespace tachado::fields
