#include "stages/redactions/printed_labels.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stages/redactions/accept_place.h"
#include "stages/redactions/fold.h"
#include "stages/redactions/regex.h"

namespace tachado::redactions {
namespace {

// Heights of the code's own box, where nothing else is said.
constexpr double kHole = 1.2;        // a blank this wide behind it is none between words
constexpr double kFarthest = 25;     // the hole goes on to the next word, if that is no farther
constexpr double kBeforeWord = 0.2;  // and ends this much before it
constexpr double kMargin = 0.1;      // above and below the code
constexpr double kJoined = 1.0;      // a patch goes on this near to the code
constexpr double kSameLine = 0.5;    // of the lower one's height
// Beside the median height of the page's words: a code has neither ascenders nor descenders.
constexpr double kLarger = 1.2;
constexpr double kSmaller = 0.7;
// By its look alone it is as often none; what is read in it decides (accept.cc).
constexpr double kByLook = 0.5;

struct Code {
  std::size_t begin = 0;  // bytes of the word
  std::size_t end = 0;
  bool sure = false;  // its last letter was read as one
};

// The code with which a recognised word ends, or of which it consists. Points are read as commas,
// and the last e as what looks like it.
std::optional<Code> code_at_end(const std::string& text) {
  static const Regex kCode(
      R"((?<![\d.,])(?:5[.,]1[.,]?[1-5][.,]?(?:[a-i]|8|€)|10[.,][12][.,]?(?:[a-g]|8|€)|\(b\) ?\([1-9]\)(?: ?\([a-f]\))?)[.,;:)]?$)");
  const std::string folded = fold(text);
  const auto found = kCode.find_all(folded);
  if (found.empty()) return std::nullopt;
  Code code;
  // Folding keeps code points: what stands before the code in either is as many of them.
  std::size_t points = 0;
  for (std::size_t at = 0; at < found.back().begin(); ++points)
    static_cast<void>(next_code_point(folded, at));
  for (std::size_t i = 0; i < points; ++i) static_cast<void>(next_code_point(text, code.begin));
  code.end = text.size();
  while (code.end > code.begin + 1 &&
         std::string(".,;:").find(text[code.end - 1]) != std::string::npos)
    --code.end;
  const std::string_view read = std::string_view(folded).substr(found.back().begin());
  code.sure = read.find("8") == std::string_view::npos && read.find("€") == std::string_view::npos;
  return code;
}

bool same_line(const Rect& a, const Rect& b) {
  return std::min(a.y1, b.y1) - std::max(a.y0, b.y0) > kSameLine * std::min(a.height(), b.height());
}

// Where the next word of the line begins; none within reach.
std::optional<double> next_word(const Page& page, const Rect& code) {
  std::optional<double> nearest;
  for (const Word& word : page.words)
    if (same_line(word.box, code) && word.box.x0 >= code.x1 &&
        word.box.x0 - code.x1 < kFarthest * code.height() && (!nearest || word.box.x0 < *nearest))
      nearest = word.box.x0;
  return nearest;
}

// The code's own box, of the word's: letters are taken to be of one width.
Rect box_of(const Word& word, const Code& code) {
  const auto length = static_cast<double>(code_points(word.text));
  const auto before = static_cast<double>(code_points(word.text.substr(0, code.begin)));
  Rect box = word.box;
  if (length > 0) box.x0 += box.width() * before / length;
  return box;
}

bool in_candidate(const Page& page, const Rect& box) {
  return std::any_of(page.candidates.begin(), page.candidates.end(),
                     [&](const Region& region) { return region.box.contains(box.center()); });
}

// A patch that was found by its specks and has no label goes on from the code: both are one region.
void join_patch(Page& page, Region& region, double height) {
  const auto patch =
      std::find_if(page.candidates.begin(), page.candidates.end(), [&](const Region& other) {
        return other.kind == RegionKind::whiteout && !other.label &&
               same_line(other.box, region.box) && other.box.x0 >= region.box.x0 &&
               other.box.x0 - region.box.x1 < kJoined * height;
      });
  if (patch == page.candidates.end()) return;
  region.box = unite(region.box, patch->box);
  page.candidates.erase(patch);
}

struct Label {
  std::size_t word = 0;
  Code code;
  Rect box;
  std::optional<Region> region;
};

std::optional<Region> region_of(const Page& page, const Word& word, const Code& code,
                                const Rect& box, double median) {
  if (in_candidate(page, box)) return std::nullopt;
  const std::optional<double> next = next_word(page, box);
  const bool hole = next && *next - box.x1 > kHole * box.height();
  const bool other_letters = box.height() > kLarger * median || box.height() < kSmaller * median;
  if (!hole && !other_letters) return std::nullopt;
  Region region;
  region.box = inflate(box, 0, kMargin * box.height());
  if (hole) region.box.x1 = *next - kBeforeWord * box.height();
  region.kind = RegionKind::whiteout;
  region.color = {255, 255, 255};
  region.confidence = kByLook;
  region.label = word.text.substr(code.begin, code.end - code.begin);
  region.label_confidence = word.confidence;
  return region;
}

}  // namespace

void add_printed_labels(Page& page) {
  const double median = line_height(page);
  std::vector<Label> labels;
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    const Word& word = page.words[i];
    if (!word.confidence || word.redaction) continue;
    const std::optional<Code> code = code_at_end(word.text);
    if (!code) continue;
    const Rect box = box_of(word, *code);
    labels.push_back({i, *code, box, region_of(page, word, *code, box, median)});
  }
  // What ends like a code but for its last letter is one where others are.
  if (std::none_of(labels.begin(), labels.end(), [](const Label& l) { return l.code.sure; }))
    return;
  // From the end, so that the words before keep their places.
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    const auto at = page.words.begin() + static_cast<std::ptrdiff_t>(label->word);
    if (label->code.begin > 0) {
      Word code = *at;
      code.text = at->text.substr(label->code.begin);
      code.box = label->box;
      code.glued = true;
      at->text.resize(label->code.begin);
      at->box.x1 = code.box.x0;
      page.words.insert(at + 1, std::move(code));
    }
    if (!label->region) continue;
    join_patch(page, *label->region, label->box.height());
    page.candidates.push_back(std::move(*label->region));
  }
  if (!labels.empty()) assemble_text(page);
}

}  // namespace tachado::redactions
