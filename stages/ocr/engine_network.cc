#include "stages/ocr/engine_network.h"

#include <dlfcn.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "stages/ocr/engine_library.h"
#include "stages/ocr/language_data.h"
#include "stages/ocr/line_kernels.h"
#include "stages/ocr/line_model.h"
#include "stages/ocr/line_network.h"

namespace tachado::ocr {
namespace {

// Steps of a network that have to come out the same before it is taken over: some ten letters, each
// step with a hundred probabilities.
constexpr std::size_t kStepsOfProof = 64;
// The library's objects, as far as they are read here (Tesseract 5, matrix.h, stridemap.h,
// networkio.h). What they say is checked before anything is believed: see usable().
template <typename Number>
struct EngineArray {
  const void* functions;
  Number* numbers;
  Number empty;
  std::int32_t rows;
  std::int32_t columns;
  std::int32_t allocated;
};

struct EngineShape {
  std::int32_t lines;
  std::int32_t height;
  std::int32_t width;
  std::int32_t line_step;
  std::int32_t row_step;
  std::int32_t pixel_step;
};

// What goes into a layer, or comes out of it.
struct EngineNumbers {
  EngineArray<float> floats;
  EngineArray<std::int8_t> bytes;
  bool in_bytes;
  alignas(8) EngineShape shape;
};

static_assert(sizeof(EngineArray<float>) == 32 && sizeof(EngineArray<std::int8_t>) == 32);
static_assert(offsetof(EngineNumbers, in_bytes) == 64 && offsetof(EngineNumbers, shape) == 72);

// A grey picture of one line.
bool usable(const EngineNumbers& input) {
  const EngineShape& shape = input.shape;
  return input.in_bytes && shape.lines == 1 && shape.height > 0 && shape.width > 0 &&
         shape.pixel_step == 1 && shape.row_step == shape.width &&
         shape.line_step == std::int64_t{shape.width} * shape.height &&
         input.bytes.rows == shape.line_step && input.bytes.columns == 1 &&
         input.bytes.allocated >= input.bytes.rows && input.bytes.numbers != nullptr;
}

// What the library has for each step; nothing where it is not what is expected.
std::span<const float> probabilities(const EngineNumbers& output, std::size_t steps,
                                     std::size_t classes) {
  const EngineArray<float>& floats = output.floats;
  if (output.in_bytes || floats.rows < 0 || floats.columns < 0 ||
      static_cast<std::size_t>(floats.rows) != steps ||
      static_cast<std::size_t>(floats.columns) != classes ||
      floats.allocated < floats.rows * std::int64_t{floats.columns} || floats.numbers == nullptr) {
    return {};
  }
  return {floats.numbers, steps * classes};
}

bool same_bits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

// The library's functions, under the names that its compiler gave them.
constexpr const char* kForward =
    "_ZN9tesseract6Series7ForwardEbRKNS_9NetworkIOEPKNS_15TransposedArrayEPNS_"
    "14NetworkScratchEPS1_";
constexpr const char* kResizeScaled = "_ZN9tesseract9NetworkIO12ResizeScaledERKS0_iii";
constexpr const char* kResizeToMap = "_ZN9tesseract9NetworkIO11ResizeToMapEbRKNS_9StrideMapEi";
constexpr const char* kWriteTimeStep = "_ZN9tesseract9NetworkIO13WriteTimeStepEiPKf";

struct Functions {
  void (*forward)(void* network, bool debug, const EngineNumbers& input, const void* transposed,
                  void* scratch, EngineNumbers* output) = nullptr;
  void (*resize_scaled)(EngineNumbers* self, const EngineNumbers& like, int across, int down,
                        int features) = nullptr;
  void (*resize_to_map)(EngineNumbers* self, bool in_bytes, const EngineShape& shape,
                        int features) = nullptr;
  void (*write_step)(EngineNumbers* self, int step, const float* numbers) = nullptr;
  bool complete = false;
};

}  // namespace

// What one engine's networks have come to. A network is known by its place in memory, which is its
// own as long as the engine lives.
struct EngineNetworks::State {
  struct Known {
    // Those that have agreed with it so far; the first runs it once it is taken over.
    std::vector<const LineNetwork*> candidates;
    std::size_t steps_proved = 0;
    [[nodiscard]] bool taken_over() const {
      return !candidates.empty() && steps_proved >= kStepsOfProof;
    }
  };

  std::vector<std::string> data_files;
  std::optional<std::vector<std::unique_ptr<const LineNetwork>>> networks;  // once read
  std::map<const void*, Known> known;
  bool engine_runs = false;

  void read() {
    if (networks) return;
    networks.emplace();
    const LineKernels* kernels = line_kernels();
    if (kernels == nullptr) return;
    for (const std::string& path : data_files) {
      const std::optional<LineModel> model = read_line_model(read_language_data(path));
      if (!model) continue;
      if (auto network = LineNetwork::make(*model, *kernels))
        networks->push_back(std::move(network));
    }
  }

