// The Tesseract engine as a Recognizer.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

#include "stages/handles/leptonica.h"
#include "stages/ocr/engine_library.h"
#include "stages/ocr/engine_network.h"
#include "stages/ocr/language_data.h"
#include "stages/ocr/ocr.h"
#include "stages/ocr/stand_ins.h"
#include "stages/ocr/stopwatch.h"

namespace tachado::ocr {
namespace {

// Tesseract keeps coordinates in 16 bits.
constexpr int kMaxSidePixels = 32'000;
// A page at 600 dpi; the engine needs about 14 bytes a pixel.
constexpr std::int64_t kMaxPixels = 40'000'000;
// The engine's own bounds; beyond them it guesses and says so.
constexpr int kMinEngineDpi = 70;
constexpr int kMaxEngineDpi = 2400;

Problem problem(ProblemKind kind, std::string message) {
  return {"ocr", std::nullopt, kind, std::move(message)};
}

std::string joined(const std::vector<std::string>& names, std::string_view separator) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += separator;
    text += name;
  }
  return text;
}

std::vector<std::string> data_files(const std::vector<std::string>& languages) {
  std::vector<std::string> paths;
  for (const std::string& language : languages) paths.push_back(language_data_file(language));
  return paths;
}

class Deadline {
 public:
  explicit Deadline(double seconds) : seconds_(seconds) {}

  [[nodiscard]] bool passed() const { return watch_.seconds() > seconds_; }

  // For the engine's monitor. Its own deadline is looked at in fewer places than this.
  static bool cancel(void* self, int /*words*/) { return static_cast<Deadline*>(self)->passed(); }

 private:
  Stopwatch watch_;
  double seconds_;
};

TessPageSegMode segmentation(RecognizeMode mode) {
  switch (mode) {
    case RecognizeMode::page:
      return tesseract::PSM_AUTO;
    case RecognizeMode::block:
      return tesseract::PSM_SINGLE_BLOCK;
    case RecognizeMode::line:
      return tesseract::PSM_SINGLE_LINE;
    case RecognizeMode::lines:
      return tesseract::PSM_RAW_LINE;
    case RecognizeMode::sparse:
      return tesseract::PSM_SPARSE_TEXT;
  }
  return tesseract::PSM_AUTO;
}

// What the library made is given back through the library.
using Engine = std::unique_ptr<TessBaseAPI, decltype(&TessBaseAPIDelete)>;
using Iterator = std::unique_ptr<TessResultIterator, decltype(&TessResultIteratorDelete)>;
using Monitor = std::unique_ptr<ETEXT_DESC, decltype(&TessMonitorDelete)>;
using Text = std::unique_ptr<char, decltype(&TessDeleteText)>;

Result<Engine> open_engine(const EngineLibrary& library, const std::string& languages) {
  Engine engine(library.create(), library.destroy);
  library.set_variable(engine.get(), "debug_file", "/dev/null");
  if (library.init(engine.get(), language_data_directory().c_str(), languages.c_str(),
                   tesseract::OEM_LSTM_ONLY) != 0) {
    return fail(problem(ProblemKind::unsupported,
                        "the language data of " + languages + " could not be loaded"));
  }
  // Light text on dark ground is turned before recognition, where it is found once and cheaply; the
  // engine would try every doubtful line twice.
  library.set_variable(engine.get(), "tessedit_do_invert", "0");
  // So are pages whose lines run downwards; the engine would follow every line both ways.
  library.set_variable(engine.get(), "textord_tabfind_vertical_text", "0");
  // The engine looks for typewriters' even pitch only to cut words, which its network does better.
  library.set_variable(engine.get(), "textord_all_prop", "1");
  return engine;
}

struct LoadedEngine {
  LoadedEngine(Engine opened, std::vector<std::string> data_files)
      : networks(std::move(data_files)), engine(std::move(opened)) {}

