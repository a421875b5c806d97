// "did you mean": the word of a list that was most likely meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tachado::pipeline {

// The one with the fewest changed, missing, added or swapped letters; none where that would be more
// than a third of them.
[[nodiscard]] std::optional<std::string> most_similar(std::string_view typed,
                                                      const std::vector<std::string>& words);

}  // namespace tachado::pipeline
