// The Tesseract library, loaded when a page first needs it: it brings some thirty other libraries,
// and a process that recognises nothing would start twice as slowly with them.
#pragma once

#include <tesseract/capi.h>

#include <string>

#include "stages/model/problem.h"

namespace tachado::ocr {

inline constexpr const char* kEngineLibraryName = "libtesseract.so.5";

// The functions of Tesseract's C interface that we call, under their names there without the
// prefix. Every one is set.
struct EngineLibrary {
  decltype(&TessVersion) version;
  decltype(&TessDeleteText) delete_text;
  decltype(&TessBaseAPICreate) create;
  decltype(&TessBaseAPIDelete) destroy;
  decltype(&TessBaseAPISetVariable) set_variable;
  decltype(&TessBaseAPIInit2) init;
  decltype(&TessBaseAPISetPageSegMode) set_page_seg_mode;
  decltype(&TessBaseAPISetImage) set_image;
  decltype(&TessBaseAPISetRectangle) set_rectangle;
  decltype(&TessBaseAPISetSourceResolution) set_source_resolution;
  decltype(&TessBaseAPIRecognize) recognize;
  decltype(&TessBaseAPIGetIterator) get_iterator;
  decltype(&TessBaseAPIClearAdaptiveClassifier) clear_adaptive_classifier;
  decltype(&TessBaseAPIClear) clear;
  decltype(&TessResultIteratorDelete) delete_iterator;
  decltype(&TessResultIteratorGetPageIterator) page_iterator;
  decltype(&TessResultIteratorNext) next;
  decltype(&TessResultIteratorGetUTF8Text) text;
  decltype(&TessResultIteratorConfidence) confidence;
  decltype(&TessPageIteratorIsAtBeginningOf) is_at_beginning_of;
  decltype(&TessPageIteratorBoundingBox) bounding_box;
  decltype(&TessMonitorCreate) create_monitor;
  decltype(&TessMonitorDelete) delete_monitor;
  decltype(&TessMonitorSetCancelFunc) set_cancel;
  decltype(&TessMonitorSetCancelThis) set_cancel_argument;
};

// Loaded on the first call (about 8 ms), the same ever after; thread-safe. Also stops what the
// library would print and its own threads. Fails with kind unsupported where the library or one of
// the functions is missing.
[[nodiscard]] Result<const EngineLibrary*> engine_library();

}  // namespace tachado::ocr
