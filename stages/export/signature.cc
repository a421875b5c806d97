#include "stages/export/signature.h"

#include <algorithm>
#include <limits>
#include <string>

#include "stages/export/keys.h"

namespace tachado::exporting {
namespace {

constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t kLeastRuns = 40;  // about three sentences
constexpr std::string_view kBlock = "█";

// FNV-1a.
std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

// splitmix64's finish: every bit depends on every bit.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

}  // namespace

SignatureMaker::SignatureMaker() { least_.fill(kNone); }

void SignatureMaker::add_word(std::uint64_t hash) {
  std::rotate(window_.begin(), window_.begin() + 1, window_.end());
  window_.back() = hash;
  if (++in_window_ < window_.size()) return;
  std::uint64_t run = 0;
  for (const std::uint64_t each : window_) run = mixed(run + each);
  const std::size_t place = run % kSignaturePlaces;
  least_[place] = std::min(least_[place], run / kSignaturePlaces);
  ++runs_;
}

void SignatureMaker::add(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \n\t\r", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" \n\t\r", begin), text.size());
    const std::string_view word = text.substr(begin, at - begin);
    if (word.find(kBlock) != std::string_view::npos) {
      in_window_ = 0;
      continue;
    }
    const std::string plain = folded(word);
    if (!plain.empty()) add_word(hash_of(plain));
  }
}

// A place that no run fell into takes the next one's value, so that all can be compared.
std::optional<TextSignature> SignatureMaker::finish() const {
  if (runs_ < kLeastRuns) return std::nullopt;
  TextSignature full = least_;
  for (std::size_t i = 0; i < full.size(); ++i) {
    for (std::size_t step = 1; full[i] == kNone && step < full.size(); ++step) {
      const std::uint64_t next = least_[(i + step) % full.size()];
      if (next != kNone) full[i] = mixed(next + step);
    }
  }
  return full;
}

std::array<std::uint64_t, kBands> bands_of(const TextSignature& signature) {
  std::array<std::uint64_t, kBands> bands{};
  for (std::size_t i = 0; i < signature.size(); ++i) {
    bands[i / kBandPlaces] = mixed(bands[i / kBandPlaces] + signature[i]);
  }
  return bands;
}

}  // namespace tachado::exporting
