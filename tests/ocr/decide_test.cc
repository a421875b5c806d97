#include <gtest/gtest.h>

#include "stages/ocr/ocr.h"

namespace tachado::ocr {
namespace {

struct Case {
  const char* name;
  PageFacts facts;
  Action action;
  const char* reason;
};

PageFacts text_page(int glyphs, double quality) {
  PageFacts facts;
  facts.text.glyphs = glyphs;
  facts.text_quality = quality;
  return facts;
}

PageFacts scan(int glyphs, int picture_letters) {
  PageFacts facts = text_page(glyphs, glyphs > 0 ? 0.9 : 0);
  facts.text.image_share = 1;
  facts.text.largest_image_share = 1;
  facts.picture_letters = picture_letters;
  return facts;
}

PageFacts layered(double quality) {
  PageFacts facts = scan(0, 1800);
  facts.text.invisible = 1800;
  facts.layer_words = 300;
  facts.layer_quality = quality;
  return facts;
}

PageFacts with(PageFacts facts, Mode mode) {
  facts.mode = mode;
  return facts;
}

PageFacts blank(PageFacts facts) {
  facts.ink = false;
  facts.picture_letters = 0;
  return facts;
}

PageFacts unmapped(PageFacts facts, int count) {
  facts.text.unmapped = count;
  return facts;
}

PageFacts outlines(PageFacts facts, int count) {
  facts.text.small_outlines = count;
  return facts;
}

PageFacts doubtful(PageFacts facts, int letters) {
  facts.doubtful_letters = letters;
  return facts;
}

PageFacts known(PageFacts facts, double share) {
  facts.layer_known = share;
  return facts;
}

PageFacts on_ink(PageFacts facts, double share) {
  facts.layer_on_ink = share;
  return facts;
}

PageFacts beside_layer(PageFacts facts, int letters) {
  facts.letters_beside_layer = letters;
  return facts;
}

PageFacts short_layer(int words) {
  PageFacts facts = layered(0.99);
  facts.layer_words = words;
  return facts;
}

PageFacts with_letters(PageFacts facts, int letters) {
  facts.picture_letters = letters;
  return facts;
}

class Decide : public testing::TestWithParam<Case> {};

TEST_P(Decide, AnswersWithItsReason) {
  const Decision decision = decide(GetParam().facts);
  EXPECT_EQ(decision.action, GetParam().action);
  EXPECT_EQ(decision.reason, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Facts, Decide,
    testing::Values(
        Case{"born_digital", text_page(2000, 0.98), Action::keep_text, "text layer is usable"},
        Case{"table_of_codes", text_page(900, 0.7), Action::keep_text, "text layer is usable"},
        Case{"few_odd_glyphs", text_page(12, 0.1), Action::keep_text, "text layer is usable"},
        Case{"shifted_codes", text_page(2000, 0.2), Action::judge_text, "text layer is unreadable"},
        Case{"no_unicode_map", unmapped(text_page(2000, 0.9), 700), Action::judge_text,
             "text layer is unreadable"},
        Case{"some_unmapped", unmapped(text_page(2000, 0.9), 500), Action::keep_text,
             "text layer is usable"},
        Case{"one_font_of_two", doubtful(text_page(2000, 0.8), 600), Action::judge_text,
             "part of the text layer is unreadable"},
        Case{"odd_line", doubtful(text_page(2000, 0.94), 40), Action::keep_text,
             "text layer is usable"},
        Case{"pure_scan", scan(0, 1800), Action::recognize_page, "no text layer"},
        Case{"blank_scan", blank(scan(0, 0)), Action::nothing, "blank page"},
        Case{"nothing_drawn", text_page(0, 0), Action::nothing, "no text and no picture"},
        Case{"stamp_on_scan", scan(60, 1800), Action::recognize_page, "little text on a scan"},
        Case{"page_number_on_scan", scan(2, 20), Action::recognize_page, "little text on a scan"},
        Case{"background_picture", scan(1500, 20), Action::keep_text, "text layer is usable"},
        Case{"table_as_picture", scan(600, 500), Action::recognize_areas,
             "pictures hold text beside the text layer"},
        Case{"three_lines_as_picture", scan(600, 60), Action::judge_areas,
             "pictures hold text beside the text layer"},
        Case{"signature_picture", scan(600, 15), Action::keep_text, "text layer is usable"},
        Case{"good_layer", layered(0.985), Action::keep_layer, "earlier recognition is good"},
        Case{"doubtful_layer", layered(0.85), Action::judge_layer,
             "earlier recognition is doubtful"},
        Case{"layer_of_no_words", known(layered(0.985), 0.75), Action::judge_layer,
             "earlier recognition is doubtful"},
        Case{"layer_with_names", known(layered(0.985), 0.87), Action::keep_layer,
             "earlier recognition is good"},
        Case{"poor_layer", layered(0.4), Action::judge_layer, "earlier recognition is poor"},
        Case{"layer_of_half_the_page", beside_layer(layered(0.99), 900), Action::judge_layer,
             "earlier recognition left out text"},
        Case{"layer_beside_signatures", beside_layer(layered(0.99), 30), Action::keep_layer,
             "earlier recognition is good"},
        Case{"layer_of_another_page", on_ink(layered(0.99), 0.3), Action::recognize_page,
             "earlier recognition does not lie on the print"},
        Case{"layer_on_faint_print", on_ink(layered(0.99), 0.8), Action::keep_layer,
             "earlier recognition is good"},
        Case{"short_layer", short_layer(3), Action::recognize_page, "no text layer"},
        Case{"outlined_letters", outlines(text_page(0, 0), 900), Action::recognize_page,
             "letters are drawn as outlines"},
        Case{"outlined_letters_and_number", outlines(text_page(3, 0), 900), Action::recognize_page,
             "letters are drawn as outlines"},
        Case{"drawing_with_text", outlines(text_page(300, 0.9), 5000), Action::keep_text,
             "text layer is usable"},
        Case{"outlined_body_below_a_header", outlines(with_letters(text_page(60, 0.9), 900), 1200),
             Action::recognize_page, "little text beside pictures"},
        Case{"outlined_heading", outlines(with_letters(text_page(900, 0.9), 100), 130),
             Action::recognize_areas, "pictures hold text beside the text layer"},
        Case{"few_outlines", outlines(text_page(0, 0), 12), Action::nothing,
             "no text and no picture"},
        Case{"never_scan", with(scan(0, 1800), Mode::never), Action::nothing,
             "recognition is switched off"},
        Case{"never_text", with(text_page(2000, 0.2), Mode::never), Action::keep_text,
             "recognition is switched off"},
        Case{"never_layer", with(layered(0.4), Mode::never), Action::keep_layer,
             "recognition is switched off; earlier recognition kept"},
        Case{"always_text", with(text_page(2000, 0.98), Mode::always), Action::recognize_page,
             "recognition of every page"},
        Case{"redo_layer", with(layered(0.97), Mode::redo), Action::recognize_page,
             "earlier recognition is to be redone"},
        Case{"redo_misplaced_layer", with(on_ink(layered(0.97), 0.3), Mode::redo),
             Action::recognize_page, "earlier recognition is to be redone"},
        Case{"redo_shifted_codes", with(text_page(2000, 0.2), Mode::redo), Action::judge_text,
             "text layer is unreadable"},
        Case{"redo_scan", with(scan(0, 1800), Mode::redo), Action::recognize_page, "no text layer"},
        Case{"never_shifted_codes_in_part", with(doubtful(text_page(2000, 0.8), 600), Mode::never),
             Action::keep_text, "recognition is switched off"},
        Case{"always_blank", with(blank(scan(0, 0)), Mode::always), Action::recognize_page,
             "recognition of every page"},
        Case{"redo_text", with(text_page(2000, 0.98), Mode::redo), Action::keep_text,
             "text layer is usable"}),
    [](const auto& tested) { return tested.param.name; });

TEST(ModeNames, AreTheClosedList) {
  EXPECT_EQ(mode_from("auto"), Mode::automatic);
  EXPECT_EQ(mode_from("never"), Mode::never);
  EXPECT_EQ(mode_from("always"), Mode::always);
  EXPECT_EQ(mode_from("redo"), Mode::redo);
  EXPECT_EQ(mode_from("Auto"), std::nullopt);
  EXPECT_EQ(mode_from(""), std::nullopt);
}

}  // namespace
}  // namespace tachado::ocr
