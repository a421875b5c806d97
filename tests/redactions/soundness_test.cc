#include <gtest/gtest.h>

#include "stages/redactions/disclosure.h"
#include "stages/redactions/readability.h"
#include "stages/redactions/redactions.h"
#include "tests/redactions/fake_source.h"
#include "tests/redactions/pages.h"

namespace tachado::redactions {
namespace {

constexpr Rect kBar{100, 100, 200, 112};

Region candidate(const Rect& box, std::int32_t order) {
  Region region = bar_at(box);
  region.order = order;
  return region;
}

// One page with a bar at kBar, judged.
Redaction judged(FakeSource& source, RegionSource from = RegionSource::vector,
                 const Options& options = {}, std::int32_t order = 1000) {
  Page page;
  page.width = source.raw.width;
  page.height = source.raw.height;
  page.annotations = source.raw.annotations;
  page.candidates = {candidate(kBar, order)};
  page.candidates[0].source = from;
  if (from == RegionSource::annotation) page.candidates[0].kind = RegionKind::annotation;
  Judge judge(options, {&source, {}});
  judge.add(page);
  judge.close();
  const auto result = judge.next();
  EXPECT_TRUE(result.has_value());
  EXPECT_EQ(result->redactions.size(), 1U);
  return result->redactions.at(0);
}

std::string kinds_of(const Redaction& redaction) {
  std::string kinds;
  for (const Finding& finding : redaction.findings)
    kinds += (kinds.empty() ? "" : " ") + finding.kind;
  return kinds;
}

Options revealing() {
  Options options;
  options.reveal = true;
  return options;
}

// Each way to fail, and its sound twin.

TEST(Soundness, ABoxDrawnOverText) {
  FakeSource source;
  source.text("Juan Perez", {105, 110});
  source.box(kBar, 1000);
  const Redaction failed = judged(source, RegionSource::vector, revealing());
  EXPECT_EQ(failed.soundness, Soundness::failed);
  EXPECT_EQ(kinds_of(failed), "box_over_text");
  EXPECT_EQ(failed.findings[0].text, "Juan Perez");
  EXPECT_EQ(failed.findings[0].characters, 9);

  FakeSource sound;
  sound.text("antes", {60, 110});
  sound.box(kBar, 1000);
  const Redaction holds = judged(sound);
  EXPECT_EQ(holds.soundness, Soundness::sound);
  EXPECT_EQ(holds.checks, std::vector<std::string>{"text_under"});
}

TEST(Soundness, APolygonOverText) {
  FakeSource source;
  source.text("Juan Perez", {105, 110});
  Shape& shape = source.box(kBar, 1000);
  shape.rectangle = false;
  shape.outline = {{100, 101}, {101, 100}, {199, 100}, {200, 101}, {200, 112}, {100, 112}};
  EXPECT_EQ(kinds_of(judged(source)), "polygon_over_text");
}

TEST(Soundness, PiecesTogetherOverText) {
  FakeSource source;
  source.text("Juan Perez", {105, 110});
  for (int i = 0; i < 10; ++i) source.box({100.0 + 10 * i, 100, 110.0 + 10 * i, 112}, 991 + i);
  EXPECT_EQ(kinds_of(judged(source)), "box_over_text");
}

TEST(Soundness, ABoxOverTheLowerHalfOfText) {
  FakeSource source;
  source.text("45-6789", {105, 106});
  source.box({100, 102, 200, 112}, 1000);
  EXPECT_EQ(judged(source).soundness, Soundness::failed);

  FakeSource brushed;  // the line above, touched
  brushed.text("otra cosa", {105, 101});
  brushed.box(kBar, 1000);
  EXPECT_EQ(judged(brushed).soundness, Soundness::sound);
}

TEST(Soundness, AnImageAndAnAnnotationOverText) {
  FakeSource source;
  source.text("Juan Perez", {105, 110});
  ImagePlacement& image = source.image(kBar, 1000);
  image.one_colour = true;
  EXPECT_EQ(kinds_of(judged(source)), "image_over_text");

  FakeSource marked;
  marked.text("Juan Perez", {105, 110});
  marked.box(kBar, 1000).drawn_by = DrawnBy::annotation;
  EXPECT_EQ(kinds_of(judged(marked)), "annotation_over_text");
}

TEST(Soundness, BlackTextOnABlackBar) {
  FakeSource source;
  source.box(kBar, 1);
  source.text("Juan Perez", {105, 110});
  EXPECT_EQ(kinds_of(judged(source, RegionSource::vector, {}, 1)), "same_colour_text");

  FakeSource label;
  label.box(kBar, 1);
  label.text("Reservada", {105, 110}, {255, 255, 255});
  EXPECT_EQ(judged(label, RegionSource::vector, {}, 1).soundness, Soundness::sound);
}

TEST(Soundness, AnInvisibleLayerUnderABarOfAScan) {
  const auto with = [](const std::string& words) {
    FakeSource source;
    source.text(words, {105, 110}, {}, GlyphPaint::invisible);
    source.image({0, 0, 612, 792}, 500);
    source.fill(kBar, 0);
    return judged(source, RegionSource::raster);
  };
  EXPECT_EQ(kinds_of(with("Juan Perez")), "invisible_text");
  for (const char* junk : {"mmmmmmm", "|||| __", "iIlLlI ii", "EEEEE", "XXXXXXXX", ""}) {
    EXPECT_EQ(with(junk).soundness, Soundness::sound) << junk;
  }
}

TEST(Soundness, BlanksMasksAndCommasAreNoLeak) {
  for (const char* text : {"     ", ",", "XXXXXXXX", ". . .", "a"}) {
    FakeSource source;
    source.text(text, {105, 110});
    source.box(kBar, 1000);
    EXPECT_EQ(judged(source).soundness, Soundness::sound) << text;
  }
}

TEST(Soundness, AScanIntactUnderABox) {
  FakeSource source;
  source.image({0, 0, 612, 792}, 1);
  source.box(kBar, 1000);
  source.print(kBar);
  const Redaction failed = judged(source);
  EXPECT_EQ(kinds_of(failed), "image_under_box");
  EXPECT_EQ(failed.checks, (std::vector<std::string>{"text_under", "image_under"}));

  FakeSource burned;
  burned.image({0, 0, 612, 792}, 1);
  burned.box(kBar, 1000);
  burned.fill(kBar, 0);
  EXPECT_EQ(judged(burned).soundness, Soundness::sound);

  FakeSource broken;
  broken.image({0, 0, 612, 792}, 1);
  broken.box(kBar, 1000);
  broken.fails = true;
  EXPECT_EQ(judged(broken).soundness, Soundness::unverified);
}

TEST(Soundness, AnUnappliedMark) {
  FakeSource source;
  source.text("123-45-6789", {105, 110});
  Annotation mark;
  mark.subtype = "Redact";
  mark.box = kBar;
  source.raw.annotations.push_back(mark);
  const Redaction failed = judged(source, RegionSource::annotation, revealing());
  EXPECT_EQ(kinds_of(failed), "unapplied_redact");
  EXPECT_EQ(failed.findings[0].text, "123-45-6789");

  FakeSource empty;
  empty.raw.annotations.push_back(mark);
  EXPECT_EQ(judged(empty, RegionSource::annotation).soundness, Soundness::sound);
}

TEST(Soundness, IsUnverifiedWithoutTheDocument) {
  Page page;
  page.width = 612;
  page.height = 792;
  page.candidates = {candidate(kBar, 1)};
  Judge judge({}, {});
  judge.add(page);
  judge.close();
  EXPECT_EQ(judge.next()->redactions[0].soundness, Soundness::unverified);
  EXPECT_EQ(judge.finish(1).unverified, 1);
}

TEST(Soundness, TellsNothingUnlessAsked) {
  FakeSource source;
  source.text("Juan Perez", {105, 110});
  source.box(kBar, 1000);
  const Finding plain = judged(source).findings.at(0);
  EXPECT_FALSE(plain.text.has_value());
  EXPECT_FALSE(plain.digest.has_value());
  EXPECT_EQ(plain.characters, 9);
  EXPECT_EQ(plain.readability, 1);
  Options keyed;
  keyed.digest_key = "key";
  const Finding with_key = judged(source, RegionSource::vector, keyed).findings.at(0);
  EXPECT_FALSE(with_key.text.has_value());
  EXPECT_EQ(with_key.digest, keyed_digest("key", "juan perez"));
}

TEST(Soundness, WordsUnderAnUnappliedMarkOrAnOldLayerAreNoLabel) {
  Page page = page_of("SSN: 123-45-6789 fin");
  Annotation mark;
  mark.subtype = "Redact";
  mark.box = page.words[1].box;
  page.annotations = {mark};
  page.candidates = {bar_at(mark.box)};
  page.candidates[0].source = RegionSource::annotation;
  page.candidates[0].kind = RegionKind::annotation;
  page.candidates[0].order = 0;
  Judge judge({}, {});
  judge.add(page);
  judge.close();
  const Page result = *judge.next();
  EXPECT_FALSE(result.redactions[0].label.has_value());
  EXPECT_EQ(result.text, "SSN: ███████████ fin\n");

  Page old = page_of("nombre Juan fin");
  old.text_source = TextSource::kept_ocr;
  old.candidates = {bar_at(old.words[1].box)};
  old.candidates[0].source = RegionSource::raster;
  old.candidates[0].order = 0;
  Judge second({}, {});
  second.add(old);
  second.close();
  EXPECT_FALSE(second.next()->redactions[0].label.has_value());
}

TEST(Digest, IsHmacSha256OfTheTextWithoutBlanksAndCase) {
  // printf abc | openssl dgst -sha256 -hmac key
  constexpr auto kAbc = "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab";
  EXPECT_EQ(keyed_digest("key", "abc"), kAbc);
  EXPECT_EQ(keyed_digest("key", "A b C"), kAbc);
  EXPECT_NE(keyed_digest("other", "abc"), kAbc);
}

TEST(Readability, TellsWordsFromJunk) {
  for (const char* text : {"Juan Perez", "48,250.00 EUR", "but did not disclose", "01.062.614",
                           "C. José Ñúñez, calle 5", "MATERIAL WEIGHT"}) {
    EXPECT_GE(readability(text), 0.8) << text;
  }
  for (const char* text : {"mmmm iiii", "|| __ ~~", "wEiN lJk", "%&#", ""}) {
    EXPECT_LT(readability(text), 0.5) << text;
  }
}

}  // namespace
}  // namespace tachado::redactions
