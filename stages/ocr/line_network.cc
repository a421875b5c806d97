#include "stages/ocr/line_network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

#include "stages/ocr/line_noise.h"

namespace tachado::ocr {
namespace {

// What 0 is in the bytes that layers hand on.
constexpr int kZero = 128;
// The bias is the weight of an input of 1, in 127ths.
constexpr std::int32_t kOne = 127;
// The convolution's window: 3 × 3, its columns one after the other, each filled up to four.
constexpr int kWindow = 3;
constexpr int kWindowBytes = kWindow * kInputsTogether;
// Steps whose inputs are multiplied together: their sums stay in the nearest memory.
constexpr int kStepsTogether = 16;
// Softmax: exp of less would not differ from 0.
constexpr float kLeastExponent = -86;
// Nothing in the fast models comes near.
constexpr int kMaxHeight = 256;
constexpr int kMaxPool = 16;

int filled_up(int count, int to) { return (count + to - 1) / to * to; }

// A matrix as the kernels want it, or several on top of each other.
struct Product {
  std::vector<std::int8_t> weights;
  int fours = 0;
  int outputs = 0;                  // with those that fill up
  std::vector<std::int32_t> first;  // sums before any input

  void multiply(const LineKernels& kernels, const std::uint8_t* inputs, int input_stride,
                const std::int32_t* begin, int begin_stride, std::int32_t* sums,
                int columns) const {
    kernels.multiply(weights.data(), fours, outputs, inputs, input_stride, begin, begin_stride,
                     sums, outputs, columns);
  }
};

// Of each matrix the inputs from `from` on, where input i of `places` inputs is taken from
// place(i), or is 0 where that is negative.
template <typename Place>
Product pack(std::span<const WeightMatrix> matrices, int inputs, bool with_bias, int added,
             Place place) {
  Product product;
  product.fours = filled_up(inputs, kInputsTogether) / kInputsTogether;
  const int rows = filled_up(matrices[0].outputs, kOutputsTogether);
  product.outputs = rows * static_cast<int>(matrices.size());
  const std::size_t width = std::size_t(product.fours) * kInputsTogether;
  product.weights.resize(width * std::size_t(product.outputs));
  product.first.resize(std::size_t(product.outputs));
  for (std::size_t m = 0; m < matrices.size(); ++m) {
    const WeightMatrix& matrix = matrices[m];
    for (int row = 0; row < matrix.outputs; ++row) {
      const std::int8_t* from = matrix.weights.data() + std::ptrdiff_t{row} * (matrix.inputs + 1);
      const int output = static_cast<int>(m) * rows + row;
      std::int8_t* to = product.weights.data() +
                        std::size_t(output / kOutputsTogether * kOutputsTogether) * width +
                        std::size_t(output % kOutputsTogether) * kInputsTogether;
      std::int32_t total = 0;
      for (int input = 0; input < inputs; ++input) {
        const int at = place(input);
        if (at < 0) continue;
        to[input / kInputsTogether * kOutputsTogether * kInputsTogether + input % kInputsTogether] =
            from[at];
        total += from[at];
      }
      product.first[std::size_t(output)] =
          (with_bias ? kOne * from[matrix.inputs] : 0) - added * total;
    }
  }
  return product;
}

std::vector<float> scales_of(std::span<const WeightMatrix> matrices) {
  const auto rows = std::size_t(filled_up(matrices[0].outputs, kOutputsTogether));
  std::vector<float> scales(rows * matrices.size());
  for (std::size_t m = 0; m < matrices.size(); ++m) {
    std::copy(matrices[m].scales.begin(), matrices[m].scales.end(),
              scales.begin() + std::ptrdiff_t(m * rows));
  }
  return scales;
}

// One matrix with its scales.
struct Dense {
  Product product;
  std::vector<float> scales;
  int outputs = 0;
};

// An LSTM: the weights of its four gates for what comes in, and for what it gave one step before.
struct Cell {
  Product input;  // begins with all there is before any input
  Product back;
  std::vector<float> scales;
  int units = 0;  // with those that fill up
  bool backwards = false;
};

Cell make_cell(const Layer& layer, bool backwards, int added) {
  Cell cell;
  const std::span<const WeightMatrix> gates(layer.matrices);
  cell.input = pack(gates, layer.inputs, true, added, [](int input) { return input; });
  cell.back =
      pack(gates, layer.outputs, false, added, [&](int input) { return layer.inputs + input; });
  for (std::size_t i = 0; i < cell.input.first.size(); ++i)
    cell.input.first[i] += cell.back.first[i];
  cell.scales = scales_of(gates);
  cell.units = filled_up(layer.outputs, kOutputsTogether);
  cell.backwards = backwards;
  return cell;
}

// Of a layer, for each step: bytes, filled up to sixteens.
struct Rows {
  int stride = 0;
  std::vector<std::uint8_t> bytes;

