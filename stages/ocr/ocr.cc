// How a page's text comes to be: gather the facts, decide, read, put together.

#include "stages/ocr/ocr.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "stages/model/utf8.h"
#include "stages/ocr/crop.h"
#include "stages/ocr/dictionary.h"
#include "stages/ocr/doubtful_text.h"
#include "stages/ocr/labels.h"
#include "stages/ocr/legible.h"
#include "stages/ocr/letters.h"
#include "stages/ocr/mask.h"
#include "stages/ocr/merge.h"
#include "stages/ocr/picture_text.h"
#include "stages/ocr/reading_order.h"
#include "stages/ocr/recognise.h"
#include "stages/ocr/spread.h"
#include "stages/ocr/stopwatch.h"

namespace tachado::ocr {
namespace {

// Images smaller than this hold no text worth recognising beside a text layer: logos, seals, rules.
constexpr double kMinImageShare = 0.01;  // of the page
constexpr double kMinImagePoints = 14;   // on both sides
constexpr int kMinImagePixels = 40;
// Outlined letters that make a page worth a look.
constexpr int kMinOutlinesToLook = 40;
// Around words and candidates that are blanked: blur of a scan's edges.
constexpr double kMaskMarginPoints = 0.7;
// What is less likely to hide anything is read with the page: its frame may run through print.
constexpr double kMasked = 0.08;
// Share of a page's letters that came from the layer, above which the page is of both.
constexpr double kMixedShare = 0.25;
constexpr double kMinSeconds = 0.01;
// Recognition wants ground around what it reads (points).
constexpr double kAreaMargin = 20;
// Top and bottom margin, share of the page's height.
constexpr double kMarginShare = 0.1;
// A new reading must look better than the earlier one by this much: equal ones are told apart by
// nothing, and the earlier one may have had better pixels.
constexpr double kLayerGain = 0.01;
// A layer that is text must not lose more letters than this to a new reading: what is not read
// looks good too.
constexpr double kFairLayer = 0.9;
constexpr double kLeastKept = 0.97;
// What has so many more letters and looks no worse found what the earlier reading left out.
constexpr double kMoreLetters = 1.15;
constexpr double kNoWorse = 0.02;
// Print of a text layer that is drawn reads at 0.9 and more; a script that the engine does not know
// at 0.4.
constexpr double kSureReading = 0.7;
// A reading of doubtful lines that has fewer of their letters did not read them.
constexpr double kLeastRead = 0.6;
// Likeness of a layer and of a reading of its print, errors of reading allowed for; wrong maps have
// next to nothing in common with it.
constexpr double kSameText = 0.5;
// Above this share of its letters in doubtful lines the whole text layer is in doubt.
constexpr double kAllDoubtful = 0.5;
// Around words of an earlier layer, in their heights.
constexpr double kLayerMargin = 0.25;
// Grey levels between the lightest and the darkest pixel of a word's box on print; paper alone
// varies by a third of it.
constexpr int kPrintContrast = 60;
// A reading of small pictures is kept from so many letters, read surely, in words that the text
// layer does not have (a seal has four or five), or for a number: amounts and file numbers may
// stand in a stamp alone.
constexpr std::size_t kMinReadLetters = 32;
constexpr std::size_t kMinReadWord = 3;
constexpr int kMinReadDigits = 4;
constexpr double kReadableText = 0.6;

std::int64_t letters_of(const std::vector<Word>& words) {
  std::int64_t letters = 0;
  for (const Word& word : words) letters += code_points(word.text);
  return letters;
}

class PageReader {
 public:
  PageReader(Page& page, const Context& context, const Options& options)
      : page_(page), context_(context), options_(options) {}

