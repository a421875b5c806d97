#include "pipeline/state.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <type_traits>
#include <utility>

namespace tachado::pipeline {
namespace {

struct DatabaseCloser {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct StatementCloser {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, DatabaseCloser>;
using Statement = std::unique_ptr<sqlite3_stmt, StatementCloser>;

// A journal that other machines on a shared file system can read beside too: a write-ahead log
// wants memory that they share. A change of the columns is a new number, for later versions to tell
// by.
constexpr const char* kSettings =
    "PRAGMA page_size=16384; PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL";
constexpr const char* kVersionMark = "BEGIN; PRAGMA user_version=2";
constexpr std::string_view kSchema =
    "CREATE {0} TABLE documents("
    " path BLOB PRIMARY KEY, name BLOB, size INTEGER, modified_ns INTEGER, setup TEXT,"
    " status TEXT, problem TEXT, level TEXT, failed_redactions INTEGER, leaks INTEGER,"
    " pages INTEGER, pages_examined INTEGER, sha256 TEXT, summary_csv TEXT, failures_csv TEXT,"
    " manifest TEXT, members BLOB, container INTEGER) WITHOUT ROWID";
// Made when it is first wanted: it costs as much as the rows, and most batches hold no content
// twice.
constexpr const char* kContentIndex = "CREATE INDEX IF NOT EXISTS contents ON documents(sha256)";
constexpr int kVersion = 2;
// Others read (status, export) while a run writes.
constexpr int kBusyMilliseconds = 120'000;
constexpr const char* kColumns =
    "path, name, size, modified_ns, setup, status, problem, level, failed_redactions, leaks, pages,"
    " pages_examined, sha256, summary_csv, failures_csv, manifest, members, container";
// Entries that are passed by one by one before the next is searched for: a search costs as much as
// some twenty steps.
constexpr int kMostSteps = 16;

std::string text_at(sqlite3_stmt* row, int column) {
  const void* bytes = sqlite3_column_blob(row, column);
  const int size = sqlite3_column_bytes(row, column);
  return bytes == nullptr
             ? std::string()
             : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::string_view path_at(sqlite3_stmt* row) {
  const void* bytes = sqlite3_column_blob(row, 0);
  const int size = sqlite3_column_bytes(row, 0);
  return {static_cast<const char*>(bytes), bytes == nullptr ? 0 : static_cast<std::size_t>(size)};
}

StateEntry entry_at(sqlite3_stmt* row, bool all = true) {
  StateEntry entry;
  entry.name = text_at(row, 1);
  entry.size = sqlite3_column_int64(row, 2);
  entry.modified_ns = sqlite3_column_int64(row, 3);
  entry.setup = text_at(row, 4);
  entry.row.status = status_from(text_at(row, 5)).value_or(Status::failed);
  entry.row.problem = text_at(row, 6);
  entry.row.level = text_at(row, 7);
  entry.row.failed_redactions = sqlite3_column_int(row, 8);
  entry.row.leaks = sqlite3_column_int(row, 9);
  entry.row.pages = sqlite3_column_int(row, 10);
  entry.row.pages_examined = sqlite3_column_int(row, 11);
  entry.row.sha256 = text_at(row, 12);
  if (all || entry.row.status != Status::ok) {
    entry.row.summary_csv = text_at(row, 13);
    entry.row.failures_csv = text_at(row, 14);
  }
  entry.manifest = text_at(row, 15);
  entry.row.members = split_members(text_at(row, 16));
  entry.row.container = sqlite3_column_int(row, 17) != 0;
  return entry;
}

}  // namespace

struct State::Data {
  Database database;
  Statement select;        // those from a path on, in order
  bool selecting = false;  // it stands at an entry
  std::string asked;       // there is none between this path and that entry
  Statement insert;
  Statement select_content;
  bool indexed = false;
  bool in_transaction = false;
  bool held = false;

