// What the report says, in Spanish and English.
#pragma once

#include <string>
#include <string_view>

namespace tachado::exporting {

enum class Language { spanish, english };

// The words for `key`: one of the report's own, or a name from a closed list of the document
// ("heavy", "box_over_text"). A key without words is its own words, underscores as blanks.
[[nodiscard]] std::string words_for(Language language, std::string_view key);

}  // namespace tachado::exporting
