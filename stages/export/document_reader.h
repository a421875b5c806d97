// A written document JSON, read page by page: memory holds one page. Included by .cc files only
// (third-party types).
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <istream>

#include "stages/model/problem.h"

namespace tachado::exporting {

struct DocumentHandler {
  // All that stands before the pages, as one object; called once, before the first page.
  std::function<void(const nlohmann::json& head)> head;
  std::function<void(const nlohmann::json& page)> page;
};

// Fails with kind damaged where the bytes are no document of schema tachado/document/1, and with
// limit where they are nested deeper than any document. What was handed on until then stands.
[[nodiscard]] Result<void> read_document(std::istream& in, const DocumentHandler& handler);

// Members as plain values; a missing one, or one of another type, is empty or 0.
[[nodiscard]] std::string text_of(const nlohmann::json& object, const char* name);
[[nodiscard]] double number_of(const nlohmann::json& object, const char* name);

}  // namespace tachado::exporting