  void read() {
    gather();
    const Decision decision = decide(facts_);
    page_.ocr_reason = decision.reason;
    switch (decision.action) {
      case Action::keep_text:
        keep_text();
        break;
      case Action::keep_layer:
        keep_layer();
        break;
      case Action::judge_layer:
        judge_layer();
        break;
      case Action::judge_text:
        judge_text();
        break;
      case Action::judge_areas:
        judge_areas();
        break;
      case Action::recognize_page:
        recognise(std::nullopt);
        break;
      case Action::recognize_areas:
        recognise(picture_area());
        break;
      case Action::nothing:
        page_.text_source = page_.words.empty() ? TextSource::none : TextSource::text;
        break;
    }
    if (options_.mode != Mode::never && context_.source != nullptr) {
      read_labels(
          page_, *context_.source, [this] { return recognizer(); }, first_language(),
          seconds_left());
    }
  }

 private:
  // ---- facts ----

  void gather() {
    facts_.text = page_.facts;
    facts_.mode = options_.mode;
    if (!page_.words.empty()) {
      facts_.text_quality = text_quality(page_.text);
      page_.text_quality = facts_.text_quality;
      if (options_.mode != Mode::never && options_.mode != Mode::always) {
        doubtful_ = doubtful_text(page_, facts_.text_quality);
        facts_.doubtful_letters = doubtful_.letters;
      }
    }
    const bool seen = options_.mode != Mode::never && worth_a_look() && fetch_look();
    if (facts_.text.invisible > 0 && context_.earlier_layer) {
      layer_ = context_.earlier_layer(page_.number);
      drop_masked(*layer_);
      facts_.layer_words = static_cast<int>(layer_->words.size());
      facts_.layer_quality = text_quality(layer_->text);
      facts_.layer_known =
          known_share(layer_->text, dictionaries_of(options_.languages)).value_or(1);
    }
    if (!seen) return;
    Bitmap rest = look_;
    blank_areas(rest, masks(true));
    const PictureText found = look_for_text(rest);
    facts_.ink = found.ink;
    facts_.picture_letters = letters_of_the_body(found.lines);
    picture_lines_ = found.lines;
    if (facts_.layer_words > 0) compare_layer(std::move(rest));
  }

  // Where the earlier layer lies, and what it left out. `rest`: the look without what is masked.
  void compare_layer(Bitmap rest) {
    std::vector<Rect> boxes;
    int on_ink = 0;
    for (const Word& word : layer_->words) {
      // Engines place words roughly.
      const double margin = kLayerMargin * word.box.height();
      boxes.push_back(inflate(word.box, margin, margin));
      on_ink += shows_print(look_, word.box);
    }
    facts_.layer_on_ink = static_cast<double>(on_ink) / static_cast<double>(layer_->words.size());
    blank_areas(rest, boxes);
    for (const PictureLine& line : look_for_text(rest).lines) {
      facts_.letters_beside_layer += line.letters;
    }
  }

  static bool shows_print(const Bitmap& pixels, const Rect& box) {
    const Bitmap part = crop(pixels, box);
    if (part.data.empty()) return false;
    const auto [darkest, lightest] = std::minmax_element(part.data.begin(), part.data.end());
    return *lightest - *darkest >= kPrintContrast;
  }

  // Letters in the margins of a page that has text are a letterhead: the same on every page.
  [[nodiscard]] int letters_of_the_body(const std::vector<PictureLine>& lines) const {
    int letters = 0;
    for (const PictureLine& line : lines) {
      const double y = line.box.center().y / std::max(page_.height, 1.0);
      if (page_.words.empty() || (y > kMarginShare && y < 1 - kMarginShare)) {
        letters += line.letters;
      }
    }
    return letters;
  }

  [[nodiscard]] bool worth_a_look() const {
    if (context_.source == nullptr) return false;
    if (facts_.text.small_outlines >= kMinOutlinesToLook) return true;
    if (facts_.text.glyphs == 0) return facts_.text.image_share > 0;
    return std::any_of(page_.images.begin(), page_.images.end(),
                       [this](const ImagePlacement& image) { return may_hold_text(image); });
  }

  [[nodiscard]] bool may_hold_text(const ImagePlacement& image) const {
    return !image.layer_off && !image.one_colour && image.width >= kMinImagePixels &&
           image.height >= kMinImagePixels && image.box.width() >= kMinImagePoints &&
           image.box.height() >= kMinImagePoints &&
           image.box.area() >= kMinImageShare * page_.width * page_.height;
  }