  EngineNetworks networks;  // lives longer than what calls it
  Engine engine;
};

Recognized collect(const EngineLibrary& library, TessBaseAPI& engine) {
  Recognized result;
  const Iterator at(library.get_iterator(&engine), library.delete_iterator);
  if (!at) return result;
  // The same iterator under the name that its place is asked by.
  const TessPageIterator* place = library.page_iterator(at.get());
  int line = -1;
  int block = -1;
  std::array<int, 4> row{};
  do {
    const Text text(library.text(at.get(), tesseract::RIL_WORD), library.delete_text);
    // No text at all: a block without words.
    if (!text) continue;
    // Rows are told apart by their boxes, which are at hand. To say whether a word begins its row,
    // the engine walks through the page from its top.
    std::array<int, 4> box{};
    const bool placed = library.bounding_box(place, tesseract::RIL_TEXTLINE, &box[0], &box[1],
                                             &box[2], &box[3]) != 0;
    if (line < 0 || (placed && box != row)) {
      row = box;
      ++line;
      if (block < 0 || library.is_at_beginning_of(place, tesseract::RIL_PARA) != 0) ++block;
    }
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
    if (*text == '\0' || library.bounding_box(place, tesseract::RIL_WORD, &x0, &y0, &x1, &y1) == 0)
      continue;
    const double confidence = std::clamp(
        static_cast<double>(library.confidence(at.get(), tesseract::RIL_WORD)) / 100, 0.0, 1.0);
    const auto exact = [](int pixels) { return static_cast<double>(pixels); };
    result.words.push_back(
        {text.get(), {exact(x0), exact(y0), exact(x1), exact(y1)}, confidence, line, block});
  } while (library.next(at.get(), tesseract::RIL_WORD) != 0);
  return result;
}

void append_line(Recognized& all, Recognized line, int number) {
  for (RecognizedWord& word : line.words) {
    word.line = number;
    word.block = 0;
    all.words.push_back(std::move(word));
  }
}

class TesseractRecognizer : public Recognizer {
 public:
  TesseractRecognizer(const EngineLibrary& library, const Options& options)
      : library_(library), languages_(options.languages), seconds_(options.page_seconds) {}

  Result<Recognized> recognize(const Bitmap& image, const RecognizeRequest& request) override {
    if (image.width <= 0 || image.height <= 0) return Recognized{};
    if (image.width > kMaxSidePixels || image.height > kMaxSidePixels ||
        std::int64_t{image.width} * image.height > kMaxPixels) {
      return fail(problem(ProblemKind::limit, "a picture of " + std::to_string(image.width) +
                                                  " × " + std::to_string(image.height) +
                                                  " pixels is too large for text recognition"));
    }
    try {
      auto engine = engine_for(request.languages.empty() ? languages_ : request.languages);
      if (!engine) return fail(engine.error());
      return run(**engine, image, request);
    } catch (const std::bad_alloc&) {
      return fail(problem(ProblemKind::memory, "text recognition ran out of memory"));
    }
  }

  // Engines stay for the process's life; each set of languages has one.
  Result<LoadedEngine*> engine_for(const std::vector<std::string>& languages) {
    const std::string name = joined(languages, "+");
    const auto known = engines_.find(name);
    if (known != engines_.end()) return known->second.get();
    auto opened = open_engine(library_, name);
    if (!opened) return fail(opened.error());
    auto loaded = std::make_unique<LoadedEngine>(std::move(*opened), data_files(languages));
    return engines_.emplace(name, std::move(loaded)).first->second.get();
  }

 private:
  // Whether the picture has anything there.
  bool choose_line(TessBaseAPI& engine, const Bitmap& image, const Rect& line) const {
    const auto pixel = [](double value, int most) {
      return static_cast<int>(std::lround(std::clamp(value, 0.0, static_cast<double>(most))));
    };
    const int x0 = pixel(line.x0, image.width);
    const int y0 = pixel(line.y0, image.height);
    const int width = pixel(line.x1, image.width) - x0;
    const int height = pixel(line.y1, image.height) - y0;
    if (width <= 0 || height <= 0) return false;
    library_.set_rectangle(&engine, x0, y0, width, height);
    return true;
  }

