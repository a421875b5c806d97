// Which pages or areas need text recognition, and the words it gives, in the page's own
// coordinates.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/page_source.h"
#include "stages/model/recognizer.h"

namespace tachado::ocr {

enum class Mode { automatic, never, always, redo };
std::optional<Mode> mode_from(std::string_view name);  // auto, never, always, redo

struct Options {
  Mode mode = Mode::automatic;
  std::vector<std::string> languages{"spa", "eng"};
  double page_seconds = 60;  // for recognising one page
};

enum class Action {
  keep_text,        // the visible text layer is the page's text
  keep_layer,       // the earlier recognition is
  judge_layer,      // recognise, and keep the earlier layer unless the new reading is better
  judge_text,       // recognise what the text layer has in doubtful lines, and keep them unless the
                    // print says something else
  recognize_page,   // all of it; the text layer stays
  recognize_areas,  // the text layer stays, pictures with text in them are added
  judge_areas,      // the same where there is little in them: kept if it was read surely
  nothing           // there is nothing to read
};

// What the decision rests on; gathered from the page record (and, where there is one, from the
// earlier layer's words).
struct PageFacts {
  TextFacts text;
  double text_quality = 0;   // of the visible text layer, 0 to 1; 0 without text
  double layer_quality = 0;  // of the invisible layer, 0 to 1; 0 without one
  double layer_known = 1;    // share of its words that a dictionary has; 1 when not looked up
  int layer_words = 0;
  double layer_on_ink = 1;  // share of the layer's words that lie on print; 1 when not looked at
  int letters_beside_layer = 0;       // letters seen in pixels away from its words
  std::int64_t doubtful_letters = 0;  // of lines of the text layer that do not read like print
  bool ink = true;  // whether pixels that were looked at show anything; true when not looked at
  int picture_letters = 0;  // letters seen in pixels away from the words; 0 when not looked at
  Mode mode = Mode::automatic;
};

struct Decision {
  Action action = Action::nothing;
  std::string reason;  // for `ocr_reason`: one short clause
};

// Pure: the whole policy is here.
[[nodiscard]] Decision decide(const PageFacts& facts);

// Quality of text from 0 (garbage) to 1: share of characters in words that look like words of the
// languages.
[[nodiscard]] double text_quality(std::string_view utf8);

struct Context {
  PageSource* source = nullptr;      // pixels
  Recognizer* recognizer = nullptr;  // may be made on first use: see `make_recognizer`
  std::function<Recognizer*(Problem&)>
      make_recognizer;  // called once, when a page first needs it; null and a Problem on failure
  std::function<Page(int)> earlier_layer;  // the page with its invisible text taken as text
};

// Decides, recognises with candidates masked, reads the labels of candidates that ask for it, and
// sets words, lines, text, text_source, ocr_reason, text_quality, ocr_confidence. What the text
// layer had is never lost. Problems (timeout, memory) are added to page.problems and the page keeps
// what was read.
void read_page(Page& page, const Context& context, const Options& options);

// Tesseract languages that are installed, sorted.
[[nodiscard]] std::vector<std::string> installed_languages();

// One engine, loaded now. Fails with kind unsupported for a language that is not installed.
[[nodiscard]] Result<std::unique_ptr<Recognizer>> make_tesseract(const Options& options);

// "tesseract 5.3.0, leptonica-1.82.0": for run.json.
[[nodiscard]] std::string engine_versions();

}  // namespace tachado::ocr
