// The parts that the document JSON and the work format have in common, as JSON. Key names and order
// are those of the document; the writer's precision decides how numbers look. An empty string that
// stands for "not known" is null.
#pragma once

#include <string_view>
#include <vector>

#include "stages/export/json_writer.h"
#include "stages/model/document.h"

namespace tachado::exporting {

// The text, or null where it is empty.
void write_or_null(JsonWriter& json, std::string_view name, const std::string& text);

void write_problems(JsonWriter& json, std::string_view name, const std::vector<Problem>& problems);
void write_evidence(JsonWriter& json, const std::vector<Evidence>& evidence);

// Members of `metadata` from `title` to `modified`, and the lists at its end.
void write_metadata_texts(JsonWriter& json, const Metadata& metadata);
void write_metadata_lists(JsonWriter& json, const Metadata& metadata);

// The object `fields`.
void write_fields(JsonWriter& json, const Fields& fields);
// Members of `summary`: the answers at its beginning, the watch list and review notes at its end.
void write_answers(JsonWriter& json, const FieldsSummary& summary);
void write_leads(JsonWriter& json, const FieldsSummary& summary);

// Members of the document's `redactions`.
void write_document_redactions(JsonWriter& json, const DocumentRedactions& redactions);
// One redaction of a page, as an object.
void write_redaction(JsonWriter& json, const Redaction& redaction);

void write_quad(JsonWriter& json, const std::optional<Quad>& quad);

// Members of `source`: path and path_bytes; manifest.
void write_path(JsonWriter& json, const SourceInfo& source);
void write_manifest(JsonWriter& json, const SourceInfo& source);

}  // namespace tachado::exporting