  Known& known_as(const void* network) {
    const auto at = known.find(network);
    if (at != known.end()) return at->second;
    read();
    Known fresh;
    for (const auto& each : *networks) fresh.candidates.push_back(each.get());
    return known.emplace(network, std::move(fresh)).first->second;
  }
};

namespace {

thread_local EngineNetworks* in_use = nullptr;

}  // namespace

struct EngineCalls {
  static const Functions& functions() {
    static const Functions found = [] {
      Functions f;
      // Loaded already, by engine_library(): only its name is asked for.
      void* library = ::dlopen(kEngineLibraryName, RTLD_LAZY | RTLD_NOLOAD);
      if (library == nullptr) return f;
      const auto look_up = [&](const char* name, auto& function) {
        function =
            reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, name));
        return function != nullptr;
      };
      f.complete = look_up(kForward, f.forward) && look_up(kResizeScaled, f.resize_scaled) &&
                   look_up(kResizeToMap, f.resize_to_map) && look_up(kWriteTimeStep, f.write_step);
      return f;
    }();
    return found;
  }

  static void forward(void* network, bool debug, const EngineNumbers& input, const void* transposed,
                      void* scratch, EngineNumbers* output) {
    const Functions& engine = functions();
    EngineNetworks::State* state = in_use != nullptr ? in_use->state_.get() : nullptr;
    if (state == nullptr || state->engine_runs || debug || !usable(input)) {
      engine.forward(network, debug, input, transposed, scratch, output);
      return;
    }
    const std::span<const std::int8_t> pixels(input.bytes.numbers,
                                              static_cast<std::size_t>(input.bytes.rows));
    EngineNetworks::State::Known& known = state->known_as(network);
    if (known.taken_over() && takes(*known.candidates.front(), input)) {
      write(*known.candidates.front(), pixels, input, output);
      return;
    }
    {
      const EngineRuns runs(*state);
      engine.forward(network, debug, input, transposed, scratch, output);
    }
    prove(known, pixels, input, *output);
  }

  // While one is alive, the engine's own network runs, with networks inside that call as well.
  struct EngineRuns {
    explicit EngineRuns(EngineNetworks::State& networks) : state(networks) {
      state.engine_runs = true;
    }
    ~EngineRuns() { state.engine_runs = false; }
    EngineRuns(const EngineRuns&) = delete;
    EngineRuns& operator=(const EngineRuns&) = delete;
    EngineNetworks::State& state;
  };

  static bool takes(const LineNetwork& network, const EngineNumbers& input) {
    return network.height() == input.shape.height && network.step_width() <= input.shape.width;
  }

  // What the engine's own network left in `output`, ours has to give too. All lines that one
  // network is given are as high as its own input: one for another height is another network.
  static void prove(EngineNetworks::State::Known& known, std::span<const std::int8_t> pixels,
                    const EngineNumbers& input, const EngineNumbers& output) {
    std::size_t steps = 0;
    std::erase_if(known.candidates, [&](const LineNetwork* candidate) {
      if (candidate->height() != input.shape.height) return true;
      // A line that is too short for a step says nothing.
      if (!takes(*candidate, input)) return false;
      const auto classes = static_cast<std::size_t>(candidate->classes());
      const std::vector<float> ours = candidate->run(pixels, input.shape.width);
      steps = ours.size() / classes;
      return !same_bits(ours, probabilities(output, steps, classes));
    });
    known.steps_proved += steps;
  }

  static void write(const LineNetwork& network, std::span<const std::int8_t> pixels,
                    const EngineNumbers& input, EngineNumbers* output) {
    const Functions& engine = functions();
    const std::vector<float> numbers = network.run(pixels, input.shape.width);
    const int classes = network.classes();
    // The shape of one row of steps; then the numbers are to be floats.
    engine.resize_scaled(output, input, network.step_width(), network.height(), classes);
    engine.resize_to_map(output, false, output->shape, classes);
    const float* at = numbers.data();
    for (int step = 0; step < output->floats.rows && at < numbers.data() + numbers.size();
         ++step, at += classes) {
      engine.write_step(output, step, at);
    }
  }
};

EngineNetworks::EngineNetworks(std::vector<std::string> data_files)
    : state_(std::make_unique<State>()) {
  state_->data_files = std::move(data_files);
}

EngineNetworks::~EngineNetworks() = default;

EngineNetworks::Use::Use(EngineNetworks& networks) {
  if (EngineCalls::functions().complete) in_use = &networks;
}

EngineNetworks::Use::~Use() { in_use = nullptr; }

int EngineNetworks::taken_over() const {
  int count = 0;
  for (const auto& [network, known] : state_->known) count += known.taken_over() ? 1 : 0;
  return count;
}

int EngineNetworks::given_up() const {
  int count = 0;
  for (const auto& [network, known] : state_->known) count += known.candidates.empty() ? 1 : 0;
  return count;
}

}  // namespace tachado::ocr

// The library's tesseract::Series::Forward, in whose place it is called.
extern "C" [[gnu::visibility("default")]] void
tachado_series_forward(void* network, bool debug, const void* input, const void* transposed, void* scratch, void* output) asm(
    "_ZN9tesseract6Series7ForwardEbRKNS_9NetworkIOEPKNS_15TransposedArrayEPNS_"
    "14NetworkScratchEPS1_");

void tachado_series_forward(void* network, bool debug, const void* input, const void* transposed,
                            void* scratch, void* output) {
  using tachado::ocr::EngineNumbers;
  tachado::ocr::EngineCalls::forward(network, debug, *static_cast<const EngineNumbers*>(input),
                                     transposed, scratch, static_cast<EngineNumbers*>(output));
}
