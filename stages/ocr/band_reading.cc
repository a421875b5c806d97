#include "stages/ocr/band_reading.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "stages/ocr/crop.h"
#include "stages/ocr/line_reading.h"
#include "stages/ocr/stopwatch.h"

namespace tachado::ocr {
namespace {

// Of a paragraph, as shares of the usual distance between lines: how far one may begin from the one
// before, and a blank between words.
constexpr double kIndent = 0.35;
constexpr double kWordBlank = 0.3;
// Words cover so much of a line; the rest is blanks.
constexpr double kCovered = 0.75;
// A line that was read worse than this is read by itself, and that is taken from the second on.
constexpr double kDoubtful = 0.8;
constexpr double kSureLine = 0.6;

Rect to_rect(const Piece& piece) {
  return {static_cast<double>(piece.x0), static_cast<double>(piece.y0),
          static_cast<double>(piece.x1), static_cast<double>(piece.y1)};
}

bool stands_in(const Rect& line, const RecognizedWord& word) {
  const Point middle = word.box.center();
  return middle.y > line.y0 && middle.y < line.y1 && middle.x > line.x0 && middle.x < line.x1;
}

// How well a line was read: confidence of the words over it, what is not covered counted as 0.
double worth(const std::vector<RecognizedWord>& words, const Rect& line) {
  double width = 0;
  double sure = 0;
  for (const RecognizedWord& word : words) {
    if (!stands_in(line, word)) continue;
    width += word.box.width();
    sure += word.box.width() * word.confidence;
  }
  return sure / std::max(width, kCovered * line.width());
}

// In place of what was read of it; where that was nothing, as a block by itself, before what is to
// its right or below.
void put_in(std::vector<RecognizedWord>& words, std::vector<RecognizedWord> line) {
  Rect box = line.front().box;
  for (const RecognizedWord& word : line) box = unite(box, word.box);
  const auto in_line = [&](const RecognizedWord& word) { return stands_in(box, word); };
  const auto follows = [&](const RecognizedWord& word) {
    const Point middle = word.box.center();
    return middle.y > box.y1 || (middle.y > box.y0 && middle.x > box.x1);
  };
  const auto before = std::find_if(words.begin(), words.end(), in_line);
  const auto place =
      before != words.end() ? before : std::find_if(words.begin(), words.end(), follows);
  const auto at = place - words.begin();
  int number = 0;
  int block = 0;
  if (place == words.end() && !words.empty()) {
    number = words.back().line + 1;
    block = words.back().block + 1;
  } else if (place != words.end()) {
    number = place->line;
    block = place->block;
    if (before == words.end()) {
      ++block;
      for (auto after = place; after != words.end(); ++after) {
        ++after->line;
        after->block += 2;
      }
    }
  }
  std::erase_if(words, in_line);
  for (RecognizedWord& word : line) {
    word.line = number;
    word.block = block;
  }
  words.insert(words.begin() + at, line.begin(), line.end());
}

class BandReader {
 public:
  BandReader(const Bitmap& image, Recognizer& recognizer, RecognizeRequest request)
      : image_(image), recognizer_(recognizer), request_(std::move(request)) {}

  Result<Recognized> read(const TextBand& band) {
    return band.plain ? read_lines(band.lines) : read_unclear(band);
  }

 private:
  // Out of time is no failure of the words that were read before.
  Result<Recognized> ask(const Bitmap& image) {
    RecognizeRequest request = request_;
    if (request.seconds > 0) {
      request.seconds -= watch_.seconds();
      if (request.seconds <= 0) return Recognized{{}, false};
    }
    return recognizer_.recognize(image, request);
  }

  Result<Recognized> read_lines(const std::vector<BandLine>& lines) {
    request_.mode = RecognizeMode::lines;
    request_.lines.clear();
    std::vector<int> blocks;
    int block = -1;
    for (const BandLine& line : lines) {
      request_.lines.push_back(to_rect(line.box));
      if (line.paragraph || block < 0) ++block;
      blocks.push_back(block);
    }
    auto read = ask(image_);
    if (!read) return read;
    for (RecognizedWord& word : read->words) {
      const auto line = static_cast<std::size_t>(std::max(word.line, 0));
      word.block = blocks[std::min(line, blocks.size() - 1)];
    }
    return read;
  }

