// Where a candidate stands.
#include "stages/redactions/accept_place.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/redactions/accept.h"

namespace tachado::redactions {
namespace {

constexpr Color kGrey{170, 170, 170};

Region box(const Rect& at, const std::string& label = {}, Color color = kGrey) {
  Region region;
  region.box = at;
  region.color = color;
  region.confidence = 0.8;
  region.source = RegionSource::vector;
  if (!label.empty()) region.label = label;
  return region;
}

// Ten lines of eight words.
Page written(std::vector<Region> candidates) {
  Page page;
  page.width = 612;
  page.height = 792;
  page.text_source = TextSource::text;
  page.candidates = std::move(candidates);
  for (int line = 0; line < 10; ++line)
    for (int i = 0; i < 8; ++i) {
      Word word;
      word.text = "palabra";
      const double x = 72 + 60.0 * i;
      const double y = 100 + 20.0 * line;
      word.box = {x, y, x + 50, y + 11};
      page.words.push_back(word);
    }
  return page;
}

double place(const Page& page, std::size_t at, bool coded = false) {
  std::vector<std::string> texts;
  for (const Region& region : page.candidates) texts.push_back(region.label.value_or(""));
  const std::vector<const Page*> window{&page};
  return by_place(page, at, texts, window, coded);
}

TEST(AcceptPlace, LeavesABarInALineAlone) {
  EXPECT_DOUBLE_EQ(place(written({box({130, 100, 230, 112})}), 0), 1);
  EXPECT_DOUBLE_EQ(place(written({box({72, 600, 300, 612}, "", {})}), 0), 1);
}

TEST(AcceptPlace, TellsTheEyeOfALetter) {
  EXPECT_LT(place(written({box({80, 102, 90, 108})}), 0), 0.2);
}

TEST(AcceptPlace, TellsARuleAcrossThePage) {
  EXPECT_LT(place(written({box({36, 60, 576, 66}, "", {})}), 0), 0.5);
}

TEST(AcceptPlace, TellsHeadingsOfARow) {
  const Page page = written({box({72, 400, 172, 414}, "ACTIONS"), box({180, 400, 280, 414}, "DATE"),
                             box({290, 400, 390, 414}, "BUDGET")});
  EXPECT_LT(place(page, 0), 0.5);
  // Labels that say themselves what they are may differ from box to box.
  EXPECT_DOUBLE_EQ(place(page, 0, true), 1);
}

TEST(AcceptPlace, TellsSectionNumbersBelowEachOther) {
  const Page page = written(
      {box({72, 400, 92, 414}, "1"), box({72, 450, 92, 464}, "2"), box({72, 500, 92, 514}, "3")});
  EXPECT_LT(place(page, 1), 0.5);
}

TEST(AcceptPlace, DoesNotTakeScrapsOfRecognitionForHeadings) {
  Page page = written({box({72, 400, 172, 414}, "ES"), box({72, 450, 172, 464}, "CAT]"),
                       box({72, 500, 172, 514}, "SO")});
  for (Region& region : page.candidates) region.source = RegionSource::raster;
  EXPECT_DOUBLE_EQ(place(page, 1), 1);
}

TEST(AcceptPlace, TellsAGridOfFills) {
  std::vector<Region> cells;
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column)
      cells.push_back(
          box({72 + 100.0 * column, 400 + 20.0 * row, 162 + 100.0 * column, 414 + 20.0 * row}));
  EXPECT_LT(place(written(cells), 4), 0.5);
}

TEST(Accept, ReadsExemptionsButNoFigures) {
  struct Row {
    const char* text;
    double least;
    double most;
  };
  for (const Row& row :
       {Row{"5.1.2e", 0.95, 1}, Row{"10.2.e", 0.95, 1}, Row{"(b)(7)(C)", 0.95, 1},
        Row{"1.234.567", 0, 0.6}, Row{"(70.90) (87.50)", 0, 0.95}, Row{"12.05.2023", 0, 0.95},
        Row{"$238.90 $167.90", 0, 0.5}, Row{"1,250.00", 0, 0.6}}) {
    Page page = written({box({130, 100, 230, 112}, row.text)});
    const std::vector<const Page*> window{&page};
    const double c = accept(page, {window}).at(0);
    EXPECT_GE(c, row.least) << row.text;
    EXPECT_LE(c, row.most) << row.text;
  }
}

}  // namespace
}  // namespace tachado::redactions
