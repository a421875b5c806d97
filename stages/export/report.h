// The report: a folder of static HTML over a batch that opens from disk, without server or network.
#pragma once

#include <istream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "stages/export/privacy.h"
#include "stages/export/report_text.h"
#include "stages/model/geometry.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

struct ReportOptions {
  Language language = Language::spanish;
  Privacy privacy;
  bool images = true;  // pages refer to pictures in images/<id>/
};

// What the pictures of a document's pages are to be made of.
struct ReportedDocument {
  std::string id;  // of its page, documents/<id>.html, and of its pictures' folder
  std::string sha256;
  int pages = 0;
  std::map<int, std::vector<Rect>> masked;  // of each page, what its picture must not show
};

// In images/<id>/: "3.jpg" for the thumbnail of page 3, "3-full.jpg" for its full size.
[[nodiscard]] std::string image_name(int page, bool full);

// Documents go in one after the other; all text from them is escaped, nothing refers to outside the
// folder. Memory: a page, a bounded index (word_index.h), and SQLite's few megabytes: the sums on
// the first page are those of the views of sqlite_schema.h. Deterministic.
class Report {
 public:
  // Makes what is missing of `folder` and writes there. Fails with io.
  [[nodiscard]] static Result<std::unique_ptr<Report>> begin(const std::string& folder,
                                                             const ReportOptions& options);
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  // `source`: the bytes of the path. Fails as read_document does, or with io.
  [[nodiscard]] Result<ReportedDocument> add(const std::string& source, std::istream& document);
  // The first page and the search index.
  [[nodiscard]] Result<void> finish();

 private:
  struct Data;
  explicit Report(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

}  // namespace tachado::exporting
