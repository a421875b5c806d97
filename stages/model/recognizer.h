// A text recogniser, as the stages may use one. Implemented in stages/ocr with Tesseract; faked in
// tests by ones that fail, hang and lie.
#pragma once

#include <string>
#include <vector>

#include "stages/model/bitmap.h"
#include "stages/model/problem.h"

namespace tachado {

enum class RecognizeMode {
  page,    // the layout is looked for
  block,   // one column
  line,    // one line, with some ground around it
  lines,   // those that the request names, and nothing else
  sparse,  // words, wherever they stand
};

struct RecognizeRequest {
  RecognizeMode mode = RecognizeMode::page;
  std::vector<std::string>
      languages;       // ISO 639-2 codes as Tesseract names them; empty: those it was opened with
  double seconds = 0;  // give up after; 0: the recogniser's own limit
  // For mode lines: pixels of the bitmap, a line of text in each, in reading order. The line
  // numbers of words are their places in it.
  std::vector<Rect> lines;
};

struct RecognizedWord {
  std::string text;       // UTF-8
  Rect box;               // pixels of the bitmap
  double confidence = 0;  // 0 to 1
  int line = 0;           // ascending in reading order
  int block = 0;
};

struct Recognized {
  std::vector<RecognizedWord> words;
  bool complete = true;  // false: stopped by the time limit; the words are those read until then

  // Of its words; 0 without any.
  [[nodiscard]] double mean_confidence() const {
    double sum = 0;
    for (const RecognizedWord& word : words) sum += word.confidence;
    return words.empty() ? 0 : sum / static_cast<double>(words.size());
  }
};

class Recognizer {
 public:
  virtual ~Recognizer() = default;
  Recognizer() = default;
  Recognizer(const Recognizer&) = delete;
  Recognizer& operator=(const Recognizer&) = delete;

  // Fails with kind timeout (nothing was read), limit, memory, unsupported or internal. Not
  // thread-safe.
  [[nodiscard]] virtual Result<Recognized> recognize(const Bitmap& image,
                                                     const RecognizeRequest& request) = 0;
};

}  // namespace tachado
