// The inner loops of the line network, each written once for registers of any width and compiled
// once for each kind of processor (line_kernels.inc, line_kernels_*.cc).
//
// Numbers that the network passes on are 127ths in bytes, to which 128 is added, as the processors'
// multiplications want them. Outputs are counted in sixteens, inputs in fours; what is
// there only to fill up has the weight 0. Weights lie as [sixteen of outputs][four of
// inputs][output][input].
#pragma once

#include <cstddef>
#include <cstdint>

namespace tachado::ocr {

inline constexpr int kOutputsTogether = 16;
inline constexpr int kInputsTogether = 4;

// A function over [0, 16) in steps of 1/256, and the way to the next step beside each value.
struct Curve {
  static constexpr int kSteps = 4096;
  static constexpr float kStepsPerOne = 256;
  struct Step {
    float value;
    float to_next;
  };
  alignas(64) Step steps[kSteps];
};

struct Curves {
  Curve hyperbolic_tangent;
  Curve logistic;
};

// No function writes outside what it is told; none checks anything.
struct LineKernels {
  // How much is added to each input when products are summed up, for `first` to make good: 128
  // where the processor multiplies the bytes as they are, else 0.
  int added;
  // sums[column][output] = first[column][output] + Σ weights × inputs[column]; `first` may be
  // `sums`, or one row for all columns (first_stride 0). Strides in elements.
  void (*multiply)(const std::int8_t* weights, int fours, int outputs, const std::uint8_t* inputs,
                   std::ptrdiff_t input_stride, const std::int32_t* first,
                   std::ptrdiff_t first_stride, std::int32_t* sums, std::ptrdiff_t sum_stride,
                   int columns);
  // most[output] = the largest over `places` windows of first[output] + Σ weights × window.
  void (*largest)(const std::int8_t* weights, int fours, int outputs,
                  const std::uint8_t* const* windows, int places, const std::int32_t* first,
                  std::int32_t* most);
  // bytes[i] = tanh(sums[i] × scales[i])
  void (*tangents)(const Curves& curves, const std::int32_t* sums, const float* scales, int count,
                   std::uint8_t* bytes);
  // One step of an LSTM: sums and scales of `units` cell inputs, input gates, forget gates and
  // output gates, one after the other; the state goes on.
  void (*step)(const Curves& curves, const std::int32_t* sums, const float* scales, int units,
               float* state, std::uint8_t* bytes);
};

// For processors with AVX2, and with AVX-512 and its multiplications of bytes.
extern const LineKernels kKernelsAvx2;
extern const LineKernels kKernelsAvx512;

// What this processor runs best; null where it has neither.
[[nodiscard]] const LineKernels* line_kernels();

}  // namespace tachado::ocr
