#include "pipeline/engines_version.h"

#include "stages/ocr/ocr.h"

namespace tachado::pipeline {

std::string engines_version(bool recognises) {
  return "poppler " TACHADO_POPPLER_VERSION ", " +
         (recognises ? ocr::engine_versions() + ", " : std::string()) +
         "pcre2 " TACHADO_PCRE2_VERSION;
}

}  // namespace tachado::pipeline
