#include "pipeline/output_names.h"

#include <functional>

#include "pipeline/digest.h"

namespace tachado::pipeline {
namespace {

// Linux: NAME_MAX is 255 and PATH_MAX 4096; the rest is for the suffixes and for OUT itself.
constexpr std::size_t kMostComponentBytes = 200;
constexpr std::size_t kMostNameBytes = 3000;
constexpr std::size_t kHashDigits = 8;
constexpr std::string_view kExtension = ".json";

// Cuts at most `bytes`, never within a UTF-8 sequence.
std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

struct Stem {
  std::string name;
  bool shortened = false;
};

Stem stem_of(std::string_view path) {
  Stem stem;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view component = path.substr(begin, end - begin);
    begin = end + 1;
    if (component.empty() || component == "." || component == "..") continue;
    if (!stem.name.empty()) stem.name += '/';
    stem.name += cut(component, kMostComponentBytes);
    stem.shortened |= component.size() > kMostComponentBytes;
  }
  if (stem.name.size() > kMostNameBytes) return {"", true};
  return stem;
}

std::size_t hash_of(std::string_view name) { return std::hash<std::string_view>{}(name); }

}  // namespace

bool OutputNames::free(std::string_view name) const {
  if (files_.contains(hash_of(name)) || folders_.contains(hash_of(name))) return false;
  for (std::size_t slash = name.find('/'); slash != std::string_view::npos;
       slash = name.find('/', slash + 1)) {
    if (files_.contains(hash_of(name.substr(0, slash)))) return false;
  }
  return true;
}

void OutputNames::take(std::string_view name) {
  files_.insert(hash_of(name));
  for (std::size_t slash = name.find('/'); slash != std::string_view::npos;
       slash = name.find('/', slash + 1)) {
    folders_.insert(hash_of(name.substr(0, slash)));
  }
}

std::string OutputNames::name_for(std::string_view path) {
  const Stem stem = stem_of(path);
  std::string name = stem.name + std::string(kExtension);
  if (stem.shortened || stem.name.empty() || !free(name)) {
    const std::string hash = sha256_hex(path);
    name = stem.name + (stem.name.empty() ? "" : "-") + hash.substr(0, kHashDigits) +
           std::string(kExtension);
    if (!free(name)) name = hash + std::string(kExtension);
  }
  take(name);
  return name;
}

}  // namespace tachado::pipeline
