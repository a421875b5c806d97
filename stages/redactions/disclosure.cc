#include "stages/redactions/disclosure.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "stages/redactions/fold.h"
#include "stages/redactions/readability.h"

namespace tachado::redactions {

std::string keyed_digest(const std::string& key, const std::string& text) {
  std::string plain = fold(text);
  std::erase_if(plain, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(plain.data()), plain.size(), bytes.data(), &size);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < size; ++i) {
    result += kDigits[bytes[i] >> 4U];
    result += kDigits[bytes[i] & 15U];
  }
  return result;
}

Finding finding(const std::string& kind, const std::string& text, const Disclosure& disclosure) {
  Finding result;
  result.kind = kind;
  for (const char32_t c : to_utf32(text)) result.characters += c != U' ' && c != U'\n';
  result.readability = std::round(readability(text) * 100) / 100;
  if (text.empty()) return result;
  if (disclosure.digest_key) result.digest = keyed_digest(*disclosure.digest_key, text);
  if (disclosure.reveal) result.text = text;
  return result;
}

}  // namespace tachado::redactions
