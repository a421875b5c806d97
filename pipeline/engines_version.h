// The engines that results depend on, with their versions.
#pragma once

#include <string>

namespace tachado::pipeline {

// "poppler 22.12.0, tesseract 5.3.0, …"; with the recognition engine (which loads its library) only
// where pages may be recognised.
[[nodiscard]] std::string engines_version(bool recognises);

}  // namespace tachado::pipeline
