// The network that reads a line: what its data file says, what it gives, and that the engine's own
// gives the same.
#include "stages/ocr/line_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <functional>
#include <limits>
#include <random>
#include <sstream>

#include "stages/ocr/engine_library.h"
#include "stages/ocr/engine_network.h"
#include "stages/ocr/language_data.h"
#include "stages/ocr/line_model.h"
#include "tests/ocr/drawing.h"

namespace tachado::ocr {
namespace {

std::string data_of(const std::string& language) {
  std::ifstream file(language_data_file(language), std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string& spanish_data() {
  static const std::string data = data_of("spa");
  return data;
}

LineModel spanish_model() {
  const auto model = read_line_model(spanish_data());
  return model ? *model : LineModel{};
}

// --- the data file ---

TEST(LineModel, IsWhatTheDataFileDescribes) {
  const LineModel model = spanish_model();
  // The file says so itself: [1,36,0,1Ct3,3,16Mp3,3Lfys48Lfx96Lrx96Lfx192O1c1]
  std::vector<std::string> types;
  for (const Layer& layer : model.network.layers) types.push_back(layer.type);
  EXPECT_THAT(types, testing::ElementsAre("Input", "Series", "Maxpool", "XYTranspose", "LSTM",
                                          "RTLReversed", "LSTM", "Softmax"));
  ASSERT_EQ(model.network.layers.size(), 8U);
  EXPECT_EQ(model.network.layers[0].y, 36);
  EXPECT_EQ(model.network.layers[1].layers.at(1).outputs, 16);
  EXPECT_EQ(model.network.layers[2].x, 3);
  EXPECT_EQ(model.network.layers[3].layers.at(0).outputs, 48);
  EXPECT_EQ(model.network.layers[6].outputs, 192);
  const Layer& softmax = model.network.layers[7];
  EXPECT_EQ(softmax.matrices.at(0).outputs, softmax.outputs);
  EXPECT_EQ(softmax.matrices.at(0).scales.size(), static_cast<std::size_t>(softmax.outputs));
  EXPECT_GT(model.seed, 0);
}

TEST(LineModel, OfACutFileIsNone) {
  const std::string& data = spanish_data();
  ASSERT_TRUE(read_line_model(data));
  std::int64_t begin = 0;
  std::memcpy(&begin, data.data() + 4 + 8 * 17, sizeof begin);
  EXPECT_FALSE(read_line_model({}));
  for (std::size_t size = 1; size < static_cast<std::size_t>(begin) + 400'000;
       size += size / 9 + 1) {
    EXPECT_FALSE(read_line_model(std::string_view(data).substr(0, size))) << size;
  }
}

TEST(LineModel, OfADamagedFileIsNoneOrAnother) {
  // Whatever a byte of the head is, no count of it is believed.
  std::int64_t begin = 0;
  std::memcpy(&begin, spanish_data().data() + 4 + 8 * 17, sizeof begin);
  for (std::size_t at = 0; at < 400; ++at) {
    std::string data = spanish_data();
    const std::size_t place = at < 4 ? at : static_cast<std::size_t>(begin) + at - 4;
    data[place] = static_cast<char>(0xFF);
    const auto model = read_line_model(data);
    EXPECT_TRUE(!model || model->network.layers.size() <= 64) << at;
  }
}

TEST(LineModel, OfLayersWithoutBoundsIsNone) {
  // A layer's inputs and outputs are followed by its number of weights, and its name.
  const std::string name = "Lfys48";
  const std::size_t at = spanish_data().find(name);
  ASSERT_NE(at, std::string::npos);
  for (const std::int32_t side : {-1, (1 << 16) + 1, std::numeric_limits<std::int32_t>::max()}) {
    for (const std::size_t before : {16U, 12U}) {
      std::string data = spanish_data();
      std::memcpy(data.data() + at - before, &side, sizeof side);
      EXPECT_FALSE(read_line_model(data)) << side << " " << before;
    }
  }
}

TEST(LineModel, OfTheDataForOrientationIsNone) { EXPECT_FALSE(read_line_model(data_of("osd"))); }

// --- what shapes are run ---

TEST(LineNetwork, IsNotMadeOfAShapeItDoesNotKnow) {
  const LineKernels* kernels = line_kernels();
  if (kernels == nullptr) return;  // a processor on which none is ever made
  using Change = std::function<void(LineModel&)>;
  const std::pair<const char*, Change> changes[] = {
      {"colours", [](LineModel& m) { m.network.layers[0].x = 3; }},
      {"a window of five", [](LineModel& m) { m.network.layers[1].layers[0].x = 2; }},
      {"another curve", [](LineModel& m) { m.network.layers[1].layers[1].type = "Relu"; }},
      {"no step at all", [](LineModel& m) { m.network.layers[2].x = 0; }},
      {"a step higher than the line", [](LineModel& m) { m.network.layers[0].y = 2; }},
      {"a layer left out",
       [](LineModel& m) { m.network.layers.erase(m.network.layers.begin() + 3); }},
      {"inputs that do not fit", [](LineModel& m) { m.network.layers[4].inputs = 47; }},
      {"a gate left out", [](LineModel& m) { m.network.layers[4].matrices.pop_back(); }},
      {"a weight out of bounds",
       [](LineModel& m) { m.network.layers[7].matrices[0].weights[5] = -128; }},
      {"no probabilities", [](LineModel& m) { m.network.layers.pop_back(); }},
      {"nothing", [](LineModel& m) { m.network.layers.clear(); }},
  };
  EXPECT_NE(LineNetwork::make(spanish_model(), *kernels), nullptr);
  for (const auto& [what, change] : changes) {
    LineModel model = spanish_model();
    change(model);
    EXPECT_EQ(LineNetwork::make(model, *kernels), nullptr) << what;
  }
}

// --- what it gives ---

// Grey strokes and noise, `width` × 36.
std::vector<std::int8_t> strokes(int width, unsigned seed) {
  std::mt19937 numbers(seed);
  std::vector<std::int8_t> pixels(static_cast<std::size_t>(width) * 36, 127);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const std::size_t x = i % static_cast<std::size_t>(width);
    if (x / 5 % 3 == seed % 3) pixels[i] = static_cast<std::int8_t>(numbers() % 255 - 127);
  }
  return pixels;
}

TEST(LineNetwork, GivesProbabilitiesForEachStep) {
  const LineKernels* kernels = line_kernels();
  if (kernels == nullptr) return;
  const auto network = LineNetwork::make(spanish_model(), *kernels);
  ASSERT_NE(network, nullptr);
  EXPECT_EQ(network->height(), 36);
  EXPECT_EQ(network->step_width(), 3);
  for (const int width : {3, 4, 5, 47, 48, 49, 200}) {
    const std::vector<float> result = network->run(strokes(width, 1), width);
    const auto classes = static_cast<std::size_t>(network->classes());
    ASSERT_EQ(result.size(), static_cast<std::size_t>(width / 3) * classes) << width;
    for (std::size_t at = 0; at < result.size(); at += classes) {
      float sum = 0;
      for (std::size_t c = 0; c < classes; ++c) sum += result[at + c];
      EXPECT_NEAR(sum, 1, 1e-5);
    }
  }
  EXPECT_TRUE(network->run(strokes(2, 1), 2).empty());
  EXPECT_TRUE(network->run(strokes(30, 1), 31).empty());
}

#if defined(__x86_64__)
TEST(LineNetwork, GivesTheSameBitsOnEveryProcessor) {
  const LineKernels* best = line_kernels();
  if (best == nullptr) return;  // a processor without AVX2
  const auto here = LineNetwork::make(spanish_model(), *best);
  const auto older = LineNetwork::make(spanish_model(), kKernelsAvx2);
  ASSERT_NE(here, nullptr);
  ASSERT_NE(older, nullptr);
  for (unsigned seed = 0; seed < 12; ++seed) {
    const int width = 3 + static_cast<int>(seed) * 37;
    EXPECT_EQ(here->run(strokes(width, seed), width), older->run(strokes(width, seed), width))
        << seed;
  }
}
#endif

// --- in the engine's place ---

// The library without anything of ours around it.
class PlainEngine {
 public:
  explicit PlainEngine(const std::string& languages)
      : library_(*engine_library()), engine_(library_->create()) {
    library_->set_variable(engine_, "debug_file", "/dev/null");
    ready_ = library_->init(engine_, language_data_directory().c_str(), languages.c_str(),
                            tesseract::OEM_LSTM_ONLY) == 0;
  }
  ~PlainEngine() { library_->destroy(engine_); }
  PlainEngine(const PlainEngine&) = delete;
  PlainEngine& operator=(const PlainEngine&) = delete;

  [[nodiscard]] bool ready() const { return ready_; }

  // Words with their places and confidences.
  std::vector<std::string> read(const Bitmap& picture) {
    library_->set_image(engine_, picture.data.data(), picture.width, picture.height, 1,
                        picture.width);
    library_->recognize(engine_, nullptr);
    std::vector<std::string> words;
    TessResultIterator* at = library_->get_iterator(engine_);
    if (at == nullptr) return words;
    do {
      char* text = library_->text(at, tesseract::RIL_WORD);
      if (text == nullptr) continue;
      int box[4] = {};
      library_->bounding_box(library_->page_iterator(at), tesseract::RIL_WORD, &box[0], &box[1],
                             &box[2], &box[3]);
      words.push_back(text + testing::PrintToString(box) +
                      std::to_string(library_->confidence(at, tesseract::RIL_WORD)));
      library_->delete_text(text);
    } while (library_->next(at, tesseract::RIL_WORD) != 0);
    library_->delete_iterator(at);
    library_->clear(engine_);
    return words;
  }

 private:
  const EngineLibrary* library_;
  TessBaseAPI* engine_;
  bool ready_ = false;
};

Bitmap letter() {
  Bitmap page = test::sheet(1500, 900);
  test::write(page,
              {"El contrato DCA/SSPM/161/2022 se adjudica a la empresa",
               "por un monto de 61,310,877.00 pesos, I.V.A. incluido,",
               "con vigencia del 1 de marzo al 31 de diciembre de 2022.",
               "Novitech, S.A. de C.V. - $ 25,789,479.75 (M.N.)"},
              10, 60, 90, 70);
  return test::turned(page, 0.4);
}

TEST(EngineNetworks, ReadWhatTheEngineReads) {
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {"spa", {language_data_file("spa")}},
      {"eng", {language_data_file("eng")}},
      {"spa+eng", {language_data_file("spa"), language_data_file("eng")}},
  };
  for (const auto& [languages, files] : cases) {
    PlainEngine engine(languages);
    ASSERT_TRUE(engine.ready());
    const std::vector<std::string> expected = engine.read(letter());
    ASSERT_GT(expected.size(), 25U);
    EngineNetworks networks(files);
    const EngineNetworks::Use use(networks);
    // The first time both run, then ours alone.
    EXPECT_EQ(engine.read(letter()), expected);
    EXPECT_EQ(engine.read(letter()), expected);
    EXPECT_EQ(networks.given_up(), line_kernels() != nullptr ? 0 : static_cast<int>(files.size()));
    EXPECT_GE(networks.taken_over(), line_kernels() != nullptr ? 1 : 0) << languages;
  }
}

TEST(EngineNetworks, LeaveTheEngineItsOwnWhereTheyDiffer) {
  const std::vector<std::string> wrong[] = {
      {language_data_file("eng")}, {language_data_file("osd")}, {"/nowhere/at/all"}, {}};
  PlainEngine engine("spa");
  ASSERT_TRUE(engine.ready());
  const std::vector<std::string> expected = engine.read(letter());
  for (const auto& files : wrong) {
    EngineNetworks networks(files);
    const EngineNetworks::Use use(networks);
    EXPECT_EQ(engine.read(letter()), expected);
    EXPECT_EQ(networks.taken_over(), 0);
    EXPECT_EQ(networks.given_up(), 1);
  }
}

TEST(EngineNetworks, AreLeftAloneOutsideTheirUse) {
  PlainEngine engine("spa");
  ASSERT_TRUE(engine.ready());
  EngineNetworks networks({language_data_file("spa")});
  EXPECT_FALSE(engine.read(letter()).empty());
  EXPECT_EQ(networks.taken_over() + networks.given_up(), 0);
}

}  // namespace
}  // namespace tachado::ocr
