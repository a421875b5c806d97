// Reading names of parties out of sentences and cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/fields/reading.h"

namespace tachado::fields {

struct Name {
  Span span;                 // in the view
  std::optional<Span> form;  // the legal form within it
  std::optional<std::string> usual_form;
  bool capitals = false;  // printed in capitals throughout
};

// Letters and digits in single blanks, without legal form, "&" as "Y": equal for two spellings of
// one name.
[[nodiscard]] std::string party_key(std::string_view folded_name);

// 0 to 1: twice the common characters over all, by longest common subsequence.
[[nodiscard]] double similarity(std::string_view a, std::string_view b);

// Reads the name that begins at or shortly after `at` (titles and "la empresa" are passed over);
// ends at words that end a name, at a comma that no legal form follows, at `limit`.
[[nodiscard]] std::optional<Name> read_name(const DocumentText& document, const Side& side,
                                            std::size_t at, std::size_t limit);

}  // namespace tachado::fields
