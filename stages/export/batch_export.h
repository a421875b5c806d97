// Exports of a whole batch: documents go in one after the other, one file comes out. Made from the
// written document JSON; memory holds one page of it, whatever the number of documents.
#pragma once

#include <istream>
#include <memory>
#include <string>
#include <string_view>

#include "stages/export/privacy.h"
#include "stages/export/text_formats.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

// jsonl: a document a line, without words. csv_*: a table each, as in SQLite (docs/tables.md).
enum class StreamFormat { jsonl, csv_documents, csv_fields, csv_redactions };

class BatchExport {
 public:
  virtual ~BatchExport() = default;
  BatchExport() = default;
  BatchExport(const BatchExport&) = delete;
  BatchExport& operator=(const BatchExport&) = delete;

  // Fails with damaged or limit where `document` is none of ours (document_reader.h), with io where
  // a file of the export cannot be written. After a failure the export is to be thrown away.
  [[nodiscard]] virtual Result<void> add(std::istream& document) = 0;
  // After the last document.
  [[nodiscard]] virtual Result<void> finish() = 0;
};

// To `sink`, piece by piece. The same documents in the same order give the same bytes.
[[nodiscard]] std::unique_ptr<BatchExport> stream_export(StreamFormat format, Privacy privacy,
                                                         TextSink sink);

}  // namespace tachado::exporting
