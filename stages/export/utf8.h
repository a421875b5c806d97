// UTF-8 as every output needs it: whole, whatever came in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tachado::exporting {

// Length of the valid UTF-8 sequence at `at` (1 to 4 bytes); 0 if what stands there is none: a
// stray continuation byte, a cut or overlong sequence, a surrogate, more than U+10FFFF.
[[nodiscard]] std::size_t sequence_length(std::string_view text, std::size_t at);

// Length of the broken piece at `at`: what the one U+FFFD that is written for it stands for.
// `counted` says whether code_points() counts it: only such a piece gets its U+FFFD, so that
// offsets into the text stay right.
struct Broken {
  std::size_t length = 1;
  bool counted = true;
};
[[nodiscard]] Broken broken_at(std::string_view text, std::size_t at);

// `text` with every broken sequence replaced. The number of code points, as code_points() counts
// them, does not change; clean text comes back as it is.
[[nodiscard]] std::string clean_utf8(std::string_view text);

}  // namespace tachado::exporting
