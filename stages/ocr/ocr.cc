// How a page's text comes to be: gather the facts, decide, read, put together.

#include "stages/ocr/ocr.h"

#include <algorithm>
#include <utility>

#include "stages/ocr/labels.h"
#include "stages/ocr/legible.h"
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
// Share of a page's letters that came from the layer, above which the page is of both.
constexpr double kMixedShare = 0.25;
constexpr double kMinSeconds = 0.01;
// Top and bottom margin, share of the page's height.
constexpr double kMarginShare = 0.1;
// A new reading must look better than the earlier one by this much: equal ones are told apart by
// nothing, and the earlier one may have had better pixels.
constexpr double kLayerGain = 0.01;
// A layer that is text must not lose more letters than this to a new reading: what is not read
// looks good too.
constexpr double kFairLayer = 0.9;
constexpr double kLeastKept = 0.95;

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
    }
    if (facts_.text.invisible > 0 && context_.earlier_layer) {
      layer_ = context_.earlier_layer(page_.number);
      drop_masked(*layer_);
      facts_.layer_words = static_cast<int>(layer_->words.size());
      facts_.layer_quality = text_quality(layer_->text);
    }
    if (options_.mode == Mode::never || !worth_a_look() || !fetch_look()) return;
    Bitmap rest = look_;
    blank_areas(rest, masks(true));
    const PictureText seen = look_for_text(rest);
    facts_.ink = seen.ink;
    facts_.picture_letters = letters_of_the_body(seen.lines);
    picture_lines_ = seen.lines;
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
      add(pixels.error());
      return false;
    }
    look_ = std::move(*pixels);
    legible_ = legible(page_.candidates, look_);
    return true;
  }

  // ---- what is not to be read ----

  [[nodiscard]] std::vector<Rect> masks(bool words_too) const {
    std::vector<Rect> boxes;
    for (std::size_t i = 0; i < page_.candidates.size(); ++i) {
      if (i < legible_.size() && legible_[i]) continue;
      boxes.push_back(inflate(page_.candidates[i].box, kMaskMarginPoints, kMaskMarginPoints));
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
      return std::any_of(
          page_.candidates.begin(), page_.candidates.end(),
          [&](const Region& candidate) { return candidate.box.contains(word.box.center()); });
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

  void judge_layer() {
    const Page before = page_;
    recognise(std::nullopt);
    const bool read =
        page_.text_source == TextSource::ocr || page_.text_source == TextSource::mixed;
    const bool less = facts_.layer_quality >= kFairLayer &&
                      static_cast<double>(letters_of(page_.words)) <
                          kLeastKept * static_cast<double>(letters_of(layer_->words));
    if (read && !less && text_quality(page_.text) > facts_.layer_quality + kLayerGain) {
      page_.ocr_reason = "new recognition is better than the earlier one";
      return;
    }
    const std::vector<Problem> problems = page_.problems;
    page_ = before;
    page_.problems = problems;
    keep_layer();
    page_.ocr_reason = "earlier recognition is as good as a new one";
  }

  [[nodiscard]] std::optional<Rect> picture_area() const {
    Rect area;
    for (const PictureLine& line : picture_lines_) area = unite(area, line.box);
    return area.empty() ? std::nullopt : std::optional<Rect>(inflate(area, 20, 20));
  }

  void recognise(const std::optional<Rect>& area) {
    Recognizer* engine = context_.source == nullptr ? nullptr : recognizer();
    if (engine == nullptr || (look_.data.empty() && !fetch_look())) {
      keep_text();
      if (page_.words.empty()) page_.examined = false;
      return;
    }
    const bool keep = page_.ocr_reason != "text layer is unreadable";
    if (!keep) {
      page_.lines.clear();
      page_.words.clear();
    }
    auto reading = read_areas(*engine, area);
    if (!reading) {
      add(reading.error());
      keep_text();
      if (page_.words.empty()) page_.examined = false;
      return;
    }
    if (!reading->complete) {
      add({"ocr", page_.number, ProblemKind::timeout,
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
      add(right.error());
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
    if (made_ == nullptr) add(std::move(problem));
    return made_;
  }

  void add(Problem problem) {
    if (!problem.page) problem.page = page_.number;
    page_.problems.push_back(std::move(problem));
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
