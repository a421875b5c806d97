// Where the engine's language data lies.
#pragma once

#include <string>

namespace tachado::ocr {

// The folder that the engine reads its data from.
[[nodiscard]] std::string language_data_directory();

// The file of a language, whether or not it is there.
[[nodiscard]] std::string language_data_file(const std::string& language);

}  // namespace tachado::ocr