  [[nodiscard]] Problem problem(std::string_view what) const {
    const int code = sqlite3_errcode(database.get());
    const bool foreign = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
    return {"pipeline", std::nullopt, foreign ? ProblemKind::damaged : ProblemKind::io,
            fmt::format("{}: {}", what, sqlite3_errmsg(database.get()))};
  }
  [[nodiscard]] Result<void> execute(const char* sql) const {
    if (sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return fail(problem("the state cannot be used"));
  }
  // 0: none yet, or no database.
  [[nodiscard]] int version() const {
    const Statement statement = prepare("PRAGMA user_version");
    return statement != nullptr && sqlite3_step(statement.get()) == SQLITE_ROW
               ? sqlite3_column_int(statement.get(), 0)
               : 0;
  }
  void end_select() {
    if (selecting) sqlite3_reset(select.get());
    selecting = false;
  }
  // Goes to the entry at `path`.
  [[nodiscard]] bool select_path(const std::string& path) {
    bool near = selecting && path >= asked;
    for (int steps = 0; near && path_at(select.get()) < path; ++steps) {
      near = steps < kMostSteps && sqlite3_step(select.get()) == SQLITE_ROW;
    }
    if (!near) {
      sqlite3_reset(select.get());
      sqlite3_bind_blob64(select.get(), 1, path.data(), path.size(), SQLITE_TRANSIENT);
      selecting = sqlite3_step(select.get()) == SQLITE_ROW;
      if (!selecting) sqlite3_reset(select.get());
    }
    asked = path;
    return selecting && path_at(select.get()) == path;
  }
  [[nodiscard]] Statement prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &statement, nullptr);
    return Statement(statement);
  }
};

State::State(std::unique_ptr<Data> data) : data_(std::move(data)) {}
State::State(State&&) noexcept = default;
State& State::operator=(State&&) noexcept = default;
State::~State() = default;

Result<State> State::open(const std::string& path) { return open(path, false); }

Result<State> State::open_to_write(const std::string& path) { return open(path, true); }

Result<State> State::open(const std::string& path, bool to_write) {
  auto data = std::make_unique<Data>();
  sqlite3* database = nullptr;
  const int opened =
      sqlite3_open_v2(path.c_str(), &database,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  data->database.reset(database);
  if (opened != SQLITE_OK) return fail(data->problem("the state cannot be opened"));
  sqlite3_busy_timeout(database, kBusyMilliseconds);
  if (auto set = data->execute(kSettings); !set) return fail(std::move(set).error());
  const int version = data->version();
  if (version != 0 && version != kVersion) {
    return fail({"pipeline", std::nullopt, ProblemKind::unsupported,
                 "the state was written by another version of tachado"});
  }
  // A new one is made by the first commit: each costs several waits for the disk.
  if (version == 0) {
    const std::string schema = to_write
                                   ? fmt::format("{};{}", kVersionMark, fmt::format(kSchema, ""))
                                   : fmt::format(kSchema, "TEMP");
    if (auto made = data->execute(schema.c_str()); !made) return fail(std::move(made).error());
    data->in_transaction = to_write;
  }
  data->select = data->prepare(
      fmt::format("SELECT {} FROM documents WHERE path >= ? ORDER BY path", kColumns));
  data->insert = data->prepare(fmt::format(
      "INSERT OR REPLACE INTO documents({}) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      kColumns));
  data->select_content = data->prepare(
      fmt::format("SELECT {} FROM documents WHERE sha256 = ? AND setup = ? AND container = 0 AND "
                  "members = x'' AND problem <> 'io' AND (status = 'ok' OR ? = 0) ORDER BY path",
                  kColumns));
  if (data->select == nullptr || data->insert == nullptr || data->select_content == nullptr) {
    return fail(data->problem("the state cannot be used"));
  }
  return State(std::move(data));
}

Result<void> State::hold() {
  data_->held = true;
  if (data_->in_transaction) return {};
  data_->in_transaction = true;
  return data_->execute("BEGIN");
}

std::optional<StateEntry> State::find(const std::string& path) const {
  if (!data_->select_path(path)) return std::nullopt;
  return entry_at(data_->select.get());
}

std::optional<StateEntry> State::find_facts(const std::string& path) const {
  if (!data_->select_path(path)) return std::nullopt;
  return entry_at(data_->select.get(), false);
}

std::optional<State::Found> State::find_content(const std::string& sha256, const std::string& setup,
                                                bool only_ok) const {
  if (!std::exchange(data_->indexed, true)) {
    data_->end_select();
    (void)data_->execute(kContentIndex);  // without it the answer is the same, only later
  }
  sqlite3_stmt* select = data_->select_content.get();
  sqlite3_bind_text64(select, 1, sha256.data(), sha256.size(), SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_text64(select, 2, setup.data(), setup.size(), SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_int(select, 3, only_ok ? 1 : 0);
  std::optional<Found> found;
  if (sqlite3_step(select) == SQLITE_ROW) found = Found{text_at(select, 0), entry_at(select)};
  sqlite3_reset(select);
  return found;
}

std::size_t State::size() const {
  const Statement count = data_->prepare("SELECT count(*) FROM documents");
  return count != nullptr && sqlite3_step(count.get()) == SQLITE_ROW
             ? static_cast<std::size_t>(sqlite3_column_int64(count.get(), 0))
             : 0;
}

std::vector<std::string> State::setups() const {
  std::vector<std::string> setups;
  const Statement rows = data_->prepare("SELECT DISTINCT setup FROM documents ORDER BY setup");
  while (rows != nullptr && sqlite3_step(rows.get()) == SQLITE_ROW) {
    setups.push_back(text_at(rows.get(), 0));
  }
  return setups;
}

std::unordered_set<std::int64_t> State::sizes() const {
  std::unordered_set<std::int64_t> sizes;
  const Statement rows = data_->prepare("SELECT DISTINCT size FROM documents");
  while (rows != nullptr && sqlite3_step(rows.get()) == SQLITE_ROW) {
    sizes.insert(sqlite3_column_int64(rows.get(), 0));
  }
  return sizes;
}

Result<void> State::put(const std::string& path, const StateEntry& facts, const DocumentRow& row) {
  data_->end_select();
  if (!data_->in_transaction) {
    if (auto begun = data_->execute("BEGIN"); !begun) return begun;
    data_->in_transaction = true;
  }
  sqlite3_stmt* insert = data_->insert.get();
  int column = 0;
  const auto text = [&](const std::string& value) {
    sqlite3_bind_text64(insert, ++column, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  };
  const auto bytes = [&](const std::string& value) {
    sqlite3_bind_blob64(insert, ++column, value.data(), value.size(), SQLITE_STATIC);
  };
  const auto number = [&](std::int64_t value) { sqlite3_bind_int64(insert, ++column, value); };
  const std::string status(to_string(row.status));
  bytes(path);
  bytes(facts.name);
  number(facts.size);
  number(facts.modified_ns);
  text(facts.setup);
  text(status);
  text(row.problem);
  text(row.level);
  number(row.failed_redactions);
  number(row.leaks);
  number(row.pages);
  number(row.pages_examined);
  text(row.sha256);
  text(row.summary_csv);
  text(row.failures_csv);
  text(facts.manifest);
  const std::string members = join_members(row.members);
  bytes(members);
  number(row.container ? 1 : 0);
  const bool done = sqlite3_step(insert) == SQLITE_DONE;
  Result<void> result;
  if (!done) result = fail(data_->problem("the state cannot be written"));
  sqlite3_reset(insert);
  return result;
}

Result<void> State::commit() {
  data_->end_select();
  if (!data_->in_transaction) return {};
  auto committed = data_->execute("COMMIT");
  // Where it failed it may be open still, or was rolled back, as on a full disk.
  data_->in_transaction = sqlite3_get_autocommit(data_->database.get()) == 0;
  return committed && data_->held ? hold() : committed;
}

void State::each_digest(const std::function<void(const std::string& sha256)>& visit) const {
  const Statement rows = data_->prepare("SELECT sha256 FROM documents");
  while (rows != nullptr && sqlite3_step(rows.get()) == SQLITE_ROW) {
    visit(text_at(rows.get(), 0));
  }
}

void State::each(
    const std::function<void(const std::string& path, const StateEntry& entry)>& visit) const {
  const Statement rows =
      data_->prepare(fmt::format("SELECT {} FROM documents ORDER BY path", kColumns));
  while (rows != nullptr && sqlite3_step(rows.get()) == SQLITE_ROW) {
    visit(text_at(rows.get(), 0), entry_at(rows.get()));
  }
}

}  // namespace tachado::pipeline
