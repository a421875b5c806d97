// How an export sees a batch: document by document, page by page, without what its reader is not to
// see. Included by .cc files only (third-party types).
#pragma once

#include <nlohmann/json.hpp>

#include <memory>
#include <utility>

#include "stages/export/batch_export.h"
#include "stages/export/document_reader.h"
#include "stages/export/privacy_filter.h"

namespace tachado::exporting {

class DocumentVisitor {
 public:
  virtual ~DocumentVisitor() = default;
  DocumentVisitor() = default;
  DocumentVisitor(const DocumentVisitor&) = delete;
  DocumentVisitor& operator=(const DocumentVisitor&) = delete;

  virtual void begin_document(const nlohmann::json& head) = 0;
  virtual void page(const nlohmann::json& /*page*/) {}
  virtual void end_document() {}
  // After the last document.
  virtual void finish() {}
};

// Reads one document. Its words are kept only where they are asked for, and where they are needed
// to find what is to be masked.
[[nodiscard]] Result<void> visit_document(std::istream& document, Privacy privacy,
                                          DocumentVisitor& visitor, Words words = Words::skip);

// A visitor as an export.
[[nodiscard]] std::unique_ptr<BatchExport> export_by(std::unique_ptr<DocumentVisitor> visitor,
                                                     Privacy privacy);

}  // namespace tachado::exporting