  Result<Recognized> run(LoadedEngine& loaded, const Bitmap& image,
                         const RecognizeRequest& request) {
    TessBaseAPI& engine = *loaded.engine;
    library_.set_page_seg_mode(&engine, segmentation(request.mode));
    library_.set_image(&engine, image.data.data(), image.width, image.height, image.channels,
                       image.width * image.channels);
    library_.set_source_resolution(&engine, std::clamp(static_cast<int>(std::lround(image.dpi())),
                                                       kMinEngineDpi, kMaxEngineDpi));
    Deadline deadline(request.seconds > 0 ? request.seconds : seconds_);
    const Monitor monitor(library_.create_monitor(), library_.delete_monitor);
    library_.set_cancel(monitor.get(), &Deadline::cancel);
    library_.set_cancel_argument(monitor.get(), &deadline);
    const auto recognize = [&] {
      const RawLines unpacked;
      const EngineNetworks::Use ours(loaded.networks);
      return library_.recognize(&engine, monitor.get());
    };
    int code = 0;
    Recognized result;
    if (request.mode == RecognizeMode::lines) {
      for (std::size_t i = 0; i < request.lines.size() && code == 0 && !deadline.passed(); ++i) {
        if (!choose_line(engine, image, request.lines[i])) continue;
        code = recognize();
        append_line(result, collect(library_, engine), static_cast<int>(i));
      }
    } else {
      code = recognize();
      result = collect(library_, engine);
    }
    // What one page taught the engine must not change the next.
    library_.clear_adaptive_classifier(&engine);
    library_.clear(&engine);
    if (deadline.passed()) {
      if (result.words.empty()) {
        return fail(problem(ProblemKind::timeout, "text recognition reached its time limit"));
      }
      result.complete = false;
    } else if (code != 0) {
      return fail(problem(ProblemKind::internal, "the recognition engine failed on this picture"));
    }
    return result;
  }

  const EngineLibrary& library_;
  std::vector<std::string> languages_;
  double seconds_;
  std::map<std::string, std::unique_ptr<LoadedEngine>> engines_;
};

}  // namespace

Result<std::unique_ptr<Recognizer>> make_tesseract(const Options& options) {
  const std::vector<std::string> installed = installed_languages();
  if (options.languages.empty()) {
    return fail(problem(ProblemKind::unsupported,
                        "no language was named; installed are: " + joined(installed, ", ")));
  }
  for (const std::string& language : options.languages) {
    if (std::binary_search(installed.begin(), installed.end(), language)) continue;
    return fail(problem(ProblemKind::unsupported,
                        "language " + language + " is not installed; " +
                            (installed.empty() ? std::string("no language is")
                                               : "installed are: " + joined(installed, ", "))));
  }
  auto library = engine_library();
  if (!library) return fail(library.error());
  try {
    auto recognizer = std::make_unique<TesseractRecognizer>(**library, options);
    // The first language is loaded now, so that a broken installation shows before any page.
    if (auto engine = recognizer->engine_for({options.languages.front()}); !engine) {
      return fail(engine.error());
    }
    return recognizer;
  } catch (const std::bad_alloc&) {
    return fail(problem(ProblemKind::memory, "loading the recognition engine ran out of memory"));
  }
}

std::string engine_versions() {
  const auto library = engine_library();
  const std::unique_ptr<char, decltype(&std::free)> leptonica(getLeptonicaVersion(), &std::free);
  return std::string("tesseract ") + (library ? (*library)->version() : "missing") + ", " +
         (leptonica ? leptonica.get() : "leptonica");
}

}  // namespace tachado::ocr
