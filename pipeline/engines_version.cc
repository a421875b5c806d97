#include "pipeline/engines_version.h"

#include "stages/ocr/ocr.h"

namespace tachado::pipeline {

std::string engines_version() {
  return "poppler " TACHADO_POPPLER_VERSION ", " + ocr::engine_versions() +
         ", pcre2 " TACHADO_PCRE2_VERSION;
}

}  // namespace tachado::pipeline
