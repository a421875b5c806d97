// What the engine's confidence in a word is worth.
#pragma once

namespace tachado::ocr {

// Share of the words with the engine's confidence `raw` (0 to 1) that are right: 0 to 1, never
// falling. Measured on ocr-accuracy, 3,400 words of clean, worn and old print
// (bench/word_reliability.py).
[[nodiscard]] double calibrated(double raw);

}  // namespace tachado::ocr
