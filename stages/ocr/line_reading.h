// Lines of a page that was read, read once more by themselves and larger.
#pragma once

#include <vector>

#include "stages/model/recognizer.h"
#include "stages/ocr/prepare.h"

namespace tachado::ocr {

// The box of the line that `word` is one of; words of a line stand one after the other.
[[nodiscard]] Rect line_box(const std::vector<RecognizedWord>& words, std::size_t word);

// For one thread at a time.
class LineReader {
 public:
  // Both stay with the caller.
  LineReader(const Prepared& prepared, Recognizer& recognizer);

  // The words of the line at `box` (pixels of the prepared image), in its pixels again. Empty where
  // nothing was read. Costs up to twice what the line did.
  [[nodiscard]] std::vector<RecognizedWord> read(const Rect& box, RecognizeRequest request);

  // Whether the engine failed, or ran out of time: asking again is in vain.
  [[nodiscard]] bool failed() const { return failed_; }
  // Whether letters would come larger than they were.
  [[nodiscard]] bool enlarges() const { return scale_ > 1; }

 private:
  const Bitmap& image_;
  Recognizer& recognizer_;
  double margin_;
  double scale_;
  bool failed_ = false;
};

}  // namespace tachado::ocr
