#include "stages/redactions/redactions.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "stages/redactions/accept.h"
#include "stages/redactions/bars.h"
#include "stages/redactions/fold.h"
#include "stages/redactions/grounds.h"
#include "stages/redactions/hides.h"
#include "stages/redactions/leaks.h"
#include "stages/redactions/measures.h"
#include "stages/redactions/notes.h"
#include "stages/redactions/printed_labels.h"
#include "stages/redactions/regex.h"
#include "stages/redactions/replaced_text.h"
#include "stages/redactions/soundness.h"

namespace tachado::redactions {
namespace {

constexpr double kInsideRegion = 0.5;  // replaced text that lies in a region is that region's label
constexpr double kSolidOpacity = 0.95;

struct Judged {
  Redaction redaction;
  std::size_t word = 0;  // its first word of █
  std::string shining;   // what can still be read through it
};

// An unapplied /Redact hides nothing yet: what stands beneath is the secret, no label.
bool is_unapplied(const Page& page, const Region& region) {
  return std::any_of(page.annotations.begin(), page.annotations.end(),
                     [&](const Annotation& annotation) {
                       return annotation.subtype == "Redact" &&
                              share_inside(region.box, annotation.box) >= kInsideRegion;
                     });
}

// The whole of it is a code that redactors print, no number of somebody's.
bool is_code(const std::string& text) {
  static const Regex kCode(
      R"(^(?:(?:#\d{1,2}(?:\.\d{1,2})?|(?:reservad[ao]|confidencial)\.? ?\d{1,3}|n\d{1,4}-(?:eliminado|testado) ?\d{0,3}|\(b\) ?\(\d\)(?: ?\([a-f]\))?|b\d[a-f]?|5\.1\.\d\.? ?[a-i]|10\.\d\.? ?[a-g])[ ,;/]*)+$)");
  return kCode.matches(fold(text));
}

Redaction redaction_from(const Region& region, double confidence) {
  Redaction redaction;
  redaction.box = region.box;
  redaction.quad = region.quad;
  redaction.kind = region.kind;
  redaction.source = region.source;
  redaction.color = region.color;
  redaction.confidence = confidence;
  return redaction;
}

// A frame's sides are read as strokes beside its label: "| Reservada.2 |", "5.1.2e ]". Nothing is
// left of strokes alone.
std::optional<std::string> without_frame(const std::string& label) {
  static const Regex kWithin(
      R"(^(?:[|\x{A6}_\]}\x{2014}-]+\s+)*(.*?)(?:\s+[|\x{A6}_\[{\]}\x{2014}-]+)*$)");
  static const Regex kStrokes(R"(^[\s|\x{A6}_\[\]{}\x{2014}-]*$)");
  if (kStrokes.matches(label)) return std::nullopt;
  const auto match = kWithin.find_all(label);
  return match.empty() ? label : std::string(match.front()[1]);
}

// The masks of the page, as words of █ already; those within a region are left to it.
std::vector<Redaction> take_replaced_text(Page& page, const std::vector<Bar>& bars,
                                          double min_confidence) {
  std::vector<Redaction> result;
  std::vector<ReplacedText> found = find_replaced_text(page);
  std::erase_if(found, [&](const ReplacedText& text) {
    if (text.confidence < min_confidence) return true;
    const Rect& box = page.words[text.first].box;
    return std::any_of(bars.begin(), bars.end(),
                       [&](const Bar& bar) { return share_inside(box, bar.box) >= kInsideRegion; });
  });
  // From the end, so that the words before keep their places.
  for (auto text = found.rbegin(); text != found.rend(); ++text) {
    Redaction redaction;
    redaction.kind = RegionKind::replaced_text;
    redaction.source = RegionSource::text;
    redaction.confidence = text->confidence;
    if (!text->label.empty()) redaction.label = text->label;
    redaction.characters_estimated = replace_with_bar(page, text->first, text->last);
    redaction.box = page.words[text->first].box;
    result.push_back(std::move(redaction));
  }
  std::reverse(result.begin(), result.end());
  return result;
}

struct Written {
  std::vector<std::size_t> words;    // the first word of █ of each redaction
  std::vector<std::string> shining;  // what can still be read through it
};

// Writes the page's redactions in reading order and █ in its text.
Written write_redactions(Page& page, const std::vector<double>& confidences,
                         double min_confidence) {
  std::vector<Bar> bars;
  std::vector<Redaction> regions;
  std::vector<std::size_t> origins;  // the candidate of each
  for (std::size_t i = 0; i < page.candidates.size(); ++i) {
    const Region& region = page.candidates[i];
    if (confidences[i] < min_confidence) continue;
    Bar bar;
    bar.box = region.box;
    // What stands in an outlined box is its label, drawn before the outline or after.
    if (region.kind != RegionKind::outlined) bar.order = region.order;
    // Words of an earlier recognition may be older than the redaction.
    bar.see_through = region.kind == RegionKind::marker || region.opacity < kSolidOpacity ||
                      page.text_source == TextSource::kept_ocr || is_unapplied(page, region);
    bars.push_back(bar);
    regions.push_back(redaction_from(region, confidences[i]));
    origins.push_back(i);
    regions.back().label = region.label;
  }
  std::vector<Redaction> masks = take_replaced_text(page, bars, min_confidence);
  Written written;
  if (bars.empty() && masks.empty()) return written;

  std::vector<Judged> judged;
  const std::vector<BarText> texts = insert_bars(page, bars);
  std::vector<bool> taken(page.words.size(), false);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    std::string shining = texts[i].shining;
    // What was there before the region is no label of it, though the finder read it.
    if (regions[i].label && !shining.empty() && fold(*regions[i].label) == fold(shining)) {
      regions[i].label.reset();
      page.candidates[origins[i]].label.reset();
    }
    if (!regions[i].label && !texts[i].label.empty()) regions[i].label = texts[i].label;
    if (!regions[i].label && is_code(shining)) regions[i].label = std::exchange(shining, {});
    if (regions[i].label && regions[i].kind == RegionKind::outlined)
      regions[i].label = without_frame(*regions[i].label);
    regions[i].characters_estimated = texts[i].characters;
    for (const std::size_t word : texts[i].words) taken[word] = true;
    judged.push_back({std::move(regions[i]), texts[i].words.front(), std::move(shining)});
  }
  std::size_t mask = 0;
  for (std::size_t i = 0; i < page.words.size() && mask < masks.size(); ++i) {
    if (page.words[i].redaction && !taken[i]) judged.push_back({std::move(masks[mask++]), i, {}});
  }
  std::stable_sort(judged.begin(), judged.end(),
                   [](const Judged& a, const Judged& b) { return a.word < b.word; });
  for (Judged& one : judged) {
    one.redaction.id =
        "p" + std::to_string(page.number) + "-r" + std::to_string(page.redactions.size() + 1);
    page.redactions.push_back(std::move(one.redaction));
    written.words.push_back(one.word);
    written.shining.push_back(std::move(one.shining));
  }
  return written;
}

// Legend entries of the pages seen so far. A legend may follow at the document's end: within the
// window it is known when the page is judged.
class Legends {
 public:
  static constexpr std::size_t kMaxEntries = 1000;  // of a document