  Rows(int count, int width)
      : stride(filled_up(width, kOutputsTogether)),
        bytes(std::size_t(count) * std::size_t(stride), kZero) {}
  std::uint8_t* at(int row) { return bytes.data() + std::ptrdiff_t{row} * stride; }
  [[nodiscard]] const std::uint8_t* at(int row) const {
    return bytes.data() + std::ptrdiff_t{row} * stride;
  }
};

std::shared_ptr<const Curves> make_curves() {
  const auto fill = [](Curve& curve, auto function) {
    const auto value = [&](int step) {
      return static_cast<float>(function(step / double{Curve::kStepsPerOne}));
    };
    for (int step = 0; step + 1 < Curve::kSteps; ++step) {
      curve.steps[step] = {value(step), value(step + 1) - value(step)};
    }
    curve.steps[Curve::kSteps - 1] = {1, 0};
  };
  auto curves = std::make_shared<Curves>();
  fill(curves->hyperbolic_tangent, [](double x) { return std::tanh(x); });
  fill(curves->logistic, [](double x) { return 1 / (1 + std::exp(-x)); });
  return curves;
}

// --- whether a model has the shape that is known here ---

bool fits(const WeightMatrix& matrix, int inputs, int outputs) {
  // The multiplications know no -128, and the engine makes none.
  return matrix.inputs == inputs && matrix.outputs == outputs &&
         std::find(matrix.weights.begin(), matrix.weights.end(), std::int8_t{-128}) ==
             matrix.weights.end();
}

bool is_lstm(const Layer& layer, const char* type, int inputs) {
  return layer.type == type && layer.inputs == inputs && layer.outputs > 0 &&
         layer.matrices.size() == 4 &&
         std::all_of(layer.matrices.begin(), layer.matrices.end(), [&](const WeightMatrix& gate) {
           return fits(gate, layer.inputs + layer.outputs, layer.outputs);
         });
}

bool is_dense(const Layer& layer, const char* type, int inputs) {
  return layer.type == type && layer.matrices.size() == 1 &&
         fits(layer.matrices[0], inputs, layer.outputs);
}

const Layer* inside(const Layer& layer, const char* type) {
  return layer.type == type && layer.layers.size() == 1 ? &layer.layers[0] : nullptr;
}

}  // namespace

struct LineNetwork::Parts {
  explicit Parts(const LineKernels& for_processor) : kernels(for_processor) {}

  const LineKernels& kernels;
  std::shared_ptr<const Curves> curves = make_curves();
  std::int32_t seed = 0;
  int height = 0;
  int pool_x = 0;
  int pool_y = 0;
  Dense window;
  Cell column;
  std::vector<Cell> along;
  Dense softmax;

  bool read(const LineModel& model);

  [[nodiscard]] Rows pooled(std::span<const std::int8_t> pixels, int width) const;
  [[nodiscard]] Rows down_columns(const Rows& pooled, int steps) const;
  [[nodiscard]] Rows along_line(const Cell& cell, const Rows& input, int steps) const;
  [[nodiscard]] std::vector<float> probabilities(const Rows& input, int steps) const;

