// The policy: which pages are recognised, and why.

#include "stages/ocr/ocr.h"

namespace tachado::ocr {
namespace {

// Fewer visible glyphs than this are a page number, not a text.
constexpr int kFewGlyphs = 8;
// A text layer in which more than this share of glyphs has no meaning is of no use.
constexpr double kMaxUnmappedShare = 0.3;
// Below: not words of any language we know; text in running order reaches 0.9, tables of names and
// codes 0.75.
constexpr double kGarbageQuality = 0.5;
// Text too short to be judged by its words.
constexpr int kMinGlyphsToJudge = 30;
// A line or two of names and codes may look odd by themselves.
constexpr int kMinDoubtfulLetters = 60;
// An earlier recognition: above, as good as a new one would be; below, a new one is nearly always
// better.
constexpr double kGoodLayer = 0.98;
constexpr double kPoorLayer = 0.6;
// Words that could be words, but are none: what is left of print that was read in another language,
// or too coarsely. Well-read pages have 0.87 and more.
constexpr double kKnownWords = 0.8;
constexpr int kMinLayerWords = 5;
// Of a layer that belongs to the page nearly all words lie on print; faint and small print is
// overlooked by a first look, hence the distance.
constexpr double kMinOnInk = 0.5;
// Letters seen in pixels outside of the text layer: fewer are a logo, a seal or a signature.
constexpr int kMinPictureLetters = 80;
// Between the two it may be either: three lines of a form's picture, or a seal and two signatures.
constexpr int kFewPictureLetters = 40;
// When the picture holds this many times the letters of the layer, the layer is a stamp, a header
// or an advert on a scan.
constexpr int kScanLettersPerGlyph = 4;
// A scan fills its page; half of it when it was laid on a larger one.
constexpr double kScanShare = 0.45;
// Pieces of paths of letter size that make a page of outlines.
constexpr int kMinOutlines = 40;

bool has_pixels_to_read(const PageFacts& facts) {
  return facts.text.image_share > 0 || facts.text.small_outlines >= kMinOutlines;
}

bool unreadable(const PageFacts& facts) {
  const int glyphs = facts.text.glyphs;
  if (glyphs == 0) return false;
  if (facts.text.unmapped > kMaxUnmappedShare * glyphs) return true;
  return glyphs >= kMinGlyphsToJudge && facts.text_quality < kGarbageQuality;
}

Decision without_recognition(const PageFacts& facts) {
  if (facts.text.glyphs > 0) return {Action::keep_text, "recognition is switched off"};
  if (facts.layer_words > 0) {
    return {Action::keep_layer, "recognition is switched off; earlier recognition kept"};
  }
  return {Action::nothing, "recognition is switched off"};
}

Decision with_layer(const PageFacts& facts) {
  if (facts.mode == Mode::redo) {
    return {Action::recognize_page, "earlier recognition is to be redone"};
  }
  if (facts.layer_on_ink < kMinOnInk) {
    return {Action::recognize_page, "earlier recognition does not lie on the print"};
  }
  if (facts.layer_quality < kPoorLayer) {
    return {Action::judge_layer, "earlier recognition is poor"};
  }
  if (facts.letters_beside_layer >= kMinPictureLetters) {
    return {Action::judge_layer, "earlier recognition left out text"};
  }
  if (facts.layer_quality >= kGoodLayer && facts.layer_known >= kKnownWords) {
    return {Action::keep_layer, "earlier recognition is good"};
  }
  return {Action::judge_layer, "earlier recognition is doubtful"};
}

Decision without_text(const PageFacts& facts) {
  if (!facts.ink) return {Action::nothing, "blank page"};
  if (!has_pixels_to_read(facts)) return {Action::nothing, "no text and no picture"};
  return {Action::recognize_page,
          facts.text.image_share > 0 ? "no text layer" : "letters are drawn as outlines"};
}

}  // namespace

std::optional<Mode> mode_from(std::string_view name) {
  if (name == "auto") return Mode::automatic;
  if (name == "never") return Mode::never;
  if (name == "always") return Mode::always;
  if (name == "redo") return Mode::redo;
  return std::nullopt;
}

Decision decide(const PageFacts& facts) {
  const int glyphs = facts.text.glyphs;
  const bool layer = facts.layer_words >= kMinLayerWords;
  if (facts.mode == Mode::never) return without_recognition(facts);
  if (facts.mode == Mode::always) return {Action::recognize_page, "recognition of every page"};
  if (unreadable(facts)) return {Action::judge_text, "text layer is unreadable"};
  // The layer lies on a scan; a few visible words on it are a stamp or a header.
  if (layer && (glyphs < kFewGlyphs || facts.text.invisible > glyphs)) return with_layer(facts);
  if (glyphs == 0) return without_text(facts);
  if (facts.doubtful_letters >= kMinDoubtfulLetters) {
    return {Action::judge_text, "part of the text layer is unreadable"};
  }
  if (facts.ink && facts.picture_letters >= kMinPictureLetters) {
    if (facts.picture_letters > kScanLettersPerGlyph * glyphs) {
      return {Action::recognize_page, facts.text.largest_image_share >= kScanShare
                                          ? "little text on a scan"
                                          : "little text beside pictures"};
    }
    return {Action::recognize_areas, "pictures hold text beside the text layer"};
  }
  if (facts.ink && glyphs < kFewGlyphs && facts.text.largest_image_share >= kScanShare) {
    return {Action::recognize_page, "little text on a scan"};
  }
  // Outlines that stand in lines were seen as letters; these lie on their side, or are a drawing.
  if (glyphs < kFewGlyphs && facts.text.small_outlines >= kMinOutlines) {
    return {Action::recognize_page, "letters are drawn as outlines"};
  }
  if (facts.ink && facts.picture_letters >= kFewPictureLetters) {
    return {Action::judge_areas, "pictures hold text beside the text layer"};
  }
  return {Action::keep_text, "text layer is usable"};
}

}  // namespace tachado::ocr
