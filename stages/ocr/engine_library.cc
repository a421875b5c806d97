#include "stages/ocr/engine_library.h"

#include "stages/handles/shared_library.h"
#include "stages/ocr/grey.h"

namespace tachado::ocr {
namespace {

struct Loaded {
  EngineLibrary functions{};
  std::string failure;  // empty where all is there
};

// OpenMP inside one engine makes pages 4 to 40 times slower when several workers share the cores.
// For programs whose stand-ins (stand_ins.h) do not reach the library; the runtime is only there if
// this build of Tesseract uses it.
void use_one_thread(const handles::SharedLibrary& library) {
  using SetLevels = void (*)(int);
  const auto set = library.optional<SetLevels>("omp_set_max_active_levels");
  if (set != nullptr) set(0);
}

Loaded load() {
  Loaded loaded;
  handles::SharedLibrary library(kEngineLibraryName);
  loaded.failure = library.failure();
  if (!loaded.failure.empty()) return loaded;
  EngineLibrary& f = loaded.functions;
  library.look_up("TessVersion", f.version);
  library.look_up("TessDeleteText", f.delete_text);
  library.look_up("TessBaseAPICreate", f.create);
  library.look_up("TessBaseAPIDelete", f.destroy);
  library.look_up("TessBaseAPISetVariable", f.set_variable);
  library.look_up("TessBaseAPIInit2", f.init);
  library.look_up("TessBaseAPISetPageSegMode", f.set_page_seg_mode);
  library.look_up("TessBaseAPISetImage", f.set_image);
  library.look_up("TessBaseAPISetRectangle", f.set_rectangle);
  library.look_up("TessBaseAPISetSourceResolution", f.set_source_resolution);
  library.look_up("TessBaseAPIRecognize", f.recognize);
  library.look_up("TessBaseAPIGetIterator", f.get_iterator);
  library.look_up("TessBaseAPIClearAdaptiveClassifier", f.clear_adaptive_classifier);
  library.look_up("TessBaseAPIClear", f.clear);
  library.look_up("TessResultIteratorDelete", f.delete_iterator);
  library.look_up("TessResultIteratorGetPageIterator", f.page_iterator);
  library.look_up("TessResultIteratorNext", f.next);
  library.look_up("TessResultIteratorGetUTF8Text", f.text);
  library.look_up("TessResultIteratorConfidence", f.confidence);
  library.look_up("TessPageIteratorIsAtBeginningOf", f.is_at_beginning_of);
  library.look_up("TessPageIteratorBoundingBox", f.bounding_box);
  library.look_up("TessMonitorCreate", f.create_monitor);
  library.look_up("TessMonitorDelete", f.delete_monitor);
  library.look_up("TessMonitorSetCancelFunc", f.set_cancel);
  library.look_up("TessMonitorSetCancelThis", f.set_cancel_argument);
  loaded.failure = library.failure();
  use_one_thread(library);
  // What the libraries would print on their own names no document and would break the contract that
  // only the caller writes to stderr.
  silence_leptonica();
  return loaded;
}

}  // namespace

Result<const EngineLibrary*> engine_library() {
  static const Loaded loaded = load();
  if (!loaded.failure.empty()) {
    return fail(Problem{"ocr", std::nullopt, ProblemKind::unsupported,
                        "the recognition engine cannot be used: " + loaded.failure});
  }
  return &loaded.functions;
}

}  // namespace tachado::ocr
