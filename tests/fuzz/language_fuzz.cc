// Any bytes as a language's data: its network, its words and its letters are read or not there;
// what was read is used.
#include <cstdlib>
#include <string_view>
#include <vector>

#include "stages/ocr/dictionary.h"
#include "stages/ocr/language_data.h"
#include "stages/ocr/line_kernels.h"
#include "stages/ocr/line_model.h"
#include "stages/ocr/line_network.h"

namespace {

// Three steps and a pixel more, for networks of a small step; larger ones are only made.
constexpr int kWidth = 10;
constexpr int kMostPixels = 4096;

void run(const tachado::ocr::LineModel& model) {
  const tachado::ocr::LineKernels* kernels = tachado::ocr::line_kernels();
  if (kernels == nullptr) return;
  const auto network = tachado::ocr::LineNetwork::make(model, *kernels);
  if (network == nullptr || network->height() * kWidth > kMostPixels) return;
  const std::vector<std::int8_t> pixels(static_cast<std::size_t>(network->height()) * kWidth, 50);
  const auto steps = static_cast<std::size_t>(kWidth / network->step_width());
  const std::vector<float> read = network->run(pixels, kWidth);
  if (read.size() != steps * static_cast<std::size_t>(network->classes())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  if (const auto model = tachado::ocr::read_line_model(file)) run(*model);
  if (const auto words = tachado::ocr::Dictionary::read(file)) {
    for (const std::u32string_view word : {U"a", U"ab", U"AB", U"contrato"}) (void)words->has(word);
  }
  (void)tachado::ocr::letters_of_language(
      tachado::ocr::part_of(file, tachado::ocr::DataPart::letters));
  return 0;
}
