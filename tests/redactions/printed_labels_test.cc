#include "stages/redactions/printed_labels.h"

#include <gtest/gtest.h>

#include "stages/redactions/redactions.h"
#include "tests/redactions/pages.h"

namespace tachado::redactions {
namespace {

// As if it had been recognised.
Page scanned(const std::vector<TextLine>& lines) {
  Page page = page_of(lines);
  page.text_source = TextSource::ocr;
  for (Word& word : page.words) word.confidence = 0.9;
  return page;
}

Page judged(Page page) {
  Judge judge({}, {});
  judge.add(std::move(page));
  judge.close();
  return *judge.next();
}

TEST(PrintedLabels, FindsTheHoleBehindACode) {
  struct Row {
    const char* line;
    Rect region;       // empty: none
    const char* text;  // of the page that was judged
  };
  const Rect none;
  const auto hole = [](double from, double to) {
    Rect box = cell(from, 0, to - from);
    box.x1 -= 2;  // before the next word
    return inflate(box, 0, 1);
  };
  for (const Row& row : {
           Row{"por 5.1.2.e       al correo", hole(4, 18), "por ██████████████ al correo\n"},
           Row{"(b)(6)       al correo", hole(0, 13), "█████████████ al correo\n"},
           // Run together with the word before it, which stays.
           Row{"Groeten5.1.2.e       al correo", hole(7, 21), "Groeten ██████████████ al correo\n"},
           Row{"nl>;10.2.e       al correo", hole(4, 17), "nl>; █████████████ al correo\n"},
           // Nothing but text: a clause that is cited, a number of a section.
           Row{"conforme al 5.1.2       del anexo", none, "conforme al 5.1.2 del anexo\n"},
           Row{"15.1.2.e       al correo", none, "15.1.2.e al correo\n"},
       }) {
    Page page = scanned({{row.line}, {"el contrato", kLeft, 1}});
    add_printed_labels(page);
    if (row.region.empty()) {
      EXPECT_TRUE(page.candidates.empty()) << row.line;
      continue;
    }
    ASSERT_EQ(page.candidates.size(), 1U) << row.line;
    EXPECT_EQ(page.candidates[0].kind, RegionKind::whiteout);
    const Rect& box = page.candidates[0].box;
    EXPECT_NEAR(box.x0, row.region.x0, 0.01) << row.line;
    EXPECT_NEAR(box.x1, row.region.x1, 0.01) << row.line;
    EXPECT_NEAR(box.y0, row.region.y0, 0.01) << row.line;
    EXPECT_NEAR(box.y1, row.region.y1, 0.01) << row.line;
    const Page done = judged(scanned({{row.line}, {"el contrato", kLeft, 1}}));
    ASSERT_EQ(done.redactions.size(), 1U) << row.line;
    EXPECT_EQ(done.redactions[0].kind, RegionKind::whiteout) << row.line;
    EXPECT_EQ(done.text.substr(0, done.text.find('\n') + 1), row.text);
  }
}

TEST(PrintedLabels, TakesAMisreadCodeWhereOthersAreRead) {
  Page lone = scanned({{"por 5.1.2.8       al correo"}});
  add_printed_labels(lone);
  EXPECT_TRUE(lone.candidates.empty());
  Page among =
      scanned({{"por 5.1.2.8       al correo"}, {"de 5.1.2.e       la persona", kLeft, 1}});
  add_printed_labels(among);
  EXPECT_EQ(among.candidates.size(), 2U);
}

TEST(PrintedLabels, LeavesTextLayersAndRegionsAlone) {
  Page layer = page_of("por 5.1.2.e       al correo");
  add_printed_labels(layer);
  EXPECT_TRUE(layer.candidates.empty());
  Page boxed = scanned({{"por 5.1.2.e       al correo"}});
  boxed.candidates = {bar_at(cell(3, 0, 12))};
  add_printed_labels(boxed);
  EXPECT_EQ(boxed.candidates.size(), 1U);
}

TEST(PrintedLabels, JoinsAPatchThatGoesOn) {
  Page page = scanned({{"por 5.1.2.e"}, {"de 5.1.2.e       la persona", kLeft, 1}});
  page.words[1].box.y0 -= 4;  // larger letters than the text's
  Region patch;
  patch.kind = RegionKind::whiteout;
  patch.box = cell(12, 0, 10);
  page.candidates = {patch};
  add_printed_labels(page);
  ASSERT_EQ(page.candidates.size(), 2U);
  for (const Region& region : page.candidates) EXPECT_EQ(region.label, "5.1.2.e");
  EXPECT_DOUBLE_EQ(page.candidates[1].box.x1, cell(12, 0, 10).x1);
}

}  // namespace
}  // namespace tachado::redactions