  bool fetch_look() {
    auto pixels = pixels_of(*context_.source, page_, kLookDpi, std::nullopt);
    if (!pixels) {
      add_problem(page_, pixels.error());
      return false;
    }
    look_ = std::move(*pixels);
    legible_ = legible(page_.candidates, look_);
    return true;
  }

  // ---- what is not to be read ----

  // Whether what lies on the candidate is not to be read. What can be read on it is no secret.
  [[nodiscard]] bool hides(std::size_t candidate) const {
    return page_.candidates[candidate].confidence >= kMasked &&
           !(candidate < legible_.size() && legible_[candidate]);
  }

  [[nodiscard]] std::vector<Rect> masks(bool words_too) const {
    std::vector<Rect> boxes;
    for (std::size_t i = 0; i < page_.candidates.size(); ++i) {
      if (!hides(i)) continue;
      const Region& candidate = page_.candidates[i];
      const std::vector<Rect> parts =
          candidate.quad ? strips(*candidate.quad) : std::vector<Rect>{candidate.box};
      for (const Rect& part : parts) {
        boxes.push_back(inflate(part, kMaskMarginPoints, kMaskMarginPoints));
      }
    }
    if (words_too) {
      for (const Word& word : page_.words) {
        boxes.push_back(inflate(word.box, kMaskMarginPoints, kMaskMarginPoints));
      }
    }
    return boxes;
  }

  // What an earlier recognition read under a bar must not come back.
  void drop_masked(Page& layer) const {
    const auto hidden = [this](const Word& word) {
      for (std::size_t i = 0; i < page_.candidates.size(); ++i) {
        if (hides(i) && page_.candidates[i].box.contains(word.box.center())) return true;
      }
      return false;
    };
    layer.words.erase(std::remove_if(layer.words.begin(), layer.words.end(), hidden),
                      layer.words.end());
    assemble_text(layer);
  }

  // ---- the answers ----

  void keep_text() {
    page_.text_source = page_.words.empty() ? TextSource::none : TextSource::text;
  }

  void keep_layer() {
    page_.lines = std::move(layer_->lines);
    page_.words = std::move(layer_->words);
    page_.text_quality = facts_.layer_quality;
    assemble_text(page_);
    page_.text_source = page_.words.empty() ? TextSource::none : TextSource::kept_ocr;
  }

  // How well a text reads, to compare it with another one of the same print: names that are in no
  // dictionary are in neither.
  [[nodiscard]] double worth(std::string_view text) const {
    const double quality = text_quality(text);
    const auto known = known_share(text, dictionaries_of(options_.languages));
    return known ? (quality + *known) / 2 : quality;
  }

  void judge_layer() {
    const Page before = page_;
    recognise(std::nullopt);
    const bool read =
        page_.text_source == TextSource::ocr || page_.text_source == TextSource::mixed;
    const auto old_letters = static_cast<double>(letters_of(layer_->words));
    const auto new_letters = static_cast<double>(letters_of(page_.words));
    const bool less = facts_.layer_quality >= kFairLayer && new_letters < kLeastKept * old_letters;
    const double old_worth = worth(layer_->text);
    const double new_worth = worth(page_.text);
    const bool more =
        new_letters >= kMoreLetters * old_letters && new_worth >= old_worth - kNoWorse;
    if (read && ((!less && new_worth > old_worth + kLayerGain) || more)) {
      page_.ocr_reason = "new recognition is better than the earlier one";
      return;
    }
    go_back_to(before);
    keep_layer();
    page_.ocr_reason = "earlier recognition is as good as a new one";
  }

  void go_back_to(const Page& before) {
    std::vector<Problem> problems = std::move(page_.problems);
    page_ = before;
    page_.problems = std::move(problems);
  }

