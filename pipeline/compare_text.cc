#include "pipeline/compare_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "pipeline/compare_align.h"
#include "stages/redactions/fold.h"

namespace tachado::pipeline {
namespace {

// Two versions of one text share nearly all of the shorter one's words; recognition of a bad scan
// loses a third. Two contracts of one office share a half: their clauses.
constexpr double kSameText = 0.6;
constexpr std::size_t kLeastShared = 12;  // words, below which nothing can be said
// Of the words that both show at one place, those that differ.
constexpr double kMostDifferent = 0.3;
// Pages belong together from this share of common words on; unrelated ones of one office reach 0.3.
constexpr double kSamePage = 0.35;
// A page without words (all of it struck out) fits any, less than any true match.
constexpr double kEmptyPage = 0.36;
constexpr std::size_t kPageBand = 40;  // pages that may be missing in a row
constexpr std::size_t kContext = 6;    // words of evidence on either side
// Words that one version lacks, without any redaction in their place: fewer are recognition's.
constexpr std::size_t kLeastAbsent = 3;
constexpr std::size_t kLeastAbsentLetters = 12;
// Words may be absent for another reason than a redaction; recognition leaves out lines and turns
// columns round.
constexpr double kAbsent = 0.5;
constexpr double kAbsentFromScan = 0.35;
constexpr double kAnchor = 0.5;        // each neighbour of the place that stands in both
constexpr double kLooseAnchor = 0.25;  // a neighbour that is a word farther off, or the page's end
constexpr double kLeastConfidence = 0.4;
// A redaction hides about as much as fits into it.
constexpr double kFits = 3;
constexpr double kFarTooLong = 8;
constexpr std::size_t kMinDigits = 3;  // of a contract's number

std::string key_of(const std::string& text) {
  std::string key;
  redactions::each_word(redactions::fold(text), [&](std::string_view word) { key += word; });
  return key;
}

struct Side {
  const VersionPage* page = nullptr;
  std::vector<AlignToken> tokens;

