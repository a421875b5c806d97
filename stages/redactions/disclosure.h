// Recovered text, as far as it may be told: its length and readability always, a digest with a key,
// the text itself only where the user asked for it.
#pragma once

#include <optional>
#include <string>

#include "stages/model/page.h"

namespace tachado::redactions {

struct Disclosure {
  bool reveal = false;
  std::optional<std::string> digest_key;
};

Finding finding(const std::string& kind, const std::string& text, const Disclosure& disclosure);

// HMAC-SHA-256 in lower-case hexadecimal, over the text without blanks and case, so that the same
// secret has the same digest wherever it leaks.
std::string keyed_digest(const std::string& key, const std::string& text);

}  // namespace tachado::redactions
