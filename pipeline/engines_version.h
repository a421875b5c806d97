// The engines that results depend on, with their versions.
#pragma once

#include <string>

namespace tachado::pipeline {

// "poppler 22.12.0, tesseract 5.3.0, …"
[[nodiscard]] std::string engines_version();

}  // namespace tachado::pipeline
