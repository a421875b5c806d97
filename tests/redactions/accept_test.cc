#include "stages/redactions/accept.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tachado::redactions {
namespace {

Page page_with(const std::vector<Region>& candidates) {
  Page page;
  page.width = 612;
  page.height = 792;
  page.candidates = candidates;
  return page;
}

Region bar(const Rect& box, std::optional<std::string> label = std::nullopt,
           Color color = {170, 170, 170}) {
  Region region;
  region.box = box;
  region.color = color;
  region.confidence = 0.8;
  region.label = std::move(label);
  return region;
}

void write(Page& page, const std::string& text, const Rect& box) {
  Word word;
  word.text = text;
  word.box = box;
  page.words.push_back(word);
}

double judged(const Page& page) {
  const std::vector<const Page*> window{&page};
  return accept(page, {window}).at(0);
}

TEST(Accept, GoesByTheLookWhereNothingIsWritten) {
  EXPECT_DOUBLE_EQ(judged(page_with({bar({100, 100, 200, 112})})), 0.8);
  const Page empty = page_with({});
  const std::vector<const Page*> window;
  EXPECT_TRUE(accept(empty, {window}).empty());
}

TEST(Accept, WeighsWhatIsWrittenInside) {
  struct Row {
    const char* text;
    double least;
    double most;
  };
  for (const Row& row :
       {Row{"5.1.2.e", 0.9, 1}, Row{"(b)(6)", 0.9, 1}, Row{"#3.1", 0.9, 1},
        Row{"Confidencial.1", 0.9, 1}, Row{"Reservada.1", 0.9, 1}, Row{"1. RFC", 0.9, 1},
        Row{"10.2.e", 0.9, 1}, Row{"MONTO", 0.5, 0.7}, Row{"Precio unitario", 0, 0.4},
        Row{"Descripción del bien", 0, 0.4}, Row{"$ 1,250.00 IVA", 0, 0.4},
        Row{"El proveedor se obliga a entregar los bienes en el plazo que se señala en la cláusula "
            "tercera y conforme al anexo que forma parte del contrato",
            0, 0.1}}) {
    const double c = judged(page_with({bar({100, 100, 300, 112}, row.text)}));
    EXPECT_GE(c, row.least) << row.text;
    EXPECT_LE(c, row.most) << row.text;
  }
}

// Specks that were read as letters say nothing; a code says what it is, however it was read.
TEST(Accept, HeedsNoLabelThatWasNotRead) {
  Region read = bar({100, 100, 300, 112}, "PA a RA");
  read.label_confidence = 0.4;
  EXPECT_DOUBLE_EQ(judged(page_with({read})), 0.8);
  read.label_confidence = 0.55;
  EXPECT_LT(judged(page_with({read})), 0.5);
  read.label = "5.1.2.e";
  read.label_confidence = 0.4;
  EXPECT_GE(judged(page_with({read})), 0.9);
}

TEST(Accept, ReadsWordsOfThePageToo) {
  Page page = page_with({bar({100, 100, 300, 112})});
  write(page, "Precio", {110, 101, 140, 111});
  write(page, "unitario", {144, 101, 190, 111});
  EXPECT_LT(judged(page), 0.5);
}

TEST(Accept, TakesTheSameWordsInTwoBoxesForALabel) {
  const Page page = page_with(
      {bar({100, 100, 300, 112}, "buiten verzoek"), bar({100, 300, 300, 312}, "buiten verzoek")});
  EXPECT_GT(judged(page), 0.5);
}

TEST(Accept, TellsLetterheadByRepetition) {
  const Page page = page_with({bar({50, 20, 150, 60})});
  const Page body = page_with({bar({50, 300, 150, 340})});
  const std::vector<const Page*> same{&page, &page, &page};
  EXPECT_LT(accept(page, {same}).at(0), 0.5);
  const std::vector<const Page*> in_text{&body, &body, &body};
  EXPECT_DOUBLE_EQ(accept(body, {in_text}).at(0), 0.8);
  const std::vector<const Page*> once{&page, &body, &body};
  EXPECT_DOUBLE_EQ(accept(page, {once}).at(0), 0.8);
}

TEST(Accept, TellsAPictureOnSeveralPagesFromAScan) {
  ImagePlacement picture;
  picture.object = 7;
  picture.box = {90, 390, 220, 460};
  Page page = page_with({bar({100, 400, 200, 412})});
  page.images.push_back(picture);
  const std::vector<const Page*> once{&page};
  EXPECT_DOUBLE_EQ(accept(page, {once}).at(0), 0.8);
  const std::vector<const Page*> often{&page, &page, &page};
  EXPECT_LT(accept(page, {often}).at(0), 0.5);
}

Region seen(const Rect& box, double confidence, Color color = {170, 170, 170},
            std::optional<std::string> label = std::nullopt) {
  Region region = bar(box, std::move(label), color);
  region.source = RegionSource::raster;
  region.confidence = confidence;
  return region;
}

TEST(Accept, WeighsAFigureByTheOthersOfItsPage) {
  struct Row {
    const char* name;
    Region candidate;
    std::vector<Region> others;
    double least;
    double most;
  };
  const auto three = [](Color color, const std::optional<std::string>& label = std::nullopt) {
    return std::vector<Region>{seen({100, 300, 200, 312}, 0.95, color, label),
                               seen({100, 340, 180, 352}, 0.95, color, label),
                               seen({100, 380, 240, 392}, 0.95, color, label)};
  };
  const Rect box{100, 100, 220, 112};
  Region empty_frame = seen(box, 0.45, {255, 255, 255});
  empty_frame.kind = RegionKind::outlined;
  std::vector<Region> labelled_frames = three({255, 255, 255});
  for (Region& frame : labelled_frames) {
    frame.kind = RegionKind::outlined;
    frame.ink_inside = 0.1;
  }
  for (const Row& row :
       {Row{"alone", seen(box, 0.45), {}, 0.449, 0.451},
        Row{"like three", seen(box, 0.45), three({170, 170, 170}), 0.7, 0.8},
        Row{"unlike all", seen(box, 0.65, {60, 90, 180}), three({170, 170, 170}), 0.4, 0.5},
        Row{"unlike all, but labelled", seen(box, 0.65, {60, 90, 180}, "(b)(6)"),
            three({170, 170, 170}), 0.9, 1},
        Row{"impossible", seen(box, 0.05), three({170, 170, 170}), 0, 0.051},
        Row{"empty frame among labelled", empty_frame, labelled_frames, 0.2, 0.45}}) {
    std::vector<Region> all{row.candidate};
    all.insert(all.end(), row.others.begin(), row.others.end());
    const double c = judged(page_with(all));
    EXPECT_GE(c, row.least) << row.name;
    EXPECT_LE(c, row.most) << row.name;
  }
}

TEST(Accept, KnowsAMisreadCodeByTheOthers) {
  const auto judged_with = [](const char* text, const char* other) {
    return judged(page_with({seen({100, 100, 160, 112}, 0.5, {170, 170, 170}, text),
                             seen({300, 300, 360, 312}, 0.7, {90, 20, 20}, other)}));
  };
  for (const char* text : {"5128", "5.1,2.8", "512.", "58.12e"})
    EXPECT_GT(judged_with(text, "5.1.2.e"), 0.7) << text;
  for (const char* text : {"5128", "512."}) EXPECT_LT(judged_with(text, "monto"), 0.5) << text;
  for (const char* text : {"1993", "Precio unitario", "47"})
    EXPECT_LT(judged_with(text, "5.1.2.e"), 0.55) << text;
}

TEST(Accept, TellsLabelsFromFieldNamesAndFromWordsWithFigures) {
  struct Row {
    const char* text;
    double least;
    double most;
  };
  for (const Row& row :
       {Row{"RFC", 0.5, 0.7}, Row{"1. RFC", 0.8, 1}, Row{"Firma", 0.5, 0.7},
        Row{"DATOS DEL CONTRATO", 0, 0.3}, Row{"de 2009,", 0, 0.3}, Row{"Eliminado 3", 0.8, 1}}) {
    const double c =
        judged(page_with({seen({100, 100, 300, 112}, 0.5, {170, 170, 170}, row.text)}));
    EXPECT_GE(c, row.least) << row.text;
    EXPECT_LE(c, row.most) << row.text;
  }
}

TEST(Accept, RejectsTheSamplesOfALegend) {
  const auto samples = [](Color second, Color third) {
    return page_with({seen({100, 100, 118, 114}, 0.8, {240, 240, 100}),
                      seen({100, 130, 118, 144}, 0.8, second),
                      seen({100, 160, 119, 174}, 0.8, third)});
  };
  EXPECT_LT(judged(samples({240, 100, 50}, {200, 20, 30})), 0.5);
  EXPECT_DOUBLE_EQ(judged(samples({240, 240, 100}, {240, 240, 100})), 0.8);
}

TEST(Accept, RejectsTheBarsOfAChart) {
  const Page page =
      page_with({bar({100, 200, 110, 400}), bar({130, 260, 140, 400}), bar({160, 300, 170, 400})});
  EXPECT_LT(judged(page), 0.5);
}

TEST(Accept, BelievesARedactAnnotationOverReadableText) {
  Region declared = bar({100, 100, 300, 112});
  declared.source = RegionSource::annotation;
  declared.kind = RegionKind::annotation;
  declared.confidence = 0.99;
  Page page = page_with({declared});
  write(page, "Precio", {110, 101, 140, 111});
  write(page, "unitario", {144, 101, 190, 111});
  EXPECT_GT(judged(page), 0.95);
}

TEST(Accept, TellsWhatIsDrawnOnEveryPageFromANameStruckOutOnEveryPage) {
  const auto judged_among = [](int pages, bool words, RegionSource source) {
    std::vector<Page> all;
    for (int i = 0; i < pages; ++i) {
      Region region = bar({100, 300, 200, 312});
      region.source = source;
      if (i % 3 == 2) region.box.x1 += words ? 0.2 : 0;
      all.push_back(page_with({region}));
      if (words) write(all.back(), "Contratista:", {40, 300, 96, 312});
    }
    std::vector<const Page*> window;
    for (const Page& page : all) window.push_back(&page);
    return accept(all[0], {window}).at(0);
  };
  EXPECT_LT(judged_among(4, false, RegionSource::vector), 0.3);
  EXPECT_DOUBLE_EQ(judged_among(4, true, RegionSource::vector), 0.8);
  EXPECT_DOUBLE_EQ(judged_among(2, false, RegionSource::vector), 0.8);
  EXPECT_DOUBLE_EQ(judged_among(4, false, RegionSource::raster), 0.8);
}

}  // namespace
}  // namespace tachado::redactions