  // What was read, without the layer's words.
  [[nodiscard]] std::string read_text() const {
    std::string text;
    for (const Word& word : page_.words) {
      if (!word.confidence) continue;
      if (!text.empty() && !word.glued) text += ' ';
      text += word.text;
    }
    return text;
  }

  void judge_text() {
    const Page before = page_;
    const auto doubted = [&](const Word& word) {
      const auto line = static_cast<std::size_t>(word.line);
      return line < doubtful_.lines.size() && doubtful_.lines[line];
    };
    const bool all =
        doubtful_.lines.empty() || static_cast<double>(doubtful_.letters) >
                                       kAllDoubtful * static_cast<double>(letters_of(page_.words));
    std::string text;
    std::optional<Rect> area;
    std::vector<Word> sound;
    for (Word& word : page_.words) {
      if (!all && !doubted(word)) {
        sound.push_back(std::move(word));
        continue;
      }
      if (!text.empty() && !word.glued) text += ' ';
      text += word.text;
      area = unite(area.value_or(word.box), word.box);
    }
    page_.words = std::move(sound);
    if (all || !area) {
      recognise(std::nullopt);
    } else {
      if (facts_.picture_letters > 0) area = unite(*area, picture_area().value_or(*area));
      recognise(inflate(*area, kAreaMargin, kAreaMargin));
    }
    const std::string read = read_text();
    // Print that says the same proves the layer right, however odd it reads.
    const bool same = !doubtful_.broken_words && likeness(read, text) >= kSameText;
    const bool better = !same && page_.ocr_confidence.value_or(0) >= kSureReading &&
                        static_cast<double>(code_points(read)) >=
                            kLeastRead * static_cast<double>(code_points(text)) &&
                        worth(read) > worth(text) + kLayerGain;
    if (better) return;
    go_back_to(before);
    keep_text();
    page_.ocr_reason = same ? "text layer reads oddly, and so does its print"
                            : "text layer reads oddly, and its print no better";
  }

  // Whether words were read surely that the text layer does not have: a stamp repeats the name
  // below a signature, a logo that of the office.
  [[nodiscard]] bool adds_to(const Page& before) const {
    const auto plain = [](const std::string& text) {
      std::u32string letters;
      for (const char32_t c : to_utf32(text)) {
        if (is_letter(c) || is_digit(c)) letters += lower(c);
      }
      return letters;
    };
    std::set<std::u32string> known;
    for (const Word& word : before.words) known.insert(plain(word.text));
    std::size_t letters = 0;
    for (const Word& word : page_.words) {
      const std::u32string text = plain(word.text);
      if (word.confidence.value_or(0) < kSureReading || text.size() < kMinReadWord ||
          known.count(text) > 0) {
        continue;
      }
      letters += text.size();
      if (std::count_if(text.begin(), text.end(), is_digit) >= kMinReadDigits) return true;
    }
    return letters >= kMinReadLetters;
  }

  void judge_areas() {
    const Page before = page_;
    recognise(picture_area());
    if (page_.ocr_confidence.value_or(0) >= kSureReading && adds_to(before) &&
        text_quality(read_text()) >= kReadableText) {
      return;
    }
    go_back_to(before);
    keep_text();
    page_.ocr_reason = "text layer is usable; pictures add nothing";
  }

  [[nodiscard]] std::optional<Rect> picture_area() const {
    Rect area;
    for (const PictureLine& line : picture_lines_) area = unite(area, line.box);
    return area.empty() ? std::nullopt
                        : std::optional<Rect>(inflate(area, kAreaMargin, kAreaMargin));
  }

