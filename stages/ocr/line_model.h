// The network of a language, as Tesseract's data files hold it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tachado::ocr {

// Rows of `inputs` weights of 8 bits and one of the bias. What a row gives, with inputs in 127ths
// and the bias counted 127 times, is multiplied by its scale.
struct WeightMatrix {
  int outputs = 0;
  int inputs = 0;
  std::vector<std::int8_t> weights;  // outputs × (inputs + 1), the bias last
  std::vector<float> scales;         // one an output

  bool operator==(const WeightMatrix&) const = default;
};

// One layer, with those inside it. Types have Tesseract's names: "Series", "Convolve", "LSTM" …
struct Layer {
  std::string type;
  int inputs = 0;
  int outputs = 0;
  // Of "Convolve" half the window's sides, of "Maxpool" the factors, of "Input" its height and
  // depth.
  int x = 0;
  int y = 0;
  // Of an LSTM the matrices of cell input, input gate, forget gate and output gate; else one.
  std::vector<WeightMatrix> matrices;
  std::vector<Layer> layers;

  bool operator==(const Layer&) const = default;
};

struct LineModel {
  Layer network;
  // What the random numbers begin from with which the engine surrounds the picture of a line.
  std::int32_t seed = 0;

  bool operator==(const LineModel&) const = default;
};

// Of the whole file NAME.traineddata. Nothing where it holds no network of whole numbers, or is
// damaged; its counts and sizes are not believed. Format: Tesseract 4 and 5 (TessdataManager,
// Network::Serialize and what overrides it, LSTMRecognizer::Serialize); all numbers little-endian.
[[nodiscard]] std::optional<LineModel> read_line_model(std::string_view file);

}  // namespace tachado::ocr
