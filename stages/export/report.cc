#include "stages/export/report.h"

#include <filesystem>
#include <fstream>
#include <utility>

#include "stages/export/json_writer.h"
#include "stages/export/privacy_filter.h"
#include "stages/export/report_assets.h"
#include "stages/export/report_document.h"
#include "stages/export/report_index.h"
#include "stages/export/sqlite_export.h"
#include "stages/export/stable_id.h"
#include "stages/export/word_index.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

constexpr std::size_t kIdLength = 12;  // of a stable id: enough for millions of documents

Problem cannot_write(const std::string& path) {
  return {"export", std::nullopt, ProblemKind::io, path + " cannot be written"};
}

Result<void> write_file(const std::string& path, std::string_view content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  if (out.fail()) return fail(cannot_write(path));
  return {};
}

// The document's row of the first page's table.
std::string row_of(const std::string& id, const json& head) {
  const json& summary = member(head, "summary");
  std::string out;
  JsonWriter row(out, Precision::published);
  const auto text = [&](const json& value) {
    value.is_string() ? row.value(value.get<std::string>()) : row.null();
  };
  const auto number = [&](const json& value) {
    value.is_number() ? row.value(value.get<double>()) : row.null();
  };
  row.begin_array();
  row.value(id);
  text(member(member(head, "source"), "path"));
  for (const char* name : {"redaction_level", "document_kind", "contract_number"})
    text(member(summary, name));
  number(member(summary, "amount"));
  for (const char* name : {"currency", "supplier_name", "buyer_name", "date_signed"}) {
    text(member(summary, name));
  }
  for (const char* name : {"pages", "redactions", "redacted_share"}) number(member(summary, name));
  row.value(whole_number_of(summary, "failed_redactions") + whole_number_of(summary, "leaks"));
  text(member(head, "status"));
  row.value(static_cast<int>(member(summary, "needs_review").size()));
  // What a contract is about fits in a line; all of it stands on its own page.
  constexpr std::size_t kSubjectBytes = 160;
  row.value(text_of(summary, "subject").substr(0, kSubjectBytes));
  row.end_array();
  return out;
}

}  // namespace

struct Report::Data {
  std::string folder;
  ReportOptions options;
  std::unique_ptr<SqliteExport> database;
  std::unique_ptr<WordIndex> words;
  std::ofstream rows;
  bool first = true;
};

std::string image_name(int page, bool full) {
  return std::to_string(page) + (full ? "-full.jpg" : ".jpg");
}

Report::Report(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Report::~Report() = default;

Result<std::unique_ptr<Report>> Report::begin(const std::string& folder,
                                              const ReportOptions& options) {
  auto data = std::make_unique<Data>();
  data->folder = folder;
  data->options = options;
  for (const char* name : {"/documents", "/search", "/data"}) {
    std::error_code error;
    std::filesystem::create_directories(folder + name, error);
    if (error) return fail(cannot_write(folder + name));
  }
  for (const auto& [name, content] :
       {std::pair<const char*, std::string_view>{"/style.css", style_css},
        {"/app.js", app_js},
        {"/document.js", document_js}}) {
    if (auto written = write_file(folder + name, content); !written) {
      return fail(std::move(written).error());
    }
  }
  auto database = SqliteExport::open("", options.privacy, FullText::no);
  if (!database) return fail(std::move(database).error());
  data->database = std::move(*database);
  data->words = std::make_unique<WordIndex>(folder + "/search");
  data->rows.open(folder + "/data/documents.js", std::ios::binary | std::ios::trunc);
  data->rows << "'use strict';\nconst tachado = {documents: [";
  return std::unique_ptr<Report>(new Report(std::move(data)));
}

Result<ReportedDocument> Report::add(const std::string& source, std::istream& document) {
  Data& data = *data_;
  ReportedDocument reported;
  PrivacyFilter filter(data.options.privacy);
  const bool mask = data.options.privacy.mask_personal;
  std::ofstream page_file;
  std::string page_path;
  std::vector<std::unique_ptr<DocumentVisitor>> readers;
  DocumentHandler handler;
  handler.head = [&](json& head) {
    reported.sha256 = text_of(member(head, "source"), "sha256");
    reported.id = stable_id({source, reported.sha256}).substr(0, kIdLength);
    filter.head(head);
    page_path = data.folder + "/documents/" + reported.id + ".html";
    page_file.open(page_path, std::ios::binary | std::ios::trunc);
    readers.push_back(make_report_document(data.options, reported.id,
                                           [&](std::string_view piece) { page_file << piece; }));
    readers.push_back(data.database->inserter(source, reported.id));
    data.rows << (data.first ? "\n" : ",\n") << row_of(reported.id, head);
    data.first = false;
    for (const auto& reader : readers) reader->begin_document(head);
  };
  handler.page = [&](json& page) {
    filter.page(page);
    reported.pages = std::max(reported.pages, whole_number_of(page, "number"));
    if (mask && !filter.personal_boxes().empty()) {
      reported.masked[whole_number_of(page, "number")] = filter.personal_boxes();
    }
    data.words->add(text_of(page, "text"));
    for (const auto& reader : readers) reader->page(page);
  };
  if (auto read = read_document(document, handler, mask ? Words::keep : Words::skip); !read) {
    return fail(std::move(read).error());
  }
  for (const auto& reader : readers) reader->end_document();
  page_file.close();
  if (page_file.fail()) return fail(cannot_write(page_path));
  if (!data.rows) return fail(cannot_write(data.folder + "/data/documents.js"));
  if (auto ended = data.words->end_document(); !ended) return fail(std::move(ended).error());
  return reported;
}

Result<void> Report::finish() {
  Data& data = *data_;
  if (auto finished = data.database->finish(); !finished) return finished;
  const auto shards = data.words->finish();
  if (!shards) return fail(shards.error());
  data.rows << "\n],\n" << table_script(data.options, *shards) << "};\n";
  data.rows.close();
  if (data.rows.fail()) return fail(cannot_write(data.folder + "/data/documents.js"));
  const auto page = index_page(data.options, *data.database);
  if (!page) return fail(page.error());
  return write_file(data.folder + "/index.html", *page);
}

}  // namespace tachado::exporting