  void recognise(const std::optional<Rect>& area) {
    Recognizer* engine = context_.source == nullptr ? nullptr : recognizer();
    if (engine == nullptr || (look_.data.empty() && !fetch_look())) {
      keep_text();
      if (page_.words.empty()) page_.examined = false;
      return;
    }
    auto reading = read_areas(*engine, area);
    if (!reading) {
      add_problem(page_, reading.error());
      keep_text();
      if (page_.words.empty()) page_.examined = false;
      return;
    }
    if (!reading->complete) {
      add_problem(page_, {"ocr", page_.number, ProblemKind::timeout,
                          "text recognition reached its time limit; the page was read in part"});
    }
    const std::int64_t layer_letters = letters_of(page_.words);
    const std::int64_t read_letters = letters_of(reading->words);
    if (reading->improved_lines > 0) {
      page_.ocr_reason += "; lines taken from a second look: ";
      page_.ocr_reason += std::to_string(reading->improved_lines);
    }
    merge_in_order(page_, std::move(*reading));
    for (std::size_t i = 0; i < page_.candidates.size(); ++i) {
      Region& candidate = page_.candidates[i];
      // What stands in it is among the page's words, or was passed over as a frame's filling: then
      // it is read by itself. White-out and hatches hold no print that could be read.
      const bool read = legible_[i] && (!area || area->contains(candidate.box.center()));
      const bool boxed =
          candidate.kind == RegionKind::outlined || candidate.kind == RegionKind::filled;
      if (read && !boxed) candidate.recognise_label = false;
    }
    page_.ocr_confidence = mean_confidence(page_.words);
    if (page_.words.empty()) {
      page_.text_source = TextSource::none;
      page_.ocr_reason = "nothing that can be read";
      return;
    }
    page_.text_quality = text_quality(page_.text);
    const auto all = static_cast<double>(layer_letters + read_letters);
    const auto from_layer = static_cast<double>(layer_letters);
    page_.text_source = read_letters == 0                        ? TextSource::text
                        : area || from_layer > kMixedShare * all ? TextSource::mixed
                                                                 : TextSource::ocr;
  }

  // A sheet with two pages is read as two; what was read of the first stays if the second fails.
  Result<Reading> read_areas(Recognizer& engine, const std::optional<Rect>& area) {
    const auto fold = area ? std::nullopt : spread_of(picture_lines_, page_.width, page_.height);
    if (!fold) return read_area(engine, area);
    auto left = read_area(engine, Rect{0, 0, *fold, page_.height});
    if (!left || !left->complete) return left;
    auto right = read_area(engine, Rect{*fold, 0, page_.width, page_.height});
    if (!right) {
      add_problem(page_, right.error());
      return left;
    }
    append(*left, std::move(*right));
    return left;
  }

  Result<Reading> read_area(Recognizer& engine, const std::optional<Rect>& area) {
    ReadRequest request;
    request.masked = masks(true);
    request.area = area;
    request.languages = options_.languages;
    request.seconds = seconds_left();
    const Bitmap part = area ? crop(look_, *area) : Bitmap{};
    return read_pixels(area ? part : look_, *context_.source, page_, engine, request);
  }

  // ---- the world outside ----

  Recognizer* recognizer() {
    if (context_.recognizer != nullptr) return context_.recognizer;
    if (made_ != nullptr || !context_.make_recognizer) return made_;
    Problem problem{"ocr", page_.number, ProblemKind::internal, "no recogniser was made"};
    made_ = context_.make_recognizer(problem);
    if (made_ == nullptr) add_problem(page_, std::move(problem));
    return made_;
  }

  [[nodiscard]] std::vector<std::string> first_language() const {
    return options_.languages.empty() ? std::vector<std::string>{}
                                      : std::vector<std::string>{options_.languages.front()};
  }

  [[nodiscard]] double seconds_left() const {
    return std::max(options_.page_seconds - watch_.seconds(), kMinSeconds);
  }

  Page& page_;
  const Context& context_;
  const Options& options_;
  Stopwatch watch_;
  PageFacts facts_;
  DoubtfulText doubtful_;
  std::optional<Page> layer_;
  Bitmap look_;
  std::vector<bool> legible_;  // candidates that are read with the page
  std::vector<PictureLine> picture_lines_;
  Recognizer* made_ = nullptr;
};

}  // namespace

void read_page(Page& page, const Context& context, const Options& options) {
  PageReader(page, context, options).read();
}

}  // namespace tachado::ocr
