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
// ocds: an Open Contracting release package. ftm: FollowTheMoney entities, one a line.
enum class StreamFormat { jsonl, csv_documents, csv_fields, csv_redactions, ocds, ftm };

// Who publishes an Open Contracting package. Nothing of this can be found in a document.
struct Publication {
  std::string ocid_prefix;  // registered by the publisher
  std::string publisher;
  std::string uri;   // of the package
  std::string date;  // when it is published: an RFC 3339 date-time
};

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
// `publication` is for ocds alone.
[[nodiscard]] std::unique_ptr<BatchExport> stream_export(StreamFormat format, Privacy privacy,
                                                         TextSink sink,
                                                         const Publication& publication = {});

}  // namespace tachado::exporting
