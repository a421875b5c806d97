#include "stages/export/document_visitor.h"

namespace tachado::exporting {
namespace {

class VisitorExport : public BatchExport {
 public:
  VisitorExport(std::unique_ptr<DocumentVisitor> visitor, Privacy privacy)
      : visitor_(std::move(visitor)), privacy_(privacy) {}

  [[nodiscard]] Result<void> add(std::istream& document) override {
    return visit_document(document, privacy_, *visitor_);
  }
  [[nodiscard]] Result<void> finish() override {
    visitor_->finish();
    return {};
  }

 private:
  std::unique_ptr<DocumentVisitor> visitor_;
  Privacy privacy_;
};

}  // namespace

Result<void> visit_document(std::istream& document, Privacy privacy, DocumentVisitor& visitor,
                            Words words) {
  PrivacyFilter filter(privacy);
  DocumentHandler handler;
  handler.head = [&](nlohmann::json& head) {
    filter.head(head);
    visitor.begin_document(head);
  };
  handler.page = [&](nlohmann::json& page) {
    filter.page(page);
    visitor.page(page);
  };
  if (auto read = read_document(document, handler, words); !read) return read;
  visitor.end_document();
  return {};
}

std::unique_ptr<BatchExport> export_by(std::unique_ptr<DocumentVisitor> visitor, Privacy privacy) {
  return std::make_unique<VisitorExport>(std::move(visitor), privacy);
}

}  // namespace tachado::exporting
