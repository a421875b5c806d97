#include "stages/ocr/merge.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "stages/model/utf8.h"
#include "stages/ocr/calibrate.h"
#include "stages/ocr/letters.h"
#include "stages/ocr/paragraphs.h"

namespace tachado::ocr {
namespace {

// A word without letters or digits is kept only when the engine was surer of it than this: specks,
// folds and pieces of rules come out as such words.
constexpr double kMinSignConfidence = 0.5;
// Any word below this is not a reading but a guess at a picture or a stamp, unless it stands in a
// line that was read with kSureLine: the engine says 0 of a whole word for one letter that it
// doubts (an accent that the print leaves out).
constexpr double kMinWordConfidence = 0.05;
constexpr double kSureLine = 0.7;

constexpr std::array<std::pair<char32_t, std::u32string_view>, 7> kLigatures{{{0xFB00U, U"ff"},
                                                                              {0xFB01U, U"fi"},
                                                                              {0xFB02U, U"fl"},
                                                                              {0xFB03U, U"ffi"},
                                                                              {0xFB04U, U"ffl"},
                                                                              {0xFB05U, U"st"},
                                                                              {0xFB06U, U"st"}}};

// Letter, mark, letter with mark: what Spanish and its neighbours write.
struct Composition {
  char32_t mark;
  std::u32string_view plain;
  std::u32string_view marked;
};
constexpr std::array<Composition, 6> kCompositions{{{0x300U, U"AEIOUaeiou", U"ÀÈÌÒÙàèìòù"},
                                                    {0x301U, U"AEIOUYaeiouy", U"ÁÉÍÓÚÝáéíóúý"},
                                                    {0x302U, U"AEIOUaeiou", U"ÂÊÎÔÛâêîôû"},
                                                    {0x303U, U"ANOano", U"ÃÑÕãñõ"},
                                                    {0x308U, U"AEIOUaeiouy", U"ÄËÏÖÜäëïöüÿ"},
                                                    {0x327U, U"Cc", U"Çç"}}};

char32_t composed(char32_t letter, char32_t mark) {
  for (const Composition& composition : kCompositions) {
    if (composition.mark != mark) continue;
    const auto at = composition.plain.find(letter);
    if (at != std::u32string_view::npos) return composition.marked[at];
  }
  return 0;
}

bool is_hyphen(char32_t c) { return c == U'-' || c == 0x2010U || c == 0xADU || c == 0xACU; }

bool is_dash(char32_t c) { return c == U'-' || (c >= 0x2010U && c <= 0x2015U); }

bool says_something(std::u32string_view word) {
  return std::any_of(word.begin(), word.end(), [](char32_t c) {
    return is_letter(c) || is_digit(c) || c > 0x17FU || c == U'$' || c == U'%' || c == U'&';
  });
}

// A hyphen at a line's end is a word of its own, so that the two halves can be joined.
void part_hyphen(Word word, std::vector<Word>& words) {
  std::u32string text = to_utf32(word.text);
  if (text.size() < 2 || !is_hyphen(text.back()) || !is_letter(text[text.size() - 2])) {
    words.push_back(std::move(word));
    return;
  }
  text.pop_back();
  // A hyphen is about half as wide as a letter.
  const double share = 0.5 / (static_cast<double>(text.size()) + 0.5);
  Word hyphen = word;
  word.text = to_utf8(text);
  word.box.x1 -= word.box.width() * share;
  hyphen.text.assign(1, '-');
  hyphen.box.x0 = word.box.x1;
  hyphen.glued = true;
  words.push_back(std::move(word));
  words.push_back(std::move(hyphen));
}

// How surely the words of the line from `begin` were read, by their length, those that may be
// guesses left out.
double line_confidence(const std::vector<RecognizedWord>& words, std::size_t begin) {
  double sum = 0;
  double weight = 0;
  for (std::size_t i = begin; i < words.size() && words[i].line == words[begin].line; ++i) {
    if (words[i].confidence < kMinWordConfidence) continue;
    sum += words[i].confidence * static_cast<double>(words[i].text.size());
    weight += static_cast<double>(words[i].text.size());
  }
  return weight > 0 ? sum / weight : 0;
}

}  // namespace

std::string tidy(std::string_view utf8) {
  std::u32string out;
  for (const char32_t c : to_utf32(utf8)) {
    // A word holds no blanks; recognised pictures come back as nothing else.
    if (c <= 0x20U || (c >= 0x7FU && c <= 0xA0U) || c == 0xFEFFU) continue;
    const auto* ligature = std::find_if(kLigatures.begin(), kLigatures.end(),
                                        [&](const auto& entry) { return entry.first == c; });
    if (ligature != kLigatures.end()) {
      out += ligature->second;
      continue;
    }
    const char32_t whole = out.empty() ? 0 : composed(out.back(), c);
    if (whole != 0) {
      out.back() = whole;
    } else {
      out += c;
    }
  }
  // One dash, read as two.
  if (out.size() == 2 && is_dash(out[0]) && is_dash(out[1])) out = U"–";
  return to_utf8(out);
}

Reading reading_of(const Recognized& recognized, const std::function<Rect(const Rect&)>& place) {
  Reading reading;
  reading.complete = recognized.complete;
  std::vector<Rect> upright;  // the lines' boxes in the picture
  int line = -1;
  double sure = 0;
  const auto& words = recognized.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const RecognizedWord& seen = words[i];
    if (i == 0 || words[i - 1].line != seen.line) sure = line_confidence(words, i);
    Word word;
    word.text = tidy(seen.text);
    word.confidence = calibrated(seen.confidence);
    word.box = place(seen.box);
    const std::u32string text = to_utf32(word.text);
    if (text.empty() || word.box.empty()) continue;
    if (seen.confidence < kMinWordConfidence && sure < kSureLine) continue;
    if (!says_something(text) && seen.confidence < kMinSignConfidence) continue;
    if (seen.line != line || reading.lines.empty()) {
      line = seen.line;
      reading.lines.push_back({word.box, std::max(seen.block, 0)});
      upright.push_back(seen.box);
    }
    upright.back() = unite(upright.back(), seen.box);
    Line& own = reading.lines.back();
    own.box = unite(own.box, word.box);
    word.line = static_cast<int>(reading.lines.size()) - 1;
    const bool last = i + 1 == words.size() || words[i + 1].line != seen.line;
    if (last) {
      part_hyphen(std::move(word), reading.words);
    } else {
      reading.words.push_back(std::move(word));
    }
  }
  join_paragraphs(reading, upright);
  return reading;
}

void append(Reading& reading, Reading next) {
  const int first_line = static_cast<int>(reading.lines.size());
  const int first_block = reading.lines.empty() ? 0 : reading.lines.back().block + 1;
  for (Line& line : next.lines) {
    line.block += first_block;
    reading.lines.push_back(line);
  }
  for (Word& word : next.words) {
    word.line += first_line;
    reading.words.push_back(std::move(word));
  }
  reading.complete = reading.complete && next.complete;
  reading.improved_lines += next.improved_lines;
}

std::optional<double> mean_confidence(const std::vector<Word>& words) {
  double sum = 0;
  double weight = 0;
  for (const Word& word : words) {
    if (!word.confidence) continue;
    const auto length = static_cast<double>(code_points(word.text));
    sum += *word.confidence * length;
    weight += length;
  }
  if (weight <= 0) return std::nullopt;
  return sum / weight;
}

}  // namespace tachado::ocr
