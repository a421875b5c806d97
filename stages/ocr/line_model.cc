#include "stages/ocr/line_model.h"

#include <bit>
#include <cstddef>
#include <cstring>

#include "stages/ocr/language_data.h"

namespace tachado::ocr {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the file's numbers are taken as they lie");

// The deepest of Tesseract's own has four levels, the longest eight layers.
constexpr int kMaxDepth = 8;
constexpr std::uint32_t kMaxLayers = 64;
constexpr std::uint32_t kMaxName = 256;
constexpr std::int32_t kMaxSide = 1 << 16;  // inputs or outputs of a layer; those have 512 at most
// A matrix's mode: whole numbers, and scales of 64 bits (all of them since 2017).
constexpr std::uint8_t kWholeNumbers = 1;
constexpr std::uint8_t kDoubles = 128;
// A group's flag: its layers' rates of learning follow.
constexpr std::int32_t kRatesFollow = 64;
// Weights are 127ths, and so is what they are multiplied with.
constexpr double kWhole = 127;
// Of the recogniser: the network is one of whole numbers.
constexpr std::int32_t kIntegerMode = 1;

// Reads on while all is well; after a failure everything is empty.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool failed() const { return failed_; }
  void fail() {
    failed_ = true;
    rest_ = {};
  }

  std::string_view bytes(std::size_t count) {
    if (count > rest_.size()) {
      fail();
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  template <typename Number>
  Number number() {
    Number value{};
    const std::string_view taken = bytes(sizeof value);
    if (!taken.empty()) std::memcpy(&value, taken.data(), sizeof value);
    return value;
  }

  // Of inputs or outputs.
  std::int32_t side() { return static_cast<std::int32_t>(count(kMaxSide)); }

  std::uint32_t count(std::uint32_t most) {
    const auto value = number<std::uint32_t>();
    if (value <= most) return value;
    fail();
    return 0;
  }

  std::string_view name() { return bytes(count(kMaxName)); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

WeightMatrix read_matrix(Reader& reader) {
  WeightMatrix matrix;
  const auto mode = reader.number<std::uint8_t>();
  if ((mode & kWholeNumbers) == 0 || (mode & kDoubles) == 0) {
    reader.fail();
    return matrix;
  }
  const std::uint32_t rows = reader.count(kMaxSide);
  const std::uint32_t columns = reader.count(kMaxSide);
  reader.number<std::int8_t>();  // what an element outside the matrix would be
  const std::string_view weights = reader.bytes(std::size_t{rows} * columns);
  const std::uint32_t scales = reader.count(kMaxSide);
  if (rows == 0 || columns < 2 || scales < rows) reader.fail();
  if (reader.failed()) return matrix;
  matrix.outputs = static_cast<int>(rows);
  matrix.inputs = static_cast<int>(columns) - 1;
  matrix.weights.resize(weights.size());
  std::memcpy(matrix.weights.data(), weights.data(), weights.size());
  for (std::uint32_t i = 0; i < scales && !reader.failed(); ++i) {
    const auto scale = static_cast<float>(reader.number<double>() / kWhole);
    if (i < rows) matrix.scales.push_back(scale);
  }
  return matrix;
}

Layer read_layer(Reader& reader, int depth) {
  Layer layer;
  // An older way to say the type, by its number, is not read.
  if (depth > kMaxDepth || reader.number<std::int8_t>() != 0) {
    reader.fail();
    return layer;
  }
  layer.type = reader.name();
  reader.number<std::int8_t>();  // two that matter for training
  reader.number<std::int8_t>();
  const auto flags = reader.number<std::int32_t>();
  layer.inputs = reader.side();
  layer.outputs = reader.side();
  reader.number<std::int32_t>();  // how many weights
  reader.name();
  if (layer.type == "Input") {
    reader.number<std::int32_t>();  // how many lines at once
    layer.y = reader.number<std::int32_t>();
    reader.number<std::int32_t>();  // width: any
    layer.x = reader.number<std::int32_t>();
    reader.number<std::int32_t>();  // for training
  } else if (layer.type == "Convolve" || layer.type == "Maxpool") {
    layer.x = reader.number<std::int32_t>();
    layer.y = reader.number<std::int32_t>();
  } else if (layer.type == "LSTM" || layer.type == "SummLSTM") {
    const auto both = reader.number<std::int32_t>();  // inputs, and what it gave one step before
    for (int gate = 0; gate < 4 && !reader.failed(); ++gate) {
      layer.matrices.push_back(read_matrix(reader));
    }
    if (both != layer.inputs + layer.outputs) reader.fail();
  } else if (layer.type == "Tanh" || layer.type == "Softmax") {
    layer.matrices.push_back(read_matrix(reader));
  } else if (layer.type == "Series" || layer.type == "RTLReversed" || layer.type == "XYTranspose") {
    const std::uint32_t layers = reader.count(kMaxLayers);
    for (std::uint32_t i = 0; i < layers && !reader.failed(); ++i) {
      layer.layers.push_back(read_layer(reader, depth + 1));
    }
    if ((flags & kRatesFollow) != 0) reader.bytes(sizeof(float) * reader.count(kMaxLayers));
  } else {
    reader.fail();
  }
  return layer;
}

}  // namespace

std::optional<LineModel> read_line_model(std::string_view file) {
  Reader reader(part_of(file, DataPart::network));
  LineModel model{read_layer(reader, 0), 0};
  reader.name();  // the network, written out
  const auto flags = reader.number<std::int32_t>();
  reader.number<std::int32_t>();  // how long it was trained
  model.seed = reader.number<std::int32_t>();
  if (reader.failed() || (flags & kIntegerMode) == 0) return std::nullopt;
  return model;
}

}  // namespace tachado::ocr