  void add(int page, const std::vector<Note>& notes) {
    for (const Note& note : notes) {
      if (note.key.empty() || entries_.size() >= kMaxEntries) continue;
      entries_.push_back({page, note});
      entries_.back().note.grounds.clear();
    }
  }

  // Those of the page itself first, then of the pages after, then of those before.
  [[nodiscard]] std::vector<const Note*> for_page(int number) const {
    std::vector<const Entry*> order;
    for (const Entry& entry : entries_) order.push_back(&entry);
    std::stable_sort(order.begin(), order.end(), [&](const Entry* a, const Entry* b) {
      const auto rank = [&](const Entry* entry) {
        const int distance = entry->page - number;
        return std::pair(distance < 0, distance < 0 ? -distance : distance);
      };
      return rank(a) < rank(b);
    });
    std::vector<const Note*> notes;
    for (const Entry* entry : order) notes.push_back(&entry->note);
    return notes;
  }

 private:
  struct Entry {
    int page = 1;
    Note note;
  };
  std::vector<Entry> entries_;
};

}  // namespace

struct Judge::State {
  State(const Options& given, const Context& with)
      : options(given), context(with), measures(given.level), soundness(options, context) {}

  void judge(std::size_t count);
  void judge(Page& page, const std::vector<double>& confidences);

  Options options;
  Context context;
  std::deque<Page> held;
  std::deque<Page> ready;
  Legends legends;
  std::map<int, std::vector<Note>> page_notes;  // of the pages held
  Measures measures;
  Grounds grounds;
  SoundnessChecker soundness;
  Leaks leaks;
  std::map<std::string, std::vector<int>> grounds_of;
};

