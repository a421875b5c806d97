#include "stages/export/sqlite_export.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "stages/export/document_visitor.h"
#include "stages/export/signature.h"
#include "stages/export/tables.h"
#include "stages/export/utf8.h"
#include "stages/handles/sqlite.h"

namespace tachado::exporting {
namespace {

using handles::DatabasePtr;
using handles::StatementPtr;
using nlohmann::json;

// Which documents are still there; on disk if they are many.
constexpr const char* kKept = "CREATE TEMP TABLE kept(id INTEGER PRIMARY KEY);";
// "tach": SQLite's place for saying whose file it is.
constexpr int kApplicationId = 0x74616368;

void bind_text(sqlite3_stmt* statement, int at, const std::string& text) {
  sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void bind_blob(sqlite3_stmt* statement, int at, const std::string& bytes) {
  sqlite3_bind_blob64(statement, at, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

void bind_cell(sqlite3_stmt* statement, int at, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    bind_text(statement, at, clean_utf8(*text));
  } else if (const auto* truth = std::get_if<bool>(&cell)) {
    sqlite3_bind_int(statement, at, *truth ? 1 : 0);
  } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
    sqlite3_bind_int64(statement, at, *whole);
  } else if (const auto* real = std::get_if<double>(&cell)) {
    sqlite3_bind_double(statement, at, *real);
  } else if (const auto* money = std::get_if<Money>(&cell)) {
    sqlite3_bind_double(statement, at, static_cast<double>(money->minor_units) / 100);
  } else {
    sqlite3_bind_null(statement, at);
  }
}

}  // namespace

struct SqliteExport::Data {
  DatabasePtr database;
  Privacy privacy;
  std::string stamp_suffix;  // what else decides what a document's rows are
  std::array<StatementPtr, kTables> inserts;
  StatementPtr find;
  StatementPtr remove;
  StatementPtr insert_place;
  StatementPtr insert_band;
  StatementPtr insert_kept;
  bool failed = false;

  [[nodiscard]] Problem problem(std::string_view what) const {
    const int code = sqlite3_errcode(database.get());
    const bool foreign = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
    return {"export", std::nullopt, foreign ? ProblemKind::damaged : ProblemKind::io,
            fmt::format("{}: {}", what, sqlite3_errmsg(database.get()))};
  }
  [[nodiscard]] Result<void> execute(const std::string& sql) const {
    if (sqlite3_exec(database.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) {
      return {};
    }
    return fail(problem("the database cannot be used"));
  }
  [[nodiscard]] StatementPtr prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &statement, nullptr);
    return StatementPtr(statement);
  }
  [[nodiscard]] std::int64_t number(const char* sql) const {
    const StatementPtr statement = prepare(sql);
    return statement != nullptr && sqlite3_step(statement.get()) == SQLITE_ROW
               ? sqlite3_column_int64(statement.get(), 0)
               : 0;
  }
  void keep(std::int64_t document) {
    sqlite3_bind_int64(insert_kept.get(), 1, document);
    step(insert_kept.get());
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) failed = true;
    sqlite3_reset(statement);
  }

  [[nodiscard]] Result<void> make_or_check(FullText full_text) const;
  [[nodiscard]] bool prepare_all();
  void insert(const Table& table, std::int64_t document, const std::vector<Cell>& row);
  void insert_signature(std::int64_t document, const TextSignature& signature);
};

// An empty database becomes ours.
Result<void> SqliteExport::Data::make_or_check(FullText full_text) const {
  if (auto begun = execute("PRAGMA foreign_keys=ON; BEGIN IMMEDIATE"); !begun) return begun;
  const bool empty = number("SELECT count(*) FROM sqlite_master") == 0;
  const bool ours = number("PRAGMA application_id") == kApplicationId;
  if (!empty && !ours) {
    return fail({"export", std::nullopt, ProblemKind::unsupported,
                 "is a database of another make; choose another file"});
  }
  if (!empty && number("PRAGMA user_version") == kSqliteSchema) return execute(kKept);
  if (!empty) {
    return fail({"export", std::nullopt, ProblemKind::unsupported,
                 "was made by another version of tachado; remove it and run the same again"});
  }
  return execute(fmt::format("PRAGMA application_id={};", kApplicationId) +
                 sqlite_schema(full_text) + kKept);
}

