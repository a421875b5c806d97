#include "stages/ocr/engine_library.h"

#include <dlfcn.h>

#include "stages/ocr/grey.h"

namespace tachado::ocr {
namespace {

// The interface's version: a newer one is another name, and other headers to build against.
constexpr const char* kLibraryName = "libtesseract.so.5";

struct Loaded {
  EngineLibrary functions{};
  std::string failure;  // empty where all is there
};

template <typename Function>
void look_up(void* library, const char* name, Function& function, std::string& failure) {
  // POSIX lets a function's address come as a data pointer.
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr && failure.empty()) {
    failure = std::string(kLibraryName) + " has no " + name;
  }
}

// OpenMP inside one engine makes pages 4 to 40 times slower when several workers share the cores;
// the runtime is only there if this build of Tesseract uses it.
void use_one_thread(void* library) {
  using SetLevels = void (*)(int);
  if (void* symbol = dlsym(library, "omp_set_max_active_levels"); symbol != nullptr) {
    reinterpret_cast<SetLevels>(symbol)(0);
  }
}

Loaded load() {
  Loaded loaded;
  // Stays for the life of the process, as the engines do.
  void* library = dlopen(kLibraryName, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) {
    const char* reason = dlerror();
    loaded.failure = reason != nullptr ? reason : std::string(kLibraryName) + " cannot be loaded";
    return loaded;
  }
  EngineLibrary& f = loaded.functions;
  std::string& failure = loaded.failure;
  look_up(library, "TessVersion", f.version, failure);
  look_up(library, "TessDeleteText", f.delete_text, failure);
  look_up(library, "TessBaseAPICreate", f.create, failure);
  look_up(library, "TessBaseAPIDelete", f.destroy, failure);
  look_up(library, "TessBaseAPISetVariable", f.set_variable, failure);
  look_up(library, "TessBaseAPIInit2", f.init, failure);
  look_up(library, "TessBaseAPISetPageSegMode", f.set_page_seg_mode, failure);
  look_up(library, "TessBaseAPISetImage", f.set_image, failure);
  look_up(library, "TessBaseAPISetSourceResolution", f.set_source_resolution, failure);
  look_up(library, "TessBaseAPIRecognize", f.recognize, failure);
  look_up(library, "TessBaseAPIGetIterator", f.get_iterator, failure);
  look_up(library, "TessBaseAPIClearAdaptiveClassifier", f.clear_adaptive_classifier, failure);
  look_up(library, "TessBaseAPIClear", f.clear, failure);
  look_up(library, "TessResultIteratorDelete", f.delete_iterator, failure);
  look_up(library, "TessResultIteratorGetPageIterator", f.page_iterator, failure);
  look_up(library, "TessResultIteratorNext", f.next, failure);
  look_up(library, "TessResultIteratorGetUTF8Text", f.text, failure);
  look_up(library, "TessResultIteratorConfidence", f.confidence, failure);
  look_up(library, "TessPageIteratorIsAtBeginningOf", f.is_at_beginning_of, failure);
  look_up(library, "TessPageIteratorBoundingBox", f.bounding_box, failure);
  look_up(library, "TessMonitorCreate", f.create_monitor, failure);
  look_up(library, "TessMonitorDelete", f.delete_monitor, failure);
  look_up(library, "TessMonitorSetCancelFunc", f.set_cancel, failure);
  look_up(library, "TessMonitorSetCancelThis", f.set_cancel_argument, failure);
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
