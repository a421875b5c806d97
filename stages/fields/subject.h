// What a contract is about.
#pragma once

#include <optional>
#include <string>

#include "stages/fields/reading.h"

namespace tachado::fields {

// The object of the contract in its own words, from its label on the first page or from its clause,
// cut at the cell's or sentence's end.
[[nodiscard]] std::optional<std::string> document_subject(const Reading& reading);

}  // namespace tachado::fields
