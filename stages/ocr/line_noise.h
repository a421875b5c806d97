// The windows of the network's first layer, and the noise outside the picture.
#pragma once

#include <cstdint>
#include <random>
#include <span>

namespace tachado::ocr {

// What the engine takes for pixels outside the picture: its own sequence of random numbers, which
// begins anew with each line. Source: Tesseract, TRand and LSTMRecognizer::SetRandomSeed.
class LineNoise {
 public:
  explicit LineNoise(std::int32_t seed);

  // From -127 to 127.
  std::int8_t next();

 private:
  std::minstd_rand numbers_;
};

// For each pixel of row `y` what its window holds, with 128 added: three columns from the left to
// the right, each of three pixels from the top to the bottom and one byte of no meaning. Rows are
// to be asked for from the first on, so that the noise falls where the engine's does.
void gather_windows(std::span<const std::int8_t> pixels, int width, int height, int y,
                    LineNoise& noise, std::uint8_t* windows);

}  // namespace tachado::ocr
