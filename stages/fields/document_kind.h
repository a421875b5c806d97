// What a document is, and in which language.
#pragma once

#include <optional>
#include <string>

#include "stages/fields/reading.h"

namespace tachado::fields {

// contract, amendment, order, tender, letter, refusal, reservation_agreement, annex; none where
// nothing tells. By the title first.
[[nodiscard]] std::optional<std::string> document_kind(const Reading& reading);

// ISO 639-3: spa or eng, by their commonest words; none in short texts.
[[nodiscard]] std::optional<std::string> document_language(std::string_view folded);

}  // namespace tachado::fields