  Result<Recognized> read_unclear(const TextBand& band) {
    const Piece& box = band.box;
    request_.mode = RecognizeMode::page;
    auto read = ask(cut(image_, box.x0, box.y0, box.x1, box.y1));
    if (!read) return read;
    for (RecognizedWord& word : read->words) {
      word.box = {word.box.x0 + box.x0, word.box.y0 + box.y0, word.box.x1 + box.x0,
                  word.box.y1 + box.y0};
    }
    if (read->complete) read_what_is_missing(band, *read);
    return read;
  }

  // Layout analysis takes a line for a picture now and then, or for dirt.
  void read_what_is_missing(const TextBand& band, Recognized& read) {
    std::vector<BandLine> missing;
    for (const BandLine& line : band.lines) {
      if (worth(read.words, to_rect(line.box)) < kDoubtful) missing.push_back(line);
    }
    if (missing.empty()) return;
    auto found = read_lines(missing);
    if (!found) return;
    read.complete = found->complete;
    for (std::size_t begin = 0; begin < found->words.size();) {
      std::size_t end = begin;
      std::vector<RecognizedWord> line;
      while (end < found->words.size() && found->words[end].line == found->words[begin].line) {
        line.push_back(found->words[end++]);
      }
      const auto index = static_cast<std::size_t>(std::max(line.front().line, 0));
      if (index < missing.size()) {
        const Rect box = to_rect(missing[index].box);
        const double own = worth(line, box);
        if (own >= kSureLine && own > worth(read.words, box)) put_in(read.words, std::move(line));
      }
      begin = end;
    }
  }

  const Bitmap& image_;
  Recognizer& recognizer_;
  RecognizeRequest request_;
  Stopwatch watch_;
};

// Whether the line that begins with words[first] goes on with a paragraph that the line before it
// is of. `column`: the lines on one side of where bands meet.
bool goes_on(const std::vector<RecognizedWord>& words, std::size_t first, const TextBand& column) {
  const Rect before = line_box(words, first - 1);
  const Rect line = line_box(words, first);
  return line.center().y - before.center().y <= kMaxLineDistance * column.distance &&
         std::abs(line.x0 - before.x0) <= kIndent * column.distance &&
         column.right - before.x1 <= words[first].box.width() + kWordBlank * column.distance;
}

// `meeting`: the band with lines among the two that meet; null before the first.
void append(Recognized& all, Recognized part, const TextBand* meeting) {
  const std::size_t first = all.words.size();
  const int line = first == 0 ? 0 : all.words.back().line + 1;
  const int block = first == 0 ? 0 : all.words.back().block + 1;
  for (RecognizedWord& word : part.words) {
    word.line += line;
    word.block += block;
    all.words.push_back(std::move(word));
  }
  all.complete = all.complete && part.complete;
  if (meeting == nullptr || first == 0 || first == all.words.size() ||
      !goes_on(all.words, first, *meeting)) {
    return;
  }
  for (std::size_t i = first; i < all.words.size(); ++i) --all.words[i].block;
}

}  // namespace

std::vector<TextBand> bands_of(const Prepared& prepared) {
  const Bitmap& image = prepared.image;
  return text_bands(find_text_lines(image, prepared.letter_pixels), image.width, image.height);
}

Result<Recognized> read_bands(const Prepared& prepared, const std::vector<TextBand>& bands,
                              Recognizer& recognizer, const RecognizeRequest& request) {
  if (bands.empty()) return recognizer.recognize(prepared.image, request);
  BandReader reader(prepared.image, recognizer, request);
  Recognized all;
  const TextBand* before = nullptr;
  for (const TextBand& band : bands) {
    auto part = reader.read(band);
    if (!part) {
      if (part.error().kind != ProblemKind::timeout || all.words.empty()) return part;
      all.complete = false;
      break;
    }
    append(all, std::move(*part), band.plain ? &band : before);
    if (!all.complete) break;
    before = &band;
  }
  return all;
}

}  // namespace tachado::ocr
