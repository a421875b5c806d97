#include "stages/ocr/language_data.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "stages/model/utf8.h"
#include "stages/ocr/ocr.h"

namespace tachado::ocr {
namespace {

// Where Debian, and other systems, put language data.
constexpr const char* kDataDirectories[] = {"/usr/share/tesseract-ocr/5/tessdata",
                                            "/usr/share/tessdata", "/usr/local/share/tessdata"};
constexpr std::string_view kDataSuffix = ".traineddata";
// The largest of Tesseract's has 25 MB.
constexpr std::streamoff kMaxDataBytes = 256'000'000;
constexpr std::int32_t kMaxParts = 64;
constexpr std::uint64_t kMaxLetters = 1 << 16;

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

std::string read_language_data(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  if (!file || size <= 0 || size > kMaxDataBytes) return {};
  std::string text(static_cast<std::size_t>(size), '\0');
  file.seekg(0);
  file.read(text.data(), size);
  return file ? text : std::string{};
}

std::string_view part_of(std::string_view file, DataPart part) {
  std::int32_t count = 0;
  if (file.size() < sizeof count) return {};
  std::memcpy(&count, file.data(), sizeof count);
  const auto wanted = static_cast<std::int32_t>(part);
  const std::size_t head =
      sizeof count +
      sizeof(std::int64_t) * static_cast<std::size_t>(std::clamp(count, 0, kMaxParts));
  if (count <= wanted || count > kMaxParts || file.size() < head) return {};
  const auto offset = [&](std::int32_t index) {
    std::int64_t value = 0;
    std::memcpy(&value, file.data() + sizeof count + sizeof value * static_cast<std::size_t>(index),
                sizeof value);
    return value;
  };
  const std::int64_t begin = offset(wanted);
  auto end = static_cast<std::int64_t>(file.size());
  if (begin < static_cast<std::int64_t>(head) || begin > end) return {};
  // Parts lie one after the other, in any order.
  for (std::int32_t i = 0; i < count; ++i) {
    if (offset(i) > begin) end = std::min(end, offset(i));
  }
  return file.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

std::map<char32_t, std::uint64_t> letters_of_language(std::string_view list) {
  std::map<char32_t, std::uint64_t> letters;
  std::uint64_t number = 0;
  for (std::size_t begin = list.find('\n'); begin != std::string_view::npos && number < kMaxLetters;
       ++number) {
    const std::string_view rest = list.substr(begin + 1);
    const std::u32string letter =
        to_utf32(rest.substr(0, std::min(rest.find_first_of(" \n"), rest.size())));
    if (letter.size() == 1) letters.emplace(letter.front(), number);
    begin = list.find('\n', begin + 1);
  }
  return letters;
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