void Judge::State::judge(Page& page, const std::vector<double>& confidences) {
  const Written written = write_redactions(page, confidences, options.min_confidence);
  const std::vector<const Note*> notes =
      page.redactions.empty() ? std::vector<const Note*>{} : legends.for_page(page.number);
  for (std::size_t i = 0; i < page.redactions.size(); ++i) {
    Redaction& redaction = page.redactions[i];
    const std::string legend = redaction.label ? legend_text(notes, *redaction.label) : "";
    redaction.hides = infer_hides(page, redaction, written.words[i], legend);
  }
  soundness.check(page, written.shining);
  // █ moves the words after it: then the places of the notes are other ones.
  std::vector<Note> own = std::move(page_notes[page.number]);
  page_notes.erase(page.number);
  grounds.add(page, page.redactions.empty() ? std::move(own) : read_notes(page));
  leaks.add(page);
  measures.add(page);
}

// Judges the first `count` of the pages held, all of them with the same window around them.
void Judge::State::judge(std::size_t count) {
  std::vector<const Page*> window;
  window.reserve(held.size());
  for (const Page& page : held) window.push_back(&page);
  std::vector<std::vector<double>> confidences;
  for (std::size_t i = 0; i < count; ++i) confidences.push_back(accept(held[i], {window}));
  for (std::size_t i = 0; i < count; ++i) {
    Page page = std::move(held.front());
    held.pop_front();
    judge(page, confidences[i]);
    ready.push_back(std::move(page));
  }
}

Judge::Judge(const Options& options, const Context& context)
    : state_(std::make_unique<State>(options, context)) {}
Judge::~Judge() = default;

void Judge::add(Page page) {
  page.redactions.clear();
  add_printed_labels(page);
  std::vector<Note> notes = read_notes(page);
  state_->legends.add(page.number, notes);
  state_->page_notes[page.number] = std::move(notes);
  state_->held.push_back(std::move(page));
  // Half of the window goes out at a time, so that the last pages too have neighbours to be
  // compared with.
  if (state_->held.size() >= kWindow) state_->judge(kWindow / 2);
}

void Judge::close() { state_->judge(state_->held.size()); }

std::optional<Page> Judge::next() {
  if (state_->ready.empty()) return std::nullopt;
  Page page = std::move(state_->ready.front());
  state_->ready.pop_front();
  return page;
}

DocumentRedactions Judge::finish(int pages_in_document) {
  DocumentRedactions result;
  state_->measures.write(result, pages_in_document);
  state_->grounds.write(result, state_->grounds_of);
  result.leaks = state_->soundness.leaks();
  for (const std::string& word : state_->soundness.secrets()) state_->leaks.keep_secret(word);
  if (state_->context.source == nullptr) return result;
  std::vector<HiddenContent> contents = state_->soundness.contents();
  result.checks = {"hidden_layers", "outside_page", "same_colour_text"};
  if (auto in_file = state_->context.source->hidden_contents(state_->leaks.pages_with_regions())) {
    contents.insert(contents.end(), std::make_move_iterator(in_file->begin()),
                    std::make_move_iterator(in_file->end()));
    constexpr auto kOfFile = std::to_array<const char*>(
        {"annotations", "attachments", "bookmarks", "form_fields", "javascript", "metadata",
         "orphan_objects", "private_streams", "revisions", "tagged_text"});
    result.checks.insert(result.checks.end(), kOfFile.begin(), kOfFile.end());
  }
  const Disclosure disclosure{state_->options.reveal, state_->options.digest_key};
  for (Finding& leak : state_->leaks.judge(contents, disclosure)) {
    result.leaks.push_back(std::move(leak));
  }
  std::sort(result.checks.begin(), result.checks.end());
  return result;
}

void Judge::withhold(Metadata& metadata) const {
  if (!state_->options.reveal) state_->leaks.withhold(metadata);
}

void add_document_checks(Redaction& redaction, const DocumentRedactions& document) {
  constexpr std::string_view kRevisions = "revisions";
  const bool made = std::find(document.checks.begin(), document.checks.end(), kRevisions) !=
                    document.checks.end();
  if (redaction.soundness && made) redaction.checks.emplace_back(kRevisions);
}

const std::vector<int>& Judge::grounds_of(const std::string& redaction_id) const {
  static const std::vector<int> kNone;
  const auto found = state_->grounds_of.find(redaction_id);
  return found == state_->grounds_of.end() ? kNone : found->second;
}

}  // namespace tachado::redactions
