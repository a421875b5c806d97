// Where the engine's language data lies.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace tachado::ocr {

// The folder that the engine reads its data from.
[[nodiscard]] std::string language_data_directory();

// The file of a language, whether or not it is there.
[[nodiscard]] std::string language_data_file(const std::string& language);

// The whole file; empty where it cannot be read, or is larger than any such file.
[[nodiscard]] std::string read_language_data(const std::string& path);

// Parts of a file, by their places in its list (Tesseract, TessdataType).
enum class DataPart { network = 17, words = 19, letters = 21 };

// Empty where the file has none, or is damaged.
[[nodiscard]] std::string_view part_of(std::string_view file, DataPart part);

// The letters in DataPart::letters, with their numbers: what each line begins with; the first line
// says how many they are. Those of several code points are left out.
[[nodiscard]] std::map<char32_t, std::uint64_t> letters_of_language(std::string_view list);

}  // namespace tachado::ocr
