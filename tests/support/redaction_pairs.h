// PDFs in pairs: a redaction that fails in one way, and its twin that holds. Made here, of the same
// words, so that nothing but the failure tells the two apart.
#pragma once

#include <string>
#include <vector>

namespace tachado::test {

struct RedactionPair {
  std::string name;  // of a file, without its suffix
  std::string kind;  // of findings[].kind or leaks[].kind that the failed one has
  std::string failed;
  std::string sound;
  std::vector<std::string> secrets;  // that must be recovered from the failed one
};

// The words that the pairs hide.
inline constexpr const char* kSecretName = "Teodora Quintanar";
inline constexpr const char* kSecretAmount = "73,914.50 EUR";

std::vector<RedactionPair> redaction_pairs();

}  // namespace tachado::test