  [[nodiscard]] const VersionWord& word(std::size_t token) const {
    return page->words[tokens[token].word];
  }
};

Side side_of(const VersionPage& page) {
  Side side{&page, {}};
  for (std::size_t i = 0; i < page.words.size() && side.tokens.size() < kMaxPageWords; ++i) {
    AlignToken token;
    token.word = i;
    token.redacted = page.words[i].region.has_value();
    if (!token.redacted) token.key = key_of(page.words[i].text);
    if (token.redacted || !token.key.empty()) side.tokens.push_back(std::move(token));
  }
  return side;
}

// ---- pages ----

using Bag = std::map<std::string, int>;

Bag bag_of(const Side& side) {
  Bag bag;
  for (const AlignToken& token : side.tokens) {
    if (!token.redacted) ++bag[without_confusion(token.key)];
  }
  return bag;
}

double common_share(const Bag& a, const Bag& b) {
  int common = 0;
  int in_a = 0;
  int in_b = 0;
  for (const auto& [key, count] : a) {
    in_a += count;
    const auto found = b.find(key);
    if (found != b.end()) common += std::min(count, found->second);
  }
  for (const auto& [key, count] : b) in_b += count;
  const int least = std::min(in_a, in_b);
  return least > 0 ? static_cast<double>(common) / least : kEmptyPage;
}

// Pages in order, some of which one version may lack.
std::vector<PagePair> pair_pages(const std::vector<Side>& first, const std::vector<Side>& second) {
  std::vector<Bag> bags_first;
  std::vector<Bag> bags_second;
  for (const Side& side : first) bags_first.push_back(bag_of(side));
  for (const Side& side : second) bags_second.push_back(bag_of(side));
  const std::size_t rows = first.size();
  const std::size_t columns = second.size();
  const std::size_t band = kPageBand + (rows > columns ? rows - columns : columns - rows);
  std::vector<std::vector<double>> best(rows + 1, std::vector<double>(columns + 1, 0));
  std::vector<std::vector<double>> share(rows, std::vector<double>(columns, 0));
  for (std::size_t i = 1; i <= rows; ++i) {
    for (std::size_t j = 1; j <= columns; ++j) {
      best[i][j] = std::max(best[i - 1][j], best[i][j - 1]);
      if ((i > j ? i - j : j - i) > band) continue;
      share[i - 1][j - 1] = common_share(bags_first[i - 1], bags_second[j - 1]);
      if (share[i - 1][j - 1] >= kSamePage) {
        best[i][j] = std::max(best[i][j], best[i - 1][j - 1] + share[i - 1][j - 1]);
      }
    }
  }
  std::vector<PagePair> pairs;
  for (std::size_t i = rows, j = columns; i > 0 || j > 0;) {
    if (i > 0 && j > 0 && share[i - 1][j - 1] >= kSamePage &&
        best[i][j] == best[i - 1][j - 1] + share[i - 1][j - 1]) {
      --i;
      --j;
      pairs.push_back({static_cast<int>(i) + 1, static_cast<int>(j) + 1, share[i][j], {}});
    } else if (i > 0 && best[i][j] == best[i - 1][j]) {
      pairs.push_back({static_cast<int>(i--), 0, 0, {}});
    } else {
      pairs.push_back({0, static_cast<int>(j--), 0, {}});
    }
  }
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

// ---- what one shows and the other hides ----

Evidence evidence_of(const Side& side, std::size_t first, std::size_t last) {
  Evidence evidence;
  evidence.page = side.page->number;
  bool ocr = false;
  bool bar = false;
  for (std::size_t word = side.tokens[first].word; word <= side.tokens[last].word; ++word) {
    const VersionWord& one = side.page->words[word];
    const bool is_bar = one.region.has_value();
    if (!is_bar || !bar) {
      if (!evidence.text.empty()) evidence.text += ' ';
      evidence.text += is_bar ? "█" : one.text;
    }
    bar = is_bar;
    ocr = ocr || one.confidence.has_value();
    evidence.box = unite(evidence.box, one.box);
    if (word == side.tokens[first].word) evidence.begin = one.offset;
    evidence.end = one.offset + static_cast<std::int64_t>(to_utf32(one.text).size());
  }
  if (ocr) evidence.source = "ocr";
  return evidence;
}

std::string text_around(const Side& side, std::size_t first, std::size_t last) {
  const std::size_t from = first > kContext ? first - kContext : 0;
  const std::size_t to = std::min(side.tokens.size() - 1, last + kContext);
  return evidence_of(side, from, to).text;
}

std::size_t letters_in(const Side& side, std::size_t first, std::size_t last) {
  std::size_t letters = 0;
  for (std::size_t i = first; i <= last; ++i) letters += side.tokens[i].key.size();
  return letters;
}

bool was_read(const Side& side) {
  return std::any_of(side.page->words.begin(), side.page->words.end(),
                     [](const VersionWord& word) { return word.confidence.has_value(); });
}

class Reader {
 public:
  Reader(const Side& first, const Side& second, std::vector<AlignStep> steps)
      : sides_{&first, &second}, steps_(std::move(steps)) {}

  std::vector<Difference> run() {
    for (std::size_t i = 0; i < steps_.size();) i = read_run(i);
    return std::move(differences_);
  }

 private:
  using Kind = AlignStep::Kind;

  [[nodiscard]] static bool in_both(Kind kind) {
    return kind == Kind::equal || kind == Kind::similar || kind == Kind::different;
  }
  [[nodiscard]] bool is_anchor(std::size_t step) const {
    const AlignStep& at = steps_[step];
    return (at.kind == Kind::equal || at.kind == Kind::similar) &&
           !sides_[0]->tokens[at.first].redacted;
  }

  // Steps from one that stands in both to the next: what lies between belongs to one place.
  std::size_t read_run(std::size_t begin) {
    if (in_both(steps_[begin].kind)) return begin + 1;
    std::size_t end = begin;
    while (end < steps_.size() && !in_both(steps_[end].kind)) ++end;
    for (const std::size_t hidden_in : {0U, 1U}) read_side(begin, end, hidden_in);
    return end;
  }

  void read_side(std::size_t begin, std::size_t end, std::size_t hidden_in) {
    const bool first_hides = hidden_in == 0;
    const Side& hiding = *sides_[hidden_in];
    const Side& showing = *sides_[1 - hidden_in];
    const auto of_hiding = [&](const AlignStep& step) {
      return first_hides ? step.first : step.second;
    };
    const auto of_showing = [&](const AlignStep& step) {
      return first_hides ? step.second : step.first;
    };
    const Kind alone_here = first_hides ? Kind::first : Kind::second;
    const Kind alone_there = first_hides ? Kind::second : Kind::first;
    const Kind behind = first_hides ? Kind::behind_first : Kind::behind_second;
    const Kind behind_other = first_hides ? Kind::behind_second : Kind::behind_first;
    std::vector<std::size_t> bars;
    std::vector<std::size_t> words;  // of the other side, that are shown there
    bool own_words = false;          // the hiding side shows words of its own there
    for (std::size_t i = begin; i < end; ++i) {
      const AlignStep& step = steps_[i];
      if (step.kind == alone_here || step.kind == behind_other) {
        const std::size_t token = of_hiding(step);
        if (hiding.tokens[token].redacted) {
          bars.push_back(token);
        } else {
          own_words = true;
        }
      } else if (step.kind == alone_there || step.kind == behind) {
        words.push_back(of_showing(step));
      }
    }
    while (!words.empty() && showing.tokens[words.front()].redacted) words.erase(words.begin());
    while (!words.empty() && showing.tokens[words.back()].redacted) words.pop_back();
    if (words.empty() || (bars.empty() && own_words)) return;
    Difference difference;
    difference.hidden_in = hidden_in;
    difference.shown = evidence_of(showing, words.front(), words.back());
    difference.context = text_around(showing, words.front(), words.back());
    const std::size_t letters = letters_in(showing, words.front(), words.back());
    double confidence = anchors(begin, end) * certainty(showing, words);
    if (bars.empty()) {
      if (words.size() < kLeastAbsent || letters < kLeastAbsentLetters) return;
      difference.how = Difference::How::absent;
      confidence *= was_read(hiding) || was_read(showing) ? kAbsentFromScan : kAbsent;
      const std::size_t next = of_hiding(steps_[begin]);
      if (hiding.tokens.empty()) return;
      const std::size_t at = std::min(next, hiding.tokens.size() - 1);
      difference.hidden = evidence_of(hiding, at > 0 ? at - 1 : 0, at);
      difference.hidden.text = text_around(hiding, at > 0 ? at - 1 : 0, at);
    } else {
      for (const std::size_t bar : bars) add_region(difference, hiding, bar);
      difference.hidden = evidence_of(hiding, bars.front(), bars.back());
      confidence *= fit(hiding, bars, letters);
      difference.hidden.text = text_around(hiding, bars.front(), bars.back());
    }
    difference.confidence = std::round(confidence * 100) / 100;
    if (difference.confidence >= kLeastConfidence) differences_.push_back(std::move(difference));
  }

  static void add_region(Difference& to, const Side& hiding, std::size_t bar) {
    const VersionRegion& region = hiding.page->regions[*hiding.word(bar).region];
    if (std::find(to.redactions.begin(), to.redactions.end(), region.id) != to.redactions.end()) {
      return;
    }
    to.redactions.push_back(region.id);
    if (to.hides.empty() || to.hides == "unknown") to.hides = region.hides;
  }

  // Whether what stands on both sides of the place stands in both versions.
  [[nodiscard]] double anchors(std::size_t begin, std::size_t end) const {
    const auto anchored = [&](bool before) {
      for (std::size_t distance = 0; distance < 2; ++distance) {
        const bool at_end = before ? begin <= distance : end + distance >= steps_.size();
        if (at_end) return kLooseAnchor;
        const std::size_t step = before ? begin - 1 - distance : end + distance;
        if (is_anchor(step)) return distance == 0 ? kAnchor : kLooseAnchor;
      }
      return 0.0;
    };
    return anchored(true) + anchored(false);
  }

  [[nodiscard]] static double certainty(const Side& showing,
                                        const std::vector<std::size_t>& words) {
    double sum = 0;
    for (const std::size_t word : words) sum += showing.word(word).confidence.value_or(1);
    return sum / static_cast<double>(words.size());
  }

  [[nodiscard]] static double fit(const Side& hiding, const std::vector<std::size_t>& bars,
                                  std::size_t letters) {
    std::size_t room = 0;
    for (const std::size_t bar : bars) room += to_utf32(hiding.word(bar).text).size();
    const double ratio =
        static_cast<double>(letters) / static_cast<double>(std::max<std::size_t>(1, room));
    if (ratio <= kFits) return 1;
    return ratio >= kFarTooLong ? 0 : (kFarTooLong - ratio) / (kFarTooLong - kFits);
  }

  const Side* sides_[2];
  std::vector<AlignStep> steps_;
  std::vector<Difference> differences_;
};

std::vector<LinePair> pair_lines(const Side& first, const Side& second,
                                 const std::vector<AlignStep>& steps) {
  std::map<int, std::map<int, int>> together;
  for (const AlignStep& step : steps) {
    const bool same = step.kind == AlignStep::Kind::equal || step.kind == AlignStep::Kind::similar;
    if (same) ++together[first.word(step.first).line][second.word(step.second).line];
  }
  std::vector<LinePair> lines;
  for (const auto& [line, others] : together) {
    const auto most =
        std::max_element(others.begin(), others.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    lines.push_back({line, most->first});
  }
  return lines;
}

std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

// ---- one text? ----

struct Tally {
  std::size_t same = 0;
  std::size_t different = 0;
  bool other_number = false;  // both bear a contract number at one place, and not the same
};

void count(const Side& first, const Side& second, const std::vector<AlignStep>& steps,
           const std::string& number_first, const std::string& number_second, Tally& tally) {
  using Kind = AlignStep::Kind;
  const bool numbers_differ = digits_of(number_first) != digits_of(number_second) &&
                              digits_of(number_first).size() >= kMinDigits &&
                              digits_of(number_second).size() >= kMinDigits;
  for (const AlignStep& step : steps) {
    if (step.kind != Kind::equal && step.kind != Kind::similar && step.kind != Kind::different) {
      continue;
    }
    const AlignToken& a = first.tokens[step.first];
    const AlignToken& b = second.tokens[step.second];
    if (a.redacted) continue;
    ++(step.kind == Kind::different ? tally.different : tally.same);
    const bool read = first.word(step.first).confidence || second.word(step.second).confidence;
    if (numbers_differ && !read && a.key == number_first && b.key == number_second) {
      tally.other_number = true;
    }
  }
}

std::size_t visible(const std::vector<Side>& sides) {
  std::size_t words = 0;
  for (const Side& side : sides) {
    words += static_cast<std::size_t>(std::count_if(
        side.tokens.begin(), side.tokens.end(), [](const AlignToken& t) { return !t.redacted; }));
  }
  return words;
}

std::optional<std::string> refusal_of(const Tally& tally, double similarity) {
  if (tally.other_number) return "they bear different contract numbers at the same place";
  if (tally.same < kLeastShared) {
    return fmt::format("they have {} words in common, which is too few to tell", tally.same);
  }
  if (similarity < kSameText) {
    return fmt::format(
        "they have {:.0f} % of their words in common; versions of one text have {:.0f} % or more",
        similarity * 100, kSameText * 100);
  }
  const double different =
      static_cast<double>(tally.different) / static_cast<double>(tally.same + tally.different);
  if (different > kMostDifferent) {
    return fmt::format("{:.0f} % of the words at the same places differ", different * 100);
  }
  return std::nullopt;
}

}  // namespace

TextComparison compare_text(const Version& first, const Version& second) {
  std::vector<Side> sides_first;
  std::vector<Side> sides_second;
  for (const VersionPage& page : first.pages) sides_first.push_back(side_of(page));
  for (const VersionPage& page : second.pages) sides_second.push_back(side_of(page));
  TextComparison result;
  result.pages = pair_pages(sides_first, sides_second);
  const std::string number_first = key_of(first.contract_number.value_or(""));
  const std::string number_second = key_of(second.contract_number.value_or(""));
  Tally tally;
  for (PagePair& pair : result.pages) {
    if (pair.first == 0 || pair.second == 0) continue;
    const Side& a = sides_first[static_cast<std::size_t>(pair.first - 1)];
    const Side& b = sides_second[static_cast<std::size_t>(pair.second - 1)];
    std::vector<AlignStep> steps = align(a.tokens, b.tokens);
    count(a, b, steps, number_first, number_second, tally);
    pair.lines = pair_lines(a, b, steps);
    pair.first = a.page->number;
    pair.second = b.page->number;
    for (Difference& one : Reader(a, b, std::move(steps)).run()) {
      result.differences.push_back(std::move(one));
    }
  }
  for (PagePair& pair : result.pages) {
    const bool lone_first = pair.second == 0;
    if (lone_first) pair.first = first.pages[static_cast<std::size_t>(pair.first - 1)].number;
    const bool lone_second = pair.first == 0;
    if (lone_second) pair.second = second.pages[static_cast<std::size_t>(pair.second - 1)].number;
  }
  const std::size_t shorter = std::min(visible(sides_first), visible(sides_second));
  result.similarity =
      shorter > 0 ? static_cast<double>(tally.same) / static_cast<double>(shorter) : 0;
  result.refusal = refusal_of(tally, result.similarity);
  if (result.refusal) result.differences.clear();
  return result;
}

}  // namespace tachado::pipeline
