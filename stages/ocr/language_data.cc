#include "stages/ocr/language_data.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "stages/ocr/ocr.h"

namespace tachado::ocr {
namespace {

// Where Debian, and other systems, put language data.
constexpr const char* kDataDirectories[] = {"/usr/share/tesseract-ocr/5/tessdata",
                                            "/usr/share/tessdata", "/usr/local/share/tessdata"};
constexpr std::string_view kDataSuffix = ".traineddata";

}  // namespace

std::string language_data_directory() {
  // The engine reads the same variable: what is listed is what it will find.
  if (const char* named = std::getenv("TESSDATA_PREFIX"); named != nullptr && *named != '\0') {
    return named;
  }
  for (const char* directory : kDataDirectories) {
    std::error_code error;
    if (std::filesystem::is_directory(directory, error)) return directory;
  }
  return kDataDirectories[0];
}

std::string language_data_file(const std::string& language) {
  return (std::filesystem::path(language_data_directory()) / language).string().append(kDataSuffix);
}

std::vector<std::string> installed_languages() {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(language_data_directory(), error), end;
       !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.size() <= kDataSuffix.size() || !name.ends_with(kDataSuffix)) continue;
    const std::string language = name.substr(0, name.size() - kDataSuffix.size());
    // Not a language: the data of the engine's orientation detection.
    if (language != "osd") names.push_back(language);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace tachado::ocr
