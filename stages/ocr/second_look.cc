#include "stages/ocr/second_look.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "stages/ocr/line_reading.h"
#include "stages/ocr/stopwatch.h"

namespace tachado::ocr {
namespace {

// Lines below this are read again. Clean print is read with 0.95 and more, worn print with 0.85 to
// 0.92, what is no print at all with less than kHopeless.
constexpr double kDoubtful = 0.88;
constexpr double kHopeless = 0.3;
// Fewer letters are marks, initials and page numbers.
constexpr std::size_t kMinLineBytes = 6;
// A number, an amount, a date or an identifier has so many digits.
constexpr int kMinDigits = 3;
// The second reading must be surer by this much to be taken.
constexpr double kGain = 0.01;
// Share of the page's letters that may be read twice, the least sure lines first: a second reading
// costs twice a first one, and a page that is doubtful throughout is a picture or a faint table.
constexpr double kMaxShare = 0.35;

struct LineOfWords {
  std::size_t begin;
  std::size_t end;
  Rect box;
  double confidence;
  std::size_t bytes;
  int digits;
  bool again = false;
};

LineOfWords measured(const std::vector<RecognizedWord>& words, std::size_t begin, std::size_t end) {
  LineOfWords line{begin, end, words[begin].box, 0, 0, 0, false};
  double sum = 0;
  for (std::size_t i = begin; i < end; ++i) {
    line.box = unite(line.box, words[i].box);
    line.bytes += words[i].text.size();
    line.digits += static_cast<int>(std::count_if(words[i].text.begin(), words[i].text.end(),
                                                  [](char c) { return c >= '0' && c <= '9'; }));
    sum += words[i].confidence * static_cast<double>(words[i].text.size());
  }
  line.confidence = line.bytes > 0 ? sum / static_cast<double>(line.bytes) : 0;
  return line;
}

std::vector<LineOfWords> lines_of(const std::vector<RecognizedWord>& words) {
  std::vector<LineOfWords> lines;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin;
    while (end < words.size() && words[end].line == words[begin].line) ++end;
    lines.push_back(measured(words, begin, end));
    begin = end;
  }
  return lines;
}

// Marks the lines that are read again.
void choose(std::vector<LineOfWords>& lines) {
  std::vector<LineOfWords*> doubtful;
  double budget = 0;
  for (LineOfWords& line : lines) {
    budget += kMaxShare * static_cast<double>(line.bytes);
    if (line.confidence < kDoubtful && line.confidence > kHopeless && line.bytes >= kMinLineBytes &&
        line.digits >= kMinDigits) {
      doubtful.push_back(&line);
    }
  }
  std::stable_sort(
      doubtful.begin(), doubtful.end(),
      [](const LineOfWords* a, const LineOfWords* b) { return a->confidence < b->confidence; });
  for (LineOfWords* line : doubtful) {
    budget -= static_cast<double>(line->bytes);
    if (budget < 0) return;
    line->again = true;
  }
}

}  // namespace

int look_again(Recognized& first, const Prepared& prepared, Recognizer& recognizer,
               const RecognizeRequest& request) {
  if (!first.complete || prepared.letter_pixels <= 0) return 0;
  LineReader reader(prepared, recognizer);
  if (!reader.enlarges()) return 0;
  const Stopwatch watch;
  int improved = 0;
  std::vector<RecognizedWord> words;
  std::vector<LineOfWords> lines = lines_of(first.words);
  choose(lines);
  for (const LineOfWords& line : lines) {
    const auto from = first.words.begin() + static_cast<std::ptrdiff_t>(line.begin);
    const auto to = first.words.begin() + static_cast<std::ptrdiff_t>(line.end);
    const double left = request.seconds - watch.seconds();
    std::vector<RecognizedWord> better;
    if (line.again && !reader.failed() && left > 0) {
      RecognizeRequest again = request;
      again.seconds = left;
      better = reader.read(line.box, again);
      if (!better.empty()) {
        const LineOfWords second = measured(better, 0, better.size());
        // Half a line read with confidence is no better than the whole.
        if (second.confidence < line.confidence + kGain || second.bytes * 10 < line.bytes * 8) {
          better.clear();
        }
      }
    }
    for (RecognizedWord& word : better) {
      word.line = from->line;
      word.block = from->block;
    }
    if (better.empty()) {
      words.insert(words.end(), from, to);
    } else {
      ++improved;
      words.insert(words.end(), better.begin(), better.end());
    }
  }
  first.words = std::move(words);
  return improved;
}

}  // namespace tachado::ocr