bool SqliteExport::Data::prepare_all() {
  bool good = true;
  for (const Table& each : all_tables()) {
    const bool documents = each.id == TableName::documents;
    std::string names = documents ? "source, stamp" : "document_id";
    std::string marks = documents ? "?, ?" : "?";
    for (const Column& column : each.columns) {
      names += fmt::format(", {}", column.name);
      marks += ", ?";
    }
    StatementPtr& insert = inserts[static_cast<std::size_t>(each.id)];
    insert = prepare(fmt::format("INSERT INTO {}({}) VALUES({})", each.name, names, marks));
    good = good && insert != nullptr;
  }
  find = prepare("SELECT id, stamp FROM documents WHERE source = ?");
  remove = prepare("DELETE FROM documents WHERE source = ?");
  insert_place = prepare("INSERT INTO signatures VALUES(?, ?, ?)");
  insert_band = prepare("INSERT OR IGNORE INTO bands VALUES(?, ?, ?)");
  insert_kept = prepare("INSERT INTO kept VALUES(?)");
  return good && insert_kept != nullptr && find != nullptr && remove != nullptr &&
         insert_place != nullptr && insert_band != nullptr;
}

void SqliteExport::Data::insert(const Table& table, std::int64_t document,
                                const std::vector<Cell>& row) {
  sqlite3_stmt* statement = inserts[static_cast<std::size_t>(table.id)].get();
  int at = 0;
  sqlite3_bind_int64(statement, ++at, document);
  for (const Cell& cell : row) bind_cell(statement, ++at, cell);
  step(statement);
}

void SqliteExport::Data::insert_signature(std::int64_t document, const TextSignature& signature) {
  for (std::size_t i = 0; i < signature.size(); ++i) {
    sqlite3_bind_int64(insert_place.get(), 1, document);
    sqlite3_bind_int64(insert_place.get(), 2, static_cast<std::int64_t>(i));
    sqlite3_bind_int64(insert_place.get(), 3, static_cast<std::int64_t>(signature[i]));
    step(insert_place.get());
  }
  const auto bands = bands_of(signature);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    sqlite3_bind_int64(insert_band.get(), 1, static_cast<std::int64_t>(i));
    sqlite3_bind_int64(insert_band.get(), 2, static_cast<std::int64_t>(bands[i]));
    sqlite3_bind_int64(insert_band.get(), 3, document);
    step(insert_band.get());
  }
}

namespace {

// Puts one document's rows in.
template <typename Data>
class Inserter : public DocumentVisitor {
 public:
  Inserter(Data& data, std::string source, std::string stamp)
      : data_(data), source_(std::move(source)), stamp_(std::move(stamp)) {}

  void begin_document(const json& head) override {
    head_ = json{{"redactions", member(head, "redactions")}};
    document_rows(head, [&](const Table& of, const std::vector<Cell>& row) {
      if (of.id == TableName::documents) {
        insert_document(row);
      } else {
        data_.insert(of, id_, row);
      }
    });
  }
  void page(const json& page) override {
    signature_.add(text_of(page, "text"));
    page_rows(head_, page,
              [&](const Table& of, const std::vector<Cell>& row) { data_.insert(of, id_, row); });
  }
  void end_document() override {
    if (const auto signature = signature_.finish()) data_.insert_signature(id_, *signature);
    data_.keep(id_);
  }

 private:
  void insert_document(const std::vector<Cell>& row) {
    sqlite3_stmt* statement = data_.inserts[static_cast<std::size_t>(TableName::documents)].get();
    bind_blob(statement, 1, source_);
    bind_text(statement, 2, stamp_);
    int at = 2;
    for (const Cell& cell : row) bind_cell(statement, ++at, cell);
    data_.step(statement);
    id_ = sqlite3_last_insert_rowid(data_.database.get());
  }