  void advance(const Cell& cell, const std::int32_t* sums, float* state,
               std::uint8_t* bytes) const {
    kernels.step(*curves, sums, cell.scales.data(), cell.units, state, bytes);
  }
};

bool LineNetwork::Parts::read(const LineModel& model) {
  const std::vector<Layer>& layers = model.network.layers;
  if (model.network.type != "Series" || layers.size() < 5) return false;

  const Layer& picture = layers[0];
  const Layer& convolution = layers[1];
  const Layer& pool = layers[2];
  if (picture.type != "Input" || picture.x != 1 || picture.y <= 0 || picture.y > kMaxHeight)
    return false;
  if (convolution.type != "Series" || convolution.layers.size() != 2) return false;
  const Layer& windows = convolution.layers[0];
  const Layer& tangent = convolution.layers[1];
  if (windows.type != "Convolve" || windows.x != 1 || windows.y != 1 || windows.inputs != 1)
    return false;
  if (!is_dense(tangent, "Tanh", kWindow * kWindow)) return false;
  const auto factor = [](int value) { return value >= 1 && value <= kMaxPool; };
  if (pool.type != "Maxpool" || !factor(pool.x) || !factor(pool.y)) return false;
  const Layer* column_layer = inside(layers[3], "XYTranspose");
  int width = tangent.outputs;
  if (column_layer == nullptr || !is_lstm(*column_layer, "SummLSTM", width)) return false;
  width = column_layer->outputs;

  for (std::size_t i = 4; i + 1 < layers.size(); ++i) {
    const Layer* reversed = inside(layers[i], "RTLReversed");
    const Layer& lstm = reversed != nullptr ? *reversed : layers[i];
    if (!is_lstm(lstm, "LSTM", width)) return false;
    width = lstm.outputs;
    along.push_back(make_cell(lstm, reversed != nullptr, kernels.added));
  }
  if (!is_dense(layers.back(), "Softmax", width)) return false;

  seed = model.seed;
  height = picture.y;
  pool_x = pool.x;
  pool_y = pool.y;
  if (height < pool_y) return false;
  // The model's window is three columns of three; here each is filled up to four.
  const auto place = [](int input) {
    return input % kInputsTogether == kWindow
               ? -1
               : input / kInputsTogether * kWindow + input % kInputsTogether;
  };
  window = {pack(tangent.matrices, kWindowBytes, true, kernels.added, place),
            scales_of(tangent.matrices), tangent.outputs};
  column = make_cell(*column_layer, false, kernels.added);
  const Layer& last = layers.back();
  softmax = {pack(last.matrices, width, true, kernels.added, [](int input) { return input; }),
             scales_of(last.matrices), last.outputs};
  return true;
}

// For each step its places from the top to the bottom, one after the other.
Rows LineNetwork::Parts::pooled(std::span<const std::int8_t> pixels, int width) const {
  const int steps = width / pool_x;
  const int places = height / pool_y;
  Rows result(steps * places, window.outputs);
  LineNoise noise(seed);
  // The windows of the rows that are looked at together.
  const std::size_t row_bytes = std::size_t(width) * kWindowBytes;
  std::vector<std::uint8_t> windows(row_bytes * std::size_t(pool_y));
  std::vector<const std::uint8_t*> looked_at(std::size_t(pool_x) * std::size_t(pool_y));
  std::vector<std::int32_t> most(std::size_t(window.product.outputs));
  for (int place = 0; place < places; ++place) {
    for (int dy = 0; dy < pool_y; ++dy) {
      gather_windows(pixels, width, height, place * pool_y + dy, noise,
                     windows.data() + row_bytes * std::size_t(dy));
    }
    for (int step = 0; step < steps; ++step) {
      for (std::size_t i = 0; i < looked_at.size(); ++i) {
        const std::size_t x = std::size_t(step * pool_x) + i % std::size_t(pool_x);
        looked_at[i] = windows.data() + row_bytes * (i / std::size_t(pool_x)) + x * kWindowBytes;
      }
      kernels.largest(window.product.weights.data(), window.product.fours, window.product.outputs,
                      looked_at.data(), static_cast<int>(looked_at.size()),
                      window.product.first.data(), most.data());
      kernels.tangents(*curves, most.data(), window.scales.data(), window.product.outputs,
                       result.at(step * places + place));
    }
  }
  return result;
}

// Columns do not depend on each other: several go down together.
Rows LineNetwork::Parts::down_columns(const Rows& pooled, int steps) const {
  const int places = height / pool_y;
  Rows result(steps, column.units);
  std::vector<float> state(std::size_t(kStepsTogether) * std::size_t(column.units));
  std::vector<std::int32_t> sums(std::size_t(kStepsTogether) * std::size_t(column.input.outputs));
  for (int begin = 0; begin < steps; begin += kStepsTogether) {
    const int count = std::min(kStepsTogether, steps - begin);
    std::fill(state.begin(), state.end(), 0.0F);
    for (int place = 0; place < places; ++place) {
      column.input.multiply(kernels, pooled.at(begin * places + place), pooled.stride * places,
                            column.input.first.data(), 0, sums.data(), count);
      column.back.multiply(kernels, result.at(begin), result.stride, sums.data(),
                           column.back.outputs, sums.data(), count);
      for (int i = 0; i < count; ++i) {
        advance(column, sums.data() + std::ptrdiff_t{i} * column.input.outputs,
                state.data() + std::ptrdiff_t{i} * column.units, result.at(begin + i));
      }
    }
  }
  return result;
}

// What comes in is multiplied for several steps together; what a step gave, for the next alone.
Rows LineNetwork::Parts::along_line(const Cell& cell, const Rows& input, int steps) const {
  Rows result(steps, cell.units);
  std::vector<float> state(std::size_t(cell.units));
  const std::vector<std::uint8_t> nothing(std::size_t(cell.units), kZero);
  const std::uint8_t* before = nothing.data();
  std::vector<std::int32_t> sums(std::size_t(kStepsTogether) * std::size_t(cell.input.outputs));
  for (int done = 0; done < steps; done += kStepsTogether) {
    const int count = std::min(kStepsTogether, steps - done);
    const int begin = cell.backwards ? steps - done - count : done;
    cell.input.multiply(kernels, input.at(begin), input.stride, cell.input.first.data(), 0,
                        sums.data(), count);
    for (int i = 0; i < count; ++i) {
      const int at = cell.backwards ? count - 1 - i : i;
      std::int32_t* step_sums = sums.data() + std::ptrdiff_t{at} * cell.input.outputs;
      cell.back.multiply(kernels, before, 0, step_sums, 0, step_sums, 1);
      advance(cell, step_sums, state.data(), result.at(begin + at));
      before = result.at(begin + at);
    }
  }
  return result;
}

std::vector<float> LineNetwork::Parts::probabilities(const Rows& input, int steps) const {
  const auto classes = std::size_t(softmax.outputs);
  std::vector<float> result(std::size_t(steps) * classes);
  std::vector<std::int32_t> sums(std::size_t(kStepsTogether) *
                                 std::size_t(softmax.product.outputs));
  for (int begin = 0; begin < steps; begin += kStepsTogether) {
    const int count = std::min(kStepsTogether, steps - begin);
    softmax.product.multiply(kernels, input.at(begin), input.stride, softmax.product.first.data(),
                             0, sums.data(), count);
    for (int i = 0; i < count; ++i) {
      const std::int32_t* from = sums.data() + std::ptrdiff_t{i} * softmax.product.outputs;
      const std::span<float> row(result.data() + std::size_t(begin + i) * classes, classes);
      for (std::size_t c = 0; c < classes; ++c)
        row[c] = static_cast<float>(from[c]) * softmax.scales[c];
      const float most = *std::max_element(row.begin(), row.end());
      float total = 0;
      for (float& value : row) {
        value = std::exp(std::max(value - most, kLeastExponent));
        total += value;
      }
      for (float& value : row) value /= total;
    }
  }
  return result;
}

LineNetwork::LineNetwork(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}

LineNetwork::~LineNetwork() = default;

std::unique_ptr<const LineNetwork> LineNetwork::make(const LineModel& model,
                                                     const LineKernels& kernels) {
  auto parts = std::make_unique<Parts>(kernels);
  if (!parts->read(model)) return nullptr;
  return std::unique_ptr<const LineNetwork>(new LineNetwork(std::move(parts)));
}

int LineNetwork::height() const { return parts_->height; }

int LineNetwork::step_width() const { return parts_->pool_x; }

int LineNetwork::classes() const { return parts_->softmax.outputs; }

std::vector<float> LineNetwork::run(std::span<const std::int8_t> pixels, int width) const {
  const int steps = width / parts_->pool_x;
  if (steps <= 0 || pixels.size() != std::size_t(width) * std::size_t(parts_->height)) return {};
  Rows rows = parts_->down_columns(parts_->pooled(pixels, width), steps);
  for (const Cell& cell : parts_->along) rows = parts_->along_line(cell, rows, steps);
  return parts_->probabilities(rows, steps);
}

}  // namespace tachado::ocr
