// Runs the network that reads a line, to the same bits as the engine and at a fraction of its cost.
//
// The engine goes through the network layer by layer and step by step, with an index to move and a
// function to call for each number. Here the multiplications of many steps are done together where
// they do not depend on each other, the largest of several places is taken before the curve that
// follows it instead of after, and sixteen numbers share an instruction.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "stages/ocr/line_kernels.h"
#include "stages/ocr/line_model.h"

namespace tachado::ocr {

// Cannot be changed once made; run() may be called by several threads at once.
class LineNetwork {
 public:
  // Null where the model has another shape than Tesseract's fast models: a window of 3 × 3 over a
  // grey picture, the largest of some places, an LSTM down each column, LSTMs along the line in
  // either direction, and probabilities. `kernels` stay with the caller.
  [[nodiscard]] static std::unique_ptr<const LineNetwork> make(const LineModel& model,
                                                               const LineKernels& kernels);
  ~LineNetwork();
  LineNetwork(const LineNetwork&) = delete;
  LineNetwork& operator=(const LineNetwork&) = delete;

  // Of the picture, in pixels.
  [[nodiscard]] int height() const;
  // How many pixels across make a step.
  [[nodiscard]] int step_width() const;
  // How many probabilities each step has.
  [[nodiscard]] int classes() const;

  // Probabilities, (width / step_width) × classes, of height × width pixels from -127 to 127, row
  // by row. Empty where the picture is smaller than a step. Some 5 µs a step with AVX-512; memory
  // for 1,000 bytes a step.
  [[nodiscard]] std::vector<float> run(std::span<const std::int8_t> pixels, int width) const;

 private:
  struct Parts;
  explicit LineNetwork(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace tachado::ocr