  Data& data_;
  std::string source_;
  std::string stamp_;
  json head_;
  SignatureMaker signature_;
  std::int64_t id_ = 0;
};

}  // namespace

SqliteExport::SqliteExport(std::unique_ptr<Data> data) : data_(std::move(data)) {}
SqliteExport::~SqliteExport() = default;

Result<std::unique_ptr<SqliteExport>> SqliteExport::open(const std::string& path, Privacy privacy,
                                                         FullText full_text) {
  auto data = std::make_unique<Data>();
  data->privacy = privacy;
  // Rows made under other rules about privacy are not those that are wanted now.
  data->stamp_suffix =
      fmt::format(" {}{}", privacy.reveal ? "r" : "", privacy.mask_personal ? "m" : "");
  sqlite3* database = nullptr;
  const int opened =
      sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  data->database.reset(database);
  if (opened != SQLITE_OK) return fail(data->problem("the database cannot be opened"));
  if (auto made = data->make_or_check(full_text); !made) return fail(std::move(made).error());
  if (!data->prepare_all()) return fail(data->problem("the database cannot be used"));
  return std::unique_ptr<SqliteExport>(new SqliteExport(std::move(data)));
}

bool SqliteExport::keep(const std::string& source, const std::string& stamp) {
  sqlite3_stmt* find = data_->find.get();
  bind_blob(find, 1, source);
  bool same = false;
  if (sqlite3_step(find) == SQLITE_ROW) {
    const auto* known = reinterpret_cast<const char*>(sqlite3_column_text(find, 1));
    same = known != nullptr && stamp + data_->stamp_suffix == known;
    if (same) data_->keep(sqlite3_column_int64(find, 0));
  }
  sqlite3_reset(find);
  return same;
}

std::unique_ptr<DocumentVisitor> SqliteExport::inserter(const std::string& source,
                                                        const std::string& stamp) {
  bind_blob(data_->remove.get(), 1, source);
  data_->step(data_->remove.get());
  return std::make_unique<Inserter<Data>>(*data_, source, stamp + data_->stamp_suffix);
}

Result<void> SqliteExport::put(const std::string& source, const std::string& stamp,
                               std::istream& document) {
  const auto visitor = inserter(source, stamp);
  if (auto read = visit_document(document, data_->privacy, *visitor); !read) return read;
  if (data_->failed) return fail(data_->problem("the database cannot be written"));
  return {};
}

Result<void> SqliteExport::finish() {
  if (data_->failed) return fail(data_->problem("the database cannot be written"));
  if (auto removed = data_->execute("DELETE FROM documents WHERE id NOT IN (SELECT id FROM kept)");
      !removed) {
    return removed;
  }
  return data_->execute("COMMIT");
}

Result<void> SqliteExport::query(const std::string& sql, const std::vector<std::string>& bound,
                                 const std::function<void(const Row&)>& visit) const {
  const StatementPtr statement = data_->prepare(sql);
  if (statement == nullptr) return fail(data_->problem("the question cannot be asked"));
  for (std::size_t i = 0; i < bound.size(); ++i) {
    bind_text(statement.get(), static_cast<int>(i) + 1, bound[i]);
  }
  Row row(static_cast<std::size_t>(sqlite3_column_count(statement.get())));
  for (;;) {
    const int stepped = sqlite3_step(statement.get());
    if (stepped == SQLITE_DONE) return {};
    if (stepped != SQLITE_ROW) return fail(data_->problem("the question cannot be answered"));
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto* text = sqlite3_column_text(statement.get(), static_cast<int>(i));
      row[i] = text == nullptr ? "" : reinterpret_cast<const char*>(text);
    }
    visit(row);
  }
}

}  // namespace tachado::exporting
