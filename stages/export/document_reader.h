// A written document JSON, read page by page: memory holds one page. Included by .cc files only
// (third-party types).
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <istream>

#include "stages/model/geometry.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

struct DocumentHandler {
  // All that stands before the pages, as one object; called once, before the first page. Both may
  // be changed: nobody reads them afterwards.
  std::function<void(nlohmann::json& head)> head;
  std::function<void(nlohmann::json& page)> page;
};

// The words of the pages are most of a document's bytes; who does not need them is spared their
// parsing.
enum class Words { keep, skip };

// Fails with kind damaged where the bytes are no document of schema tachado/document/1, and with
// limit where they are nested deeper than any document. What was handed on until then stands.
[[nodiscard]] Result<void> read_document(std::istream& in, const DocumentHandler& handler,
                                         Words words = Words::keep);

// Members as they are; a missing one is null.
[[nodiscard]] const nlohmann::json& member(const nlohmann::json& object, const char* name);
// Four numbers from `first` on; what is missing or no number is 0.
[[nodiscard]] Rect box_of(const nlohmann::json& list, std::size_t first = 0);
// Members as plain values; a missing one, or one of another type, is empty or 0.
[[nodiscard]] std::string text_of(const nlohmann::json& object, const char* name);
[[nodiscard]] double number_of(const nlohmann::json& object, const char* name);
// As number_of, without what is behind the point; what no int can hold is the nearest that one can.
[[nodiscard]] int whole_number_of(const nlohmann::json& object, const char* name);

}  // namespace tachado::exporting
