#include "pipeline/batch_tables.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <functional>
#include <unordered_set>
#include <utility>

#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;  // of a document, read at a time
// Documents that wait for an earlier one: a few thousand of the smallest. The others are read
// again.
constexpr std::size_t kMostWaitingBytes = std::size_t{8} << 20U;
constexpr std::size_t kEntryBytes = 256;  // what one costs besides its strings

}  // namespace

TableWriter::TableWriter(const OutputFolder& folder)
    : documents_folder_(folder.path() + "/documents/"),
      documents_(folder.path() + "/documents.jsonl", folder.file_mode(),
                 folder.temporary_table("documents.jsonl")),
      summary_(folder.path() + "/summary.csv", folder.file_mode(),
               folder.temporary_table("summary.csv")),
      failures_(folder.path() + "/failures.csv", folder.file_mode(),
                folder.temporary_table("failures.csv")),
      mark_(folder.tables_mark(), folder.file_mode(), folder.temporary_table("tables")) {
  summary_.add(exporting::summary_csv_header());
  failures_.add(exporting::failures_csv_header());
}

void TableWriter::add(std::string_view json, std::string_view summary, std::string_view failures) {
  add_lines(json);
  documents_.add("\n");
  summary_.add(summary);
  failures_.add(failures);
}

void TableWriter::add(const StateEntry& entry) {
  add_file(documents_folder_ + entry.name);
  add({}, entry.row.summary_csv, entry.row.failures_csv);
}

void TableWriter::add_lines(std::string_view lines) {
  if (lines.empty()) return;
  line_.clear();
  exporting::write_document_line(line_, lines);
  line_.pop_back();  // its line feed: the document may go on
  documents_.add(line_);
}

// One that is not there has an empty line; one that cannot be read fails at the end.
void TableWriter::add_file(const std::string& path) {
  const LastFolder::Place place = read_from_.of(path);
  const Fd file(::openat(place.folder, place.name, O_RDONLY | O_CLOEXEC));
  if (!file && errno != ENOENT && !unread_) unread_ = io_problem(path);
  std::size_t held = 0;  // of a line that goes on
  while (file) {
    if (piece_.size() - held < kPieceBytes) piece_.resize(held + kPieceBytes);
    const ssize_t got = ::read(file.value(), piece_.data() + held, piece_.size() - held);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      if (!unread_) unread_ = io_problem(path);
      return;
    }
    const std::string_view whole(piece_.data(), held + static_cast<std::size_t>(got));
    const std::size_t lines = got == 0 ? whole.size() : whole.rfind('\n') + 1;
    add_lines(whole.substr(0, lines));
    if (got == 0) return;
    held = whole.size() - lines;
    std::memmove(piece_.data(), piece_.data() + lines, held);
  }
}

Result<void> TableWriter::finish(const std::vector<Input>& inputs) {
  if (unread_) return fail(*unread_);
  mark_.add(digest_of(inputs));
  return AtomicFile::finish_all({&documents_, &summary_, &failures_, &mark_});
}

Result<void> write_tables(OutputFolder& folder, const std::vector<Input>& inputs) {
  const State& state = folder.state();
  TableWriter writer(folder);
  std::deque<std::string> members;  // those of `written` that are no inputs
  std::unordered_set<std::string_view> written;
  // A document, then those in it.
  const std::function<void(const std::string&, const StateEntry&)> add =
      [&](const std::string& path, const StateEntry& entry) {
        if (!entry.row.container) writer.add(entry);
        for (const std::string& name : entry.row.members) {
          const std::string member = path + std::string(kMemberMark) + name;
          const auto found = state.find(member);
          if (!found || written.contains(member)) continue;
          written.insert(members.emplace_back(member));
          add(member, *found);
        }
      };
  for (const Input& input : inputs) {
    const auto entry = state.find(input.path);
    if (entry && written.insert(input.path).second) add(input.path, *entry);
  }
  if (written.size() < state.size()) {
    state.each([&](const std::string& path, const StateEntry& entry) {
      // Containers come before their members, and nothing comes twice.
      if (!written.contains(path)) add(path, entry);
    });
  }
  return writer.finish(inputs);
}

std::size_t GrowingTables::Waiting::bytes() const {
  return kEntryBytes + json.size() + summary.size() + failures.size();
}

void GrowingTables::added(std::size_t place) {
  last_ = place;
  ++count_;
}

// What is not at hand is in its file, and its rows are in the state.
void GrowingTables::add_waiting(std::size_t place) {
  if (const auto waiting = waiting_.extract(place)) {
    const Waiting& document = waiting.mapped();
    waiting_bytes_ -= document.bytes();
    writer_.add(document.json, document.summary, document.failures);
  } else if (const auto entry = state_.find(tasks_[place].location.path);
             entry && !entry->row.container) {
    writer_.add(*entry);
  }
  added(place);
}

std::size_t GrowingTables::next() const {
  return last_ == Tasks::kNone ? tasks_.first() : tasks_.after(last_);
}

void GrowingTables::add_answered() {
  for (std::size_t place = next(); place != Tasks::kNone && has_answer(place); place = next()) {
    add_waiting(place);
  }
}

void GrowingTables::finished(std::size_t place, const DocumentRow& row, std::string_view json) {
  add_answered();
  if (place == next() && !json.empty()) {
    writer_.add(json, row.summary_csv, row.failures_csv);
    added(place);
    return;
  }
  if (answered_.size() <= place) answered_.resize(place + 1);
  answered_[place] = true;
  Waiting waiting{std::string(json), row.summary_csv, row.failures_csv};
  if (json.empty() || waiting_bytes_ + waiting.bytes() > kMostWaitingBytes) return;
  waiting_bytes_ += waiting.bytes();
  waiting_.emplace(place, std::move(waiting));
}

Result<bool> GrowingTables::finish(const std::vector<Input>& inputs) {
  for (std::size_t place = next(); place != Tasks::kNone; place = tasks_.after(place)) {
    if (has_answer(place)) add_waiting(place);
  }
  if (count_ != state_.size()) return false;
  auto finished = writer_.finish(inputs);
  if (!finished) return fail(std::move(finished).error());
  return true;
}

}  // namespace tachado::pipeline
