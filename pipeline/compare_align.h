// The cheapest way to turn one page's words into another's, where a redaction may stand for any
// number of words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tachado::pipeline {

struct AlignToken {
  std::string key;       // folded letters and digits; empty for a redaction
  std::size_t word = 0;  // of the caller
  bool redacted = false;
};

// Steps in order. `pair` consumes a token of both, `first` and `second` one of that side.
struct AlignStep {
  enum class Kind : std::uint8_t {
    equal,
    similar,
    different,
    first,
    second,
    behind_first,
    behind_second
  };
  // behind_first: a word of the second stands where the first has a redaction; and the reverse.
  Kind kind = Kind::equal;
  std::size_t first = 0;  // tokens; of the side that is not consumed, the next one
  std::size_t second = 0;
};

// Whether two words are the same but for the errors of a recogniser.
[[nodiscard]] bool alike_words(const std::string& a, const std::string& b);
// Letters and digits that recognisers confuse, as one of each group.
[[nodiscard]] std::string without_confusion(const std::string& key);

// Memory: a byte for each pair of tokens.
[[nodiscard]] std::vector<AlignStep> align(const std::vector<AlignToken>& first,
                                           const std::vector<AlignToken>& second);

}  // namespace tachado::pipeline
